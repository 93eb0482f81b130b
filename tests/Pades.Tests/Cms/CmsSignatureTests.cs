using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Cms;

public sealed class CmsSignatureTests : IDisposable
{
    private static readonly byte[] Document = "Kính gửi: Uỷ ban nhân dân tỉnh"u8.ToArray();
    private readonly Openssl openssl = new();

    public static TheoryData<string, string, SignatureScheme> Kinds => new()
    {
        { "RSA 2048", "SHA256", SignatureScheme.RsaPkcs1 }, { "RSA 2048", "SHA384", SignatureScheme.RsaPkcs1 },
        { "RSA 3072", "SHA512", SignatureScheme.RsaPkcs1 }, { "RSA 2048", "SHA256", SignatureScheme.RsaPss },
        { "RSA 3072", "SHA384", SignatureScheme.RsaPss }, { "RSA 4096", "SHA512", SignatureScheme.RsaPss },
        { "P-256", "SHA256", SignatureScheme.Ecdsa }, { "P-384", "SHA384", SignatureScheme.Ecdsa },
        { "P-521", "SHA512", SignatureScheme.Ecdsa }, { "Ed25519", "SHA512", SignatureScheme.Ed25519 },
    };

    public void Dispose() => openssl.Dispose();

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_is_assembled_satisfies_openssl_and_the_own_verifier(string key, string hashName, SignatureScheme scheme)
    {
        var (signer, hash) = (SignerFor(key), new HashAlgorithmName(hashName));
        var encoded = Sign(signer, hash, scheme, Document);

        // OpenSSL 3.0 refuses pure EdDSA in CMS; there the verifier and asn1parse remain.
        if (scheme != SignatureScheme.Ed25519)
        {
            await openssl.Succeed("cms", "-verify", "-inform", "DER", "-in", openssl.Write("cms", encoded),
                "-content", openssl.Write("document", Document), "-binary", "-cades", "-purpose", "any",
                "-CAfile", openssl.Write("ca", System.Text.Encoding.ASCII.GetBytes(signer.Certificate.ExportCertificatePem())), "-out", openssl.PathOf("out"));
        }
        await openssl.Succeed("asn1parse", "-inform", "DER", "-in", openssl.Write("cms", encoded));
        var verdict = Judge(encoded, CryptographicOperations.HashData(hash, Document));
        Assert.Empty(verdict.Defects);
        Assert.True(verdict.IsSound);
        Assert.Equal(signer.Certificate.RawData, verdict.Certificate!.Encoded.ToArray());
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_size_told_beforehand_is_never_too_small_and_hardly_too_large(string key, string hashName, SignatureScheme scheme)
    {
        var (signer, hash) = (SignerFor(key), new HashAlgorithmName(hashName));
        var attributes = SignedAttributes.Build(CryptographicOperations.HashData(hash, Document), hash, signer.Certificate);
        foreach (var tokenLength in (int[])[0, 120, 131, 5000, 70_000])
        {
            // A token is any DER value; an OCTET STRING of that many bytes stands for it.
            byte[]? token = tokenLength == 0 ? null : TokenOf(tokenLength);
            var size = CmsSignature.Size(attributes, hash, scheme, [signer.Certificate], token?.Length ?? 0);
            for (var i = 0; i < 20; i++)
            {
                var length = CmsSignature.Assemble(attributes, hash, scheme, signer.Sign(attributes, hash, scheme), [signer.Certificate], token).Length;
                Assert.InRange(size, length, length + (scheme == SignatureScheme.Ecdsa ? 12 : 1));
            }
        }
    }

    [Fact]
    public void Signing_certificate_v2_leaves_out_the_default_hash_and_names_issuer_and_serial()
    {
        var signer = TestSigner.Rsa2048.Certificate;
        var attributes = new Org.BouncyCastle.Asn1.Cms.AttributeTable(Org.BouncyCastle.Asn1.Asn1Set.GetInstance(
            SignedAttributes.Build(SHA256.HashData(Document), HashAlgorithmName.SHA256, signer)));

        Assert.Equal(3, attributes.Count);
        Assert.Null(attributes[new Org.BouncyCastle.Asn1.DerObjectIdentifier(Oids.SigningTime)]);
        var essCertId = Org.BouncyCastle.Asn1.Ess.SigningCertificateV2.GetInstance(
            attributes[new Org.BouncyCastle.Asn1.DerObjectIdentifier(Oids.SigningCertificateV2)].AttrValues[0]).GetCerts().Single();
        Assert.Equal(2, ((Org.BouncyCastle.Asn1.Asn1Sequence)essCertId.ToAsn1Object()).Count);
        Assert.Equal(SHA256.HashData(signer.RawData), essCertId.GetCertHash());
        Assert.Equal(signer.SerialNumberBytes.ToArray(), essCertId.IssuerSerial.Serial.Value.ToByteArray());
    }

    [Fact]
    public void The_whole_value_is_strict_DER_with_the_certificates_sorted()
    {
        var encoded = Sign(TestSigner.Rsa2048, HashAlgorithmName.SHA256, SignatureScheme.RsaPkcs1, Document, TestSigner.P256.Certificate);

        Assert.Equal(encoded, Org.BouncyCastle.Asn1.Asn1Object.FromByteArray(encoded).GetDerEncoded());
    }

    [Fact]
    public void A_digest_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => SignedAttributes.Build(new byte[20], HashAlgorithmName.SHA256, TestSigner.Rsa2048.Certificate));

    internal static byte[] Sign(TestSigner signer, HashAlgorithmName hash, SignatureScheme scheme, byte[] document, params X509Certificate2[] more)
    {
        var attributes = SignedAttributes.Build(CryptographicOperations.HashData(hash, document), hash, signer.Certificate);
        return CmsSignature.Assemble(attributes, hash, scheme, signer.Sign(attributes, hash, scheme), [signer.Certificate, .. more]);
    }

    internal static CmsVerdict Judge(byte[] encoded, byte[] digest)
    {
        Assert.True(CmsSignedData.TryRead(encoded, out var cms, out var problem), problem);
        return CmsVerifier.VerifyDetached(cms, Assert.Single(cms.Signers), digest);
    }

    private static byte[] TokenOf(int length)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        writer.WriteOctetString(new byte[length - (length < 130 ? 2 : length < 260 ? 3 : length < 65_540 ? 4 : 5)]);
        return writer.Encode();
    }

    private static TestSigner SignerFor(string key) => key switch
    {
        "RSA 2048" => TestSigner.Rsa2048,
        "RSA 3072" => TestSigner.Rsa(3072),
        "RSA 4096" => TestSigner.Rsa(4096),
        "P-256" => TestSigner.P256,
        "P-384" => TestSigner.Ec(ECCurve.NamedCurves.nistP384),
        "P-521" => TestSigner.Ec(ECCurve.NamedCurves.nistP521),
        _ => TestSigner.Ed25519(),
    };
}
