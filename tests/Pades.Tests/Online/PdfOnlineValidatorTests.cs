using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Tests.Trust;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Online;

/// <summary>What a document misses is fetched from a real authority over HTTP, within bounds, once for many documents.</summary>
public sealed class PdfOnlineValidatorTests(RunningSandbox sandbox, OutsideServicesTests.FailingSandbox failing) : IClassFixture<OutsideServicesTests.FailingSandbox>
{
    private static readonly NetworkLimits Near = new() { PrivateAddresses = true, PerDocument = TimeSpan.FromSeconds(30), PerRequest = TimeSpan.FromSeconds(20) };
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Missing_revocation_data_is_fetched_and_serves_the_next_document()
    {
        using var counter = new Counter();
        using var http = Client(counter);
        var validator = new PdfOnlineValidator(http, TimeProvider.System, Near);
        var person = Person(sandbox, "Lê Văn Lâu");
        var pdf = Signed(person, sandbox.Authority.Issuing);
        Assert.Equal((Indication.Indeterminate, SubIndication.TryLater), Pair(PdfValidator.Validate(pdf, Options(sandbox))));
        var online = await validator.ValidateAsync(pdf, Options(sandbox), Cancel);
        Assert.Equal((Indication.TotalPassed, SubIndication.None), Pair(online.Report));
        Assert.Empty(online.Problems);
        // The signer's answer and the subordinate's; nobody asks about a root.
        Assert.Equal(2, counter.Requests);
        var next = await validator.ValidateAsync(Signed(person, sandbox.Authority.Issuing), Options(sandbox), Cancel);
        Assert.Equal((Indication.TotalPassed, SubIndication.None), Pair(next.Report));
        Assert.Equal(2, counter.Requests);
    }

    [Fact]
    public async Task A_missing_issuer_is_fetched_only_where_a_stranger_may_point()
    {
        using var counter = new Counter();
        using var http = Client(counter);
        var pdf = Signed(Person(sandbox, "Trần Thị Tư"));
        var options = Options(sandbox) with { Trust = new TrustStore([sandbox.Authority.Root]) };
        Assert.Equal((Indication.Indeterminate, SubIndication.NoCertificateChainFound), Pair(PdfValidator.Validate(pdf, options)));
        // The sandbox is this machine: private.
        var refused = await new PdfOnlineValidator(http, TimeProvider.System).ValidateAsync(pdf, options, Cancel);
        Assert.Equal((Indication.Indeterminate, SubIndication.NoCertificateChainFound), Pair(refused.Report));
        Assert.Contains(refused.Problems, p => p is { Failure: OutsideFailure.Refused, Address: not null });
        Assert.Equal(0, counter.Requests);
        var fetched = await new PdfOnlineValidator(http, TimeProvider.System, Near).ValidateAsync(pdf, options, Cancel);
        Assert.Equal((Indication.TotalPassed, SubIndication.None), Pair(fetched.Report));
        Assert.Equal(3, counter.Requests);
    }

    [Fact]
    public async Task A_revoked_signer_is_found_and_a_time_stamp_of_before_speaks_for_him()
    {
        using var http = Client();
        var person = Person(sandbox, "Phạm Văn Phúc");
        var plain = Signed(person, sandbox.Authority.Issuing).ToArray();
        var stamps = new TimestampClient(sandbox.Http, [sandbox.Host.TsaUrl], TimeProvider.System, sandbox.Trust);
        var extender = new PdfExtender(stamps, new OcspClient(sandbox.Http, TimeProvider.System), new CrlClient(sandbox.Http, TimeProvider.System), sandbox.Trust, TimeProvider.System);
        byte[] stamped = [.. plain, .. (await extender.ExtendAsync(new MemoryStream(plain), SignatureLevel.T, cancellation: Cancel)).Increment];
        Assert.True(sandbox.Authority.Revoke(person.SerialNumber, X509RevocationReason.KeyCompromise, TimeProvider.System.GetUtcNow().AddSeconds(2)));
        var validator = new PdfOnlineValidator(http, TimeProvider.System, Near);
        var later = Options(sandbox) with { At = TimeProvider.System.GetUtcNow().AddMinutes(5) };
        Assert.Equal((Indication.Indeterminate, SubIndication.RevokedNoPoe), Pair((await validator.ValidateAsync(new MemoryStream(plain), later, Cancel)).Report));
        Assert.Equal((Indication.TotalPassed, SubIndication.None), Pair((await validator.ValidateAsync(new MemoryStream(stamped), later, Cancel)).Report));
    }

    [Fact]
    public async Task Without_network_the_answer_is_the_one_of_before_and_nobody_waits_twice()
    {
        using var counter = new Counter { IsCut = true };
        using var http = Client(counter);
        var validator = new PdfOnlineValidator(http, TimeProvider.System, Near);
        var person = Person(sandbox, "Vũ Thị Vân");
        var first = await validator.ValidateAsync(Signed(person, sandbox.Authority.Issuing), Options(sandbox), Cancel);
        Assert.Equal((Indication.Indeterminate, SubIndication.TryLater), Pair(first.Report));
        Assert.Contains(first.Problems, p => p.Failure == OutsideFailure.Unreachable);
        var asked = counter.Requests;
        Assert.InRange(asked, 1, 4);
        var second = await validator.ValidateAsync(Signed(Person(sandbox, "Vũ Thị Vân"), sandbox.Authority.Issuing), Options(sandbox), Cancel);
        Assert.Equal((Indication.Indeterminate, SubIndication.TryLater), Pair(second.Report));
        Assert.Equal(asked, counter.Requests);
    }

