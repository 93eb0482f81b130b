using System.Formats.Asn1;
using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Cms;

/// <summary>An attribute with its encoded values (RFC 5652 §5.3).</summary>
internal sealed record CmsAttribute(string Oid, IReadOnlyList<ReadOnlyMemory<byte>> Values, bool HasRemainder);

/// <summary>One SignerInfo taken apart (RFC 5652 §5.3) without judging it.</summary>
internal sealed class CmsSigner
{
    private const int MostAttributes = 128;
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);

    public CmsSigner(AsnReader signerInfo)
    {
        Version = signerInfo.TryReadInt32(out var version) ? version : -1;
        if (signerInfo.PeekTag().HasSameClassAndValue(Context0))
        {
            SubjectKeyIdentifier = signerInfo.ReadOctetString(Context0);
        }
        else
        {
            var issuerAndSerial = signerInfo.ReadSequence();
            Issuer = issuerAndSerial.ReadEncodedValue();
            SerialNumber = issuerAndSerial.ReadIntegerBytes();
        }
        DigestEncoded = signerInfo.PeekEncodedValue();
        Digest = DigestAlgorithms.FindForMessage(new AsnReader(DigestEncoded, AsnEncodingRules.BER).ReadSequence());
        DigestOid = DigestAlgorithms.ReadOid(signerInfo);
        if (signerInfo.PeekTag().HasSameClassAndValue(Context0))
        {
            SignedAttributesAsSent = signerInfo.PeekEncodedValue();
            SignedAttributes = ReadAttributes(signerInfo, Context0);
        }
        SignatureAlgorithmEncoded = signerInfo.ReadEncodedValue();
        SignatureAlgorithm = SignatureAlgorithm.Read(SignatureAlgorithmEncoded, Digest);
        Signature = signerInfo.ReadOctetString();
        if (signerInfo.HasData && signerInfo.PeekTag().HasSameClassAndValue(Context1))
            UnsignedAttributes = ReadAttributes(signerInfo, Context1);
        HasRemainder = signerInfo.HasData || UnsignedAttributes.Any(attribute => attribute.HasRemainder);
    }

    public int Version { get; }

    /// <summary>The AlgorithmIdentifier of <see cref="Digest"/>.</summary>
    public ReadOnlyMemory<byte> DigestEncoded { get; }

    /// <summary>Something follows, outside what is signed, that RFC 5652 does not know.</summary>
    public bool HasRemainder { get; }

    public ReadOnlyMemory<byte> Issuer { get; }
    public ReadOnlyMemory<byte> SerialNumber { get; }
    public ReadOnlyMemory<byte>? SubjectKeyIdentifier { get; }
    public string DigestOid { get; }

    /// <summary>What the byte range has to be hashed with; null for an algorithm not known here.</summary>
    public HashAlgorithmName? Digest { get; }
    public ReadOnlyMemory<byte> SignatureAlgorithmEncoded { get; }

    /// <summary>Null for an algorithm not known here.</summary>
    public SignatureAlgorithm? SignatureAlgorithm { get; }

    /// <summary>The signature value; its hash is what a signature time stamp covers.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>Null when the signature is over the content itself.</summary>
    public IReadOnlyList<CmsAttribute>? SignedAttributes { get; }
    public IReadOnlyList<CmsAttribute> UnsignedAttributes { get; } = [];
    private ReadOnlyMemory<byte> SignedAttributesAsSent { get; }

    /// <summary>Every RFC 3161 token over the signature value.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> TimestampTokens =>
        UnsignedAttributes.Where(a => a.Oid == Oids.SignatureTimeStampToken).SelectMany(a => a.Values);

    public CmsAttribute? SignedAttribute(string oid) => SignedAttributes?.FirstOrDefault(a => a.Oid == oid);

    /// <summary>The claimed time in the CMS, which PAdES leaves to /M; null when absent or malformed.</summary>
    public DateTimeOffset? SigningTime
    {
        get
        {
            try
            {
                return SignedAttribute(Oids.SigningTime)?.Values is [var value, ..]
                    ? ParsedCertificate.ReadTime(new AsnReader(value, AsnEncodingRules.BER)) : null;
            }
            catch (AsnContentException)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// The bytes that the signature may cover: the attributes behind a SET tag as they were sent and, for a sender who sent
    /// BER or forgot to sort but signed DER (RFC 5652 §5.4), put in order again. Both say the same thing.
    /// </summary>
    public IEnumerable<ReadOnlyMemory<byte>> SignedBytes()
    {
        if (SignedAttributes is null)
            yield break;
        var sent = SignedAttributesAsSent.ToArray();
        sent[0] = 0x31;
        yield return sent;

        var writer = new AsnWriter(AsnEncodingRules.DER);
        var attributes = new AsnReader(SignedAttributesAsSent, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true, Context0);
        using (writer.PushSetOf())
        {
            while (attributes.HasData)
                writer.WriteEncodedValue(attributes.ReadEncodedValue().Span);
        }
        var ordered = writer.Encode();
        if (!ordered.AsSpan().SequenceEqual(sent))
            yield return ordered;
    }

    public bool IsFor(ParsedCertificate certificate) => SubjectKeyIdentifier is { } identifier
        ? certificate.Extensions.TryGetValue(Oids.SubjectKeyIdentifier, out var extension)
            && new AsnReader(extension.Value, AsnEncodingRules.BER).ReadOctetString().AsSpan().SequenceEqual(identifier.Span)
        : certificate.SerialNumber.Span.SequenceEqual(SerialNumber.Span) && certificate.Issuer.Span.SequenceEqual(Issuer.Span);

    private static List<CmsAttribute> ReadAttributes(AsnReader signerInfo, Asn1Tag tag)
    {
        var found = new List<CmsAttribute>();
        for (var set = signerInfo.ReadSetOf(skipSortOrderValidation: true, tag); set.HasData;)
        {
            var attribute = set.ReadSequence();
            var oid = attribute.ReadObjectIdentifier();
            var values = new List<ReadOnlyMemory<byte>>();
            for (var list = attribute.ReadSetOf(skipSortOrderValidation: true); list.HasData;)
                values.Add(list.ReadEncodedValue());
            found.Add(new(oid, values, attribute.HasData));
            if (found.Count > MostAttributes || values.Count > MostAttributes)
                throw new AsnContentException($"More than {MostAttributes} attributes or values are given.");
        }
        return found;
    }
}
