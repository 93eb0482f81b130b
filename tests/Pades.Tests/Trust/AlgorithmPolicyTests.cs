using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Trust;

/// <summary>A CA of 2010 that signs people and lists with SHA-1, as the old national generation did.</summary>
public sealed class AlgorithmPolicyTests
{
    private static readonly DateTimeOffset Begin = new(2010, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly AlgorithmPolicy Lenient = new() { Digests = new Dictionary<string, DateTimeOffset?>(AlgorithmPolicy.Default.Digests) { ["SHA-1"] = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) } };
    private readonly AsymmetricCipherKeyPair key = DotNetUtilities.GetRsaKeyPair(RSA.Create(2048));

    [Theory]
    [InlineData(2016, false, CertificatePathStatus.Trusted)]
    [InlineData(2018, false, CertificatePathStatus.WeakAlgorithm)]
    [InlineData(2018, true, CertificatePathStatus.Trusted)]
    public void SHA_1_counts_until_the_moment_that_is_set(int year, bool lenient, CertificatePathStatus expected) =>
        Assert.Equal(expected, Check(Certificate("SHA1WITHRSA"), year, lenient, "SHA1WITHRSA").Status);

    [Theory]
    [InlineData(2018, false, CertificatePathStatus.RevocationUnknown)]
    [InlineData(2018, true, CertificatePathStatus.Trusted)]
    public void A_list_signed_with_SHA_1_counts_as_long_as_SHA_1_does(int year, bool lenient, CertificatePathStatus expected)
    {
        var result = Check(Certificate("SHA256WITHRSA"), year, lenient, "SHA1WITHRSA");
        Assert.Equal(expected, result.Status);
        Assert.Equal(lenient ? null : "the list is signed with a weak algorithm", result.Detail);
    }

    private CertificatePathResult Check(X509Certificate2 person, int year, bool lenient, string listAlgorithm)
    {
        var at = new DateTimeOffset(year, 6, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.True(CertificateRevocationList.TryRead(List(at, listAlgorithm), out var list, out var problem), problem);
        return CertificatePath.Check(person, [], new([Certificate("SHA1WITHRSA", isRoot: true)]), at, [list],
            new() { Algorithms = lenient ? Lenient : AlgorithmPolicy.Default });
    }

    private X509Certificate2 Certificate(string algorithm, bool isRoot = false)
    {
        var generator = new X509V3CertificateGenerator();
        generator.SetSerialNumber(BigInteger.ValueOf(isRoot ? 1 : 2));
        generator.SetIssuerDN(new X509Name("CN=Old Root"));
        generator.SetSubjectDN(new X509Name(isRoot ? "CN=Old Root" : "CN=Person"));
        generator.SetNotBefore(Begin.UtcDateTime);
        generator.SetNotAfter(Begin.AddYears(20).UtcDateTime);
        generator.SetPublicKey(key.Public);
        generator.AddExtension(X509Extensions.BasicConstraints, critical: true, new Org.BouncyCastle.Asn1.X509.BasicConstraints(isRoot));
        return X509CertificateLoader.LoadCertificate(generator.Generate(new Asn1SignatureFactory(algorithm, key.Private)).GetEncoded());
    }

    private byte[] List(DateTimeOffset at, string algorithm)
    {
        var generator = new X509V2CrlGenerator();
        generator.SetIssuerDN(new X509Name("CN=Old Root"));
        generator.SetThisUpdate(at.AddHours(-1).UtcDateTime);
        generator.SetNextUpdate(at.AddHours(1).UtcDateTime);
        return generator.Generate(new Asn1SignatureFactory(algorithm, key.Private)).GetEncoded();
    }
}
