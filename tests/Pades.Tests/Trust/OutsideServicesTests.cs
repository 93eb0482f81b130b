using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Trust;

/// <summary>Every way in which a time-stamping service, a responder or a list can fail, played by a real server.</summary>
public sealed class OutsideServicesTests : IClassFixture<OutsideServicesTests.FailingSandbox>
{
    private static readonly byte[] Imprint = SHA256.HashData([1, 2, 3]);
    // Long enough that a loaded machine is not taken for a slow service.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private readonly RunningSandbox sandbox;

    public OutsideServicesTests(FailingSandbox failing)
    {
        sandbox = failing.Sandbox;
        foreach (var service in Enum.GetValues<SandboxService>())
            sandbox.Host.Faults[service] = Fault.None;
    }

    public static TheoryData<Fault, OutsideFailure> TsaFaults => new()
    {
        { Fault.Slow, OutsideFailure.TimedOut }, { Fault.Dead, OutsideFailure.Unreachable }, { Fault.Http500, OutsideFailure.HttpStatus },
        { Fault.Huge, OutsideFailure.TooLarge }, { Fault.Garbage, OutsideFailure.Malformed }, { Fault.Refused, OutsideFailure.Refused },
        { Fault.WrongNonce, OutsideFailure.WrongNonce }, { Fault.WrongImprint, OutsideFailure.WrongImprint }, { Fault.Expired, OutsideFailure.NotBelievable },
    };

    [Theory, MemberData(nameof(TsaFaults))]
    public async Task A_failing_time_stamping_service_is_named_and_the_next_one_asked(Fault fault, OutsideFailure expected)
    {
        var bad = new Uri(sandbox.Host.TsaUrl, $"/tsa?fault={fault}");
        var alone = await Tsa(bad).RequestAsync(Imprint, HashAlgorithmName.SHA256, Cancel);
        Assert.Null(alone.Value);
        var problem = Assert.Single(alone.Problems);
        Assert.Equal((bad, expected), (problem.Address, problem.Failure));
        Assert.NotEmpty(problem.Detail);

        var second = await Tsa(bad, sandbox.Host.TsaUrl).RequestAsync(Imprint, HashAlgorithmName.SHA256, Cancel);
        Assert.NotNull(second.Value);
        Assert.Equal(expected, Assert.Single(second.Problems).Failure);
    }

    [Fact]
    public async Task A_service_that_is_not_there_or_not_trusted_or_not_named_fails_plainly()
    {
        var closed = new Uri("http://127.0.0.1:9/tsa");
        Assert.Equal(OutsideFailure.Unreachable, (await Tsa(closed).RequestAsync(Imprint, HashAlgorithmName.SHA256, Cancel)).Problems[0].Failure);
        Assert.Equal(OutsideFailure.NoAddress, (await Tsa().RequestAsync(Imprint, HashAlgorithmName.SHA256, Cancel)).Problems[0].Failure);
        var strangers = new TimestampClient(sandbox.Http, [sandbox.Host.TsaUrl], TimeProvider.System, TrustStore.Empty, Patience);
        Assert.Equal(OutsideFailure.NotBelievable, (await strangers.RequestAsync(Imprint, HashAlgorithmName.SHA256, Cancel)).Problems[0].Failure);
    }

