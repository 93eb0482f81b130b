using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ThanhHoa.DigitalSignature.Sandbox;

/// <summary>sha1WithRSAEncryption, which the framework makes no longer and the old national generation still bears.</summary>
internal sealed class Sha1Signature(RSA key) : X509SignatureGenerator
{
    private readonly X509SignatureGenerator usual = CreateForRSA(key, RSASignaturePadding.Pkcs1);

    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
        [0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x05, 0x05, 0x00];

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
        key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

    protected override PublicKey BuildPublicKey() => usual.PublicKey;
}
