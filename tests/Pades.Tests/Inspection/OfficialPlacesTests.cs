using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SkiaSharp;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Inspection;

/// <summary>The room for number and date, in documents as offices write them; poppler says where the words are.</summary>
public sealed partial class OfficialPlacesTests
{
    private const string Html =
        "<!doctype html><meta charset=utf-8><body style=\"font-family:'Liberation Serif'\"><table width=100%><tr><td>SỞ XÂY DỰNG</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr>" +
        "<tr><td>Số:&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;/QĐ-SXD</td><td><i>Thanh Hóa, ngày &nbsp;&nbsp;&nbsp;&nbsp; tháng &nbsp;&nbsp;&nbsp;&nbsp; năm 2026</i></td></tr></table>" +
        "<p>Căn cứ Quyết định số 12/QĐ-UBND, ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh.</p></body>";

    public static TheoryData<string> Kinds => ["skia", "skia in pieces", "skia, accents apart", "skia, dots", .. Workbench.Has("soffice") ? ["libreoffice"] : Array.Empty<string>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Number_and_date_are_filled_in_where_the_document_leaves_room(string kind)
    {
        var document = kind switch
        {
            "skia" => Skia((60, "Số:            /QĐ-SXD"), (280, "Thanh Hóa, ngày          tháng          năm 2026")),
            // As a justified line or one of several fonts is written.
            "skia in pieces" => Skia((130, "/QĐ-SXD"), (60, "S"), (67.3f, "ố:"), (452, "năm 2026"), (280, "Thanh Hóa,"), (345, "ngày"), (395, "tháng")),
            "skia, accents apart" => Skia((60, "Số:            /QĐ-SXD".Normalize(NormalizationForm.FormD)), (280, "Thanh Hóa, ngày          tháng          năm 2026".Normalize(NormalizationForm.FormD))),
            "skia, dots" => Skia((60, "Số: ..………../QĐ-SXD"), (280, "Thanh Hóa, ngày …… tháng ........... năm 2026")),
            _ => LibreOffice(),
        };
        var places = PdfInspector.FindPlaces(new MemoryStream(document));
        Assert.NotNull(places.Number);
        Assert.NotNull(places.Day);
        Assert.NotNull(places.Month);

        var filled = Fill(document, places);
        var report = FormDocument.Validate(filled);
        Assert.Equal(DocumentConclusion.Intact, report.Conclusion);
        // Where only blanks were, nothing was written over.
        if (kind != "skia, dots") Assert.DoesNotContain(report.Findings, finding => finding.Code == FindingCode.TextCovered);

        using var bench = new Workbench();
        var words = WordPattern().Matches(bench.Succeed("pdftotext", "-bbox", bench.Write("a.pdf", filled), "-")).ToList();
        // Poppler's words end at the baseline and the descent of their font; LibreOffice's name none, and poppler takes 0.35 of the size.
        var bottom = Number(words.First(word => word.Groups["text"].Value.Contains("2026", StringComparison.Ordinal)), "bottom");
        var line = words.Where(word => Math.Abs(Number(word, "bottom") - bottom) < (kind == "libreoffice" ? 0.14 * 12 : 0.2)).ToList();
        foreach (var (text, gap) in new[] { ("05", places.Number), ("24", places.Day), ("11", places.Month) })
        {
            var word = Assert.Single(line, word => Regex.IsMatch(word.Groups["text"].Value, $@"(^|[^\d]){text}([^\d]|$)"));
            Assert.InRange(Number(word, "left"), 0, gap.Rectangle.Right);
            Assert.InRange(Number(word, "right"), gap.Rectangle.X, 600);
        }
    }

    [Fact]
    public void The_room_reaches_from_letter_to_letter_on_the_lines_height()
    {
        using var font = Font();
        var document = Skia((60, "Số:            /QĐ-SXD"));
        var gap = PdfInspector.FindPlaces(new MemoryStream(document)).Number!;
        Assert.Equal(1, gap.Page);
        Assert.Equal(13, gap.FontSize, 0.1);
        Assert.Equal(60 + font.MeasureText("Số:"), gap.Rectangle.X, 0.5);
        Assert.Equal(60 + font.MeasureText("Số:            "), gap.Rectangle.Right, 0.5);
        // The line stands 100 points below the upper edge.
        Assert.Equal(742, gap.Rectangle.Y + (13 / 4.0), 0.3);
    }

    [Theory]
    [InlineData("Số: 05/QĐ-SXD")]
    [InlineData("Số:/QĐ-SXD")]
    [InlineData("Số:            QĐ-SXD")]
    [InlineData("Căn cứ Quyết định số:      12/QĐ-UBND")]
    [InlineData("Thanh Hóa, ngày 05 tháng 02 năm 2026")]
    [InlineData("Họ và tên:              Ngày          tháng          năm sinh")]
    [InlineData("Thanh Hóa, ngày tháng năm 2026")]
    public void Where_there_is_no_room_nothing_is_found(string line) =>
        Assert.Equal(new OfficialPlaces(null, null, null), PdfInspector.FindPlaces(new MemoryStream(Skia((60, line)))));

    [Fact]
    public void A_given_day_leaves_the_month_to_be_found()
    {
        var places = PdfInspector.FindPlaces(new MemoryStream(Skia((60, "Thanh Hóa, ngày 05 tháng ……… năm 2026"))));
        Assert.Null(places.Day);
        Assert.NotNull(places.Month);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public void On_a_turned_page_the_room_is_told_as_displayed(int rotation)
    {
        // Written so that it reads upright on the turned page.
        var matrix = rotation switch { 90 => "0 1 -1 0 100 50", 180 => "-1 0 0 -1 400 300", _ => "0 -1 1 0 100 700" };
        var document = new HandMade()
            .Object(1, "<</Type/Catalog/Pages 2 0 R>>")
            .Object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>")
            .Object(3, $"<</Type/Page/Parent 2 0 R/Rotate {rotation}/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>")
            .Stream(4, "", $"BT /F1 10 Tf {matrix} Tm (Sx: /QD) Tj ET")
            .Object(5, "<</Type/Font/Subtype/TrueType/BaseFont/Times/FirstChar 32/Widths[2500]/FontDescriptor<</MissingWidth 500>>/Encoding<</Differences[120/uni1ED1]>>>>")
            .Close("/Size 6/Root 1 0 R").ToBytes();
        var gap = PdfInspector.FindPlaces(new MemoryStream(document)).Number!;
        var (x, y) = rotation switch { 90 => (50.0, 495.0), 180 => (195.0, 542.0), _ => (142.0, 100.0) };
        Assert.Equal((x + 15.4, y - 2.5, 24.2), (Math.Round(gap.Rectangle.X, 3), Math.Round(gap.Rectangle.Y, 3), Math.Round(gap.Rectangle.Width, 3)));
    }

    [Fact]
    public void Only_the_pages_asked_for_are_looked_at_and_only_an_open_file()
    {
        var document = Producers.Qpdf(HandMade.Table(), "--encrypt", "open", "owner", "256", "--");
        Assert.Equal(PdfErrorCode.PasswordRequired, Assert.Throws<PdfException>(() => PdfInspector.FindPlaces(new MemoryStream(document))).Code);
        Assert.Equal(new OfficialPlaces(null, null, null), PdfInspector.FindPlaces(new MemoryStream(document), password: "open"));
        var line = Skia((60, "Số:            /QĐ-SXD"));
        // Encrypted, but open to every reader.
        var readable = Producers.Qpdf(line, "--encrypt", "", "owner", "256", "--");
        Assert.NotNull(PdfInspector.FindPlaces(new MemoryStream(readable)).Number);
        Assert.NotNull(PdfInspector.FindText(new MemoryStream(readable), "Công văn"));
        Assert.Null(PdfInspector.FindPlaces(new MemoryStream(line), firstPages: 0).Number);
    }

    private static byte[] Fill(byte[] document, OfficialPlaces places)
    {
        TextFieldPlan[] plans = [Plan("so", places.Number!, TextAlignment.Right), Plan("ngay", places.Day!, TextAlignment.Center), Plan("thang", places.Month!, TextAlignment.Center)];
        var signed = SignOnce.Sign([.. document, .. PdfForms.AddTextFields(new MemoryStream(document), plans)], TestSigner.P256);
        return [.. signed, .. PdfForms.FillTextFields(new MemoryStream(signed), new Dictionary<string, string> { ["so"] = "05", ["ngay"] = "24", ["thang"] = "11" })];
    }

    private static TextFieldPlan Plan(string name, TextGap gap, TextAlignment alignment) => new(name, gap.Page, gap.Rectangle, Math.Round(gap.FontSize, 1), alignment);

    private static SKFont Font() => new(SKTypeface.FromStream(typeof(PdfSigner).Assembly.GetManifestResourceStream("Tinos-Regular.ttf")), 13) { Subpixel = true, LinearMetrics = true };

    private static byte[] Skia(params (float X, string Text)[] pieces)
    {
        using var memory = new MemoryStream();
        using var font = Font();
        using (var document = SKDocument.CreatePdf(memory))
        {
            using var canvas = document.BeginPage(595, 842);
            using var paint = new SKPaint();
            foreach (var (x, text) in pieces) canvas.DrawText(text, x, 100, SKTextAlign.Left, font, paint);
            canvas.DrawText("Căn cứ Công văn số 3/CV, ngày 01 tháng 02 năm 2025.", 60, 140, SKTextAlign.Left, font, paint);
            document.EndPage();
        }
        return memory.ToArray();
    }

    private static byte[] LibreOffice()
    {
        using var bench = new Workbench();
        bench.Succeed("soffice", "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", bench.PathOf("."), bench.Write("page.html", Encoding.UTF8.GetBytes(Html)));
        return File.ReadAllBytes(bench.PathOf("page.pdf"));
    }

    private static double Number(Match match, string group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("<word xMin=\"(?<left>[\\d.]+)\" yMin=\"(?<top>[\\d.]+)\" xMax=\"(?<right>[\\d.]+)\" yMax=\"(?<bottom>[\\d.]+)\">(?<text>[^<]*)</word>")]
    private static partial Regex WordPattern();
}
