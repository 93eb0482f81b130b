using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using ThanhHoa.DigitalSignature.Platform.OfficialDocuments;
using OfficialPlaces = ThanhHoa.DigitalSignature.Pades.OfficialPlaces;
using PdfInspector = ThanhHoa.DigitalSignature.Pades.PdfInspector;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Platform.OfficialDocuments;

/// <summary>Measures what Decree 30/2020, annex I, asks for: paper, margins, fonts, sizes, page numbers.</summary>
public sealed partial class OfficialDocumentTests
{
    private const double Millimetre = 72 / 25.4;

    private static readonly OfficialDocument Sample = new()
    {
        Superior = "UBND tỉnh Thanh Hóa",
        Organisation = "Sở Xây dựng",
        Symbol = "05/TTr-SXD",
        Place = "Thanh Hóa",
        Date = new DateOnly(2026, 2, 5),
        Title = "Tờ trình",
        Abstract = "Đề nghị cấp mới chứng thư chữ ký số chuyên dùng công vụ",
        Addressee = "Sở Khoa học và Công nghệ",
        Body =
        [
            new OfficialBlock.Paragraph("Căn cứ Nghị định số 68/2024/NĐ-CP ngày 25 tháng 6 năm 2024 của Chính phủ quy định về chữ ký số chuyên dùng công vụ;", Italic: true),
            .. Enumerable.Range(1, 12).Select(i => new OfficialBlock.Paragraph($"Đoạn {i}: " + string.Concat(Enumerable.Repeat("nội dung của văn bản hành chính được dàn đều hai bên, ", 6)))),
            new OfficialBlock.Table(["STT", "Họ và tên", "Chức vụ"], [.. Enumerable.Range(1, 30).Select(i => (IReadOnlyList<string>)[$"{i}", $"Người Mẫu {i}", "Chuyên viên phòng Chuyển đổi số"])], [10, 45, 45]),
        ],
        Signers = [new OfficialSigner("KT. Giám đốc", "Hồ Mẫu Sơn")],
        Recipients = ["Như trên", "Lãnh đạo Sở"],
    };

    [Fact]
    public void A_document_without_number_and_date_leaves_room_that_the_engine_finds()
    {
        var places = PdfInspector.FindPlaces(new MemoryStream(PdfWriter.Write(Sample with { Symbol = "/TTr-SXD", Date = null, Year = 2026 })));
        Assert.InRange(places.Number!.Rectangle.Width, 24, 34);
        Assert.InRange(places.Day!.Rectangle.Width, 14, 28);
        Assert.InRange(places.Month!.Rectangle.Width, 14, 28);
        Assert.All([places.Number, places.Day, places.Month], gap => Assert.Equal(13, gap.FontSize, 0.1));
        Assert.Equal(new OfficialPlaces(null, null, null), PdfInspector.FindPlaces(new MemoryStream(PdfWriter.Write(Sample))));
    }

