using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ThanhHoa.DigitalSignature.Certificates;

/// <summary>Where the private key lives.</summary>
internal enum DeviceKind
{
    /// <summary>USB token: signs on a PC.</summary>
    EToken,

    /// <summary>Signs on a phone.</summary>
    SimPki,
}

/// <summary>A person's certificate in the registry. The row stays for ever; a revocation is written beside it.</summary>
internal sealed class Certificate
{
    private Certificate()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>SHA-256 of <see cref="Der"/>, lower-case hexadecimal.</summary>
    public string Thumbprint { get; private init; } = "";

    public Guid PersonId { get; private init; }

    public string SubjectName { get; private init; } = "";

    public string IssuerName { get; private init; } = "";

    public string SerialNumber { get; private init; } = "";

    public DateTimeOffset NotBefore { get; private init; }

    public DateTimeOffset NotAfter { get; private init; }

    public DeviceKind Device { get; private init; }

    public byte[] Der { get; private init; } = [];

    public bool IsDemonstration { get; private init; }

    public DateTimeOffset RegisteredAt { get; private init; }

    public Guid? RegisteredBy { get; private init; }

    /// <summary>Known to the registry as revoked since then; set by the lead agency or by the issuer's list.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }

    public string? RevocationReason { get; private set; }

    public static Certificate Register(X509Certificate2 certificate, Guid personId, DeviceKind device, DateTimeOffset now, Guid? by, bool isDemonstration = false) => new()
    {
        Id = Guid.CreateVersion7(now),
        Thumbprint = ThumbprintOf(certificate),
        PersonId = personId,
        SubjectName = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
        IssuerName = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true),
        SerialNumber = certificate.SerialNumber,
        NotBefore = new DateTimeOffset(certificate.NotBefore).ToUniversalTime(),
        NotAfter = new DateTimeOffset(certificate.NotAfter).ToUniversalTime(),
        Device = device,
        Der = certificate.RawData,
        IsDemonstration = isDemonstration,
        RegisteredAt = now,
        RegisteredBy = by,
    };

    public static string ThumbprintOf(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));

    /// <summary>Marks it revoked; the earliest date wins, a revocation is never taken back.</summary>
    public void Revoke(DateTimeOffset since, string reason)
    {
        if (RevokedAt <= since) return;
        (RevokedAt, RevocationReason) = (since, reason);
    }

    public bool IsActive(DateTimeOffset at) => NotBefore <= at && at <= NotAfter && !(RevokedAt <= at);
}
