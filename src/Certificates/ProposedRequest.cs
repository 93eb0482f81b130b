namespace ThanhHoa.DigitalSignature.Certificates;

/// <summary>A request that should follow from a reorganisation. Nothing is asked of the issuer until the unit files it.</summary>
internal sealed class ProposedRequest
{
    private ProposedRequest()
    {
    }

    public ProposedRequest(Reorganising.Cause cause, Guid unitId, RequestKind kind, Certificate certificate, string reason, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (ReorganisationId, DecisionNumber, EffectiveOn) = cause;
        (UnitId, Kind, Reason, ProposedAt) = (unitId, kind, reason, now);
        (CertificateId, PersonId, Subject, SubjectName, SerialNumber, IsDemonstration) = (certificate.Id, certificate.PersonId, certificate.Subject, certificate.SubjectName, certificate.SerialNumber, certificate.IsDemonstration);
    }

    public Guid Id { get; private init; }

    public Guid ReorganisationId { get; private init; }

    /// <summary>Of the decision, as printed.</summary>
    public string DecisionNumber { get; private init; } = "";

    public DateOnly EffectiveOn { get; private init; }

    /// <summary>The unit that is to file it.</summary>
    public Guid UnitId { get; private init; }

    public RequestKind Kind { get; private init; }

    public Guid CertificateId { get; private init; }

    public Guid? PersonId { get; private init; }

    public SubjectKind Subject { get; private init; }

    public string SubjectName { get; private init; } = "";

    public string SerialNumber { get; private init; } = "";

    /// <summary>Vietnamese: it goes into the form.</summary>
    public string Reason { get; private init; } = "";

    public DateTimeOffset ProposedAt { get; private init; }

    public bool IsDemonstration { get; private init; }

    /// <summary>The request it became.</summary>
    public Guid? RequestId { get; private set; }

    /// <summary>When the unit found it not needed.</summary>
    public DateTimeOffset? DismissedAt { get; private set; }

    public string DismissedBecause { get; private set; } = "";

    public void FiledAs(Guid request) => RequestId = request;

    public void Dismiss(string why, DateTimeOffset now) => (DismissedAt, DismissedBecause) = (now, why.Trim());
}

/// <summary>A reorganisation whose consequences were proposed; the newest says where to go on.</summary>
internal sealed record FollowedReorganisation(Guid Id, DateTimeOffset FollowedAt);
