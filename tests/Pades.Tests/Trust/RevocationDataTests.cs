using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Cms;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Trust;

public sealed class RevocationDataTests(OutsideServicesTests.FailingSandbox failing) : IClassFixture<OutsideServicesTests.FailingSandbox>
{
    private readonly RunningSandbox sandbox = failing.Sandbox;

    [Fact]
    public async Task What_was_collected_is_enough_to_check_the_path_offline_long_after_expiry()
    {
        Fail(Fault.None, Fault.None);
        using var person = sandbox.Authority.IssuePerson("Nguyễn Văn A", "a@thanhhoa.gov.vn");
        var now = TimeProvider.System.GetUtcNow();
        var collected = await Collect(person, now);

        Assert.True(collected.IsComplete);
        Assert.Empty(collected.Problems);
        Assert.Single(collected.OcspResponses);
        Assert.Single(collected.Lists);
        Assert.Equal(4, collected.Certificates.Count);
        Assert.True(OcspResponse.TryRead(collected.OcspResponses[0].Encoded, out var response, out _));
        Assert.True(CertificateRevocationList.TryRead(collected.Lists[0].Encoded, out var list, out _));
        var kept = CertificatePath.Check(person, collected.Certificates, new([sandbox.Authority.Root]), now, [list], new() { OcspResponses = [response] });
        Assert.Equal(CertificatePathStatus.Trusted, kept.Status);
    }

    [Theory, InlineData(Fault.Http500), InlineData(Fault.Expired), InlineData(Fault.WrongNonce)]
    public async Task When_the_responder_fails_the_list_helps_and_the_failure_is_told(Fault fault)
    {
        Fail(fault, Fault.None);
        using var person = sandbox.Authority.IssuePerson("Nguyễn Văn B", "b@thanhhoa.gov.vn");
        var collected = await Collect(person, TimeProvider.System.GetUtcNow());

        Assert.True(collected.IsComplete);
        Assert.Empty(collected.OcspResponses);
        Assert.Equal(2, collected.Lists.Count);
        Assert.Single(collected.Problems);
    }

    [Fact]
    public async Task When_nothing_helps_it_says_so_and_keeps_what_there_is()
    {
        Fail(Fault.Http500, Fault.Dead);
        using var person = sandbox.Authority.IssuePerson("Nguyễn Văn C", "c@thanhhoa.gov.vn");
        var collected = await Collect(person, TimeProvider.System.GetUtcNow());

        Assert.False(collected.IsComplete);
        Assert.Equal(CertificatePathStatus.RevocationUnknown, collected.Paths[0].Status);
        Assert.Equal([OutsideFailure.HttpStatus, OutsideFailure.Unreachable, OutsideFailure.Unreachable], collected.Problems.Select(p => p.Failure));
        Assert.Equal(3, collected.Certificates.Count);
    }

    [Fact]
    public async Task A_stranger_s_certificate_makes_no_request_at_all()
    {
        Fail(Fault.None, Fault.None);
        using var person = sandbox.Authority.IssuePerson("Nguyễn Văn D", "d@thanhhoa.gov.vn");
        var collected = await RevocationData.CollectAsync(person, [sandbox.Authority.Issuing, sandbox.Authority.Root], TrustStore.Empty, TimeProvider.System.GetUtcNow(), Ocsp, Lists, cancellation: Cancel);

        Assert.Equal((0, 0, 0), (collected.OcspResponses.Count, collected.Lists.Count, collected.Problems.Count));
        Assert.Equal(CertificatePathStatus.NoAnchor, collected.Paths[0].Status);
    }

