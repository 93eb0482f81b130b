using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Cms;

public sealed class PublicKeyVerifierTests
{
    [Fact]
    public void Ed448_holds_for_its_own_message_and_key_only()
    {
        var (key, stranger) = (new Ed448PrivateKeyParameters(new SecureRandom()), new Ed448PrivateKeyParameters(new SecureRandom()));
        var message = "các thuộc tính đã ký"u8.ToArray();
        var signer = new Ed448Signer([]);
        signer.Init(forSigning: true, key);
        signer.BlockUpdate(message, 0, message.Length);
        var value = signer.GenerateSignature();
        var algorithm = SignatureAlgorithm.Read(new byte[] { 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x71 })!;

        Assert.Equal(SignatureScheme.Ed448, algorithm.Scheme);
        Assert.True(Read(key).Verify(algorithm, message, value));
        Assert.False(Read(stranger).Verify(algorithm, message, value));
        Assert.False(Read(key).Verify(algorithm, [.. message, 0], value));
        Assert.False(Read(key).Verify(algorithm, message, value.AsSpan(0, value.Length - 1)));
    }

    private static PublicKeyVerifier Read(Ed448PrivateKeyParameters key) =>
        PublicKeyVerifier.Read(SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(key.GeneratePublicKey()).GetEncoded());
}
