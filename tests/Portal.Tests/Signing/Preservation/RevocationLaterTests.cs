using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Sandbox;
using ThanhHoa.DigitalSignature.Signing.Preservation;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.Preservation;

/// <summary>With a Sandbox of its own, because its responder and its lists are made to fail.</summary>
public sealed class RevocationLaterTests(PortalDatabase database) : IAsyncLifetime
{
    private readonly SandboxFixture sandbox = new();
    private PortalFixture portal = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await sandbox.InitializeAsync();
        portal = new PortalFixture(database, sandbox) { Differently = new Dictionary<string, string?> { ["TimeStamps:Url"] = sandbox.Host.TsaUrl.ToString() } };
        await portal.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        await sandbox.DisposeAsync();
    }

    [Fact]
    public async Task The_stamp_is_kept_when_the_issuer_is_silent_and_no_try_adds_another()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        using var leader = await portal.SignInAsync("gd-skhcn");
        var id = (await clerk.SubmitAsync(PdfSample.Valid(), "Ngô Mẫu Hưng")).Split('/')[^1];
        await leader.SignAsync($"/signing/documents/{id}", await portal.GiveCertificateAsync("gd-skhcn"));
        // A paper about certificates is at rest with its last signature.
        await portal.ExecuteAsync($"update signing.document set purpose = 'CertificatePaper' where id = '{id}'");
        (sandbox.Host.Faults[SandboxService.Ocsp], sandbox.Host.Faults[SandboxService.Crl]) = (Fault.Dead, Fault.Dead);

        for (var i = 0; i < 3; i++) await TryAsync();
        Assert.Equal("T RevocationUnknown", await StateAsync());
        Assert.Equal(3, await VersionsAsync());

        (sandbox.Host.Faults[SandboxService.Ocsp], sandbox.Host.Faults[SandboxService.Crl]) = (Fault.None, Fault.None);
        await TryAsync();
        Assert.Equal("LT ", await StateAsync());
        Assert.Equal(4, await VersionsAsync());

        async Task TryAsync()
        {
            await portal.ExecuteAsync("update signing.preservation set next_try_at = now() - interval '1 minute' where waiting_since is not null");
            await portal.Host.RunAsync<PreserveFiles>(job => job.RunAsync(Stop));
        }

        Task<string> StateAsync() => portal.TextAsync("select reached || ' ' || coalesce(last_problem, '') from signing.preservation");
        Task<long> VersionsAsync() => portal.CountAsync($"select count(*) from signing.document_version where document_id = '{id}'");
    }
}