    [Fact]
    public async Task The_caller_s_own_wish_to_stop_is_an_exception()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Tsa(sandbox.Host.TsaUrl).RequestAsync(Imprint, HashAlgorithmName.SHA256, stop.Token));
    }

    public static TheoryData<Fault, OutsideFailure> OcspFaults => new()
    {
        { Fault.Slow, OutsideFailure.TimedOut }, { Fault.Dead, OutsideFailure.Unreachable }, { Fault.Http500, OutsideFailure.HttpStatus },
        { Fault.Huge, OutsideFailure.TooLarge }, { Fault.Garbage, OutsideFailure.Malformed }, { Fault.Refused, OutsideFailure.Refused },
        { Fault.WrongNonce, OutsideFailure.WrongNonce }, { Fault.Expired, OutsideFailure.NotBelievable },
    };

    [Theory, MemberData(nameof(OcspFaults))]
    public async Task A_failing_responder_is_named(Fault fault, OutsideFailure expected)
    {
        using var person = sandbox.Authority.IssuePerson("Nguyễn Văn A", "a@thanhhoa.gov.vn");
        sandbox.Host.Faults[SandboxService.Ocsp] = fault;
        var answer = await Ocsp.FetchAsync(person, sandbox.Authority.Issuing, Cancel);

        Assert.Null(answer.Value);
        Assert.Equal(expected, Assert.Single(answer.Problems).Failure);
    }

    public static TheoryData<Fault, OutsideFailure> CrlFaults => new()
    {
        { Fault.Slow, OutsideFailure.TimedOut }, { Fault.Dead, OutsideFailure.Unreachable }, { Fault.Http500, OutsideFailure.HttpStatus },
        { Fault.Huge, OutsideFailure.TooLarge }, { Fault.Garbage, OutsideFailure.Malformed }, { Fault.Refused, OutsideFailure.HttpStatus },
        { Fault.Expired, OutsideFailure.NotBelievable },
    };

    [Theory, MemberData(nameof(CrlFaults))]
    public async Task A_failing_list_is_named(Fault fault, OutsideFailure expected)
    {
        using var person = sandbox.Authority.IssuePerson("Nguyễn Văn A", "a@thanhhoa.gov.vn");
        sandbox.Host.Faults[SandboxService.Crl] = fault;
        var answer = await Crl.FetchAsync(person, sandbox.Authority.Issuing, Cancel);

        Assert.Null(answer.Value);
        Assert.Equal(expected, Assert.Single(answer.Problems).Failure);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Responder_and_list_tell_the_same_about_good_and_revoked(bool old)
    {
        using var good = sandbox.Authority.IssuePerson("Nguyễn Văn A", "a@thanhhoa.gov.vn", change: p => p with { IsOldGeneration = old });
        using var revoked = sandbox.Authority.IssuePerson("Nguyễn Văn B", "b@thanhhoa.gov.vn", change: p => p with { IsOldGeneration = old });
        sandbox.Authority.Revoke(revoked.SerialNumber, X509RevocationReason.CessationOfOperation);
        var issuer = old ? sandbox.Authority.OldIssuing : sandbox.Authority.Issuing;
        foreach (var (person, expected) in ((X509Certificate2, RevocationStatus)[])[(good, RevocationStatus.Good), (revoked, RevocationStatus.Revoked)])
        {
            var (response, list) = (await Ocsp.FetchAsync(person, issuer, Cancel), await Crl.FetchAsync(person, issuer, Cancel));
            Assert.Empty(response.Problems);
            Assert.Empty(list.Problems);
            var now = TimeProvider.System.GetUtcNow().AddSeconds(1);
            var byResponse = CertificatePath.Check(person, [], sandbox.Trust, now, [], new() { OcspResponses = [response.Value!] }).Revocations[0];
            var byList = CertificatePath.Check(person, [], sandbox.Trust, now, [list.Value!]).Revocations[0];
            Assert.Equal((expected, expected), (byResponse.Status, byList.Status));
            Assert.Equal(byResponse.Revoked?.Reason, byList.Revoked?.Reason);
        }
    }

    [Fact]
    public async Task A_certificate_that_names_no_address_is_told_so()
    {
        var root = TestCa.Root();
        var person = root.Issue("CN=P");
        Assert.Equal(OutsideFailure.NoAddress, Assert.Single((await Crl.FetchAsync(person.Certificate, root.Certificate, Cancel)).Problems).Failure);
        Assert.Equal(OutsideFailure.NoAddress, Assert.Single((await Ocsp.FetchAsync(person.Certificate, root.Certificate, Cancel)).Problems).Failure);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private OcspClient Ocsp => new(sandbox.Http, TimeProvider.System, Patience);
    private CrlClient Crl => new(sandbox.Http, TimeProvider.System, Patience);

    private TimestampClient Tsa(params Uri[] addresses) => new(sandbox.Http, addresses, TimeProvider.System, sandbox.Trust, Patience);

    /// <summary>Apart from the sandbox that other tests count on.</summary>
    public sealed class FailingSandbox : IAsyncLifetime
    {
        public RunningSandbox Sandbox { get; } = new();

        public ValueTask InitializeAsync() => Sandbox.InitializeAsync();

        public ValueTask DisposeAsync() => Sandbox.DisposeAsync();
    }
}
