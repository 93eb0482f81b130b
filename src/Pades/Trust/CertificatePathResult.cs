using System.Security.Cryptography.X509Certificates;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>What a certificate is asked to be good for.</summary>
public enum CertificatePurpose
{
    /// <summary>Nothing in particular; key usage of the certificate itself is not looked at.</summary>
    Any,

    /// <summary>Signing documents: keyUsage, if present, holds digitalSignature or nonRepudiation.</summary>
    DocumentSigning,

    /// <summary>Signing time stamps: extKeyUsage is critical and holds id-kp-timeStamping alone (RFC 3161 §2.3).</summary>
    TimeStamping,
}

/// <summary>The answer of a path check; the worst finding on the best path.</summary>
public enum CertificatePathStatus
{
    /// <summary>The path ends in an anchor, everything holds, nothing on it was revoked.</summary>
    Trusted,

    /// <summary>Everything holds, but for one certificate at least nobody can say whether it was revoked.</summary>
    RevocationUnknown,

    /// <summary>A certificate on the path was revoked at or before the moment asked.</summary>
    Revoked,

    /// <summary>A certificate on the path is not valid yet at the moment asked.</summary>
    NotYetValid,

    /// <summary>A certificate on the path is no longer valid at the moment asked.</summary>
    Expired,

    /// <summary>No path leads to a trust anchor.</summary>
    NoAnchor,

    /// <summary>A certificate was not signed by the key of its issuer.</summary>
    BadSignature,

    /// <summary>An issuer on the path is no CA (basicConstraints).</summary>
    NotACa,

    /// <summary>keyUsage or extKeyUsage does not allow what the key is used for.</summary>
    WrongKeyUsage,

    /// <summary>More CAs follow than pathLenConstraint allows.</summary>
    PathTooLong,

    /// <summary>A name lies outside what a CA above may name.</summary>
    NameNotAllowed,

    /// <summary>A CA above demands a certificate policy that the path does not have.</summary>
    PolicyNotMet,

    /// <summary>A critical extension is not known here (RFC 5280 §4.2).</summary>
    UnknownCriticalExtension,

    /// <summary>A digest or key on the path is too weak for the moment asked.</summary>
    WeakAlgorithm,

    /// <summary>A certificate on the path cannot be understood.</summary>
    Malformed,
}

/// <summary>The answer of <see cref="CertificatePath"/>.</summary>
/// <param name="Status">The answer in one word. Who accepts not knowing takes <see cref="CertificatePathStatus.RevocationUnknown"/> for good.</param>
/// <param name="Chain">From the certificate asked about to the anchor, or as far as issuers were found. Shared objects, not to be disposed of.</param>
/// <param name="AtFault">The certificate of the chain that <paramref name="Status"/> is about; null when trusted.</param>
/// <param name="Revocations">One answer for each certificate of the chain, in its order; empty when the path failed before.</param>
/// <param name="Detail">For engineers; null when there is nothing to add.</param>
public sealed record CertificatePathResult(
    CertificatePathStatus Status, IReadOnlyList<X509Certificate2> Chain, X509Certificate2? AtFault,
    IReadOnlyList<RevocationAnswer> Revocations, string? Detail = null)
{
    /// <summary>Since when and why the certificate at fault was revoked.</summary>
    public RevokedCertificate? Revoked => Status == CertificatePathStatus.Revoked
        ? Revocations.First(r => r.Status == RevocationStatus.Revoked).Revoked : null;
}

/// <summary>What a path check may be told besides certificates, trust and lists.</summary>
public sealed record CertificatePathOptions
{
    /// <summary>Documents are signed; SHA-1 and small keys only as the default policy allows.</summary>
    public static CertificatePathOptions Default { get; } = new();

    /// <summary>What the certificate is asked to be good for.</summary>
    public CertificatePurpose Purpose { get; init; } = CertificatePurpose.DocumentSigning;

    /// <summary>OCSP answers at hand.</summary>
    public IReadOnlyCollection<OcspResponse> OcspResponses { get; init; } = [];

    /// <summary>Digests and key sizes believed.</summary>
    public AlgorithmPolicy Algorithms { get; init; } = AlgorithmPolicy.Default;

    /// <summary>How long a list or answer counts that does not say when the next one comes.</summary>
    public TimeSpan Freshness { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How old a list or answer may be at the moment asked, whatever it says of the next one (EN 319 102-1 §5.2.5); null for no limit of ours.</summary>
    public TimeSpan? MaximumAge { get; init; }
}
