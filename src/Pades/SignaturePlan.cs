using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>Everything <see cref="PdfSigner.Prepare"/> must know before the signer's device is asked.</summary>
public sealed record SignaturePlan
{
    /// <summary>The signer's certificate; its private key is not needed.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Issuers of the certificate to embed, nearest first; the root may be left out.</summary>
    public IReadOnlyList<X509Certificate2> Chain { get; init; } = [];

    /// <summary>SHA-256, SHA-384 or SHA-512.</summary>
    public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

    /// <summary>How the device signs; null takes the usual scheme of the certificate's key (RSA: PKCS#1 v1.5).</summary>
    public SignatureScheme? Scheme { get; init; }

    /// <summary>The claimed time of signing, written to /M (EN 319 142-1 §5.3: no signing-time attribute in the CMS).</summary>
    public required DateTimeOffset SigningTime { get; init; }

    /// <summary>Until when the prepared signature may be completed; kept for the caller, who owns the clock.</summary>
    public DateTimeOffset Expires { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Name of the field to fill or to create; null creates a field under the next free name "Signature1", "Signature2", …</summary>
    public string? FieldName { get; init; }

    /// <summary>/Name of the signature dictionary; null takes the certificate's common name.</summary>
    public string? SignerName { get; init; }

    /// <summary>/Reason.</summary>
    public string? Reason { get; init; }

    /// <summary>/Location.</summary>
    public string? Location { get; init; }

    /// <summary>Null for an invisible signature.</summary>
    public SignatureAppearance? Appearance { get; init; }

    /// <summary>Opens an encrypted file.</summary>
    public string? Password { get; init; }

    /// <summary>1, 2 or 3 certifies the document with that P (no change; forms and signatures; annotations too: ISO 32000-2 §12.8.2.2); 0 approves it.</summary>
    public int CertificationLevel { get; init; }

    /// <summary>Form fields that this signature locks (ISO 32000-2 §12.8.2.4). A lock that an existing field carries is kept and counts as well.</summary>
    public FieldLock? Lock { get; init; }

    /// <summary>
    /// OCSP answers and lists to sign together with the document (ISO 32000-2 §12.8.3.3.2): the only place left for them when
    /// <see cref="CertificationLevel"/> is 1. Else leave it null; B-LT keeps them in the document.
    /// </summary>
    public RevocationData? Revocation { get; init; }

    /// <summary>Bytes kept in /Contents beyond the B-B signature, for a time-stamp token or other unsigned attributes.</summary>
    public int ReservedBytes { get; init; }
}
