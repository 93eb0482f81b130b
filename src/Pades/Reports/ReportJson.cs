using System.Text.Encodings.Web;
using System.Text.Json;

namespace ThanhHoa.DigitalSignature.Pades.Reports;

/// <summary>A check for machines: one object on one line, the same from the command line and over the network.</summary>
public static class ReportJson
{
    private static readonly JsonSerializerOptions Line = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // It is JSON and never part of a page; Vietnamese stays readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the line, without a line end.</summary>
    /// <param name="document">What was checked.</param>
    /// <param name="elapsed">How long the check took.</param>
    /// <param name="peakBytes">Most memory the process held.</param>
    public static string Write(CheckedDocument document, TimeSpan elapsed, long peakBytes)
    {
        ArgumentNullException.ThrowIfNull(document);
        var report = document.Report;
        return JsonSerializer.Serialize(new
        {
            File = document.FileName,
            document.Sha256,
            document.Conclusion,
            Signatures = report?.Signatures.Select(signature => Describe(signature, report)) ?? [],
            Findings = report is not null ? WorstFindings.Of(report).Select(Describe) : [DescribeUnreadable(document)],
            ElapsedMs = Math.Round(elapsed.TotalMilliseconds, 2),
            PeakBytes = peakBytes,
        }, Line);
    }

    private static object Describe(SignatureReport signature, ValidationReport report) => new
    {
        Field = signature.FieldName,
        Kind = signature.Kind switch { SignatureKind.Certification => "certification", SignatureKind.DocumentTimeStamp => "timestamp", _ => "approval" },
        Signer = signature.SignerName,
        signature.SignedAt,
        Coverage = signature.Coverage.ToString(),
        Integrity = signature.IsIntact ? "intact" : "broken",
        Changes = signature.Changes.ToString().ToLowerInvariant(),
        Indication = StandardNames.Of(signature.Conclusion.Indication),
        SubIndication = StandardNames.Of(signature.Conclusion.SubIndication),
        Level = StandardNames.Of(signature.Level),
        Findings = WorstFindings.Of(signature, report).Select(Describe),
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

    private static object DescribeUnreadable(CheckedDocument document)
    {
        var sentence = SummaryTexts.Of(document.Problem);
        return new { Code = "FileUnreadable", Severity = "broken", Revision = 0, Object = 0, Path = "", Vi = sentence.Vietnamese, En = sentence.English };
    }
}
