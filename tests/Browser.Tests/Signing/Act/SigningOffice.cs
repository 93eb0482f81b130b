using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Microsoft.Playwright;
using ThanhHoa.DigitalSignature.Agent;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

[assembly: AssemblyFixture(typeof(PortalDatabase))]
[assembly: AssemblyFixture(typeof(SandboxFixture))]

namespace ThanhHoa.DigitalSignature.Browser.Tests.Signing.Act;

/// <summary>Everything one signature needs, real: portal, database, certification authority, and the agent with a leader's token.</summary>
public sealed class SigningOffice(PortalDatabase database, SandboxFixture sandbox) : IAsyncLifetime
{
    /// <summary>PIN of the devices that the issuer makes.</summary>
    public static readonly string IssuedPin = new Sandbox.SandboxOptions().TokenPin;

    private readonly string agentData = Directory.CreateTempSubdirectory("agent-").FullName;
    private readonly Channel<Uri> windows = Channel.CreateUnbounded<Uri>();
    private SoftToken token = null!;
    private AgentHost agent = null!;

    /// <summary>The portal, its people and their certificates.</summary>
    public PortalFixture Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var leader = sandbox.Host.Authority.IssuePerson("Ngô Mẫu Hưng", "gd-skhcn@trinh-dien.example");
        token = new SoftToken(leader);
        agent = await AgentHost.StartAsync(new AgentOptions
        {
            Port = 0,
            Data = agentData,
            Pkcs11Modules = [token.Module],
            DemonstrationTokens = sandbox.TokensFolder,
            OpenWindow = address => windows.Writer.WriteAsync(address).AsTask(),
        });
        Portal = new PortalFixture(database, sandbox)
        {
            Differently = new Dictionary<string, string?> { ["Agent:Url"] = agent.Address.ToString().TrimEnd('/'), ["SignService:Url"] = "", ["Files:Folder"] = "" },
        };
        await Portal.InitializeAsync();
        await Portal.RegisterAsync(leader, (await Portal.PersonAsync("gd-skhcn")).Id);
    }

    /// <summary>The window the agent opens next; a minute without one fails the test instead of holding it up for ever.</summary>
    public async Task<string> NextWindowAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        return (await windows.Reader.ReadAsync(limit.Token)).ToString();
    }

    /// <summary>The agent's window that asks for the PIN; a first use of this portal on this computer asks for the pairing before.</summary>
    public async Task<IPage> OpenWindowAsync(Visit signer)
    {
        while (true)
        {
            var window = await signer.Page.Context.NewPageAsync();
            await window.GotoAsync(await NextWindowAsync());
            await Assertions.Expect(window.Locator("#yes")).ToBeVisibleAsync();
            await new Visit(window).AssertAccessible();
            if (await window.Locator("#pin").IsVisibleAsync()) return window;
            await new Visit(window).Photograph("act-pairing");
            await window.Locator("#yes").ClickAsync();
            await window.CloseAsync();
        }
    }

    /// <summary>Agrees in the agent's window when it asks for the pairing; <paramref name="then"/> shows that the page went on.</summary>
    public async Task AgreeToPairAsync(Visit visit, ILocator then)
    {
        var asked = windows.Reader.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask();
        await Task.WhenAny(asked, then.WaitForAsync());
        if (!windows.Reader.TryRead(out var address)) return;
        var window = await visit.Page.Context.NewPageAsync();
        await window.GotoAsync(address.ToString());
        await window.Locator("#yes").ClickAsync();
        await window.CloseAsync();
    }

    /// <summary>Signs the document that is open, with the device that is plugged in.</summary>
    public async Task SignOpenDocumentAsync(Visit signer, string pin = SoftToken.Pin)
    {
        var before = await signer.Page.Locator("[data-signature]").CountAsync();
        await signer.Page.Locator("#sign-panel .btn-main").ClickAsync();
        var window = await OpenWindowAsync(signer);
        await window.Locator("#pin").FillAsync(pin);
        await window.Locator("#yes").ClickAsync();
        await Assertions.Expect(window.Locator("#result")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await window.CloseAsync();
        await Assertions.Expect(signer.Page.Locator("[data-signature]")).ToHaveCountAsync(before + 1, new() { Timeout = 30_000 });
    }

    /// <summary>Plugs another device into the same computer: SoftHSM2 looks for tokens only when it is loaded, the agent's own tokens are files beside those the issuer writes.</summary>
    public void PlugIn(X509Certificate2 certificate)
    {
        Directory.CreateDirectory(sandbox.TokensFolder);
        File.WriteAllBytes(Path.Combine(sandbox.TokensFolder, certificate.SerialNumber + ".cer"), certificate.RawData);
        File.WriteAllBytes(Path.Combine(sandbox.TokensFolder, certificate.SerialNumber + ".p12"), certificate.Export(X509ContentType.Pkcs12, IssuedPin));
    }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await agent.DisposeAsync();
        token.Dispose();
        Directory.Delete(agentData, recursive: true);
    }
}

/// <summary>The tests that share one office; one leader's token is in one pair of hands at a time.</summary>
[CollectionDefinition(nameof(OfficeHours), DisableParallelization = true)]
public sealed class OfficeHours : ICollectionFixture<SigningOffice>;
