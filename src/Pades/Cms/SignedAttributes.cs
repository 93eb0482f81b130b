using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Cms;

/// <summary>
/// What the signer's key really signs (RFC 5652 §5.3): content type, digest of the byte range, and the signer's own certificate.
/// The signing time is left out because EN 319 142-1 §6.3 puts it into /M of the signature dictionary.
/// </summary>
internal static class SignedAttributes
{
    private static readonly byte[] ContentTypeIsData = Encode(static writer =>
    {
        using var attribute = writer.PushSequence();
        writer.WriteObjectIdentifier(Oids.ContentType);
        using var values = writer.PushSetOf();
        writer.WriteObjectIdentifier(Oids.Data);
    });

    /// <param name="documentDigest">Digest of the byte range under <paramref name="hash"/>.</param>
    /// <param name="hash">SHA-256, SHA-384 or SHA-512; SHA-512 when the key is Ed25519 (RFC 8419 §3.1).</param>
    /// <param name="signer">The certificate that signing-certificate-v2 binds (RFC 5035 §5.4.1).</param>
    /// <param name="moreAttributes">Further complete Attribute values in DER, e.g. Adobe's revocation archive for a document certified with P=1.</param>
    /// <returns>The DER SET OF Attribute: the exact bytes to hash and sign.</returns>
    public static byte[] Build(
        ReadOnlySpan<byte> documentDigest, HashAlgorithmName hash, X509Certificate2 signer, params ReadOnlySpan<byte[]> moreAttributes)
    {
        if (documentDigest.Length != DigestAlgorithms.Length(hash))
            throw new ArgumentException($"A {hash.Name} digest has {DigestAlgorithms.Length(hash)} bytes, not {documentDigest.Length}.", nameof(documentDigest));
        var writer = new AsnWriter(AsnEncodingRules.DER, 512);
        using (writer.PushSetOf())
        {
            writer.WriteEncodedValue(ContentTypeIsData);
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.MessageDigest);
                using var values = writer.PushSetOf();
                writer.WriteOctetString(documentDigest);
            }
            WriteSigningCertificate(writer, hash, ParsedCertificate.Of(signer));
            foreach (var attribute in moreAttributes)
                writer.WriteEncodedValue(attribute);
        }
        return writer.Encode();
    }

    private static void WriteSigningCertificate(AsnWriter writer, HashAlgorithmName hash, ParsedCertificate signer)
    {
        using var attribute = writer.PushSequence();
        writer.WriteObjectIdentifier(Oids.SigningCertificateV2);
        using var values = writer.PushSetOf();
        using var signingCertificate = writer.PushSequence();
        using var certificates = writer.PushSequence();
        using var essCertId = writer.PushSequence();
        if (hash != HashAlgorithmName.SHA256)
            DigestAlgorithms.Write(writer, hash);
        writer.WriteOctetString(CryptographicOperations.HashData(hash, signer.Encoded.Span));
        using var issuerSerial = writer.PushSequence();
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4)))
            writer.WriteEncodedValue(signer.Issuer.Span);
        writer.WriteInteger(signer.SerialNumber.Span);
    }

    private static byte[] Encode(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        write(writer);
        return writer.Encode();
    }
}
