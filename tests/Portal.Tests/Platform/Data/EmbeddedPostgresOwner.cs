using System.Diagnostics;
using System.Runtime.CompilerServices;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Platform.Data;

/// <summary>Another process that starts a server on a folder and never returns: this test program, told so by its environment.</summary>
internal static class EmbeddedPostgresOwner
{
    private const string Variable = "EMBEDDED_POSTGRES_OWNER_OF";

    [ModuleInitializer]
    internal static void BecomeOneIfTold()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder)
            return;
        // A module initialiser cannot be async, and the process does nothing else.
        var server = EmbeddedPostgres.StartAsync(folder, new() { Fast = true }).GetAwaiter().GetResult();
        Console.WriteLine("ready " + server.ProcessId);
        Thread.Sleep(Timeout.Infinite);
    }

    public static Process Launch(string folder)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(EmbeddedPostgresOwner).Assembly.Location]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[Variable] = folder;
        return Process.Start(start)!;
    }

    /// <returns>The process id of the server it started or joined.</returns>
    public static async Task<string> UntilItSaysReadyAsync(Process owner, CancellationToken cancellationToken)
    {
        while (await owner.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
                return line["ready ".Length..];
        }
        throw new InvalidOperationException($"The owner ended with {owner.ExitCode}.");
    }
}
