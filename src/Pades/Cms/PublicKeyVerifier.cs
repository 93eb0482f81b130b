using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace ThanhHoa.DigitalSignature.Pades.Cms;

/// <summary>
/// A public key that answers whether a signature value is its own. RSA and ECDSA run in System.Security.Cryptography; only
/// Ed25519 and Ed448, which .NET lacks, run in BouncyCastle. BouncyCastle never sees an RSA key: its primality test takes 12 ms.
/// </summary>
internal sealed class PublicKeyVerifier
{
    // Larger keys are nobody's; a stranger's 100,000-bit modulus would only buy him our processor.
    private const int LargestModulus = 8192;

    private readonly Lock gate = new();
    private readonly RSA? rsa;
    private readonly RSAParameters rsaParameters;
    private readonly ECDsa? ecdsa;
    private readonly byte[]? edwards;

    private PublicKeyVerifier(string algorithm, int size, RSA? rsa, RSAParameters rsaParameters, ECDsa? ecdsa, byte[]? edwards) =>
        (Algorithm, Size, this.rsa, this.rsaParameters, this.ecdsa, this.edwards) = (algorithm, size, rsa, rsaParameters, ecdsa, edwards);

    /// <summary>"RSA", "EC", "Ed25519", "Ed448", or the object identifier of a key that is not known here.</summary>
    public string Algorithm { get; }

    /// <summary>"P-256", "brainpoolP256r1", "Ed25519" and so on, or the object identifier of a curve that is not known here; empty for RSA.</summary>
    public string Curve { get; private init; } = "";

    /// <summary>Bits of the modulus or of the curve; 0 when the key is not known or malformed.</summary>
    public int Size { get; }

