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

/// <summary>The two generations of a national authority side by side in one folder: the old root of 2010 signed with SHA-1, and its successor of the same name.</summary>
public sealed class GenerationsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("generations");
    private readonly Generation old;
    private readonly Generation second;

    public GenerationsTests()
    {
        old = new Generation("RootCA chuyên dùng", "CA phục vụ", "SHA1WITHRSA", new(2010, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        second = new Generation("RootCA chuyên dùng", "CA phục vụ G2", "SHA256WITHRSA", new(2018, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2048, 1, 1, 0, 0, 0, TimeSpan.Zero));
        foreach (var (name, generation) in new[] { ("cu", old), ("g2", second) })
        {
            var at = folder.CreateSubdirectory(name).FullName;
            File.WriteAllBytes(Path.Combine(at, "root.crt"), generation.Root.RawData);
            File.WriteAllText(Path.Combine(at, "sub.pem"), generation.Sub.ExportCertificatePem());
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Both_roots_are_anchors_and_both_subordinates_known()
    {
        var trust = TrustStore.Load(folder.FullName);
        Assert.Equal(new[] { old.Root.Thumbprint, second.Root.Thumbprint }.Order(), trust.Anchors.Select(c => c.Thumbprint).Order());
        Assert.Equal(new[] { old.Sub.Thumbprint, second.Sub.Thumbprint }.Order(), trust.Intermediates.Select(c => c.Thumbprint).Order());
    }

    [Theory]
    [InlineData(false, 2020)]
    [InlineData(true, 2020)]
    [InlineData(true, 2040)]
    public void People_of_either_find_their_own_root(bool isSecond, int year)
    {
        var generation = isSecond ? second : old;
        var at = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var person = generation.Person(at.AddDays(-1), at.AddYears(1));
        var trust = TrustStore.Load(folder.FullName);
        var result = CertificatePath.Check(person, [], trust, at, [generation.List(generation.Sub, at), generation.List(generation.Root, at)]);
        Assert.True(result.Status == CertificatePathStatus.Trusted, $"{result.Status} {result.Detail}");
        Assert.Equal([person.Thumbprint, generation.Sub.Thumbprint, generation.Root.Thumbprint], result.Chain.Select(c => c.Thumbprint));
        // The subordinate of the old generation is signed with SHA-1; it counts because the folder vouches for it, and only then.
        var alone = new TrustStore([generation.Root]);
        Assert.Equal(isSecond ? CertificatePathStatus.Trusted : CertificatePathStatus.WeakAlgorithm,
            CertificatePath.Check(person, [generation.Sub], alone, at, [generation.List(generation.Sub, at), generation.List(generation.Root, at)]).Status);
    }

    [Fact]
    public void Nobody_stands_below_the_other_generation()
    {
        var at = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var person = old.Person(at.AddDays(-1), at.AddYears(1));
        Assert.Equal(CertificatePathStatus.BadSignature, CertificatePath.Check(person, [old.Sub], new([second.Root]), at, []).Status);
    }

    private sealed class Generation
    {
        private readonly AsymmetricCipherKeyPair rootKey = DotNetUtilities.GetRsaKeyPair(RSA.Create(2048));
        private readonly AsymmetricCipherKeyPair subKey = DotNetUtilities.GetRsaKeyPair(RSA.Create(2048));
        private readonly string subName;

        public Generation(string rootName, string subName, string algorithm, DateTimeOffset from, DateTimeOffset until)
        {
            this.subName = subName;
            Root = Issue(rootName, rootKey.Public, rootName, rootKey, from, until, algorithm, isCa: true);
            Sub = Issue(subName, subKey.Public, rootName, rootKey, from, until, algorithm, isCa: true);
        }

        public X509Certificate2 Root { get; }

        public X509Certificate2 Sub { get; }

        // People's own certificates of the old generation were signed with SHA-256 in its last years.
        public X509Certificate2 Person(DateTimeOffset from, DateTimeOffset until) =>
            Issue("Nguyễn Văn Thử", DotNetUtilities.GetRsaKeyPair(RSA.Create(2048)).Public, subName, subKey, from, until, "SHA256WITHRSA", isCa: false);

        public CertificateRevocationList List(X509Certificate2 issuer, DateTimeOffset at)
        {
            var generator = new X509V2CrlGenerator();
            generator.SetIssuerDN(new Org.BouncyCastle.X509.X509Certificate(issuer.RawData).SubjectDN);
            generator.SetThisUpdate(at.AddHours(-1).UtcDateTime);
            generator.SetNextUpdate(at.AddDays(1).UtcDateTime);
            var key = issuer.Thumbprint == Root.Thumbprint ? rootKey : subKey;
            Assert.True(CertificateRevocationList.TryRead(generator.Generate(new Asn1SignatureFactory("SHA256WITHRSA", key.Private)).GetEncoded(), out var list, out var problem), problem);
            return list;
        }

        private static X509Certificate2 Issue(string name, AsymmetricKeyParameter key, string issuer, AsymmetricCipherKeyPair issuerKey, DateTimeOffset from, DateTimeOffset until, string algorithm, bool isCa)
        {
            var generator = new X509V3CertificateGenerator();
            generator.SetSerialNumber(BigInteger.ValueOf(RandomNumberGenerator.GetInt32(1, int.MaxValue)));
            generator.SetIssuerDN(new X509Name($"CN={issuer},C=VN"));
            generator.SetSubjectDN(new X509Name($"CN={name},C=VN"));
            generator.SetNotBefore(from.UtcDateTime);
            generator.SetNotAfter(until.UtcDateTime);
            generator.SetPublicKey(key);
            generator.AddExtension(X509Extensions.BasicConstraints, critical: true, new Org.BouncyCastle.Asn1.X509.BasicConstraints(isCa));
            generator.AddExtension(X509Extensions.KeyUsage, critical: true, new KeyUsage(isCa ? KeyUsage.KeyCertSign | KeyUsage.CrlSign : KeyUsage.DigitalSignature | KeyUsage.NonRepudiation));
            return X509CertificateLoader.LoadCertificate(generator.Generate(new Asn1SignatureFactory(algorithm, issuerKey.Private)).GetEncoded());
        }
    }
}
