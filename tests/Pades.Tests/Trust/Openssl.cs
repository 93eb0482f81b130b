using System.Diagnostics;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Trust;

/// <summary>OpenSSL as the judge that is not ours, in a folder of its own that goes away with it.</summary>
internal sealed class Openssl : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("openssl");

    public void Dispose() => folder.Delete(recursive: true);

    public string Write(string name, ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    /// <summary>Exit code and everything printed.</summary>
    public async Task<(int Exit, string Output)> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("openssl", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder.FullName,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    public async Task<string> Succeed(params string[] arguments)
    {
        var (exit, output) = await Run(arguments);
        Assert.True(exit == 0, $"openssl {string.Join(' ', arguments)} ended with {exit}:\n{output}");
        return output;
    }
}
