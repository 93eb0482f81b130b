using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>What <see cref="PdfValidator.Validate"/> is told. Nothing is fetched and no clock is read.</summary>
public sealed record ValidationOptions
{
    /// <summary>Whom to believe.</summary>
    public TrustStore Trust { get; init; } = TrustStore.Empty;

    /// <summary>The moment for which certificate paths are judged.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Certificates at hand besides those in the document and the trust store: they help to build paths and are not believed for being here.</summary>
    public IReadOnlyCollection<X509Certificate2> Certificates { get; init; } = [];

    /// <summary>Revocation lists at hand, besides those in the document.</summary>
    public IReadOnlyCollection<CertificateRevocationList> Crls { get; init; } = [];

    /// <summary>Purpose, OCSP answers and algorithms for the path.</summary>
    public CertificatePathOptions Path { get; init; } = CertificatePathOptions.Default;

    /// <summary>Opens an encrypted file.</summary>
    public string? Password { get; init; }

    /// <summary>Ends the check early, by an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>What a signature is for.</summary>
public enum SignatureKind
{
    /// <summary>An approval signature.</summary>
    Approval,

    /// <summary>The author's signature that says what may change (DocMDP).</summary>
    Certification,

    /// <summary>A document time stamp (EN 319 142-1 §5.4.3).</summary>
    DocumentTimeStamp,
}

/// <summary>How much of the file a signature covers, best first.</summary>
public enum SignatureCoverage
{
    /// <summary>Everything but its own value.</summary>
    EntireFile,

    /// <summary>Everything up to the end of a revision; later revisions follow.</summary>
    EntireRevision,

    /// <summary>One stretch from the first byte with its own value left out, but the end is no revision's end.</summary>
    ContiguousBlockFromStart,

    /// <summary>Anything else: nothing can be said of what was signed.</summary>
    Unclear,
}

/// <summary>Why a signature is broken.</summary>
public enum IntegrityFault
{
    /// <summary>It is intact.</summary>
    None,

    /// <summary>/ByteRange is missing or is not four non-negative integers.</summary>
    ByteRangeMalformed,

    /// <summary>/ByteRange does not begin at the first byte of the file.</summary>
    ByteRangeNotFromStart,

    /// <summary>/ByteRange goes past the end of the file.</summary>
    ByteRangePastEnd,

    /// <summary>The bytes left out are not exactly the /Contents token with its brackets.</summary>
    GapIsNotContents,

    /// <summary>/Contents is missing or no hexadecimal string of the file itself.</summary>
    ContentsMalformed,

    /// <summary>The dictionary holds a key twice: readers disagree on which one counts.</summary>
    DictionaryAmbiguous,

    /// <summary>The signed revision, read alone, has no such signature or another one.</summary>
    NotInSignedRevision,

    /// <summary>/SubFilter names a kind of signature that is not judged here.</summary>
    KindUnknown,

    /// <summary>The CMS or time-stamp token cannot be read or has no signer.</summary>
    CmsMalformed,

    /// <summary>A digest or signature algorithm is unknown, or the names given for it disagree.</summary>
    AlgorithmUnknown,

    /// <summary>The signed bytes were changed.</summary>
    DocumentChanged,

    /// <summary>The signature value was not made by the certificate's key, or the certificate was exchanged.</summary>
    SignatureInvalid,

    /// <summary>The signer's certificate is not embedded.</summary>
    CertificateMissing,
}

/// <summary>What happened to the document after a signature.</summary>
public enum ChangeVerdict
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Only what the signatures before permit; the findings tell what.</summary>
    Permitted,

    /// <summary>Something that is not permitted.</summary>
    Forbidden,
}

/// <summary>One answer about the document, for which nobody needs to be trusted.</summary>
public enum DocumentConclusion
{
    /// <summary>Every signature holds and nothing forbidden was changed.</summary>
    Intact,

    /// <summary>The signatures hold, but something was changed that they do not permit.</summary>
    Suspicious,

    /// <summary>A signature does not hold.</summary>
    Broken,

    /// <summary>There is no signature.</summary>
    NoSignature,
}

/// <summary>One signature, judged.</summary>
public sealed record SignatureReport
{
    /// <summary>Fully qualified name of its field.</summary>
    public required string FieldName { get; init; }

    /// <summary>What it is for.</summary>
    public required SignatureKind Kind { get; init; }

    /// <summary>/SubFilter, such as "ETSI.CAdES.detached".</summary>
    public required string SubFilter { get; init; }

