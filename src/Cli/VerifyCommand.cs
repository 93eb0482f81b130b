using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Reports;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Cli;

/// <summary>thds verify: what can be said of each document's signatures, for people, as one line of JSON each, or as reports in a folder.</summary>
internal static class VerifyCommand
{
    public static readonly string[] Options = ["--trust", "--at", "--open-password-env", "--report"];
    public static readonly string[] Switches = ["--json", "--offline"];

    public static async Task<int> Run(Arguments arguments)
    {
        if (arguments.Words.Count == 0) throw new UsageException("verify FILE… [--json] [--trust FOLDER] [--at TIME] [--offline] [--report FOLDER]");
        var (trust, policy) = arguments.Option("--trust") is { } folder ? Load(folder) : (TrustStore.Empty, TrustPolicy.Default);
        var options = new ValidationOptions
        {
            At = arguments.Option("--at") is { } at ? Time(at) : TimeProvider.System.GetUtcNow(),
            Trust = trust,
            Path = policy.Path,
            Password = arguments.Secret("--open-password-env"),
        };
        using var network = arguments.Has("--offline") ? null : new VerifyNetwork(policy);
        // Refused before the first document is read, so that nobody waits for an hour to hear it.
        var reports = arguments.Option("--report") is { } target ? new ReportFiles(target, arguments.Words) : null;
        // The worst document decides; what cannot be read at all weighs most.
        var worst = 0;
        foreach (var path in arguments.Words) worst = Math.Max(worst, await Verify(path, options, network, reports, arguments.Has("--json")));
        return worst;
    }

    private static async Task<int> Verify(string path, ValidationOptions options, VerifyNetwork? network, ReportFiles? reports, bool json)
    {
        var started = Stopwatch.GetTimestamp();
        var check = await Check(path, options, network);
        var line = ReportJson.Write(check, Stopwatch.GetElapsedTime(started), Process.GetCurrentProcess().PeakWorkingSet64);
        reports?.Write(path, check with { FileName = Path.GetFileName(path) }, line);
        if (json) Console.WriteLine(line);
        else Tell(check);
        return check.Report?.Conclusion switch
        {
            null => ExitCode.Unreadable,
            DocumentConclusion.NoSignature => ExitCode.Unsigned,
            DocumentConclusion.Intact => ExitCode.Done,
            _ => ExitCode.Refused,
        };
    }

    private static async Task<CheckedDocument> Check(string path, ValidationOptions options, VerifyNetwork? network)
    {
        var check = new CheckedDocument { FileName = path, Sha256 = "", Length = 0, At = options.At };
        try
        {
            await using var pdf = Output.Open(path);
            check = check with { Sha256 = Hash(pdf), Length = pdf.Length };
            return check with { Report = network is null ? PdfValidator.Validate(pdf, options) : await network.Validate(pdf, options) };
        }
        catch (PdfException error)
        {
            return check with { Problem = error.Code, Detail = error.Message };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return check with { Detail = error.Message };
        }
    }

    private static string Hash(Stream pdf) => Convert.ToHexStringLower(SHA256.HashData(pdf));

    private static void Tell(CheckedDocument check)
    {
        Console.WriteLine($"{check.FileName}: {check.Conclusion}{(check.Detail.Length > 0 ? $" ({check.Detail})" : "")}");
        foreach (var signature in check.Report?.Signatures ?? [])
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {signature.FieldName}: {signature.SignerName}, {signature.SignedAt:yyyy-MM-dd HH:mm:ss zzz}, {(signature.IsIntact ? "intact" : $"broken ({signature.Fault})")}, changes {signature.Changes.ToString().ToLowerInvariant()}, {StandardNames.Of(signature.Conclusion.Indication)} {StandardNames.Of(signature.Conclusion.SubIndication) ?? "NONE"}"));
        }
        foreach (var finding in (check.Report?.Findings ?? []).Concat(check.Report?.Signatures.SelectMany(s => s.Findings) ?? []).DistinctBy(f => (f.Code, f.ObjectNumber, f.Path)))
            Console.WriteLine($"  {finding.Severity.ToString().ToLowerInvariant()}: {finding.Vietnamese} / {finding.English}");
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : throw new UsageException("--at is a moment such as 2026-03-02T09:30:00+07:00");

    private static (TrustStore, TrustPolicy) Load(string folder)
    {
        try
        {
            return (TrustStore.Load(folder), TrustPolicy.Load(folder));
        }
        catch (InvalidDataException error)
        {
            throw new KeyException(error.Message, error);
        }
    }
}
