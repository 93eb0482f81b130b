using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>A successful basic OCSP answer (RFC 6960 §4.2). Reading says nothing of its truth; the path check judges that.</summary>
public sealed class OcspResponse
{
    private const int LargestResponse = 1024 * 1024;
    private const int MostAnswers = 256;
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag Context2 = new(TagClass.ContextSpecific, 2);

    private readonly ReadOnlyMemory<byte> signedPart;
    private readonly ReadOnlyMemory<byte> signature;
    private readonly List<OcspAnswer> answers = [];

    private OcspResponse(ReadOnlyMemory<byte> encoded)
    {
        Encoded = encoded;
        var response = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        var status = response.ReadEnumeratedBytes().Span[^1];
        if (status != 0)
            throw new AsnContentException($"The responder answered: {StatusName(status)}.");
        var bytes = response.ReadSequence(Context0).ReadSequence();
        if (bytes.ReadObjectIdentifier() is not Oids.OcspBasic and var kind)
            throw new AsnContentException($"Answers of the kind {kind} are not known.");
        var basic = new AsnReader(bytes.ReadOctetString(), AsnEncodingRules.BER).ReadSequence();
        signedPart = basic.PeekEncodedValue();
        var data = basic.ReadSequence();
        Algorithm = SignatureAlgorithm.Read(basic.ReadEncodedValue());
        signature = ParsedCertificate.ReadSignature(basic);
        Certificates = ReadCertificates(basic);

        if (data.PeekTag().HasSameClassAndValue(Context0))
            data.ReadSequence(Context0);
        if (data.PeekTag().HasSameClassAndValue(Context1))
            ResponderName = DistinguishedNames.Canonical(data.ReadSequence(Context1).ReadEncodedValue());
        else
            ResponderKeyHash = data.ReadSequence(Context2).ReadOctetString();
        ProducedAt = data.ReadGeneralizedTime();
        for (var list = data.ReadSequence(); list.HasData;)
        {
            answers.Add(OcspAnswer.Read(list.ReadSequence()));
            if (answers.Count > MostAnswers)
                throw new AsnContentException($"More than {MostAnswers} answers.");
        }
        if (ParsedCertificate.ReadExtensions(data, tagNumber: 1).TryGetValue(Oids.OcspNonce, out var nonce))
            Nonce = nonce.Value;
    }

    /// <summary>The whole OCSPResponse as received, for a DSS.</summary>
    public ReadOnlyMemory<byte> Encoded { get; }

    /// <summary>When the responder signed.</summary>
    public DateTimeOffset ProducedAt { get; }

    internal SignatureAlgorithm? Algorithm { get; }
    internal string? ResponderName { get; }
    internal ReadOnlyMemory<byte>? ResponderKeyHash { get; }

    /// <summary>Value of the nonce extension, as sent.</summary>
    internal ReadOnlyMemory<byte>? Nonce { get; }
    internal IReadOnlyList<ParsedCertificate> Certificates { get; }

    /// <summary>Reads an OCSPResponse of up to 1 MB.</summary>
    /// <param name="encoded">The bytes; kept, not copied.</param>
    /// <param name="response">The answer, when true is returned.</param>
    /// <param name="problem">For engineers: what is wrong, also when the responder refused to answer.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> encoded, [NotNullWhen(true)] out OcspResponse? response, [NotNullWhen(false)] out string? problem)
    {
        (response, problem) = (null, null);
        if (encoded.Length > LargestResponse)
        {
            problem = $"The answer has {encoded.Length} bytes; more than {LargestResponse} are not read.";
            return false;
        }
        try
        {
            response = new(encoded);
            return true;
        }
        catch (AsnContentException malformed)
        {
            problem = malformed.InnerException?.Message ?? malformed.Message;
            return false;
        }
    }

    internal OcspAnswer? AnswerFor(ParsedCertificate certificate, ParsedCertificate issuer) =>
        answers.FirstOrDefault(answer => answer.IsAbout(certificate, issuer));

