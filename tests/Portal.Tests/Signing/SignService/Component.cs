using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Sandbox.SignService;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.SignService;

/// <summary>A leader's PC: the stand-in for the component, spoken to as a page would.</summary>
internal sealed class Component : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sign-service-").FullName;
    private SignServiceHost host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public SignServiceBehaviour Behaviour => host.Behaviour;

    public Uri Url => host.Url;

    public static async Task<Component> StartAsync(X509Certificate2? holder = null)
    {
        var component = new Component();
        component.host = await SignServiceHost.StartAsync(0, component.folder, cancellation: Stop);
        component.Behaviour.Holder = holder;
        return component;
    }

    /// <summary>One call: the answer, or null when the socket closed without one.</summary>
    public async Task<JsonElement?> CallAsync(string path, string message)
    {
        using var socket = new ClientWebSocket();
        // The certificate is the component's own, for this machine alone.
        socket.Options.RemoteCertificateValidationCallback = (_, certificate, _, errors) => certificate!.Subject.Contains("localhost", StringComparison.Ordinal) && errors is not SslPolicyErrors.RemoteCertificateNotAvailable;
        await socket.ConnectAsync(new Uri(host.Url, path), Stop);
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, Stop);
        using var text = new MemoryStream();
        var block = new byte[8192];
        while (true)
        {
            var part = await socket.ReceiveAsync(block, Stop);
            if (part.MessageType is WebSocketMessageType.Close) return null;
            await text.WriteAsync(block.AsMemory(0, part.Count), Stop);
            if (part.EndOfMessage) return JsonSerializer.Deserialize<JsonElement>(text.ToArray());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>What the page's script does with the component.</summary>
internal static class ComponentDesk
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Asks the portal for one call over these documents.</summary>
    public static async Task<(System.Net.HttpStatusCode Status, JsonElement Answer)> PrepareAsync(this Visitor leader, string purpose, params string[] documents)
    {
        using var answer = await leader.SendJsonAsync("/signing/inbox", "/signing/sign-service/calls", new { purpose, documents = documents.Select(d => new { documentId = d.Split('/')[^1] }) });
        var text = await answer.Content.ReadAsStringAsync(Stop);
        return (answer.StatusCode, text.StartsWith('{') ? JsonSerializer.Deserialize<JsonElement>(text) : default);
    }

    /// <summary>Prepares and lets the component do its work; the prepared call and the component's answer.</summary>
    public static async Task<(JsonElement Call, JsonElement? Answer)> SignWithAsync(this Visitor leader, Component component, params string[] documents)
    {
        var (status, call) = await leader.PrepareAsync("Sign", documents);
        Assert.True(status == System.Net.HttpStatusCode.OK, call.ToString());
        return (call, await component.CallAsync(call.GetProperty("path").GetString()!, call.GetProperty("message").GetString()!));
    }

    /// <summary>What the message tells the component: download and upload addresses of a single document.</summary>
    public static (Uri Download, Uri Upload) Addresses(this JsonElement call)
    {
        var message = JsonSerializer.Deserialize<JsonElement>(call.GetProperty("message").GetString()!);
        return (new Uri(message.GetProperty("FileName").GetString()!), new Uri(message.GetProperty("FileUploadHandler").GetString()!));
    }
}
