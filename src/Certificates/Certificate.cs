using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ThanhHoa.DigitalSignature.Certificates;

/// <summary>Whom a certificate was found to belong to.</summary>
/// <param name="Subject">What kind of subject it names.</param>
/// <param name="PersonId">The person; for an agency or a system the custodian of its key, null when unknown.</param>
/// <param name="UnitId">The unit; null for a person who holds no post any more.</param>
internal sealed record CertificateHolder(SubjectKind Subject, Guid? PersonId, Guid? UnitId);

/// <summary>A certificate in the registry. The row stays for ever; what happens to it is written beside it.</summary>
internal sealed class Certificate
{
    private readonly List<CertificateEvent> events = [];

    private Certificate()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>SHA-256 of <see cref="Der"/>, lower-case hexadecimal.</summary>
    public string Thumbprint { get; private init; } = "";

    public SubjectKind Subject { get; private set; }

    /// <summary>The person who signs with it; of a seal or a system the custodian.</summary>
    public Guid? PersonId { get; private set; }

    public Guid? UnitId { get; private set; }

    public Guid? DeviceId { get; private set; }

    /// <summary>Common name of the subject.</summary>
    public string SubjectName { get; private init; } = "";

    /// <summary>Name, e-mail and units as they are searched: lower case, without diacritics.</summary>
    public string SearchText { get; private init; } = "";

    /// <summary>The official e-mail in it, lower case; null when it has none.</summary>
    public string? Email { get; private init; }

    /// <summary>Its organisational units, from the department or commune down, joined by " / ".</summary>
    public string OrganisationUnits { get; private init; } = "";

    public string IssuerName { get; private init; } = "";

    public string SerialNumber { get; private init; } = "";

    /// <summary>Names the issuer's key, hexadecimal: two authorities may carry one name. Null when the certificate does not say.</summary>
    public string? IssuerKeyId { get; private init; }

    public DateTimeOffset NotBefore { get; private init; }

    public DateTimeOffset NotAfter { get; private init; }

    /// <summary>"RSA 2048", "ECDSA nistP256".</summary>
    public string KeyAlgorithm { get; private init; } = "";

    public DeviceKind Device { get; private set; }

    public byte[] Der { get; private init; } = [];

    public bool IsDemonstration { get; private init; }

    public DateTimeOffset RegisteredAt { get; private init; }

    public Guid? RegisteredBy { get; private init; }

    /// <summary>Known to the registry as revoked since then; set by the lead agency or by the issuer's list.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    public string? RevocationReason { get; private set; }

    public IReadOnlyList<CertificateEvent> Events => events;

    public static Certificate Register(X509Certificate2 certificate, CertificateHolder holder, DeviceKind device, DateTimeOffset now, Guid? by, bool isDemonstration = false, CertificateData? read = null)
    {
        var data = read ?? CertificateData.Of(certificate);
        var row = new Certificate
        {
            Id = Guid.CreateVersion7(now),
            Thumbprint = data.Thumbprint,
            Subject = holder.Subject,
            PersonId = holder.PersonId,
            UnitId = holder.UnitId,
            SubjectName = data.CommonName,
            SearchText = Platform.Data.SearchText.Fold($"{data.CommonName} {data.Email} {data.OrganisationUnits}"),
            Email = data.Email,
            OrganisationUnits = data.OrganisationUnits,
            IssuerName = data.IssuerName,
            SerialNumber = data.SerialNumber,
            IssuerKeyId = data.IssuerKeyId,
            NotBefore = data.NotBefore,
            NotAfter = data.NotAfter,
            KeyAlgorithm = data.KeyAlgorithm,
            Device = device,
            Der = certificate.RawData,
            IsDemonstration = isDemonstration,
            RegisteredAt = now,
            RegisteredBy = by,
        };
        row.Note(CertificateEventKind.Registered, now, by, "");
        return row;
    }

    public static string ThumbprintOf(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));

    /// <summary>Marks it revoked; the earliest date wins, a revocation is never taken back.</summary>
    /// <param name="since">Since when.</param>
    /// <param name="reason">As the issuer gave it, or the lead agency.</param>
    /// <param name="now">When it became known.</param>
    /// <param name="by">The account; null when the issuer's list or responder said so.</param>
    public void Revoke(DateTimeOffset since, string reason, DateTimeOffset now, Guid? by = null)
    {
        if (RevokedAt <= since) return;
        (RevokedAt, RevocationReason) = (since, reason);
        Note(CertificateEventKind.Revoked, now, by, reason);
    }

    /// <summary>Ties it to the device that holds its key.</summary>
    public void PutOn(Guid deviceId, DateTimeOffset now, Guid? by, DeviceKind? kind = null)
    {
        if (DeviceId == deviceId) return;
        (DeviceId, Device) = (deviceId, kind ?? Device);
        Note(CertificateEventKind.PutOnDevice, now, by, deviceId.ToString());
    }

    /// <summary>The key of an agency or a system gets another custodian.</summary>
    /// <param name="personId">Who keeps it from now on.</param>
    /// <param name="permission">Name, number and date of the written permission.</param>
    /// <param name="scan">SHA-256 of its stored scan.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="by">The account that entered it.</param>
    public void Entrust(Guid personId, string permission, string scan, DateTimeOffset now, Guid by)
    {
        PersonId = personId;
        events.Add(new CertificateEvent(Id, CertificateEventKind.Entrusted, now, by, permission) { FileSha256 = scan });
    }

    public bool IsActive(DateTimeOffset at) => NotBefore <= at && at <= NotAfter && !(RevokedAt <= at);

    private void Note(CertificateEventKind kind, DateTimeOffset at, Guid? by, string detail) => events.Add(new CertificateEvent(Id, kind, at, by, detail));
}

/// <summary>What can happen to a certificate in the registry.</summary>
internal enum CertificateEventKind
{
    /// <summary>Entered into the registry.</summary>
    Registered,

    /// <summary>Found or said to be revoked.</summary>
    Revoked,

    /// <summary>Tied to a device.</summary>
    PutOnDevice,

    /// <summary>Its custodian changed.</summary>
    Entrusted,
}

/// <summary>One line of a certificate's history.</summary>
internal sealed class CertificateEvent
{
    private CertificateEvent()
    {
    }

    public CertificateEvent(Guid certificateId, CertificateEventKind kind, DateTimeOffset at, Guid? by, string detail) =>
        (Id, CertificateId, Kind, At, AccountId, Detail) = (Guid.CreateVersion7(at), certificateId, kind, at, by, detail);

    public Guid Id { get; private init; }

    public Guid CertificateId { get; private init; }

    public CertificateEventKind Kind { get; private init; }

    public DateTimeOffset At { get; private init; }

    /// <summary>Null for the portal itself.</summary>
    public Guid? AccountId { get; private init; }

    public string Detail { get; private init; } = "";

    /// <summary>The paper it rests on; null when there is none.</summary>
    public string? FileSha256 { get; init; }
}