    internal bool IsSignedBy(ParsedCertificate responder) =>
        Algorithm is not null && responder.Key.Verify(Algorithm, signedPart.Span, signature.Span);

    /// <summary>The issuer itself and those embedded certificates that the responder id fits (RFC 6960 §4.2.2.2).</summary>
    internal IEnumerable<ParsedCertificate> PossibleResponders(ParsedCertificate issuer) =>
        Certificates.Prepend(issuer).Where(c => ResponderName is { } name
            ? c.SubjectName == name
            : ResponderKeyHash!.Value.Span.SequenceEqual(OcspAnswer.KeyHash(HashAlgorithmName.SHA1, c)));

    private static List<ParsedCertificate> ReadCertificates(AsnReader basic)
    {
        var found = new List<ParsedCertificate>();
        if (basic.HasData)
        {
            for (var list = basic.ReadSequence(Context0).ReadSequence(); list.HasData && found.Count < 16;)
                found.Add(ParsedCertificate.Read(list.ReadEncodedValue().Span));
        }
        return found;
    }

    private static string StatusName(byte status) => status switch
    {
        1 => "malformedRequest",
        2 => "internalError",
        3 => "tryLater",
        5 => "sigRequired",
        6 => "unauthorized",
        _ => $"status {status}",
    };
}

/// <summary>What an OCSP responder says about one certificate.</summary>
internal sealed record OcspAnswer(
    HashAlgorithmName? Hash, ReadOnlyMemory<byte> IssuerNameHash, ReadOnlyMemory<byte> IssuerKeyHash, ReadOnlyMemory<byte> SerialNumber,
    bool IsKnown, RevokedCertificate? Revoked, DateTimeOffset ThisUpdate, DateTimeOffset? NextUpdate)
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);

    public static OcspAnswer Read(AsnReader answer)
    {
        var id = answer.ReadSequence();
        var hash = DigestAlgorithms.Find(DigestAlgorithms.ReadOid(id));
        var (name, key, serial) = (id.ReadOctetString(), id.ReadOctetString(), id.ReadIntegerBytes());
        var status = answer.PeekTag();
        RevokedCertificate? revoked = null;
        if (status is { TagClass: TagClass.ContextSpecific, TagValue: 1 })
        {
            var info = answer.ReadSequence(status);
            var since = info.ReadGeneralizedTime();
            var reason = info.HasData ? info.ReadSequence(Context0).ReadEnumeratedValue<RevocationReason>() : RevocationReason.Unspecified;
            revoked = new(since, reason);
        }
        else
        {
            answer.ReadEncodedValue();
        }
        var thisUpdate = answer.ReadGeneralizedTime();
        DateTimeOffset? nextUpdate = answer.HasData && answer.PeekTag().HasSameClassAndValue(Context0)
            ? answer.ReadSequence(Context0).ReadGeneralizedTime() : null;
        var isKnown = status is { TagClass: TagClass.ContextSpecific, TagValue: 0 or 1 };
        return new(hash, name, key, serial, isKnown, revoked, thisUpdate, nextUpdate);
    }

    public bool IsAbout(ParsedCertificate certificate, ParsedCertificate issuer) =>
        Hash is { } hash
        && SerialNumber.Span.SequenceEqual(certificate.SerialNumber.Span)
        && IssuerNameHash.Span.SequenceEqual(CryptographicOperations.HashData(hash, certificate.Issuer.Span))
        && IssuerKeyHash.Span.SequenceEqual(KeyHash(hash, issuer));

    /// <summary>Over the content of the BIT STRING, without its count of unused bits (RFC 6960 §4.1.1).</summary>
    public static byte[] KeyHash(HashAlgorithmName hash, ParsedCertificate certificate)
    {
        var info = new AsnReader(certificate.SubjectPublicKeyInfo, AsnEncodingRules.BER).ReadSequence();
        info.ReadEncodedValue();
        return CryptographicOperations.HashData(hash, info.ReadBitString(out _));
    }
}