    [Fact]
    public async Task Nobody_is_asked_without_anchors_about_broken_signatures_or_for_what_the_document_has()
    {
        using var counter = new Counter();
        using var http = Client(counter);
        var validator = new PdfOnlineValidator(http, TimeProvider.System, Near);
        var person = Person(sandbox, "Đỗ Văn Đức");
        var plain = Signed(person, sandbox.Authority.Issuing).ToArray();
        await validator.ValidateAsync(new MemoryStream(plain), Options(sandbox) with { Trust = TrustStore.Empty }, Cancel);
        var broken = (byte[])plain.Clone();
        broken[broken.AsSpan().IndexOf("50 700"u8)] ^= 1;
        Assert.Equal(Indication.TotalFailed, Pair((await validator.ValidateAsync(new MemoryStream(broken), Options(sandbox), Cancel)).Report).Indication);
        await validator.ValidateAsync(new MemoryStream(plain), Options(sandbox) with { Crls = sandbox.Lists() }, Cancel);
        Assert.Equal(0, counter.Requests);
    }

    [Theory]
    [InlineData(Fault.Dead)]
    [InlineData(Fault.Slow)]
    [InlineData(Fault.Http500)]
    [InlineData(Fault.Huge)]
    [InlineData(Fault.Garbage)]
    [InlineData(Fault.Refused)]
    [InlineData(Fault.Expired)]
    public async Task Failing_services_leave_the_answer_open_and_are_named(Fault fault)
    {
        using var http = Client();
        var pdf = Signed(Person(failing.Sandbox, "Hoàng Văn Hải"), failing.Sandbox.Authority.Issuing);
        failing.Sandbox.Host.Faults[SandboxService.Ocsp] = fault;
        failing.Sandbox.Host.Faults[SandboxService.Crl] = fault;
        try
        {
            var limits = Near with { PerRequest = TimeSpan.FromSeconds(1) };
            var online = await new PdfOnlineValidator(http, TimeProvider.System, limits).ValidateAsync(pdf, Options(failing.Sandbox), Cancel);
            Assert.Equal((Indication.Indeterminate, SubIndication.TryLater), Pair(online.Report));
            Assert.NotEmpty(online.Problems);
            Assert.True(online.Report.IsIntact);
        }
        finally
        {
            failing.Sandbox.Host.Faults[SandboxService.Ocsp] = Fault.None;
            failing.Sandbox.Host.Faults[SandboxService.Crl] = Fault.None;
        }
    }

    [Fact]
    public async Task Time_and_number_of_requests_about_one_document_are_bounded()
    {
        using var counter = new Counter();
        using var http = Client(counter);
        var pdf = Signed(Person(sandbox, "Ngô Thị Nga"), sandbox.Authority.Issuing);
        var none = await new PdfOnlineValidator(http, TimeProvider.System, Near with { Requests = 0 }).ValidateAsync(pdf, Options(sandbox), Cancel);
        Assert.Equal(SubIndication.TryLater, Pair(none.Report).Why);
        Assert.Contains(none.Problems, p => p.Failure == OutsideFailure.TooLarge);
        Assert.Equal(0, counter.Requests);
        using var silence = new Counter { IsSilent = true };
        using var waiting = Client(silence);
        var late = await new PdfOnlineValidator(waiting, TimeProvider.System, Near with { PerDocument = TimeSpan.FromMilliseconds(100) }).ValidateAsync(pdf, Options(sandbox), Cancel);
        Assert.Equal(SubIndication.TryLater, Pair(late.Report).Why);
        Assert.Contains(late.Problems, p => p.Failure == OutsideFailure.TimedOut);
    }

    [Fact]
    public async Task The_caller_s_own_wish_to_stop_is_an_exception()
    {
        using var http = Client();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new PdfOnlineValidator(http, TimeProvider.System, Near).ValidateAsync(Signed(Person(sandbox, "Bùi Văn Bình"), sandbox.Authority.Issuing), Options(sandbox), stop.Token));
    }

    private static X509Certificate2 Person(RunningSandbox of, string name) => of.Authority.IssuePerson(name, "ai@example.vn");

    private static MemoryStream Signed(X509Certificate2 person, params X509Certificate2[] chain) => new(SignOnce.Sign(HandMade.Table(),
        new TestSigner(person, (bytes, hash, _) => person.GetRSAPrivateKey()!.SignData(bytes, hash, RSASignaturePadding.Pkcs1)), plan => plan with { Chain = chain }));

    private static ValidationOptions Options(RunningSandbox of) => new() { At = TimeProvider.System.GetUtcNow(), Trust = of.Trust };

    private static (Indication Indication, SubIndication Why) Pair(ValidationReport report) => (report.Signatures[0].Conclusion.Indication, report.Signatures[0].Conclusion.SubIndication);

    // A test has no container; each client lives as long as its test.
#pragma warning disable RS0030
    private static HttpClient Client(Counter? counter = null)
    {
        if (counter is null) return new HttpClient(OutsideHandler.Create());
        counter.InnerHandler = OutsideHandler.Create();
        return new HttpClient(counter, disposeHandler: false);
    }
#pragma warning restore RS0030

    /// <summary>Counts what goes out, and lets nothing through when the cable is cut, nothing come back when the other side is silent.</summary>
    private sealed class Counter : DelegatingHandler
    {
        private int requests;

        public int Requests => requests;

        public bool IsCut { get; init; }

        public bool IsSilent { get; init; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref requests);
            if (IsCut) throw new HttpRequestException("no network");
            if (IsSilent) await Task.Delay(Timeout.Infinite, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
