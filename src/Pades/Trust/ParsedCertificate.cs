using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>
/// A certificate taken apart once (RFC 5280 §4.1) and kept: the framework needs 0.12 ms to load one and 0.1 ms more for its
/// key, this structure 0.005 ms, and the same few certificates come back with every signature.
/// </summary>
internal sealed class ParsedCertificate
{
    private const int CacheLimit = 1024;
    private static readonly ConcurrentDictionary<string, ParsedCertificate> ByDigest = new(StringComparer.Ordinal);
    private static readonly ConditionalWeakTable<X509Certificate2, ParsedCertificate> ByObject = [];

    private const int MostVerdicts = 16;

    private readonly Lazy<PublicKeyVerifier> key;
    private readonly ConcurrentDictionary<string, bool> verdicts = new(StringComparer.Ordinal);

    private ParsedCertificate(byte[] encoded, string digest)
    {
        Encoded = encoded;
        Digest = digest;
        var all = new AsnReader(encoded, AsnEncodingRules.BER);
        var outer = all.ReadSequence();
        all.ThrowIfNotEmpty();
        TbsCertificate = outer.PeekEncodedValue();
        var tbs = outer.ReadSequence();
        SignatureAlgorithm = outer.ReadEncodedValue();
        Signature = ReadSignature(outer);
        outer.ThrowIfNotEmpty();
        var versionTag = new Asn1Tag(TagClass.ContextSpecific, 0);
        if (tbs.PeekTag().HasSameClassAndValue(versionTag))
            tbs.ReadSequence(versionTag);
        SerialNumber = tbs.ReadIntegerBytes();
        InnerSignatureAlgorithm = tbs.ReadEncodedValue();
        Issuer = tbs.ReadEncodedValue();
        var validity = tbs.ReadSequence();
        NotBefore = ReadTime(validity);
        NotAfter = ReadTime(validity);
        Subject = tbs.ReadEncodedValue();
        SubjectPublicKeyInfo = tbs.ReadEncodedValue();
        key = new(() => PublicKeyVerifier.Read(SubjectPublicKeyInfo));
        Extensions = ReadExtensions(tbs);
        SubjectName = DistinguishedNames.Canonical(Subject);
        IssuerName = DistinguishedNames.Canonical(Issuer);
        Certificate = Load(encoded);
    }

    public ReadOnlyMemory<byte> Encoded { get; }
    public string Digest { get; }
    public ReadOnlyMemory<byte> TbsCertificate { get; }
    public ReadOnlyMemory<byte> SignatureAlgorithm { get; }
    public ReadOnlyMemory<byte> InnerSignatureAlgorithm { get; }
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>The content of the INTEGER, big endian, with its leading zero if it has one.</summary>
    public ReadOnlyMemory<byte> SerialNumber { get; }
    public ReadOnlyMemory<byte> Issuer { get; }
    public ReadOnlyMemory<byte> Subject { get; }
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; }
    public DateTimeOffset NotBefore { get; }
    public DateTimeOffset NotAfter { get; }
    public IReadOnlyDictionary<string, CertificateExtension> Extensions { get; }

    /// <summary>In the form that compares (<see cref="DistinguishedNames"/>).</summary>
    public string SubjectName { get; }

    /// <summary>In the form that compares (<see cref="DistinguishedNames"/>).</summary>
    public string IssuerName { get; }
    public bool IsSelfIssued => SubjectName == IssuerName;

    /// <summary>The framework's object, shared by everyone who asks: never dispose of it.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The public key ready to verify with; read once.</summary>
    public PublicKeyVerifier Key => key.Value;

    /// <summary>Whether the issuer's key made its signature. The same few pairs are asked about with every signature, so the answers are kept.</summary>
    public bool IsSignedBy(ParsedCertificate issuer)
    {
        if (verdicts.TryGetValue(issuer.Digest, out var known))
            return known;
        var isSigned = Cms.SignatureAlgorithm.Read(SignatureAlgorithm) is { } algorithm && issuer.Key.Verify(algorithm, TbsCertificate.Span, Signature.Span);
        if (verdicts.Count >= MostVerdicts)
            verdicts.Clear();
        verdicts[issuer.Digest] = isSigned;
        return isSigned;
    }

    public static ParsedCertificate Of(X509Certificate2 certificate) =>
        ByObject.GetValue(certificate, static known => Read(known.RawDataMemory.Span));

    /// <exception cref="AsnContentException">The bytes are no certificate.</exception>
    public static ParsedCertificate Read(ReadOnlySpan<byte> encoded)
    {
        var digest = Convert.ToHexString(SHA256.HashData(encoded));
        if (ByDigest.TryGetValue(digest, out var known))
            return known;
        var parsed = new ParsedCertificate(encoded.ToArray(), digest);
        // Strangers' certificates pass through here as well: a full cache starts again instead of growing.
        if (ByDigest.Count >= CacheLimit)
            ByDigest.Clear();
        return ByDigest.GetOrAdd(digest, parsed);
    }

    /// <summary>Those that can be read; one that cannot is of no help and does no harm.</summary>
    public static IEnumerable<ParsedCertificate> Readable(IEnumerable<X509Certificate2> certificates) =>
        certificates.Select(c => TryRead(c.RawDataMemory.Span)).OfType<ParsedCertificate>();

    public static ParsedCertificate? TryRead(ReadOnlySpan<byte> encoded)
    {
        try
        {
            return Read(encoded);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    // What the framework cannot load or show would otherwise surprise whoever gets it in an answer.
    private static X509Certificate2 Load(byte[] encoded)
    {
        try
        {
            var loaded = X509CertificateLoader.LoadCertificate(encoded);
            _ = (loaded.Subject, loaded.Issuer, loaded.NotAfter, loaded.NotBefore);
            return loaded;
        }
        catch (CryptographicException unreadable)
        {
            throw new AsnContentException(unreadable.Message, unreadable);
        }
    }

    public static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime(2049) : reader.ReadGeneralizedTime();

    /// <summary>A signature is whole bytes; unused bits would let one certificate have several encodings.</summary>
    public static byte[] ReadSignature(AsnReader reader)
    {
        var value = reader.ReadBitString(out var unused);
        return unused == 0 ? value : throw new AsnContentException("A signature value has unused bits.");
    }

    public static Dictionary<string, CertificateExtension> ReadExtensions(AsnReader container, int tagNumber = 3)
    {
        var extensions = new Dictionary<string, CertificateExtension>(StringComparer.Ordinal);
        var tag = new Asn1Tag(TagClass.ContextSpecific, tagNumber);
        while (container.HasData && !container.PeekTag().HasSameClassAndValue(tag))
            container.ReadEncodedValue();
        if (!container.HasData)
            return extensions;
        for (var list = container.ReadSequence(tag).ReadSequence(); list.HasData;)
        {
            var extension = CertificateExtension.Read(list.ReadSequence());
            if (!extensions.TryAdd(extension.Oid, extension))
                throw new AsnContentException($"The extension {extension.Oid} appears twice (RFC 5280 §4.2).");
        }
        return extensions;
    }
}

/// <summary>One extension of a certificate, CRL, CRL entry or OCSP answer; the value still encoded.</summary>
internal sealed record CertificateExtension(string Oid, bool IsCritical, ReadOnlyMemory<byte> Value)
{
    public static CertificateExtension Read(AsnReader reader)
    {
        var oid = reader.ReadObjectIdentifier();
        var critical = reader.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && reader.ReadBoolean();
        return new(oid, critical, reader.ReadOctetString());
    }
}
