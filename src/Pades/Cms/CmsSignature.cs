using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Cms;

/// <summary>Writes the detached SignedData that goes into /Contents (RFC 5652 §5, EN 319 142-1 §6.3), always in DER.</summary>
internal static class CmsSignature
{
    private static readonly Asn1Tag Context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Context1 = new(TagClass.ContextSpecific, 1);

    /// <param name="signedAttributes">What <see cref="SignedAttributes.Build"/> returned and the key signed.</param>
    /// <param name="hash">The digest that the attributes were built with.</param>
    /// <param name="scheme">How the key made <paramref name="signatureValue"/>.</param>
    /// <param name="signatureValue">RSA: as long as the modulus. ECDSA: DER SEQUENCE of r and s. Ed25519: 64 bytes.</param>
    /// <param name="certificates">The signer first, then what helps to build its path; the anchor may be left out.</param>
    /// <param name="timestampToken">An RFC 3161 token over the signature value; null or empty for none.</param>
    public static byte[] Assemble(
        byte[] signedAttributes, HashAlgorithmName hash, SignatureScheme scheme, ReadOnlySpan<byte> signatureValue,
        IReadOnlyList<X509Certificate2> certificates, ReadOnlyMemory<byte>? timestampToken = null)
    {
        if (certificates.Count == 0)
            throw new ArgumentException("The signer's certificate is missing.", nameof(certificates));
        var parsed = new ParsedCertificate[certificates.Count];
        for (var i = 0; i < parsed.Length; i++)
            parsed[i] = ParsedCertificate.Of(certificates[i]);

        var writer = new AsnWriter(AsnEncodingRules.DER, 4096);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.SignedData);
            using var content = writer.PushSequence(Context0);
            using var signedData = writer.PushSequence();
            writer.WriteInteger(1);
            using (writer.PushSetOf())
                DigestAlgorithms.Write(writer, hash);
            using (writer.PushSequence())
                writer.WriteObjectIdentifier(Oids.Data);
            using (writer.PushSetOf(Context0))
            {
                foreach (var certificate in parsed)
                    writer.WriteEncodedValue(certificate.Encoded.Span);
            }
            using (writer.PushSetOf())
                WriteSignerInfo(writer, parsed[0], signedAttributes, hash, scheme, signatureValue, timestampToken);
        }
        return writer.Encode();
    }

    /// <summary>Upper bound in bytes of what <see cref="Assemble"/> will return, known before the key is used; exact but for ECDSA, whose values vary by a few bytes; a token length of 0 means none.</summary>
    public static int Size(
        byte[] signedAttributes, HashAlgorithmName hash, SignatureScheme scheme,
        IReadOnlyList<X509Certificate2> certificates, int timestampTokenLength = 0)
    {
        var signature = new byte[certificates.Count == 0 ? 0 : ParsedCertificate.Of(certificates[0]).Key.LargestSignature];
        return Assemble(signedAttributes, hash, scheme, signature, certificates, timestampTokenLength > 0 ? OctetStringOf(timestampTokenLength) : null).Length;
    }

    private static void WriteSignerInfo(
        AsnWriter writer, ParsedCertificate signer, byte[] signedAttributes, HashAlgorithmName hash, SignatureScheme scheme,
        ReadOnlySpan<byte> signatureValue, ReadOnlyMemory<byte>? timestampToken)
    {
        using var signerInfo = writer.PushSequence();
        writer.WriteInteger(1);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(signer.Issuer.Span);
            writer.WriteInteger(signer.SerialNumber.Span);
        }
        DigestAlgorithms.Write(writer, hash);
        // RFC 5652 §5.4: signed as SET OF, sent as [0] IMPLICIT – the same bytes behind another tag.
        var tagged = signedAttributes.AsSpan().ToArray();
        tagged[0] = 0xA0;
        writer.WriteEncodedValue(tagged);
        SignatureAlgorithm.Write(writer, scheme, hash);
        writer.WriteOctetString(signatureValue);
        if (timestampToken is { IsEmpty: false } token)
        {
            using var unsignedAttributes = writer.PushSetOf(Context1);
            using var attribute = writer.PushSequence();
            writer.WriteObjectIdentifier(Oids.SignatureTimeStampToken);
            using var values = writer.PushSetOf();
            writer.WriteEncodedValue(token.Span);
        }
    }

    // A placeholder of exactly that many bytes; lengths that no single TLV can have are rounded up by one.
    private static byte[] OctetStringOf(int length)
    {
        for (var content = Math.Max(0, length - 6); ; content++)
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            writer.WriteOctetString(new byte[content]);
            if (writer.GetEncodedLength() >= length)
                return writer.Encode();
        }
    }
}