    [Fact]
    public async Task A_pdf_keeps_the_margins_and_numbers_every_page_but_the_first()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("papers-").FullName, "to-trinh.pdf");
        await File.WriteAllBytesAsync(path, PdfWriter.Write(Sample), TestContext.Current.CancellationToken);

        var pages = XDocument.Parse(Entities().Replace(await RunAsync("pdftotext", "-bbox", path, "-"), "")).Descendants().Where(e => e.Name.LocalName == "page").ToList();

        Assert.True(pages.Count > 2);
        Assert.All(pages, page => Assert.Equal((595.0, 842.0), (Math.Round(Number(page, "width")), Math.Round(Number(page, "height")))));
        for (var i = 0; i < pages.Count; i++)
        {
            var words = pages[i].Elements().Where(e => e.Name.LocalName == "word").ToList();
            var numbers = words.Where(w => Number(w, "yMax") < 18 * Millimetre).ToList();
            var text = words.Except(numbers).ToList();
            Assert.InRange(text.Min(w => Number(w, "xMin")) / Millimetre, 30 - 0.5, 35);
            // Justified lines reach the margin; the last page holds cells and the signer.
            Assert.InRange(210 - (text.Max(w => Number(w, "xMax")) / Millimetre), 15, i < pages.Count - 1 ? 20 : 180);
            Assert.InRange(text.Min(w => Number(w, "yMin")) / Millimetre, 19, 27);
            Assert.InRange(297 - (text.Max(w => Number(w, "yMax")) / Millimetre), 19, 297);
            if (i == 0) Assert.Empty(numbers);
            else Assert.Equal((i + 1).ToString(CultureInfo.InvariantCulture), Assert.Single(numbers).Value);
        }

        var all = await RunAsync("pdftotext", "-layout", path, "-");
        Assert.Contains("Thanh Hóa, ngày 05 tháng 02 năm 2026", all, StringComparison.Ordinal);
        Assert.Contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", all, StringComparison.Ordinal);
        var fonts = await RunAsync("pdffonts", path);
        Assert.All(fonts.Split('\n').Skip(2).Where(l => l.Length > 0), line => Assert.Matches("Tinos.* yes yes yes ", line));
        Assert.Contains("No syntax or stream encoding errors", await RunAsync("qpdf", "--check", path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_file_is_valid_and_has_the_margins_of_the_paper()
    {
        using var word = Open();

        Assert.Empty(new OpenXmlValidator().Validate(word, TestContext.Current.CancellationToken).Select(e => e.Description));
        var sections = word.MainDocumentPart!.Document!.Body!.Descendants<SectionProperties>().ToList();
        Assert.Equal(2, sections.Count);
        Assert.All(sections, section =>
        {
            var size = section.GetFirstChild<PageSize>()!;
            Assert.Equal((11906u, 16838u), (size.Width!.Value, size.Height!.Value));
            var margin = section.GetFirstChild<PageMargin>()!;
            Assert.InRange(Millimetres(margin.Top!.Value), 20, 25);
            Assert.InRange(Millimetres(margin.Bottom!.Value), 20, 25);
            Assert.InRange(Millimetres((int)margin.Left!.Value), 30, 35);
            Assert.InRange(Millimetres((int)margin.Right!.Value), 15, 20);
            Assert.NotNull(section.GetFirstChild<TitlePage>());
        });
    }

    [Fact]
    public void A_word_file_has_the_fonts_sizes_and_spacing_of_each_part()
    {
        using var word = Open();
        var runs = word.MainDocumentPart!.Document!.Body!.Descendants<Run>().Where(r => r.InnerText.Length > 0).ToList();
        Assert.All(runs, run => Assert.Equal("Times New Roman", run.RunProperties!.RunFonts!.Ascii!.Value));
        Assert.Equal(("26", true), Look(runs, "Độc lập - Tự do - Hạnh phúc"));
        Assert.Equal(("24", true), Look(runs, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
        Assert.Equal(("24", false), Look(runs, "UBND TỈNH THANH HÓA"));
        Assert.Equal(("28", true), Look(runs, "TỜ TRÌNH"));
        Assert.Equal(("26", false), Look(runs, "Số: 05/TTr-SXD"));
        Assert.Equal(("22", false), Look(runs, "- Như trên;"));
        var body = runs.First(r => r.InnerText.StartsWith("Đoạn 1:", StringComparison.Ordinal)).Ancestors<Paragraph>().First().ParagraphProperties!;
        Assert.Equal(JustificationValues.Both, body.Justification!.Val!.Value);
        Assert.InRange(Millimetres(int.Parse(body.Indentation!.FirstLine!.Value!, CultureInfo.InvariantCulture)), 9.9, 12.8);
        Assert.True(int.Parse(body.SpacingBetweenLines!.After!.Value!, CultureInfo.InvariantCulture) >= 120, "At least 6 pt between paragraphs");
        Assert.InRange(int.Parse(body.SpacingBetweenLines.Line!.Value!, CultureInfo.InvariantCulture), 240, 360);
    }

    private static WordprocessingDocument Open() => WordprocessingDocument.Open(new MemoryStream(WordWriter.Write(Sample, Sample)), isEditable: false);

    private static (string Size, bool Bold) Look(IEnumerable<Run> runs, string text)
    {
        var run = runs.First(r => r.InnerText == text);
        return (run.RunProperties!.FontSize!.Val!.Value!, run.RunProperties.Bold is not null);
    }

    private static double Millimetres(int twips) => twips / 1440.0 * 25.4;

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static async Task<string> RunAsync(string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{tool}: {await errors}");
        return said;
    }

    [GeneratedRegex("<!DOCTYPE[^>]*>")]
    private static partial Regex Entities();
}
