using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

/// <summary>The portal as a process of its own, so that it can be killed without warning.</summary>
internal sealed class PortalProcess : IDisposable
{
    private readonly Process process;

    private readonly StringBuilder said = new();

    private PortalProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    /// <summary>Everything it logged; complete once it was killed.</summary>
    public string Said
    {
        get
        {
            lock (said) return said.ToString();
        }
    }

    public Uri Address { get; }

    public static async Task<PortalProcess> StartAsync(string connectionString, IEnumerable<KeyValuePair<string, string?>> settings, CancellationToken cancel)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ThanhHoa.DigitalSignature.Portal.dll")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ConnectionStrings__Portal"] = connectionString;
        start.Environment["Jobs__Run"] = "false";
        start.Environment["SignIn__AttemptsPerMinute"] = "100000";
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var portal = new PortalProcess(Process.Start(start)!, address);
        portal.process.OutputDataReceived += (_, line) =>
        {
            lock (portal.said) portal.said.AppendLine(line.Data);
        };
        portal.process.BeginOutputReadLine();
        await portal.WaitUntilReadyAsync(cancel);
        return portal;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancel)
    {
#pragma warning disable RS0030
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
#pragma warning restore RS0030
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), cancel);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException) when (tries < 600 && !process.HasExited)
            {
                // Not listening yet.
            }

            await Task.Delay(100, cancel);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
