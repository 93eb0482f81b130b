using System.Formats.Asn1;
using System.Security.Cryptography;

namespace ThanhHoa.DigitalSignature.Pades.Cms;

/// <summary>The digests known by name, and how RFC 5754 writes them: parameters left out when writing, NULL accepted when reading.</summary>
internal static class DigestAlgorithms
{
    /// <summary>SHAKE256 with 64 bytes, as Ed448 wants it (RFC 8419 §3.2); the framework has no name for it.</summary>
    public static readonly HashAlgorithmName Shake256 = new("SHAKE256");

    public static string Oid(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA256" => "2.16.840.1.101.3.4.2.1",
        "SHA384" => "2.16.840.1.101.3.4.2.2",
        "SHA512" => "2.16.840.1.101.3.4.2.3",
        "SHA1" => "1.3.14.3.2.26",
        "SHA3-256" => "2.16.840.1.101.3.4.2.8",
        "SHA3-384" => "2.16.840.1.101.3.4.2.9",
        "SHA3-512" => "2.16.840.1.101.3.4.2.10",
        _ => throw new ArgumentException($"No digest algorithm is known by the name {hash.Name}.", nameof(hash)),
    };

    /// <summary>Null for a digest that is not known or that this machine's library does not offer.</summary>
    public static HashAlgorithmName? Find(string oid) => oid switch
    {
        "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
        "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
        "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
        "1.3.14.3.2.26" => HashAlgorithmName.SHA1,
        "2.16.840.1.101.3.4.2.8" when SHA3_256.IsSupported => HashAlgorithmName.SHA3_256,
        "2.16.840.1.101.3.4.2.9" when SHA3_384.IsSupported => HashAlgorithmName.SHA3_384,
        "2.16.840.1.101.3.4.2.10" when SHA3_512.IsSupported => HashAlgorithmName.SHA3_512,
        _ => null,
    };

    /// <summary>The digest of a message, for which SHAKE256 counts as well; nothing else is hashed with it.</summary>
    /// <param name="identifier">An AlgorithmIdentifier; id-shake256-len states its length in bits (RFC 8702 §3.1 and RFC 8419 §3.1).</param>
    public static HashAlgorithmName? FindForMessage(AsnReader identifier)
    {
        var oid = identifier.ReadObjectIdentifier();
        if (oid == "2.16.840.1.101.3.4.2.12") return System.Security.Cryptography.Shake256.IsSupported ? Shake256 : null;
        if (oid == "2.16.840.1.101.3.4.2.18") return identifier.HasData && identifier.TryReadInt32(out var bits) && bits == 512 && System.Security.Cryptography.Shake256.IsSupported ? Shake256 : null;
        return Find(oid);
    }

    public static byte[] Hash(HashAlgorithmName hash, ReadOnlySpan<byte> data) =>
        hash == Shake256 ? System.Security.Cryptography.Shake256.HashData(data, Length(hash)) : CryptographicOperations.HashData(hash, data);

    /// <summary>Length in bytes.</summary>
    public static int Length(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA1" => 20,
        "SHA384" or "SHA3-384" => 48,
        "SHA512" or "SHA3-512" or "SHAKE256" => 64,
        _ => 32,
    };

    public static void Write(AsnWriter writer, HashAlgorithmName hash)
    {
        using (writer.PushSequence())
            writer.WriteObjectIdentifier(Oid(hash));
    }

    /// <summary>Reads an AlgorithmIdentifier whose parameters, if any, mean nothing (digests).</summary>
    public static string ReadOid(AsnReader reader) => reader.ReadSequence().ReadObjectIdentifier();
}
