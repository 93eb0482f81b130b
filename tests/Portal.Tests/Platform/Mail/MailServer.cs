using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Platform.Mail;

/// <summary>A mail server that speaks SMTP (RFC 5321) on a port of its own and keeps what it takes.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    public MailServer()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public ConcurrentQueue<MimeMessage> Taken { get; } = new();

    /// <summary>Its answer to a recipient, such as "550 5.1.1 unknown"; null takes everybody.</summary>
    public Func<string, string?> Refuse { get; set; } = _ => null;

    /// <summary>Takes the message and is gone before it says so.</summary>
    public bool DiesAfterTaking { get; set; }

    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Mail:Host"] = "127.0.0.1",
        ["Mail:Port"] = $"{((IPEndPoint)listener.LocalEndpoint).Port}",
        ["Mail:Security"] = "None",
        ["Mail:From"] = "cong-ky-so@trinh-dien.example",
    };

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true) clients.Add(TalkAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var closing = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        try
        {
            await writer.WriteLineAsync("220 mail.trinh-dien.example");
            while (await reader.ReadLineAsync(stop.Token) is { } line)
            {
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                if (verb == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    Taken.Enqueue(await ReadMessageAsync(reader));
                    if (DiesAfterTaking) return;
                }

                await writer.WriteLineAsync(verb == "RCPT" && Refuse(line) is { } refusal ? refusal : verb == "QUIT" ? "221 bye" : "250 ok");
                if (verb == "QUIT") return;
            }
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The other side hung up, or the test is over.
        }
    }

    private async Task<MimeMessage> ReadMessageAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(stop.Token) is { } line && line != ".") text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        using var bytes = new MemoryStream(Encoding.Latin1.GetBytes(text.ToString()));
        return await MimeMessage.LoadAsync(bytes, stop.Token);
    }
}
