using System.Text.Json;
using ThanhHoa.DigitalSignature.Pades.Reports;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Reports;

public sealed class ReportJsonTests
{
    private static readonly string[] OfDocument = ["file", "sha256", "conclusion", "signatures", "findings", "elapsedMs", "peakBytes"];
    private static readonly string[] OfSignature = ["field", "kind", "signer", "signedAt", "coverage", "integrity", "changes", "indication", "subIndication", "level", "findings"];
    private static readonly string[] OfFinding = ["code", "severity", "revision", "object", "path", "vi", "en"];

    [Fact]
    public void The_line_has_exactly_the_promised_fields_in_their_order()
    {
        Assert.All(Checked.All, pair =>
        {
            var line = ReportJson.Write(pair.Value, TimeSpan.FromMilliseconds(1.234), 5678);
            Assert.DoesNotContain('\n', line);
            using var json = JsonDocument.Parse(line);
            Assert.Equal(OfDocument, json.RootElement.EnumerateObject().Select(p => p.Name));
            Assert.Equal((1.23, 5678), (json.RootElement.GetProperty("elapsedMs").GetDouble(), json.RootElement.GetProperty("peakBytes").GetInt64()));
            foreach (var signature in json.RootElement.GetProperty("signatures").EnumerateArray())
            {
                Assert.Equal(OfSignature, signature.EnumerateObject().Select(p => p.Name));
                Assert.All(signature.GetProperty("findings").EnumerateArray(), f => Assert.Equal(OfFinding, f.EnumerateObject().Select(p => p.Name)));
            }
            Assert.All(json.RootElement.GetProperty("findings").EnumerateArray(), f => Assert.Equal(OfFinding, f.EnumerateObject().Select(p => p.Name)));
        });
    }

    [Fact]
    public void A_hostile_file_with_findings_without_end_does_not_get_a_report_without_end()
    {
        var check = Checked.All["twice"];
        var one = check.Report!.Signatures[0];
        var note = one.Findings[0];
        Finding[] many = [.. Enumerable.Repeat(note with { Severity = FindingSeverity.Note }, 100_000), note with { Code = FindingCode.HiddenBytes, Severity = FindingSeverity.Forbidden }];
        var hostile = check with { Report = check.Report with { Signatures = [.. Enumerable.Repeat(one with { Findings = many }, 500)], Findings = many } };
        var line = ReportJson.Write(hostile, TimeSpan.Zero, 0);
        Assert.InRange(line.Length, 1_000_000, 20_000_000);
        using var json = JsonDocument.Parse(line);
        Assert.All(json.RootElement.GetProperty("signatures").EnumerateArray(), s => Assert.Equal("HiddenBytes", s.GetProperty("findings")[0].GetProperty("code").GetString()));
        Assert.InRange(ReportXml.Write(hostile).Length, 1_000_000, 40_000_000);
    }

    [Theory]
    [InlineData("valid", "intact")]
    [InlineData("stranger", "intact")]
    [InlineData("broken", "broken")]
    [InlineData("changed", "suspicious")]
    [InlineData("unsigned", "unsigned")]
    [InlineData("unreadable", "unreadable")]
    public void The_conclusion_needs_no_trust(string document, string conclusion)
    {
        using var json = JsonDocument.Parse(ReportJson.Write(Checked.All[document], TimeSpan.Zero, 0));
        Assert.Equal(conclusion, json.RootElement.GetProperty("conclusion").GetString());
        if (conclusion == "unreadable") Assert.Equal("FileUnreadable", json.RootElement.GetProperty("findings")[0].GetProperty("code").GetString());
    }
}
