using System.Threading.Channels;
using ThanhHoa.DigitalSignature.Agent;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

[assembly: AssemblyFixture(typeof(PortalDatabase))]
[assembly: AssemblyFixture(typeof(SandboxFixture))]

namespace ThanhHoa.DigitalSignature.Browser.Tests.Signing.Act;

/// <summary>Everything one signature needs, real: portal, database, certification authority, and the agent with a leader's token.</summary>
public sealed class SigningOffice(PortalDatabase database, SandboxFixture sandbox) : IAsyncLifetime
{
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
            OpenWindow = address => windows.Writer.WriteAsync(address).AsTask(),
        });
        Portal = new PortalFixture(database, sandbox)
        {
            Differently = new Dictionary<string, string?> { ["Agent:Url"] = agent.Address.ToString().TrimEnd('/'), ["Files:Folder"] = "" },
        };
        await Portal.InitializeAsync();
        await Portal.RegisterAsync(leader, (await Portal.PersonAsync("gd-skhcn")).Id);
    }

    /// <summary>The window the agent opens next.</summary>
    public async Task<string> NextWindowAsync() => (await windows.Reader.ReadAsync(TestContext.Current.CancellationToken)).ToString();

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
