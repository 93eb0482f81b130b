using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Trust;

/// <summary>policy.json: what it says counts, and what it says wrongly is told with its place.</summary>
public sealed class TrustPolicyTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("policy");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Without_a_file_the_default_counts() => Assert.Same(TrustPolicy.Default, TrustPolicy.Load(folder.FullName));

    [Fact]
    public void What_the_file_says_counts_and_the_rest_stays_as_it_is()
    {
        var policy = Load("""
            {
                // Years as the authority told us.
                "digests": { "SHA-1": "2014-06-30", "SHA-256": "2030-01-01", "SHA-512": null, },
                "rsa": { "1024": "2012-01-01", "2048": "2028-01-01", "3072": null },
                "revocation": { "maximumAgeHours": 12.5 },
                "network": { "secondsPerDocument": 10, "privateAddresses": true }
            }
            """);
        Assert.True(policy.Algorithms.Accepts(HashAlgorithmName.SHA1, Day(2014, 6, 29)));
        Assert.False(policy.Algorithms.Accepts(HashAlgorithmName.SHA1, Day(2014, 6, 30)));
        Assert.False(policy.Algorithms.Accepts(HashAlgorithmName.SHA256, Day(2030, 1, 1)));
        // What a section does not list is not believed any more.
        Assert.False(policy.Algorithms.Accepts(HashAlgorithmName.SHA384, Day(2020, 1, 1)));
        Assert.True(policy.Algorithms.Accepts(HashAlgorithmName.SHA512, Day(2999, 1, 1)));
        Assert.Equal([1024, 2048, 3072], policy.Algorithms.RsaKeys.Keys.Order());
        Assert.Equal(AlgorithmPolicy.Default.Curves, policy.Algorithms.Curves);
        Assert.Equal((TimeSpan.FromHours(12.5), TimeSpan.FromDays(1)), (policy.MaximumAge!.Value, policy.Freshness));
        Assert.Equal((TimeSpan.FromSeconds(10), NetworkLimits.Default.PerRequest, NetworkLimits.Default.Requests, true), (policy.Network.PerDocument, policy.Network.PerRequest, policy.Network.Requests, policy.Network.PrivateAddresses));
        Assert.Equal((policy.Algorithms, policy.MaximumAge), (policy.Path.Algorithms, policy.Path.MaximumAge));
    }

    [Theory]
    [InlineData(1024, 2013, true)]
    [InlineData(1024, 2014, false)]
    [InlineData(1536, 2013, true)]
    [InlineData(1536, 2014, false)]
    [InlineData(2048, 2014, true)]
    [InlineData(3072, 2040, true)]
    public void Key_sizes_count_until_their_year(int bits, int year, bool expected)
    {
        using var key = RSA.Create(bits);
        var verifier = Pades.Cms.PublicKeyVerifier.Read(key.ExportSubjectPublicKeyInfo());
        Assert.Equal(expected, AlgorithmPolicy.Default.Accepts(verifier, Day(year, 1, 1)));
    }

    [Fact]
    public void Curves_count_by_name()
    {
        var policy = Load("""{ "curves": { "P-256": "2030-01-01", "brainpoolP384r1": null } }""").Algorithms;
        bool Accepts(ECCurve curve, int year)
        {
            using var key = ECDsa.Create(curve);
            return policy.Accepts(Pades.Cms.PublicKeyVerifier.Read(key.ExportSubjectPublicKeyInfo()), Day(year, 1, 1));
        }
        Assert.True(Accepts(ECCurve.NamedCurves.nistP256, 2029));
        Assert.False(Accepts(ECCurve.NamedCurves.nistP256, 2030));
        Assert.True(Accepts(ECCurve.NamedCurves.brainpoolP384r1, 2040));
        Assert.False(Accepts(ECCurve.NamedCurves.nistP384, 2020));
        Assert.False(Accepts(ECCurve.CreateFromFriendlyName("secP256k1"), 2020));
    }

    [Theory]
    [InlineData("", "policy.json, line 1", "tokens")]
    [InlineData("null", "policy.json", "null")]
    [InlineData("{\n \"digests\": { \"SHA-9\": null }\n}", "$.digests.SHA-9", "SHA-256")]
    [InlineData("{ \"digests\": { \"MD5\": \"2004-01-01\" } }", "$.digests.MD5", "never believed")]
    [InlineData("{\n \"digests\": {\n  \"SHA-1\": \"01/01/2017\" } }", "line 3, at $.digests", "no day")]
    [InlineData("{ \"digests\": { \"SHA-1\": 2017 } }", "line 1, at $.digests", "no day")]
    [InlineData("{ \"rsa\": { \"many\": null } }", "$.rsa.many", "number of bits")]
    [InlineData("{ \"curves\": { \"P-192\": null } }", "$.curves.P-192", "P-256")]
    [InlineData("{\n\n \"algorithms\": { } }", "line 3, at $.algorithms", "algorithms")]
    [InlineData("{ \"revocation\": { \"maximumAgeHours\": -1 } }", "$.revocation.maximumAgeHours", "hours")]
    [InlineData("{ \"revocation\": { \"maximumAgeHours\": \"12\" } }", "line 1, at $.revocation.maximumAgeHours", "")]
    [InlineData("{ \"revocation\": { \"maximumAge\": 12 } }", "line 1, at $.revocation.maximumAge", "")]
    [InlineData("{ \"network\": { \"secondsPerDocument\": 0 } }", "$.network.secondsPerDocument", "seconds")]
    [InlineData("{ \"network\": { \"requestsPerDocument\": -1 } }", "$.network.requestsPerDocument", "number")]
    [InlineData("{ \"rsa\": { \"2048\": null }, \"rsa\": { \"1024\": null } }", "line 1", "rsa")]
    public void A_file_that_is_wrong_is_named_with_place_and_reason(string content, string place, string reason)
    {
        var message = Assert.Throws<InvalidDataException>(() => Load(content)).Message;
        Assert.Contains(place, message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.StartsWith(folder.FullName, message, StringComparison.Ordinal);
    }

    private TrustPolicy Load(string content)
    {
        File.WriteAllText(Path.Combine(folder.FullName, TrustPolicy.FileName), content);
        return TrustPolicy.Load(folder.FullName);
    }

    private static DateTimeOffset Day(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
