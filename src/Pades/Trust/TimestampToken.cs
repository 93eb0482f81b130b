using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>An RFC 3161 time-stamp token, read; <c>Check</c> judges it.</summary>
public sealed class TimestampToken
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);

    private readonly CmsSignedData cms;

    private TimestampToken(CmsSignedData cms)
    {
        this.cms = cms;
        if (cms.ContentType != Oids.TstInfo || cms.Content is not { } content)
            throw new AsnContentException($"The content is {cms.ContentType}, not TSTInfo.");
        if (cms.Signers.Count != 1)
            throw new AsnContentException("A token has exactly one signer (RFC 3161 §2.4.2).");
        var info = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
        info.ReadInteger();
        Policy = info.ReadObjectIdentifier();
        var imprint = info.ReadSequence();
        Hash = DigestAlgorithms.Find(DigestAlgorithms.ReadOid(imprint));
        Imprint = imprint.ReadOctetString();
        SerialNumber = info.ReadIntegerBytes();
        Time = info.ReadGeneralizedTime();
        if (info.HasData && info.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
            Accuracy = ReadAccuracy(info.ReadSequence());
        if (info.HasData && info.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean))
            info.ReadBoolean();
        if (info.HasData && info.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
            Nonce = info.ReadIntegerBytes();
    }

    /// <summary>The token in its encoding, without padding: the value for an unsigned attribute or for /Contents of a document time stamp.</summary>
    public ReadOnlyMemory<byte> Encoded => cms.Encoded;

    /// <summary>genTime.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>How far <see cref="Time"/> may be off to either side; null when the service does not say.</summary>
    public TimeSpan? Accuracy { get; }

    /// <summary>Object identifier of the service's policy.</summary>
    public string Policy { get; }

    /// <summary>The digest of <see cref="Imprint"/>; null for an algorithm not known here.</summary>
    public HashAlgorithmName? Hash { get; }

    /// <summary>The digest that was stamped.</summary>
    public ReadOnlyMemory<byte> Imprint { get; }

    internal ReadOnlyMemory<byte> SerialNumber { get; }
    internal ReadOnlyMemory<byte>? Nonce { get; }

    /// <summary>Certificates embedded in the token.</summary>
    internal IReadOnlyList<ParsedCertificate> Certificates => cms.Certificates;

    /// <summary>Reads a token; zero padding behind it is allowed.</summary>
    /// <param name="encoded">A token, or the decoded string of /Contents.</param>
    /// <param name="token">The token, when true is returned.</param>
    /// <param name="problem">For engineers: what is wrong, when false is returned.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out TimestampToken? token, [NotNullWhen(false)] out string? problem)
    {
        token = null;
        if (!CmsSignedData.TryRead(encoded, out var cms, out problem))
            return false;
        try
        {
            token = new(cms);
            return true;
        }
        catch (AsnContentException malformed)
        {
            problem = malformed.InnerException?.Message ?? malformed.Message;
            return false;
        }
    }

    /// <summary>Judges the token: its imprint, its signature, and the path of its service at the time it states.</summary>
    /// <param name="imprint">Digest under <see cref="Hash"/> of what should have been stamped.</param>
    /// <param name="candidates">Certificates besides those in the token, e.g. of the DSS.</param>
    /// <param name="trust">Anchors and intermediates.</param>
    /// <param name="crls">Lists at hand.</param>
    /// <param name="options">OCSP answers and algorithms; the purpose is always time stamping.</param>
    /// <param name="at">The moment at which the path must hold; <see cref="Time"/> when null. Later when nothing proves that the token existed before (EN 319 102-1 §5.4).</param>
    public TimestampVerdict Check(
        ReadOnlySpan<byte> imprint, IEnumerable<X509Certificate2> candidates, TrustStore trust,
        IReadOnlyCollection<CertificateRevocationList> crls, CertificatePathOptions? options = null, DateTimeOffset? at = null) =>
        Check(imprint, [.. ParsedCertificate.Readable(candidates)], trust, crls, options, at);

    internal TimestampVerdict Check(
        ReadOnlySpan<byte> imprint, IReadOnlyList<ParsedCertificate> more, TrustStore trust,
        IReadOnlyCollection<CertificateRevocationList> crls, CertificatePathOptions? options, DateTimeOffset? at)
    {
        options = (options ?? CertificatePathOptions.Default) with { Purpose = CertificatePurpose.TimeStamping };
        var verdict = CmsVerifier.VerifyEncapsulated(cms, cms.Signers[0], more);
        // RFC 3161 §2.4.2 wants the certificate bound, as RFC 5816 allows in either version.
        var isSound = verdict is { IsSound: true, Certificate: not null } && !verdict.Defects.Contains(CmsDefect.SigningCertificateUnbound);
        var algorithmsHold = Hash is { } hash && options.Algorithms.Accepts(hash, at ?? Time)
            && cms.Signers[0].Digest is { } digest && options.Algorithms.Accepts(digest, at ?? Time);
        var path = verdict.Certificate is null ? null
            : CertificatePath.Check(verdict.Certificate, cms.Certificates.Concat(more), trust, at ?? Time, crls, options);
        return new(imprint.SequenceEqual(Imprint.Span), isSound, algorithmsHold, verdict.Certificate?.Certificate, path);
    }

    /// <summary>Its algorithms are known here.</summary>
    internal bool CanBeJudged => Hash is not null && cms.Signers[0] is { Digest: not null, SignatureAlgorithm: not null };

    /// <summary>Parts of the token of which nothing can be said.</summary>
    internal IEnumerable<string> Unproven(IReadOnlyCollection<ParsedCertificate> known, int depth) =>
        UncoveredParts.Unproven(cms, CmsVerifier.VerifyEncapsulated(cms, cms.Signers[0], known).Certificate, known, depth);

    /// <summary>What in the token contradicts itself or its signature, for engineers; null when nothing does.</summary>
    internal string? Contradiction(IReadOnlyCollection<ParsedCertificate> known, int depth)
    {
        if (!cms.HasOnlyZerosBehind) return "Bytes hide behind the time stamp";
        var verdict = CmsVerifier.VerifyEncapsulated(cms, cms.Signers[0], known);
        // What was stamped with algorithms or by certificates that are not at hand cannot be judged.
        if (!verdict.DigestMatches && cms.Signers[0].Digest is not null) return "The time stamp of the signature was altered";
        if (verdict is { Certificate: not null, SignatureValid: false } && cms.Signers[0].SignatureAlgorithm is not null) return "The time stamp of the signature is not genuine";
        if (verdict.Certificate is null && cms.Certificates.Count > 0) return "The time stamp of the signature names a certificate that is not there";
        return UncoveredParts.Contradiction(cms, known, depth);
    }

    private static TimeSpan ReadAccuracy(AsnReader accuracy)
    {
        var total = TimeSpan.Zero;
        if (accuracy.HasData && accuracy.PeekTag().HasSameClassAndValue(Asn1Tag.Integer) && accuracy.TryReadInt32(out var seconds))
            total += TimeSpan.FromSeconds(seconds);
        if (accuracy.HasData && accuracy.PeekTag().HasSameClassAndValue(Context0) && accuracy.TryReadInt32(out var milliseconds, Context0))
            total += TimeSpan.FromMilliseconds(milliseconds);
        if (accuracy.HasData && accuracy.PeekTag().HasSameClassAndValue(Context1) && accuracy.TryReadInt32(out var microseconds, Context1))
            total += TimeSpan.FromMicroseconds(microseconds);
        return total;
    }
}

/// <summary>The answer about a time stamp.</summary>
/// <param name="ImprintMatches">It is about the bytes asked about.</param>
/// <param name="SignatureValid">The token is signed by the certificate it names and binds.</param>
/// <param name="AlgorithmsHold">Its digests are believed at the moment asked.</param>
/// <param name="Certificate">Of the time-stamping service; shared, not to be disposed of.</param>
/// <param name="Path">The path of that certificate; null when there is none.</param>
public sealed record TimestampVerdict(
    bool ImprintMatches, bool SignatureValid, bool AlgorithmsHold, X509Certificate2? Certificate, CertificatePathResult? Path)
{
    /// <summary>The token is about these bytes and genuine; says nothing of trust.</summary>
    public bool IsIntact => ImprintMatches && SignatureValid;

    /// <summary>The time may be believed; a revocation that nobody can tell is accepted here, and named in <see cref="Path"/>.</summary>
    public bool IsBelievable => IsIntact && AlgorithmsHold
        && Path?.Status is CertificatePathStatus.Trusted or CertificatePathStatus.RevocationUnknown;
}
