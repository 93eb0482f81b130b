using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ThanhHoa.DigitalSignature.Agent.Consent;
using ThanhHoa.DigitalSignature.Agent.Manifests;
using ThanhHoa.DigitalSignature.Agent.Operations;
using ThanhHoa.DigitalSignature.Agent.Pairing;
using ThanhHoa.DigitalSignature.Agent.Portal;
using ThanhHoa.DigitalSignature.Agent.Storage;
using ThanhHoa.DigitalSignature.Agent.Tokens;

namespace ThanhHoa.DigitalSignature.Agent;

/// <summary>A running signing agent on 127.0.0.1. Disposing it closes the port; open operations end unanswered.</summary>
public sealed class AgentHost : IAsyncDisposable
{
    /// <summary>500 documents with titles of 500 letters, each escaped as \uXXXX and all in base64, stay below this.</summary>
    private const long LargestBody = 4 << 20;
    private readonly WebApplication running;

    private AgentHost(WebApplication running, Uri address)
    {
        this.running = running;
        Address = address;
    }

    /// <summary>Where it listens, for example <c>http://127.0.0.1:17888/</c>.</summary>
    public Uri Address { get; }

    /// <summary>Starts an agent and returns when it answers.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="AgentStartException">The port is taken or a data file is unreadable.</exception>
    public static async Task<AgentHost> StartAsync(AgentOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        DurableFile.CreatePrivateFolder(options.Data);
        var app = Build(options);
        try
        {
            // Read now: an agent that has forgotten its pairings or nonces must not come up as if nothing were wrong.
            app.Services.GetRequiredService<Pairings>().Find("");
            app.Services.GetRequiredService<UsedManifests>().Load();
            await app.StartAsync(cancellation);
        }
        catch (Exception failed)
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
            if (failed is IOException { InnerException: AddressInUseException })
                throw new AgentStartException($"Cổng {options.Port} trên máy này đang được chương trình khác sử dụng (có thể phần mềm ký số đã chạy). / Port {options.Port} is in use; the agent may be running already.", failed);
            throw;
        }
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new AgentHost(app, new Uri(addresses.Addresses.Single()));
    }

    /// <summary>Returns when the process is asked to stop (Ctrl-C, SIGTERM).</summary>
    public Task WaitForShutdownAsync() => running.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await running.StopAsync();
        await running.DisposeAsync();
    }

    private static WebApplication Build(AgentOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(AgentHost).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            // A taken port is told in one sentence by AgentStartException, not by this category's stack traces.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        options.Logging?.Invoke(builder.Logging);
        AddServices(builder.Services, options);
        var app = builder.Build();
        app.UseMiddleware<LoopbackGuard>();
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal), branch => branch.Use(CrossOrigin.Guard));
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/consent", StringComparison.Ordinal), branch => branch.Use(ConsentApi.Guard));
        app.UseRouting();
        PortalApi.Map(app);
        ConsentApi.Map(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, AgentOptions options)
    {
        services.AddRoutingCore().ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        });
        // A page that waits for a change must not hold up Ctrl-C.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        services
            .AddSingleton(options)
            .AddSingleton<Pairings>().AddSingleton<StartPairing>()
            .AddSingleton<ManifestReader>().AddSingleton<UsedManifests>().AddSingleton<StartSigning>()
            .AddSingleton<OperationDesk>().AddHostedService<OperationWatch>()
            .AddSingleton<TokenTray>().AddSingleton<WindowOpener>();
    }
}
