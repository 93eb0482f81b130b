using System.Globalization;
using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Pades.Reports;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Reports;

public sealed partial class ReportPdfTests : IDisposable
{
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    [Fact]
    public void Other_programs_find_nothing_wrong_and_every_word()
    {
        foreach (var (name, document) in Checked.All)
        {
            var path = bench.Write($"{name}.pdf", ReportPdf.Write(document));
            Assert.DoesNotContain("WARNING", bench.Succeed("qpdf", "--check", path), StringComparison.Ordinal);
            var fonts = bench.Succeed("pdffonts", path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();
            Assert.Equal(2, fonts.Count);
            Assert.All(fonts, font => Assert.Matches("yes yes yes", font));
            var info = bench.Succeed("pdfinfo", path);
            Assert.Matches("Page size: +595.* \\(A4\\)", info);
            var text = Spaces().Replace(bench.Succeed("pdftotext", path, "-"), " ");
            var summary = DocumentSummary.Of(document);
            Assert.Contains(summary.Word.Vietnamese, text, StringComparison.Ordinal);
            Assert.Contains(summary.Word.English, text, StringComparison.Ordinal);
            if (name != "hostile") Assert.Contains(Spaces().Replace(summary.Sentence.Vietnamese, " "), text, StringComparison.Ordinal);
            Assert.Contains(document.Sha256, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_the_font_cannot_show_is_shown_to_be_there()
    {
        var text = bench.Succeed("pdftotext", bench.Write("hostile.pdf", ReportPdf.Write(Checked.All["hostile"])), "-");
        Assert.Contains("<script>alert(1)</script>", text, StringComparison.Ordinal);
        Assert.Contains("□□ Đỗ Thị Ẵm", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_findings_flow_over_pages_within_the_margins()
    {
        var check = Checked.All["changed"];
        var finding = check.Report!.Findings[0];
        var many = check with { Report = check.Report with { Findings = [.. Enumerable.Range(1, 1000).Select(i => finding with { ObjectNumber = i, Path = string.Concat(Enumerable.Repeat("Root.Pages.Kids[0]", 30)) })] } };
        var path = bench.Write("many.pdf", ReportPdf.Write(many));
        bench.Succeed("qpdf", "--check", path);
        Assert.Contains("mục nữa, xem bản JSON", bench.Succeed("pdftotext", path, "-"), StringComparison.Ordinal);
        var box = bench.Succeed("pdftotext", "-bbox", path, "-");
        Assert.All(Edge().Matches(box), word => Assert.InRange(double.Parse(word.Groups[1].Value, CultureInfo.InvariantCulture), 50, 595 - 50));
    }

    [Fact]
    public void The_same_check_gives_the_same_bytes() => Assert.Equal(ReportPdf.Write(Checked.All["valid"]), ReportPdf.Write(Checked.All["valid"]));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("xMax=\"([0-9.]+)\"")]
    private static partial Regex Edge();
}
