using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Cms;

/// <summary>A self-signed person with a software key, one for each kind of key the engine knows.</summary>
internal sealed record TestSigner(X509Certificate2 Certificate, Func<byte[], HashAlgorithmName, SignatureScheme, byte[]> Sign)
{
    private static readonly DateTimeOffset NotBefore = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Lazy<TestSigner> SharedRsa = new(() => Rsa(2048));
    private static readonly Lazy<TestSigner> SharedEc = new(() => Ec(ECCurve.NamedCurves.nistP256));

    public static TestSigner Rsa2048 => SharedRsa.Value;
    public static TestSigner P256 => SharedEc.Value;

    public static TestSigner Rsa(int bits, string name = "CN=Nguyễn Văn Thử, O=UBND tỉnh Thanh Hoá, C=VN")
    {
        var key = RSA.Create(bits);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return new(request.CreateSelfSigned(NotBefore, NotBefore.AddYears(10)), (bytes, hash, scheme) =>
            key.SignData(bytes, hash, scheme == SignatureScheme.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1));
    }

    public static TestSigner Ec(ECCurve curve)
    {
        var key = ECDsa.Create(curve);
        var request = new CertificateRequest("CN=Lê Thị Thử, C=VN", key, HashAlgorithmName.SHA256);
        return new(request.CreateSelfSigned(NotBefore, NotBefore.AddYears(10)), (bytes, hash, _) =>
            key.SignData(bytes, hash, DSASignatureFormat.Rfc3279DerSequence));
    }

    public static TestSigner Ed25519()
    {
        var key = new Ed25519PrivateKeyParameters(new SecureRandom());
        var name = new X509Name("CN=Ed25519");
        var generator = new X509V3CertificateGenerator();
        generator.SetSerialNumber(BigInteger.ValueOf(25519));
        generator.SetIssuerDN(name);
        generator.SetSubjectDN(name);
        generator.SetNotBefore(NotBefore.UtcDateTime);
        generator.SetNotAfter(NotBefore.AddYears(10).UtcDateTime);
        generator.SetPublicKey(key.GeneratePublicKey());
        var encoded = generator.Generate(new Asn1SignatureFactory("Ed25519", key)).GetEncoded();
        return new(X509CertificateLoader.LoadCertificate(encoded), (bytes, _, _) =>
        {
            var signer = new Ed25519Signer();
            signer.Init(forSigning: true, key);
            signer.BlockUpdate(bytes, 0, bytes.Length);
            return signer.GenerateSignature();
        });
    }
}