    /// <summary>The signer's certificate, or the time-stamping service's; shared, not to be disposed of. Null when none was found.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>/Name, else the certificate's common name. /Name is a claim of whoever wrote the file.</summary>
    public required string SignerName { get; init; }

    /// <summary>The signer's claim (/M or signing-time); for a document time stamp the service's time.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Time of the signature time stamp when one is embedded and genuine; trust is judged in <see cref="TimeStamp"/>.</summary>
    public DateTimeOffset? TimeStampedAt { get; init; }

    /// <summary>The verdict on the time stamp in the signature, or on the document time stamp itself.</summary>
    public TimestampVerdict? TimeStamp { get; init; }

    /// <summary>/Reason.</summary>
    public string? Reason { get; init; }

    /// <summary>/Location.</summary>
    public string? Location { get; init; }

    /// <summary>How much of the file it covers.</summary>
    public required SignatureCoverage Coverage { get; init; }

    /// <summary>The first reason why it is broken.</summary>
    public required IntegrityFault Fault { get; init; }

    /// <summary>Mathematics and structure are right; says nothing of trust.</summary>
    public bool IsIntact => Fault == IntegrityFault.None;

    /// <summary>For engineers: more about <see cref="Fault"/>, or what is odd about an intact signature; empty when there is nothing to add.</summary>
    public string Detail { get; init; } = "";

    /// <summary>What happened to the document after it.</summary>
    public required ChangeVerdict Changes { get; init; }

    /// <summary>What broke it, and everything found in later revisions.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The conclusion of EN 319 102-1 for the moment asked: trust, time and revocation; nothing of <see cref="Changes"/>.</summary>
    public required SignatureConclusion Conclusion { get; init; }

    /// <summary>What the document holds for it (EN 319 142-1 §6), whoever is trusted; null for a broken signature and a document time stamp.</summary>
    public SignatureLevel? Level { get; init; }

    /// <summary>The certificate's path; null without certificate.</summary>
    public CertificatePathResult? Path { get; init; }

    /// <summary>As the dictionary states it.</summary>
    public ByteRange ByteRange { get; init; }

    /// <summary>What <see cref="Digest"/> is made with; null when the value does not say so or names an algorithm not known here.</summary>
    public HashAlgorithmName? DigestAlgorithm { get; init; }

    /// <summary>Digest of the signed bytes as they stand in the file now; empty when they could not be hashed.</summary>
    public ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>The signature value, or the token of a document time stamp; empty when none could be read.</summary>
    public ReadOnlyMemory<byte> Value { get; init; }

    /// <summary>The revision it closes, from 1; 0 when its end is no revision's end.</summary>
    public int Revision { get; init; }

    /// <summary>P of a certification signature; 0 otherwise.</summary>
    public int CertificationLevel { get; init; }
}

/// <summary>The answer of <see cref="PdfValidator.Validate"/>.</summary>
public sealed record ValidationReport
{
    /// <summary>In the order of their byte ranges.</summary>
    public required IReadOnlyList<SignatureReport> Signatures { get; init; }

    /// <summary>Revisions of the file.</summary>
    public required int Revisions { get; init; }

    /// <summary>Length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Signature fields without a value.</summary>
    public required IReadOnlyList<string> EmptyFields { get; init; }

    /// <summary>Everything found in revisions after a signature, each once.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Pages that look otherwise after a signature than when it was made, at most 10,000, in the order of steps and pages.</summary>
    public IReadOnlyList<PageChange> PageChanges { get; init; } = [];

    /// <summary>The answer in one word. A worthless copy of a document time stamp alone breaks nothing.</summary>
    public DocumentConclusion Conclusion =>
        Signatures.Any(s => s.Findings.Any(f => f.Severity == FindingSeverity.Broken)) ? DocumentConclusion.Broken
        : Findings.Concat(Signatures.SelectMany(s => s.Findings)).Any(f => f.Severity == FindingSeverity.Forbidden) ? DocumentConclusion.Suspicious
        : Signatures.Count == 0 ? DocumentConclusion.NoSignature
        : DocumentConclusion.Intact;

    /// <summary>There is a signature, all are intact, and the last one covers the entire file.</summary>
    public bool IsIntact => Signatures.Count > 0 && Signatures.All(s => s.IsIntact) && Signatures.Any(s => s.Coverage == SignatureCoverage.EntireFile);
}
