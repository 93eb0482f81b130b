using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Cms;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Trust;

/// <summary>Stories over years, told with a real CA, responder and time-stamping service whose clock is set.</summary>
public sealed class SignatureJudgeTests(SignatureJudgeTests.Years years) : IClassFixture<SignatureJudgeTests.Years>
{
    private static readonly DateTimeOffset Signed = new(2026, 1, 10, 8, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Document = "Tờ trình"u8.ToArray();

    [Fact]
    public void A_signature_checked_while_everything_is_current_passes()
    {
        var signature = Sign();
        var conclusion = signature.Judge(Signed.AddMinutes(5), Lists(Signed.AddMinutes(1)));

        Assert.Equal((Indication.TotalPassed, SubIndication.None, Signed.AddMinutes(5)), (conclusion.Indication, conclusion.SubIndication, conclusion.BestSignatureTime));
    }

    [Fact]
    public void Without_lists_it_is_to_be_tried_later_and_without_anchor_there_is_no_chain()
    {
        Assert.Equal((Indication.Indeterminate, SubIndication.TryLater), Sign().Judge(Signed, []).Pair());
        Assert.Equal((Indication.Indeterminate, SubIndication.NoCertificateChainFound), Sign().Judge(Signed, [], trust: TrustStore.Empty).Pair());
    }

    [Fact]
    public async Task After_expiry_only_a_time_stamp_of_before_helps()
    {
        var (signature, lists, later) = (Sign(validFor: TimeSpan.FromDays(300)), Lists(Signed.AddMinutes(1)), Signed.AddYears(2));
        var stamp = await Stamp(signature.Value, Signed);

        Assert.Equal((Indication.Indeterminate, SubIndication.OutOfBoundsNoPoe), signature.Judge(later, lists).Pair());
        var helped = signature.Judge(later, lists, stamp);
        Assert.Equal((Indication.TotalPassed, SubIndication.None), helped.Pair());
        Assert.Equal(Signed, helped.BestSignatureTime);
        var late = await Stamp(signature.Value, Signed.AddDays(400));
        Assert.Equal((Indication.Indeterminate, SubIndication.OutOfBoundsNoPoe), signature.Judge(later, lists, late).Pair());
        var alien = await Stamp([1, 2, 3], Signed);
        Assert.Equal((Indication.Indeterminate, SubIndication.OutOfBoundsNoPoe), signature.Judge(later, lists, alien with { Imprint = SHA256.HashData(signature.Value) }).Pair());
    }

    [Fact]
    public async Task A_revocation_counts_against_what_is_not_proven_to_be_older()
    {
        var signature = Sign();
        years.Authority.Revoke(signature.Certificate.SerialNumber, X509RevocationReason.AffiliationChanged, Signed.AddDays(1));
        var (now, lists) = (Signed.AddDays(3), Lists(Signed.AddDays(3)));

        Assert.Equal((Indication.Indeterminate, SubIndication.RevokedNoPoe), signature.Judge(now, lists).Pair());
        Assert.Equal((Indication.TotalPassed, SubIndication.None), signature.Judge(now, lists, await Stamp(signature.Value, Signed.AddHours(1))).Pair());
        Assert.Equal((Indication.Indeterminate, SubIndication.RevokedNoPoe), signature.Judge(now, lists, await Stamp(signature.Value, Signed.AddDays(2))).Pair());
    }

    [Fact]
    public async Task A_signature_proven_older_than_its_certificate_has_failed()
    {
        var signature = Sign(notBefore: Signed.AddDays(10));
        Assert.Equal((Indication.TotalFailed, SubIndication.NotYetValid),
            signature.Judge(Signed.AddDays(11), Lists(Signed.AddDays(11)), await Stamp(signature.Value, Signed)).Pair());
    }

    [Fact]
    public async Task When_the_CA_itself_expired_old_answers_must_be_proven_old()
    {
        var signature = Sign(old: true);
        var stamp = await Stamp(signature.Value, Signed);
        // From the year of signing about the person, and one of the root of a year before the issuing CA ended.
        List<CertificateRevocationList> lists = [.. Lists(Signed.AddMinutes(1)), .. Lists(new(2029, 6, 1, 0, 0, 0, TimeSpan.Zero), "old-root")];
        var now = new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal((Indication.Indeterminate, SubIndication.OutOfBoundsNoPoe), signature.Judge(now, lists).Pair());
        Assert.Equal((Indication.Indeterminate, SubIndication.NoPoe), signature.Judge(now, lists, stamp).Pair());
        var proofs = new ProofsOfExistence(now);
        foreach (var encoded in lists.Select(l => l.Encoded).Append(signature.Certificate.RawData).Append(years.Authority.OldIssuing.RawData))
            proofs.Add(encoded.Span, new(2029, 6, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal((Indication.TotalPassed, SubIndication.None), signature.Judge(now, lists, proofs, stamp).Pair());
        // Certificates proven to be old are of no use with lists that are not.
        proofs = new(now);
        foreach (var certificate in (X509Certificate2[])[signature.Certificate, years.Authority.OldIssuing])
            proofs.Add(certificate.RawData, new(2029, 6, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal((Indication.Indeterminate, SubIndication.NoPoe), signature.Judge(now, lists, proofs, stamp).Pair());
    }

    [Fact]
    public async Task A_time_stamp_whose_service_expired_counts_when_a_later_one_covers_it()
    {
        var signature = Sign(validFor: TimeSpan.FromDays(60), notBefore: Signed.AddYears(-1).AddDays(-1));
        var now = Signed;
        // The short-lived service gets its certificate of a year ago, good for 30 days.
        await Stamp([0], now, "?fault=Expired", mayFail: true);
        var inner = await Stamp(signature.Value, now.AddYears(-1).AddDays(10), "?fault=Expired");
        var outer = await Stamp(inner.Token.Encoded.ToArray(), now.AddYears(-1).AddDays(15));
        var lists = Lists(now.AddYears(-1).AddDays(20));

        var alone = signature.Judge(now, lists, inner);
        Assert.Equal((Indication.Indeterminate, SubIndication.OutOfBoundsNoPoe), alone.Pair());
        var covered = signature.Judge(now, lists, inner, outer);
        Assert.Equal((Indication.TotalPassed, SubIndication.None), covered.Pair());
        Assert.Equal(inner.Token.Time, covered.BestSignatureTime);
    }

    [Fact]
    public async Task An_algorithm_too_weak_today_counts_when_proven_to_be_used_before_and_by_a_stamp_that_is_not_weak_itself()
    {
        var (signature, now) = (Sign(ECDsa.Create(ECCurve.NamedCurves.nistP256)), Signed.AddDays(1));
        var stamp = await Stamp(signature.Value, Signed);
        var lists = Lists(Signed.AddDays(1));
        SignatureConclusion Judge(AlgorithmPolicy policy, params StampedDigest[] stamps) =>
            signature.Judge(now, lists, stamps: stamps, options: new() { Algorithms = policy });

        Assert.Equal((Indication.TotalPassed, SubIndication.None), Judge(AlgorithmPolicy.Default).Pair());
        Assert.Equal((Indication.Indeterminate, SubIndication.CryptoConstraintsFailureNoPoe), Judge(new() { Curves = new Dictionary<string, DateTimeOffset?> { ["P-384"] = null } }, stamp).Pair());
        var rsaTooSmallSoon = new AlgorithmPolicy { RsaKeys = new Dictionary<int, DateTimeOffset?> { [1024] = Signed.AddHours(1), [4096] = null } };
        // The path to the signer runs over RSA keys too, and so does the stamp's: it proves nothing any more.
        Assert.Equal((Indication.Indeterminate, SubIndication.CryptoConstraintsFailureNoPoe), Judge(rsaTooSmallSoon, stamp).Pair());
    }

    [Fact]
    public async Task SHA_1_counts_only_where_a_time_stamp_proves_the_signature_to_be_old_enough()
    {
        var signature = Sign() is var modern ? modern with { Cms = WithSha1(modern.Certificate) } : null!;
        Assert.True(CmsSignedData.TryRead(signature.Cms, out var cms, out _));
        var value = cms.Signers[0].Signature.ToArray();
        var until = new CertificatePathOptions { Algorithms = new() { Digests = new Dictionary<string, DateTimeOffset?>(AlgorithmPolicy.Default.Digests) { ["SHA-1"] = Signed.AddHours(1) } } };
        var (now, lists, digest) = (Signed.AddDays(1), Lists(Signed.AddDays(1)), CryptographicOperations.HashData(HashAlgorithmName.SHA1, Document));
        SignatureConclusion Judge(CertificatePathOptions options, params StampedDigest[] stamps) => signature.Judge(now, lists, stamps: stamps, digest: digest, options: options);

        Assert.Equal((Indication.Indeterminate, SubIndication.CryptoConstraintsFailureNoPoe), Judge(until).Pair());
        Assert.Equal((Indication.TotalPassed, SubIndication.None), Judge(until, await Stamp(value, Signed)).Pair());
        Assert.Equal((Indication.Indeterminate, SubIndication.CryptoConstraintsFailureNoPoe), Judge(until, await Stamp(value, Signed.AddHours(2))).Pair());
        // By default no time stamp of this year helps.
        Assert.Equal((Indication.Indeterminate, SubIndication.CryptoConstraintsFailureNoPoe), Judge(CertificatePathOptions.Default, await Stamp(value, Signed)).Pair());
    }

    [Fact]
    public void A_list_older_than_allowed_is_none_whatever_it_promises()
    {
        var (signature, now) = (Sign(), Signed.AddMinutes(50));
        var lists = Lists(Signed);
        Assert.All(lists, list => Assert.True(list.NextUpdate > now));
        Assert.Equal((Indication.TotalPassed, SubIndication.None), signature.Judge(now, lists, options: new() { MaximumAge = TimeSpan.FromMinutes(55) }).Pair());
        Assert.Equal((Indication.Indeterminate, SubIndication.TryLater), signature.Judge(now, lists, options: new() { MaximumAge = TimeSpan.FromMinutes(45) }).Pair());
    }

    // As programs wrote before PAdES: SHA-1 throughout, no certificate bound.
    private byte[] WithSha1(X509Certificate2 certificate)
    {
        var generator = new Org.BouncyCastle.Cms.CmsSignedDataGenerator();
        var bouncy = new Org.BouncyCastle.X509.X509Certificate(certificate.RawData);
        generator.AddSigner(Org.BouncyCastle.Security.DotNetUtilities.GetRsaKeyPair(years.Key).Private, bouncy, Org.BouncyCastle.Cms.CmsSignedGenerator.DigestSha1);
        generator.AddCertificate(bouncy);
        return generator.Generate(new Org.BouncyCastle.Cms.CmsProcessableByteArray(Document), encapsulate: false).GetEncoded();
    }

    [Fact]
    public void What_is_broken_has_failed_whatever_the_trust()
    {
        var signature = Sign();
        Assert.Equal((Indication.TotalFailed, SubIndication.HashFailure), signature.Judge(Signed, [], digest: SHA256.HashData([1])).Pair());
        var changed = (byte[])signature.Cms.Clone();
        changed[^1] ^= 1;
        Assert.Equal((Indication.TotalFailed, SubIndication.SigCryptoFailure), (signature with { Cms = changed }).Judge(Signed, []).Pair());
    }

    private Signature Sign(AsymmetricAlgorithm? key = null, TimeSpan? validFor = null, DateTimeOffset? notBefore = null, bool old = false)
    {
        var from = notBefore ?? Signed.AddDays(-1);
        key ??= years.Key;
        var certificate = years.Authority.IssuePerson("Nguyễn Văn Lâu", "lau@thanhhoa.gov.vn", key,
            p => p with { NotBefore = from, NotAfter = from + (validFor ?? TimeSpan.FromDays(1000)), IsOldGeneration = old });
        var hash = HashAlgorithmName.SHA256;
        var attributes = SignedAttributes.Build(SHA256.HashData(Document), hash, certificate);
        var (value, scheme) = key is ECDsa curve
            ? (curve.SignData(attributes, hash, DSASignatureFormat.Rfc3279DerSequence), SignatureScheme.Ecdsa)
            : (((RSA)key).SignData(attributes, hash, RSASignaturePadding.Pkcs1), SignatureScheme.RsaPkcs1);
        return new(certificate, CmsSignature.Assemble(attributes, hash, scheme, value, [certificate]), value, years.Trust);
    }

    private List<CertificateRevocationList> Lists(DateTimeOffset at, params string[] names)
    {
        years.Clock.Now = at;
        return [.. (names.Length > 0 ? names : ["root", "issuing", "old-root", "old-issuing"]).Select(name =>
            CertificateRevocationList.TryRead(years.Authority.MakeList(name)!, out var list, out var problem) ? list : throw new InvalidDataException(problem))];
    }

    private async Task<StampedDigest> Stamp(byte[] value, DateTimeOffset at, string query = "", bool mayFail = false)
    {
        years.Clock.Now = at;
        var imprint = SHA256.HashData(value);
        var client = new TimestampClient(years.Http, [new Uri(years.TsaUrl, "/tsa" + query)], TimeProvider.System);
        var answer = await client.RequestAsync(imprint, HashAlgorithmName.SHA256, TestContext.Current.CancellationToken);
        Assert.True(mayFail || answer.Value is not null, string.Join(' ', answer.Problems));
        return new(answer.Value!, imprint);
    }

    private sealed record Signature(X509Certificate2 Certificate, byte[] Cms, byte[] Value, TrustStore Trust)
    {
        public SignatureConclusion Judge(DateTimeOffset now, List<CertificateRevocationList> lists, params StampedDigest[] stamps) => Judge(now, lists, null, stamps);

        public SignatureConclusion Judge(DateTimeOffset now, List<CertificateRevocationList> lists, ProofsOfExistence? proofs = null, StampedDigest[]? stamps = null,
            byte[]? digest = null, TrustStore? trust = null, CertificatePathOptions? options = null)
        {
            Assert.True(CmsSignedData.TryRead(Cms, out var cms, out var problem), problem);
            var verdict = CmsVerifier.VerifyDetached(cms, cms.Signers[0], digest ?? SHA256.HashData(Document));
            return SignatureJudge.Conclude(verdict, cms.Signers[0], new(trust ?? Trust, now)
            {
                Certificates = cms.Certificates,
                Lists = lists,
                Options = options ?? CertificatePathOptions.Default,
                Stamps = stamps ?? [],
                Proofs = proofs,
            });
        }

        public SignatureConclusion Judge(DateTimeOffset now, List<CertificateRevocationList> lists, ProofsOfExistence proofs, StampedDigest stamp) =>
            Judge(now, lists, proofs, [stamp]);
    }

    /// <summary>A sandbox whose clock is set by each step of a story; its services were set up long before.</summary>
    public sealed class Years : IAsyncLifetime
    {
        private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("sandbox");
        private SandboxHost host = null!;

        public SetClock Clock { get; } = new() { Now = Signed.AddYears(-2) };
        public RSA Key { get; } = RSA.Create(2048);
        public Authority Authority => host.Authority;
        public Uri TsaUrl => host.TsaUrl;
        public TrustStore Trust { get; private set; } = null!;

        // A test has no container; the client lives as long as the fixture.
#pragma warning disable RS0030
        public HttpClient Http { get; } = new();
#pragma warning restore RS0030

        public async ValueTask InitializeAsync()
        {
            host = await SandboxHost.StartAsync(new() { Url = "http://127.0.0.1:0", Data = data.FullName }, Clock);
            Trust = TrustStore.Load(Path.Combine(data.FullName, "trust"));
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            Key.Dispose();
            await host.DisposeAsync();
            data.Delete(recursive: true);
        }
    }

    public sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

file static class Conclusions
{
    public static (Indication, SubIndication) Pair(this SignatureConclusion conclusion) => (conclusion.Indication, conclusion.SubIndication);
}
