using System.Net;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ThanhHoa.DigitalSignature.Sandbox.SignService;

/// <summary>
/// The stand-in for the Windows component VGCA Sign Service: a TLS WebSocket on loopback, one socket for each call, one text
/// in, one text out, close. A close without a message means that the person cancelled.
/// </summary>
public sealed class SignServiceHost : IAsyncDisposable
{
    private const int LongestMessage = 4 << 20;
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private static readonly string[] Paths =
    [
        "/SignApproved", "/SignIssued", "/SignIncome", "/SignAppendix", "/SignCopy", "/Comment", "/SignFile", "/SignPDF", "/SignFiles",
        "/VerifyPDF", "/SignMsg", "/SignXML", "/GetCertInfo", "/Config", "/Auth",
    ];

    private readonly WebApplication app;
    private readonly SignServiceCalls calls;

    private SignServiceHost(WebApplication app, SignServiceBehaviour behaviour, TimeProvider clock)
    {
        (this.app, Behaviour) = (app, behaviour);
        calls = new SignServiceCalls(behaviour, clock);
        app.UseWebSockets();
        app.MapGet("/", () => Results.Content("<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>VGCA Sign Service (thử nghiệm)</title><p>Phần mềm thay thế đang chạy. Trình duyệt đã chấp nhận chứng thư của nó; hãy quay lại cổng ký số.</p>", "text/html; charset=utf-8"));
        foreach (var path in Paths) app.Map(path, (HttpContext http) => TakeCallAsync(http, path));
    }

    /// <summary>What the person at it does.</summary>
    public SignServiceBehaviour Behaviour { get; }

    /// <summary>Where it listens, such as <c>wss://127.0.0.1:8987</c>.</summary>
    public Uri Url => new UriBuilder(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) { Scheme = "wss" }.Uri;

    /// <summary>Starts; returns when it answers.</summary>
    /// <param name="port">8987 as the component; 0 for any free one.</param>
    /// <param name="folder">Keeps the TLS certificate.</param>
    /// <param name="clock">The machine's when null.</param>
    /// <param name="cancellation">Stops the starting.</param>
    public static async Task<SignServiceHost> StartAsync(int port, string folder, TimeProvider? clock = null, CancellationToken cancellation = default)
    {
        clock ??= TimeProvider.System;
        var behaviour = new SignServiceBehaviour();
        var certificate = LocalCertificate.Open(folder, clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = _ => behaviour.RefusesTls ? throw new AuthenticationException("Told to refuse") : ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificate = certificate }),
        })));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        var host = new SignServiceHost(builder.Build(), behaviour, clock);
        await host.app.StartAsync(cancellation);
        return host;
    }

    /// <summary>Stops at once: open calls are broken off.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    private async Task TakeCallAsync(HttpContext http, string path)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        try
        {
            if (await ReadAsync(socket, http.RequestAborted) is not { } message) return;
            Behaviour.Remember(path, message);
            // A desktop program: its dialog stays when the page goes away.
            if (await calls.AnswerAsync(path, message, app.Lifetime.ApplicationStopping) is { } reply)
                await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(reply, Json), WebSocketMessageType.Text, endOfMessage: true, http.RequestAborted);
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, http.RequestAborted);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The page went away; the component does not mind.
        }
    }

    private static async Task<string?> ReadAsync(WebSocket socket, CancellationToken cancel)
    {
        using var text = new MemoryStream();
        var block = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(block, cancel);
            if (part.MessageType is not WebSocketMessageType.Text || text.Length + part.Count > LongestMessage) return null;
            await text.WriteAsync(block.AsMemory(0, part.Count), cancel);
            if (part.EndOfMessage) return Encoding.UTF8.GetString(text.ToArray());
        }
    }
}