    public static PublicKeyVerifier Read(ReadOnlyMemory<byte> subjectPublicKeyInfo)
    {
        var oid = "";
        try
        {
            var info = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.BER).ReadSequence();
            var algorithm = info.ReadSequence();
            oid = algorithm.ReadObjectIdentifier();
            var bits = info.ReadBitString(out _);
            return oid switch
            {
                Oids.RsaEncryption or Oids.RsaPss => ReadRsa(bits),
                // RFC 5480 §2.1.1: a named curve only; whoever writes out the parameters may choose them to his liking.
                Oids.EcPublicKey when algorithm.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier) => ReadEc(subjectPublicKeyInfo.Span, algorithm.ReadObjectIdentifier()),
                Oids.Ed25519 when bits.Length == Ed25519.PublicKeySize => new("Ed25519", 255, null, default, null, bits) { Curve = "Ed25519" },
                Oids.Ed448 when bits.Length == Ed448.PublicKeySize => new("Ed448", 448, null, default, null, bits) { Curve = "Ed448" },
                _ => Unknown(oid),
            };
        }
        catch (Exception problem) when (problem is AsnContentException or CryptographicException or PlatformNotSupportedException)
        {
            return Unknown(oid);
        }
    }

    /// <summary>Answers for a signature over <paramref name="message"/>, which is hashed here.</summary>
    public bool Verify(SignatureAlgorithm algorithm, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => algorithm.Scheme switch
    {
        SignatureScheme.Ed25519 => Algorithm == "Ed25519" && signature.Length == Ed25519.SignatureSize
            && Ed25519.Verify(signature.ToArray(), 0, edwards, 0, message.ToArray(), 0, message.Length),
        // RFC 8419 §2.2: the context is empty.
        SignatureScheme.Ed448 => Algorithm == "Ed448" && signature.Length == Ed448.SignatureSize
            && Ed448.Verify(signature.ToArray(), 0, edwards, 0, [], message.ToArray(), 0, message.Length),
        _ => VerifyHash(algorithm, CryptographicOperations.HashData(algorithm.Hash, message), signature),
    };

    /// <summary>Answers for a signature over bytes of which only the digest is known; never true for Ed25519 and Ed448, which sign whole messages.</summary>
    public bool VerifyHash(SignatureAlgorithm algorithm, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        try
        {
            // The framework does not promise that one key object may be used by two threads at once.
            lock (gate)
            {
                return algorithm.Scheme switch
                {
                    SignatureScheme.RsaPkcs1 => rsa?.VerifyHash(hash, signature, algorithm.Hash, RSASignaturePadding.Pkcs1) ?? false,
                    SignatureScheme.RsaPss when IsUsualPss(algorithm) => rsa?.VerifyHash(hash, signature, algorithm.Hash, RSASignaturePadding.Pss) ?? false,
                    SignatureScheme.RsaPss => rsa is not null && VerifyUnusualPss(algorithm, hash, signature),
                    SignatureScheme.Ecdsa => ecdsa?.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence) ?? false,
                    _ => false,
                };
            }
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Upper bound in bytes of a signature value of this key.</summary>
    public int LargestSignature => Algorithm switch
    {
        "RSA" => (Size + 7) / 8,
        // SEQUENCE of two INTEGERs, each with a sign byte; a length over 127 takes one byte more.
        "EC" => 2 * ((Size + 7) / 8 + 1 + 2) is var content ? content + (content > 127 ? 3 : 2) : 0,
        "Ed25519" => Ed25519.SignatureSize,
        _ => throw new NotSupportedException($"Keys of the kind {Algorithm} make no signatures here."),
    };

    private static PublicKeyVerifier Unknown(string oid) => new(oid, 0, null, default, null, null);

    private static PublicKeyVerifier ReadRsa(byte[] bits)
    {
        var key = new AsnReader(bits, AsnEncodingRules.BER).ReadSequence();
        var modulus = key.ReadInteger();
        var exponent = key.ReadInteger();
        var size = modulus.Sign > 0 ? (int)Math.Min(modulus.GetBitLength(), int.MaxValue) : 0;
        if (size is < 512 or > LargestModulus || exponent.Sign <= 0 || exponent.GetBitLength() > 64)
            return Unknown(Oids.RsaEncryption);
        var parameters = new RSAParameters
        {
            Modulus = modulus.ToByteArray(isUnsigned: true, isBigEndian: true),
            Exponent = exponent.ToByteArray(isUnsigned: true, isBigEndian: true),
        };
        return new("RSA", size, RSA.Create(parameters), parameters, null, null);
    }

    private static PublicKeyVerifier ReadEc(ReadOnlySpan<byte> subjectPublicKeyInfo, string curve)
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        return new("EC", key.KeySize, null, default, key, null) { Curve = CurveName(curve) };
    }

    private static string CurveName(string oid) => oid switch
    {
        "1.2.840.10045.3.1.7" => "P-256",
        "1.3.132.0.34" => "P-384",
        "1.3.132.0.35" => "P-521",
        "1.3.36.3.3.2.8.1.1.7" => "brainpoolP256r1",
        "1.3.36.3.3.2.8.1.1.9" => "brainpoolP320r1",
        "1.3.36.3.3.2.8.1.1.11" => "brainpoolP384r1",
        "1.3.36.3.3.2.8.1.1.13" => "brainpoolP512r1",
        _ => oid,
    };

    private static bool IsUsualPss(SignatureAlgorithm algorithm) =>
        algorithm.MaskHash == algorithm.Hash && algorithm.SaltLength == DigestAlgorithms.Length(algorithm.Hash);

    // RFC 8017 §9.1.2 for what the framework refuses: a salt of another length than the hash, or another mask hash.
    private bool VerifyUnusualPss(SignatureAlgorithm algorithm, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        var encodedBits = Size - 1;
        var length = (encodedBits + 7) / 8;
        var modulus = new BigInteger(rsaParameters.Modulus, isUnsigned: true, isBigEndian: true);
        var value = new BigInteger(signature, isUnsigned: true, isBigEndian: true);
        if (signature.Length != (Size + 7) / 8 || value >= modulus)
            return false;
        var opened = BigInteger.ModPow(value, new BigInteger(rsaParameters.Exponent, isUnsigned: true, isBigEndian: true), modulus);
        var bytes = opened.ToByteArray(isUnsigned: true, isBigEndian: true);
        var paddingLength = length - hash.Length - algorithm.SaltLength - 2;
        if (bytes.Length > length || paddingLength < 0)
            return false;
        var encoded = new byte[length];
        bytes.CopyTo(encoded, length - bytes.Length);

        var maskedLength = length - hash.Length - 1;
        var clear = (byte)(0xFF >> (8 * length - encodedBits));
        if (encoded[^1] != 0xBC || (encoded[0] & ~clear) != 0)
            return false;
        var digest = encoded.AsSpan(maskedLength, hash.Length);
        var block = Unmask(algorithm.MaskHash, encoded.AsSpan(0, maskedLength), digest);
        block[0] &= clear;
        if (block.AsSpan(0, paddingLength).ContainsAnyExcept((byte)0) || block[paddingLength] != 1)
            return false;
        byte[] salted = [.. new byte[8], .. hash, .. block.AsSpan(paddingLength + 1)];
        return CryptographicOperations.HashData(algorithm.Hash, salted).AsSpan().SequenceEqual(digest);
    }

    // MGF1, RFC 8017 §B.2.1, applied.
    private static byte[] Unmask(HashAlgorithmName hash, ReadOnlySpan<byte> masked, ReadOnlySpan<byte> seed)
    {
        var block = masked.ToArray();
        byte[] input = [.. seed, 0, 0, 0, 0];
        for (var at = 0; at < block.Length;)
        {
            foreach (var mask in CryptographicOperations.HashData(hash, input))
            {
                if (at < block.Length)
                    block[at++] ^= mask;
            }
            // A block is at most 1024 bytes, so that the counter stays in its last byte.
            input[^1]++;
        }
        return block;
    }
}
