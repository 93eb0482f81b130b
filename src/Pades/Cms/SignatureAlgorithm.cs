using System.Formats.Asn1;
using System.Security.Cryptography;

namespace ThanhHoa.DigitalSignature.Pades.Cms;

/// <summary>A signature's AlgorithmIdentifier understood: scheme, digest and, for PSS, mask digest and salt (RFC 4055, 5754, 5758, 8410).</summary>
internal sealed record SignatureAlgorithm(SignatureScheme Scheme, HashAlgorithmName Hash, HashAlgorithmName MaskHash, int SaltLength)
{
    private static readonly Asn1Tag PssHash = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag PssMask = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag PssSalt = new(TagClass.ContextSpecific, 2);

    public SignatureAlgorithm(SignatureScheme scheme, HashAlgorithmName hash) : this(scheme, hash, hash, DigestAlgorithms.Length(hash)) { }

    /// <param name="encoded">The AlgorithmIdentifier.</param>
    /// <param name="digest">The SignerInfo's digest, which names the hash when the identifier is plain rsaEncryption or id-ecPublicKey (RFC 3370 §3.2).</param>
    /// <returns>Null when the algorithm is not known here.</returns>
    /// <exception cref="AsnContentException">The bytes are malformed.</exception>
    public static SignatureAlgorithm? Read(ReadOnlyMemory<byte> encoded, HashAlgorithmName? digest = null)
    {
        var reader = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        var oid = reader.ReadObjectIdentifier();
        if (oid == Oids.RsaPss)
            return ReadPss(reader);
        if (oid is Oids.RsaEncryption or Oids.EcPublicKey)
            return digest is { } named && named != DigestAlgorithms.Shake256 ? new(oid == Oids.RsaEncryption ? SignatureScheme.RsaPkcs1 : SignatureScheme.Ecdsa, named) : null;
        return Named(oid) is var (scheme, hash) ? new(scheme, hash) : null;
    }

    /// <summary>These sign whole messages, so that the digest of the message is free; RFC 8419 §3.1 still names one for each.</summary>
    public bool IsEdwards => Scheme is SignatureScheme.Ed25519 or SignatureScheme.Ed448;

    public static void Write(AsnWriter writer, SignatureScheme scheme, HashAlgorithmName hash)
    {
        using var identifier = writer.PushSequence();
        switch (scheme, hash.Name)
        {
            case (SignatureScheme.RsaPkcs1, _):
                writer.WriteObjectIdentifier(hash.Name switch
                {
                    "SHA256" => "1.2.840.113549.1.1.11",
                    "SHA384" => "1.2.840.113549.1.1.12",
                    "SHA512" => "1.2.840.113549.1.1.13",
                    _ => throw NotForSigning(scheme, hash),
                });
                // RFC 4055 §5: NULL shall be present for these.
                writer.WriteNull();
                break;
            case (SignatureScheme.Ecdsa, _):
                writer.WriteObjectIdentifier(hash.Name switch
                {
                    "SHA256" => "1.2.840.10045.4.3.2",
                    "SHA384" => "1.2.840.10045.4.3.3",
                    "SHA512" => "1.2.840.10045.4.3.4",
                    _ => throw NotForSigning(scheme, hash),
                });
                break;
            case (SignatureScheme.RsaPss, "SHA256" or "SHA384" or "SHA512"):
                WritePss(writer, hash);
                break;
            case (SignatureScheme.Ed25519, "SHA512"):
                writer.WriteObjectIdentifier(Oids.Ed25519);
                break;
            default:
                throw NotForSigning(scheme, hash);
        }
    }

    private static ArgumentException NotForSigning(SignatureScheme scheme, HashAlgorithmName hash) =>
        new($"{scheme} with {hash.Name} is not made here; SHA-256, SHA-384 and SHA-512 are, Ed25519 with SHA-512 only.", nameof(hash));

    private static (SignatureScheme, HashAlgorithmName)? Named(string oid) => oid switch
    {
        "1.2.840.113549.1.1.5" => (SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA1),
        "1.2.840.113549.1.1.11" => (SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA256),
        "1.2.840.113549.1.1.12" => (SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA384),
        "1.2.840.113549.1.1.13" => (SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA512),
        "2.16.840.1.101.3.4.3.14" => (SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA3_256),
        "2.16.840.1.101.3.4.3.15" => (SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA3_384),
        "2.16.840.1.101.3.4.3.16" => (SignatureScheme.RsaPkcs1, HashAlgorithmName.SHA3_512),
        "1.2.840.10045.4.1" => (SignatureScheme.Ecdsa, HashAlgorithmName.SHA1),
        "1.2.840.10045.4.3.2" => (SignatureScheme.Ecdsa, HashAlgorithmName.SHA256),
        "1.2.840.10045.4.3.3" => (SignatureScheme.Ecdsa, HashAlgorithmName.SHA384),
        "1.2.840.10045.4.3.4" => (SignatureScheme.Ecdsa, HashAlgorithmName.SHA512),
        "2.16.840.1.101.3.4.3.10" => (SignatureScheme.Ecdsa, HashAlgorithmName.SHA3_256),
        "2.16.840.1.101.3.4.3.11" => (SignatureScheme.Ecdsa, HashAlgorithmName.SHA3_384),
        "2.16.840.1.101.3.4.3.12" => (SignatureScheme.Ecdsa, HashAlgorithmName.SHA3_512),
        Oids.Ed25519 => (SignatureScheme.Ed25519, HashAlgorithmName.SHA512),
        Oids.Ed448 => (SignatureScheme.Ed448, DigestAlgorithms.Shake256),
        _ => null,
    };

    // RFC 4055 §3.1: every field has a default (SHA-1, MGF1 with SHA-1, 20, 1).
    private static SignatureAlgorithm? ReadPss(AsnReader identifier)
    {
        HashAlgorithmName? hash = HashAlgorithmName.SHA1;
        HashAlgorithmName? mask = HashAlgorithmName.SHA1;
        var salt = 20;
        if (identifier.HasData)
        {
            var parameters = identifier.ReadSequence();
            if (Next(parameters, PssHash))
                hash = DigestAlgorithms.Find(DigestAlgorithms.ReadOid(parameters.ReadSequence(PssHash)));
            if (Next(parameters, PssMask))
            {
                var generator = parameters.ReadSequence(PssMask).ReadSequence();
                if (generator.ReadObjectIdentifier() != Oids.Mgf1)
                    return null;
                mask = DigestAlgorithms.Find(DigestAlgorithms.ReadOid(generator));
            }
            if (Next(parameters, PssSalt) && !parameters.ReadSequence(PssSalt).TryReadInt32(out salt))
                return null;
        }
        return hash is { } h && mask is { } m && salt is >= 0 and <= 1024 ? new(SignatureScheme.RsaPss, h, m, salt) : null;
    }

    private static bool Next(AsnReader reader, Asn1Tag tag) => reader.HasData && reader.PeekTag().HasSameClassAndValue(tag);

    private static void WritePss(AsnWriter writer, HashAlgorithmName hash)
    {
        writer.WriteObjectIdentifier(Oids.RsaPss);
        using var parameters = writer.PushSequence();
        using (writer.PushSequence(PssHash))
            DigestAlgorithms.Write(writer, hash);
        using (writer.PushSequence(PssMask))
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Oids.Mgf1);
            DigestAlgorithms.Write(writer, hash);
        }
        using (writer.PushSequence(PssSalt))
            writer.WriteInteger(DigestAlgorithms.Length(hash));
    }
}
