using SkiaSharp;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Inspection;

/// <summary>How a file shows itself, before a leader signs it; poppler has the second opinion on fonts.</summary>
public sealed class PrecheckTests
{
    [Fact]
    public void Fonts_that_the_file_does_not_bring_are_named_with_their_pages_and_the_standard_ones_apart()
    {
        var found = PdfInspector.Precheck(new MemoryStream(Pages(
            "BT /A 12 Tf (a) Tj ET", "BT /B 12 Tf (a) Tj /D 12 Tf (b) Tj ET", "BT /C 12 Tf <0041> Tj /A 9 Tf (c) Tj ET /X Do", "BT /B 12 Tf ET")));
        Assert.Equal(["Arial 3", "TimesNewRomanPSMT 2", "Helvetica 1 3 standard"], found.MissingFonts.Select(font => $"{font.Name} {string.Join(' ', font.Pages)}{(font.IsStandard ? " standard" : "")}"));
        Assert.Equal((4, 4), (found.PageCount, found.PagesRead));
        Assert.Equal([4], found.PagesWithoutText);
    }

    [Fact]
    public void Embedded_fonts_are_no_finding_and_poppler_agrees()
    {
        foreach (var producer in Producers.Available.Where(name => name is "chromium" or "libreoffice"))
        {
            var pdf = SignOnce.Sign(Producers.Make(producer), TestSigner.P256, plan => plan with { Appearance = new SignatureAppearance { Rectangle = new(50, 50, 150, 40), Lines = ["Đã ký"] } });
            Assert.Empty(PdfInspector.Precheck(new MemoryStream(pdf)).MissingFonts);
            using var bench = new Workbench();
            var fonts = bench.Succeed("pdffonts", bench.Write("a.pdf", pdf)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();
            Assert.NotEmpty(fonts);
            // Columns from the end: object, generation, Unicode, subset, embedded.
            Assert.All(fonts, line => Assert.Equal("yes", line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^5]));
        }
    }

    [Fact]
    public void A_font_that_only_a_stamp_uses_counts_too()
    {
        var form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F<</Type/Font/Subtype/TrueType/BaseFont/VNI-Times>>>>>>/Length 21>>\nstream\nBT /F 9 Tf (x) Tj ET \nendstream";
        var pdf = HandMade.Table(page: "/Annots[<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/AP<</N 5 0 R>>>>]", more: (5, form));
        var font = Assert.Single(PdfInspector.Precheck(new MemoryStream(pdf)).MissingFonts);
        Assert.Equal(("VNI-Times", false), (font.Name, font.IsStandard));
    }

    [Fact]
    public void Scanned_and_empty_pages_are_those_without_a_letter()
    {
        using var memory = new MemoryStream();
        using (var document = SKDocument.CreatePdf(memory))
        {
            using var font = new SKFont(SKTypeface.FromStream(typeof(PdfSigner).Assembly.GetManifestResourceStream("Tinos-Regular.ttf")), 13);
            using var scan = new SKBitmap(40, 40);
            using var paint = new SKPaint();
            for (var i = 0; i < 4; i++)
            {
                using var canvas = document.BeginPage(595, 842);
                if (i is 1 or 2) canvas.DrawBitmap(scan, 0, 0, SKSamplingOptions.Default);
                if (i is 0 or 2) canvas.DrawText("Quyết định", 60, 100, SKTextAlign.Left, font, paint);
                document.EndPage();
            }
        }
        var found = PdfInspector.Precheck(new MemoryStream(memory.ToArray()));
        Assert.Equal([2, 4], found.PagesWithoutText);
        Assert.Empty(found.MissingFonts);
    }

