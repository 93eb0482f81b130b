using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ThanhHoa.DigitalSignature.Certificates.Janitor;

/// <summary>What does not fit.</summary>
internal enum FindingRule
{
    /// <summary>The holder of a certificate is in no post any more.</summary>
    HolderLeft,

    /// <summary>The custodian of an agency's or a system's key is in no post any more.</summary>
    CustodianLeft,

    /// <summary>The holder's official e-mail is another than the one in the certificate.</summary>
    EmailChanged,

    /// <summary>The holder's unit is another than the one in the certificate.</summary>
    UnitChanged,

    /// <summary>A device is in use and nothing on it is in force.</summary>
    DeviceWithoutCertificate,

    /// <summary>The holder has a newer certificate on the same kind of device.</summary>
    TwoActive,

    /// <summary>In force for ninety days or more and not used in the last ninety.</summary>
    NeverUsed,

    /// <summary>A leader without a certificate in force.</summary>
    LeaderWithoutCertificate,
}

/// <summary>A finding as the facts show it; equal ones are one.</summary>
/// <param name="Rule">What does not fit.</param>
/// <param name="SubjectId">The certificate, device or person; with the rule it is unique.</param>
/// <param name="CertificateId">The certificate, if one is concerned.</param>
/// <param name="PersonId">The person, if one is concerned.</param>
/// <param name="UnitId">The unit that has to act; null when none is known.</param>
/// <param name="Name">Whom or what the list shows.</param>
/// <param name="Detail">The figures behind it: a serial number, "old → new", a date.</param>
internal sealed record Misfit(FindingRule Rule, Guid SubjectId, Guid? CertificateId, Guid? PersonId, Guid? UnitId, string Name, string Detail);

/// <summary>Something that does not fit, from the night it was found to the night it is gone.</summary>
internal sealed class Finding
{
    private Finding()
    {
    }

    public Finding(Misfit misfit, DateTimeOffset now)
    {
        (Id, Rule, SubjectId, FoundAt) = (Guid.CreateVersion7(now), misfit.Rule, misfit.SubjectId, now);
        Take(misfit);
    }

    public Guid Id { get; private init; }

    public FindingRule Rule { get; private init; }

    /// <summary>The certificate, device or person.</summary>
    public Guid SubjectId { get; private init; }

    public Guid? CertificateId { get; private set; }

    public Guid? PersonId { get; private set; }

    public Guid? UnitId { get; private set; }

    public string Name { get; private set; } = "";

    public string Detail { get; private set; } = "";

    public DateTimeOffset FoundAt { get; private init; }

    /// <summary>Not shown before this day; null when nobody put it off.</summary>
    public DateOnly? DismissedUntil { get; private set; }

    public string DismissedReason { get; private set; } = "";

    public string DismissedByName { get; private set; } = "";

    /// <summary>What the facts show tonight. New figures are a new matter: whoever put off the old ones has not seen them.</summary>
    public void Take(Misfit misfit)
    {
        if (misfit.Detail != Detail) (DismissedUntil, DismissedReason, DismissedByName) = (null, "", "");
        (CertificateId, PersonId, UnitId, Name, Detail) = (misfit.CertificateId, misfit.PersonId, misfit.UnitId, Short(misfit.Name), Short(misfit.Detail));
    }

    public void Dismiss(DateOnly until, string reason, string by) => (DismissedUntil, DismissedReason, DismissedByName) = (until, reason.Trim(), by);

    public static void Map(EntityTypeBuilder<Finding> finding)
    {
        finding.ToTable("finding");
        finding.Property(f => f.Id).ValueGeneratedNever();
        finding.Property(f => f.Rule).HasConversion<string>().HasMaxLength(30);
        finding.Property(f => f.Name).HasMaxLength(300);
        finding.Property(f => f.Detail).HasMaxLength(300);
        finding.Property(f => f.DismissedReason).HasMaxLength(500);
        finding.Property(f => f.DismissedByName).HasMaxLength(200);
        finding.HasIndex(f => new { f.Rule, f.SubjectId }).IsUnique();
        finding.HasIndex(f => new { f.FoundAt, f.Id });
        finding.HasIndex(f => new { f.UnitId, f.FoundAt, f.Id });
    }

    private static string Short(string text) => text.Length <= 300 ? text : text[..300];
}
