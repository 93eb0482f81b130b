using System.Diagnostics;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

/// <summary>Programs of other people that look at a PDF.</summary>
internal static class Judge
{
    /// <summary>What pdfsig says, one line each.</summary>
    public static async Task<string[]> PdfSigAsync(byte[] pdf) => (await RunAsync("pdfsig", pdf, "-nocert", null)).Output.Split('\n');

    /// <summary>The text a reader sees, signatures' appearances included.</summary>
    public static async Task<string> TextAsync(byte[] pdf) => (await RunAsync("pdftotext", pdf, "-layout", "-")).Output;

    /// <summary>Whether qpdf finds nothing wrong.</summary>
    public static async Task<bool> IsSoundAsync(byte[] pdf) => (await RunAsync("qpdf", pdf, "--check", null)).Code == 0;

    private static async Task<(int Code, string Output)> RunAsync(string program, byte[] pdf, string option, string? target)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, pdf, TestContext.Current.CancellationToken);
            using var judge = Process.Start(new ProcessStartInfo(program, target is null ? [option, path] : [option, path, target]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var output = await judge.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await judge.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (judge.ExitCode, output);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
