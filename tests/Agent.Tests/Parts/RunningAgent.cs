using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ThanhHoa.DigitalSignature.Agent.Tests.Tokens;

namespace ThanhHoa.DigitalSignature.Agent.Tests.Parts;

/// <summary>A real agent on a free port, with its consent windows caught instead of opened.</summary>
internal sealed class RunningAgent : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Channel<Uri> windows = Channel.CreateUnbounded<Uri>();
    private readonly AgentOptions options;
    private AgentHost host = null!;

    private RunningAgent(Action<AgentOptions>? change)
    {
        options = new AgentOptions
        {
            Port = 0,
            Data = Path.Combine(folder.Path, "data"),
            Clock = Clock,
            OpenWindow = address => windows.Writer.WriteAsync(address).AsTask(),
            Logging = logging => logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Trace).AddFilter<CapturedLog>(null, LogLevel.Trace),
        };
        change?.Invoke(options);
    }

    public TestClock Clock { get; } = new();

    public CapturedLog Log { get; } = new();

    public Uri Address => host.Address;

    public string Data => options.Data;

    public static async Task<RunningAgent> With(Action<AgentOptions>? change = null)
    {
        var agent = new RunningAgent(change);
        agent.host = await AgentHost.StartAsync(agent.options, TestContext.Current.CancellationToken);
        return agent;
    }

    public static Task<RunningAgent> With(SoftTokens tokens) => With(options => options.Pkcs11Modules = [tokens.Module]);

    public async Task Restart()
    {
        await host.DisposeAsync();
        host = await AgentHost.StartAsync(options, TestContext.Current.CancellationToken);
    }

    /// <summary>The address of the next consent window.</summary>
    public async Task<Uri> NextWindow() => await windows.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public bool OpenedAnotherWindow => windows.Reader.TryPeek(out _);

    /// <summary>The user looks at the next consent window.</summary>
    public async Task<ConsentPage> User() => await ConsentPage.Open(await NextWindow());

    public TestPortal Portal(string origin = "https://kyso.example") => new(this, origin);

    public async Task<TestPortal> PairedPortal(string origin = "https://kyso.example")
    {
        var portal = Portal(origin);
        var operation = await portal.Pair();
        using (var user = await User())
            await user.Approve("");
        Assert.Equal("done", (await portal.End(operation)).Text("state"));
        return portal;
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        folder.Dispose();
    }
}