    [Fact]
    public async Task Signer_and_time_stamp_together_keep_everything_once()
    {
        Fail(Fault.None, Fault.None);
        using var person = sandbox.Authority.IssuePerson("Nguyễn Văn E", "e@thanhhoa.gov.vn");
        var answer = await new TimestampClient(sandbox.Http, [sandbox.Host.TsaUrl], TimeProvider.System, sandbox.Trust)
            .RequestAsync(SHA256.HashData([1]), HashAlgorithmName.SHA256, Cancel);
        var service = answer.Value!.Check(SHA256.HashData([1]), [], sandbox.Trust, []).Certificate!;
        var signer = await Collect(person, answer.Value.Time);
        var stamp = await RevocationData.CollectAsync(service, [], sandbox.Trust, answer.Value.Time, Ocsp, Lists,
            new() { Purpose = CertificatePurpose.TimeStamping }, Cancel);
        var both = signer.Merge(stamp).Merge(signer);

        Assert.True(both.IsComplete);
        Assert.Equal(5, both.Certificates.Count);
        Assert.Equal(2, both.OcspResponses.Count);
        Assert.Equal(both.Certificates.Count, both.Certificates.DistinctBy(c => c.Thumbprint).Count());
    }

    [Fact]
    public async Task A_list_is_given_again_only_while_it_may_be_and_only_when_asked_for()
    {
        Fail(Fault.None, Fault.None);
        using var person = sandbox.Authority.IssuePerson("Nguyễn Văn F", "f@thanhhoa.gov.vn");
        var (keeping, forgetful) = (new CrlClient(sandbox.Http, TimeProvider.System, reuse: TimeSpan.FromMinutes(10)), Lists);
        var first = await keeping.FetchAsync(person, sandbox.Authority.Issuing, Cancel);
        await forgetful.FetchAsync(person, sandbox.Authority.Issuing, Cancel);
        Fail(Fault.None, Fault.Http500);

        Assert.Same(first.Value, (await keeping.FetchAsync(person, sandbox.Authority.Issuing, Cancel)).Value);
        Assert.Null((await forgetful.FetchAsync(person, sandbox.Authority.Issuing, Cancel)).Value);
        // The same address asked for another CA: what is kept does not count.
        Assert.Null((await keeping.FetchAsync(person, sandbox.Authority.OldIssuing, Cancel)).Value);
    }

    [Fact]
    public async Task Inside_the_CMS_the_data_is_signed_and_read_back_and_openssl_still_agrees()
    {
        Fail(Fault.None, Fault.None);
        using var key = RSA.Create(2048);
        using var person = sandbox.Authority.IssuePerson("Nguyễn Văn G", "g@thanhhoa.gov.vn", key);
        var document = "P=1"u8.ToArray();
        var cms = SignWithArchive(document, person, key, await Collect(person, TimeProvider.System.GetUtcNow()));
        using var openssl = new Openssl();
        await openssl.Succeed("cms", "-verify", "-inform", "DER", "-in", openssl.Write("cms", cms), "-content", openssl.Write("document", document), "-binary", "-noverify", "-out", openssl.PathOf("out"));

        Assert.True(CmsSignedData.TryRead(cms, out var read, out var problem), problem);
        Assert.Empty(CmsVerifier.VerifyDetached(read, read.Signers[0], SHA256.HashData(document)).Defects);
        var (lists, responses) = RevocationArchive.Read(read.Signers[0]);
        Assert.Equal(CertificatePathStatus.Trusted, CertificatePath.Check(person, [], sandbox.Trust, TimeProvider.System.GetUtcNow(), lists, new() { OcspResponses = responses }).Status);
    }

    private static byte[] SignWithArchive(byte[] document, X509Certificate2 person, RSA key, RevocationData archive)
    {
        var hash = HashAlgorithmName.SHA256;
        var attributes = SignedAttributes.Build(SHA256.HashData(document), hash, person, RevocationArchive.Write(archive));
        return CmsSignature.Assemble(attributes, hash, SignatureScheme.RsaPkcs1, key.SignData(attributes, hash, RSASignaturePadding.Pkcs1), [person]);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private OcspClient Ocsp => new(sandbox.Http, TimeProvider.System);
    private CrlClient Lists => new(sandbox.Http, TimeProvider.System);

    private Task<RevocationData> Collect(X509Certificate2 person, DateTimeOffset at) =>
        RevocationData.CollectAsync(person, [], sandbox.Trust, at, Ocsp, Lists, cancellation: Cancel);

    private void Fail(Fault ocsp, Fault crl) =>
        (sandbox.Host.Faults[SandboxService.Ocsp], sandbox.Host.Faults[SandboxService.Crl]) = (ocsp, crl);
}
