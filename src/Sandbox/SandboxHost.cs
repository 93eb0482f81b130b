using System.Net;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ThanhHoa.DigitalSignature.Sandbox.SignService;

namespace ThanhHoa.DigitalSignature.Sandbox;

/// <summary>How a sandbox is started; in configuration the section "Sandbox".</summary>
public sealed record SandboxOptions
{
    /// <summary>Where it listens: loopback only. Port 0 takes any free one, on 127.0.0.1.</summary>
    public string Url { get; init; } = "http://localhost:5081";

    /// <summary>Folder for keys, register, trust, tokens.</summary>
    public string Data { get; init; } = Path.Combine(".data", "sandbox");

    /// <summary>A TSV file of people (e-mail, full name, unit name, post) who get a token each; none when null.</summary>
    public string? People { get; init; }

    /// <summary>Password of those tokens. For demonstration only.</summary>
    public string TokenPin { get; init; } = "123456";

    /// <summary>Port of the stand-in for VGCA Sign Service, 8987 as the component itself; none runs when null.</summary>
    public int? SignServicePort { get; init; }
}

/// <summary>
/// The running sandbox: a CA with lists, responder and time stamps over HTTP. For development, demonstration and tests
/// only; it gives a certificate to anyone who asks and therefore never listens beyond this machine.
/// </summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Lazy<Authority> authority;
    private SignServiceHost? signService;

    private SandboxHost(WebApplication app, SandboxOptions options, TimeProvider clock)
    {
        this.app = app;
        // Certificates carry this address, which is known only once the port is.
        authority = new(() =>
        {
            AtomicFile.RemoveUnfinished(options.Data);
            return new(options.Data, Url, clock);
        });
        Issuer = new IssuerDesk(authority, options, clock);
        Map(clock);
        Issuer.Map(app);
    }

    /// <summary>The issuer's side of the portal's requests.</summary>
    public IssuerDesk Issuer { get; }

    /// <summary>Where it listens.</summary>
    public Uri Url => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Address of the time-stamping service.</summary>
    public Uri TsaUrl => new(Url, "/tsa");

    /// <summary>The CA, for issuing and revoking without HTTP.</summary>
    public Authority Authority => authority.Value;

    /// <summary>Makes services fail.</summary>
    public Faults Faults { get; } = new();

    /// <summary>Starts; returns when everything answers and the trust files and tokens are written.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="clock">The machine's when null.</param>
    /// <param name="cancellation">Stops the starting.</param>
    /// <exception cref="InvalidOperationException">The address is not loopback.</exception>
    public static async Task<SandboxHost> StartAsync(SandboxOptions options, TimeProvider? clock = null, CancellationToken cancellation = default)
    {
        RefuseTheWorld(options.Url);
        clock ??= TimeProvider.System;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(options.Url);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // A failing start is thrown to the caller; the host need not print its stack as well.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        var host = new SandboxHost(builder.Build(), options, clock);
        if (options.SignServicePort is { } port)
        {
            host.signService = await SignServiceHost.StartAsync(port, Path.Combine(options.Data, "sign-service"), clock, cancellation);
            new ControlPage(host.signService, options).Map(host.app);
        }
        await host.app.StartAsync(cancellation);
        People.MakeTokens(host.Authority, options);
        return host;
    }

    /// <summary>Returns when the process is asked to stop.</summary>
    public Task WaitForShutdownAsync() => app.WaitForShutdownAsync();

    /// <summary>Stops at once: open answers are broken off.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
        if (signService is not null) await signService.DisposeAsync();
    }

    private void Map(TimeProvider clock)
    {
        var (tsa, ocsp) = (new TsaEndpoint(authority, Faults, clock), new OcspEndpoint(authority, Faults, clock));
        app.MapGet("/", () => Results.Content(HomePage.Write(Authority, Faults, Url), "text/html; charset=utf-8"));
        app.MapGet("/ca/{name}.cer", (string name) => Authority.Authorities.FirstOrDefault(a => a.Name == name) is { } ca
            ? Results.Bytes(ca.Certificate.RawData, "application/pkix-cert") : Results.NotFound());
        app.MapGet("/crl/{name}.crl", new CrlEndpoint(authority, Faults).Answer);
        app.MapPost("/ocsp", ocsp.Post);
        app.MapGet("/ocsp/{**request}", ocsp.Get);
        app.MapPost("/tsa", tsa.Answer);
        app.MapPost("/ca/certificates", (CertificateOrder order) => order.Fulfil(Authority));
        app.MapPost("/ca/batches", new BatchEndpoint(authority).Answer);
        app.MapPost("/ca/revocations", (RevocationOrder order) => order.Fulfil(Authority));
        app.MapPost("/faults", (FaultOrder order) =>
        {
            Faults[order.Service] = order.Fault;
            return Results.NoContent();
        });
    }

    private static void RefuseTheWorld(string url)
    {
        var uri = new Uri(url);
        if (uri.Host != "localhost" && !(IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)))
            throw new InvalidOperationException($"The sandbox gives certificates to anyone and listens on loopback only, not on {url}.");
    }
}