    [Theory]
    [InlineData("/D<<>>", "", LayerVisibility.Shown)]
    [InlineData("/D<</OFF[5 0 R]>>", "", LayerVisibility.Hidden)]
    [InlineData("/D<</BaseState/OFF>>", "", LayerVisibility.Hidden)]
    [InlineData("/D<</BaseState/OFF/ON[5 0 R]>>", "", LayerVisibility.Shown)]
    [InlineData("/D<<>>", "/Usage<</View<</ViewState/OFF>>/Print<</PrintState/ON>>>>", LayerVisibility.PrintOnly)]
    [InlineData("/D<</OFF[5 0 R]>>", "/Usage<</Print<</PrintState/ON>>>>", LayerVisibility.PrintOnly)]
    [InlineData("/D<<>>", "/Usage<</Print<</PrintState/OFF>>>>", LayerVisibility.ScreenOnly)]
    [InlineData("/D<<>>", "/Usage<</View<</ViewState/OFF>>>>", LayerVisibility.Hidden)]
    [InlineData("", "", LayerVisibility.Shown)]
    public void Layers_say_where_they_are_seen(string configuration, string usage, LayerVisibility expected)
    {
        var pdf = HandMade.Table($"/OCProperties<</OCGs[5 0 R 6 0 R]{configuration}>>", more: (5, $"<</Type/OCG/Name(Dau mat){usage}>>"));
        Assert.Equal(new PdfLayer("Dau mat", expected), Assert.Single(PdfInspector.Precheck(new MemoryStream(pdf)).Layers));
    }

    [Fact]
    public void Attachments_are_named_and_a_plain_file_has_nothing_to_tell()
    {
        var pdf = HandMade.Table("/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/UF(du-lieu.xlsx)>>]>>>>", "/Annots[<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS<</F(anh.jpg)>>>>]");
        var found = PdfInspector.Precheck(new MemoryStream(pdf));
        Assert.Equal(["du-lieu.xlsx", "anh.jpg"], found.Attachments);
        Assert.Empty(found.Layers);
        Assert.Equal([1], found.PagesWithoutText);
        var letter = PdfInspector.Precheck(new MemoryStream(new FormDocument(true, 0, false).Unsigned()));
        Assert.Empty(letter.Attachments);
        Assert.Equal("Helvetica", Assert.Single(letter.MissingFonts).Name);
        Assert.Empty(letter.PagesWithoutText);
    }

    [Fact]
    public void A_document_beyond_the_bounds_is_told_as_far_as_it_was_read()
    {
        var page = $"BT /B 9 Tf (a) Tj ET {new string(' ', 30 << 20)}";
        var found = PdfInspector.Precheck(new MemoryStream(Producers.Qpdf(Pages([.. Enumerable.Repeat(page, 6)]), "--compress-streams=y")));
        Assert.Equal((6, 4), (found.PageCount, found.PagesRead));
        Assert.Equal([1, 2, 3, 4], Assert.Single(found.MissingFonts).Pages);
    }

    [Fact]
    public void An_encrypted_file_needs_its_password()
    {
        var pdf = Producers.Qpdf(Pages("BT /B 9 Tf (a) Tj ET"), "--encrypt", "open", "owner", "256", "--");
        Assert.Equal(PdfErrorCode.PasswordRequired, Assert.Throws<PdfException>(() => PdfInspector.Precheck(new MemoryStream(pdf))).Code);
        Assert.Single(PdfInspector.Precheck(new MemoryStream(pdf), "open").MissingFonts);
    }

    private static byte[] Pages(params string[] contents)
    {
        const string Fonts = "/A<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>/B<</Type/Font/Subtype/TrueType/BaseFont/TimesNewRomanPSMT/FontDescriptor<</Type/FontDescriptor>>>>" +
            "/C<</Type/Font/Subtype/Type0/BaseFont/Arial/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/Arial>>]>>" +
            "/D<</Type/Font/Subtype/Type3/CharProcs<<>>/Encoding<<>>/FontMatrix[1 0 0 1 0 0]/FontBBox[0 0 1 1]>>";
        var pdf = new HandMade()
            .Object(1, "<</Type/Catalog/Pages 2 0 R>>")
            .Object(2, $"<</Type/Pages/Kids[{string.Join(' ', contents.Select((_, i) => $"{10 + (2 * i)} 0 R"))}]/Count {contents.Length}/MediaBox[0 0 595 842]/Resources<</Font<<{Fonts}>>/XObject<</X 3 0 R>>>>>>")
            .Stream(3, $"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<<{Fonts}>>>>", "BT /C 9 Tf <0042> Tj ET");
        for (var i = 0; i < contents.Length; i++) pdf.Object(10 + (2 * i), $"<</Type/Page/Parent 2 0 R/Contents {11 + (2 * i)} 0 R>>").Stream(11 + (2 * i), "", contents[i]);
        return pdf.Close(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/Size {10 + (2 * contents.Length)}/Root 1 0 R")).ToBytes();
    }
}
