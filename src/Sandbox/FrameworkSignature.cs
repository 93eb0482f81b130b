using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;

namespace ThanhHoa.DigitalSignature.Sandbox;

/// <summary>Lets BouncyCastle's generators sign with a key of the framework.</summary>
internal sealed class FrameworkSignature(RSA key) : ISignatureFactory
{
    public object AlgorithmDetails { get; } = new AlgorithmIdentifier(PkcsObjectIdentifiers.Sha256WithRsaEncryption, DerNull.Instance);

    public IStreamCalculator<IBlockResult> CreateCalculator() => new Calculator(key);

    private sealed class Calculator(RSA key) : IStreamCalculator<IBlockResult>
    {
        public Stream Stream { get; } = new MemoryStream();

        public IBlockResult GetResult() => new SimpleBlockResult(
            key.SignData(((MemoryStream)Stream).ToArray(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
