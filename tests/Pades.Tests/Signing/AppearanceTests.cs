using SkiaSharp;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

/// <summary>What a reader sees, judged by poppler's text and pixels.</summary>
public sealed class AppearanceTests
{
    private static readonly string[] Lines =
    [
        "Ký bởi: NGUYỄN THỊ HƯỜNG ẲẴẶỮỰỶỸỴĐđ",
        "Cơ quan: Uỷ ban nhân dân tỉnh Thanh Hoá",
        "Thời gian ký: 02/03/2026 09:30:00 +07:00",
        "ăằắẳẵặ âầấẩẫậ êềếểễệ ôồốổỗộ ơờớởỡợ ưừứửữự ỳýỷỹỵ",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Vietnamese_text_comes_back_letter_by_letter(bool bold)
    {
        var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.P256, plan => plan with { Appearance = Seal(new PdfRectangle(100, 100, 400, 90)) with { FirstLineBold = bold } });
        using var bench = new Workbench();
        // Long lines are broken between words.
        var text = bench.Succeed("pdftotext", bench.Write("a.pdf", pdf), "-").ReplaceLineEndings(" ");
        foreach (var line in Lines) Assert.Contains(line, text, StringComparison.Ordinal);
        var fonts = bench.Succeed("pdffonts", bench.PathOf("a.pdf"));
        Assert.Contains("+Tinos-Regular", fonts, StringComparison.Ordinal);
        Assert.Equal(bold, fonts.Contains("+Tinos-Bold", StringComparison.Ordinal));
        Judges.Agree(pdf, 1);
    }

    [Fact]
    public void A_font_kept_from_one_text_never_shows_in_another()
    {
        using var bench = new Workbench();
        foreach (var text in new[] { "Đã ký duyệt", "duyệt ký Đã", "Đã ký duyệt", "Ðã ký duyệt" })
        {
            var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.P256, plan => plan with { Appearance = Seal(new PdfRectangle(100, 100, 400, 90)) with { Lines = [text] } });
            Assert.Contains(text, bench.Succeed("pdftotext", bench.Write("a.pdf", pdf), "-"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_whole_alphabet_takes_less_than_forty_kilobytes_of_font()
    {
        const string Letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ0123456789.,:;-–()/";
        var document = HandMade.Table();
        var plan = (SignaturePlan p) => p with { Appearance = new SignatureAppearance { Rectangle = new(20, 20, 500, 200), Lines = [Letters, Letters.ToUpper(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"))] } };
        var pdf = SignOnce.Sign(document, TestSigner.P256, plan);
        Assert.InRange(pdf.Length - document.Length, 10_000, 40_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public void On_a_turned_page_the_seal_stands_upright_where_the_viewer_was_asked(int rotation)
    {
        // The visible box begins at (20, 30): coordinates count from what is shown.
        var document = HandMade.Table(page: $"/Rotate {rotation}/CropBox[20 30 520 730]");
        var pdf = SignOnce.Sign(document, TestSigner.P256, plan => plan with { Appearance = new SignatureAppearance { Rectangle = new(60, 40, 120, 60), ImagePng = Arrow() } });
        using var bench = new Workbench();
        bench.Succeed("pdftoppm", "-r", "72", "-cropbox", "-png", "-singlefile", bench.Write("a.pdf", pdf), bench.PathOf("page"));
        using var picture = SKBitmap.Decode(bench.PathOf("page.png"));
        Assert.Equal(rotation is 90 or 270 ? (700, 500) : (500, 700), (picture.Width, picture.Height));
        // Upper left quarter red, the rest of the upper half transparent, lower half green; y counts down in the picture.
        var bottom = picture.Height - 40;
        Assert.Equal(SKColors.Red, picture.GetPixel(60 + 20, bottom - 45));
        Assert.Equal(SKColors.White, picture.GetPixel(60 + 100, bottom - 45));
        Assert.Equal(SKColors.Lime, picture.GetPixel(60 + 20, bottom - 15));
        Assert.Equal(SKColors.Lime, picture.GetPixel(60 + 100, bottom - 15));
        Assert.Equal(SKColors.White, picture.GetPixel(60 - 5, bottom - 15));
    }

    [Fact]
    public void A_letter_the_font_lacks_is_named_in_the_refusal()
    {
        var error = Assert.Throws<PdfException>(() => SignOnce.Sign(HandMade.Table(), TestSigner.P256, plan => plan with { Appearance = new SignatureAppearance { Rectangle = new(0, 0, 100, 50), Lines = ["印"] } }));
        Assert.Equal(PdfErrorCode.PlanInvalid, error.Code);
        Assert.Contains("U+5370", error.Message, StringComparison.Ordinal);
    }

    private static SignatureAppearance Seal(PdfRectangle place) => new() { Rectangle = place, Lines = Lines, ImagePng = Arrow() };

    private static byte[] Arrow()
    {
        using var bitmap = new SKBitmap(120, 60, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        bitmap.Erase(SKColors.Transparent);
        using (var canvas = new SKCanvas(bitmap))
        {
            using var red = new SKPaint { Color = SKColors.Red };
            using var green = new SKPaint { Color = SKColors.Lime };
            canvas.DrawRect(0, 0, 60, 30, red);
            canvas.DrawRect(0, 30, 120, 30, green);
        }
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }
}
