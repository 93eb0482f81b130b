using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Cli;

/// <summary>thds verify: what can be said of each document's signatures, for people or as one line of JSON each.</summary>
internal static class VerifyCommand
{
    public static readonly string[] Options = ["--trust", "--at", "--open-password-env"];
    public static readonly string[] Switches = ["--json", "--offline"];

    private static readonly JsonSerializerOptions Line = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static int Run(Arguments arguments)
    {
        if (arguments.Words.Count == 0) throw new UsageException("verify FILE… [--json] [--trust FOLDER] [--at TIME] [--offline]");
        var options = new ValidationOptions
        {
            At = arguments.Option("--at") is { } at ? Time(at) : TimeProvider.System.GetUtcNow(),
            Trust = arguments.Option("--trust") is { } folder ? Load(folder) : TrustStore.Empty,
            Password = arguments.Secret("--open-password-env"),
        };
        // The worst document decides; what cannot be read at all weighs most.
        return arguments.Words.Select(path => Verify(path, options, arguments.Has("--json"))).Max();
    }

    private static int Verify(string path, ValidationOptions options, bool json)
    {
        var started = Stopwatch.GetTimestamp();
        ValidationReport? report = null;
        var (hash, problem) = ("", "");
        try
        {
            using var pdf = Output.Open(path);
            hash = Convert.ToHexStringLower(SHA256.HashData(pdf));
            report = PdfValidator.Validate(pdf, options);
        }
        catch (Exception error) when (error is PdfException or IOException or UnauthorizedAccessException)
        {
            problem = error.Message;
        }
        var conclusion = report is null ? "unreadable" : Word(report.Conclusion);
        if (json) Console.WriteLine(JsonSerializer.Serialize(Describe(path, hash, conclusion, report, problem, started), Line));
        else Tell(path, conclusion, report, problem);
        return report?.Conclusion switch
        {
            null => ExitCode.Unreadable,
            DocumentConclusion.NoSignature => ExitCode.Unsigned,
            DocumentConclusion.Intact => ExitCode.Done,
            _ => ExitCode.Refused,
        };
    }

    private static object Describe(string path, string hash, string conclusion, ValidationReport? report, string problem, long started) => new
    {
        File = path,
        Sha256 = hash,
        Conclusion = conclusion,
        Signatures = report?.Signatures.Select(Describe) ?? [],
        Findings = report?.Findings.Select(Describe) ?? [new { Code = "FileUnreadable", Severity = "broken", Revision = 0, Object = 0, Path = "", Vi = "Tệp không đọc được.", En = $"The file cannot be read: {problem}." }],
        ElapsedMs = Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 2),
        PeakBytes = Process.GetCurrentProcess().PeakWorkingSet64,
    };

    private static object Describe(SignatureReport signature) => new
    {
        Field = signature.FieldName,
        Kind = signature.Kind switch { SignatureKind.Certification => "certification", SignatureKind.DocumentTimeStamp => "timestamp", _ => "approval" },
        Signer = signature.SignerName,
        signature.SignedAt,
        Coverage = signature.Coverage.ToString(),
        Integrity = signature.IsIntact ? "intact" : "broken",
        Changes = signature.Changes.ToString().ToLowerInvariant(),
        Indication = Standard(signature.Conclusion.Indication.ToString()).Replace('_', '-'),
        SubIndication = signature.Conclusion.SubIndication == SubIndication.None ? null : Standard(signature.Conclusion.SubIndication.ToString()),
        Level = signature.Level is { } level ? $"B-{level.ToString().ToUpperInvariant()}" : null,
        Findings = signature.Findings.Select(Describe),
    };

    private static object Describe(Finding finding) => new
    {
        Code = finding.Code.ToString(),
        Severity = finding.Severity.ToString().ToLowerInvariant(),
        finding.Revision,
        Object = finding.ObjectNumber,
        finding.Path,
        Vi = finding.Vietnamese,
        En = finding.English,
    };

    private static void Tell(string path, string conclusion, ValidationReport? report, string problem)
    {
        Console.WriteLine($"{path}: {conclusion}{(problem.Length > 0 ? $" ({problem})" : "")}");
        foreach (var signature in report?.Signatures ?? [])
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {signature.FieldName}: {signature.SignerName}, {signature.SignedAt:yyyy-MM-dd HH:mm:ss zzz}, {(signature.IsIntact ? "intact" : $"broken ({signature.Fault})")}, changes {signature.Changes.ToString().ToLowerInvariant()}, {Standard(signature.Conclusion.Indication.ToString()).Replace('_', '-')} {Standard(signature.Conclusion.SubIndication.ToString())}"));
        }
        foreach (var finding in (report?.Findings ?? []).Concat(report?.Signatures.SelectMany(s => s.Findings) ?? []).DistinctBy(f => (f.Code, f.ObjectNumber, f.Path)))
            Console.WriteLine($"  {finding.Severity.ToString().ToLowerInvariant()}: {finding.Vietnamese} / {finding.English}");
    }

    private static string Word(DocumentConclusion conclusion) => conclusion == DocumentConclusion.NoSignature ? "unsigned" : conclusion.ToString().ToLowerInvariant();

    // TotalPassed is TOTAL_PASSED in the standard's tables.
    private static string Standard(string name) => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))) ? $"_{c}" : $"{c}")).ToUpperInvariant();

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : throw new UsageException("--at is a moment such as 2026-03-02T09:30:00+07:00");

    private static TrustStore Load(string folder)
    {
        try
        {
            return TrustStore.Load(folder);
        }
        catch (InvalidDataException error)
        {
            throw new KeyException(error.Message, error);
        }
    }
}
