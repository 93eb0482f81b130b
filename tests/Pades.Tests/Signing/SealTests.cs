using SkiaSharp;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

/// <summary>Pictures without words: the leader's hand and the organisation's seal over a third of it, on its left (Decree 30/2020/NĐ-CP, annex I).</summary>
public sealed class SealTests
{
    // Between the position (baseline 300) and the name (baseline 200) of Letter.
    private static readonly PdfRectangle Leader = new(300, 215, 150, 75);
    private static readonly PdfRectangle Seal = new(260, 212, 84, 84);

    [Theory]
    [InlineData(120, 40, 200, 100)]
    [InlineData(40, 120, 200, 100)]
    [InlineData(100, 100, 60, 100)]
    [InlineData(700, 70, 100, 100)]
    public void A_picture_alone_keeps_its_shape_and_stands_in_the_middle(int width, int height, double roomWidth, double roomHeight)
    {
        var place = new PdfRectangle(100, 300, roomWidth, roomHeight);
        var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.P256, plan => plan with { Appearance = new SignatureAppearance { Rectangle = place, ImagePng = Picture(width, height, canvas => canvas.Clear(SKColors.Blue)) } });
        using var page = Render(pdf);
        var ink = Blue(page).Where(p => p.Y < 600).ToList();
        var scale = Math.Min(roomWidth / width, roomHeight / height);
        var (w, h) = (width * scale, height * scale);
        Assert.Equal(place.X + ((roomWidth - w) / 2), ink.Min(p => p.X), 1.1);
        Assert.Equal(place.Y + ((roomHeight - h) / 2), ink.Min(p => p.Y), 1.1);
        Assert.Equal(w, ink.Max(p => p.X) - ink.Min(p => p.X) + 1, 1.6);
        Assert.Equal(h, ink.Max(p => p.Y) - ink.Min(p => p.Y) + 1, 1.6);
        Judges.Agree(pdf, 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_seal_over_a_third_of_the_leaders_picture_leaves_both_intact_and_accuses_nobody(int certification)
    {
        var signed = Sign(Letter(), TestSigner.P256, Leader, Hand(), certification);
        var issued = Sign(signed, TestSigner.Rsa2048, Seal, Ring());
        var report = FormDocument.Validate(issued);
        Assert.Equal(DocumentConclusion.Intact, report.Conclusion);
        Assert.Equal([FindingCode.SignatureAdded], report.Findings.Select(finding => finding.Code));
        Assert.True(Assert.Single(report.PageChanges).IsPermitted);
        Judges.Agree(issued, 2);

        // The hand shows through the seal's transparent middle, and the seal lies on top of it.
        using var page = Render(issued);
        Assert.Equal(SKColors.Blue, page.GetPixel(310, page.Height - 252));
        Assert.InRange(page.GetPixel(340, page.Height - 252).Red, 240, 255);
        Assert.InRange(page.GetPixel(340, page.Height - 252).Blue, 0, 15);
        Assert.Equal(SKColors.Blue, page.GetPixel(400, page.Height - 252));
        Assert.Equal(SKColors.White, page.GetPixel(295, page.Height - 252));
    }

    [Theory]
    // Over the position above and over the name below.
    [InlineData(0, 290, "KT. CHU TICH")]
    [InlineData(2, 290, "KT. CHU TICH")]
    [InlineData(0, 170, "Nguyen Van Thu")]
    [InlineData(3, 170, "Nguyen Van Thu")]
    public void A_seal_over_words_is_told_with_the_words(int certification, double y, string words)
    {
        var signed = Sign(Letter(), TestSigner.P256, Leader, Hand(), certification);
        var report = FormDocument.Validate(Sign(signed, TestSigner.Rsa2048, Seal with { X = 300, Width = 120, Y = y, Height = 40 }, Picture(10, 10, canvas => canvas.Clear(SKColors.White))));
        var finding = Assert.Single(report.Findings, finding => finding.Code == FindingCode.SignatureCoversText);
        Assert.Equal(certification > 0 ? FindingSeverity.Forbidden : FindingSeverity.Warning, finding.Severity);
        Assert.Contains(words, finding.Vietnamese, StringComparison.Ordinal);
    }

    [Fact]
    public void A_seal_over_the_words_of_an_earlier_signature_is_told_with_them()
    {
        var signed = SignOnce.Sign(Letter(), TestSigner.P256, plan => plan with { Appearance = new SignatureAppearance { Rectangle = Leader, Lines = ["Ký bởi: Nguyễn Văn Thử"] } });
        var report = FormDocument.Validate(Sign(signed, TestSigner.Rsa2048, Leader, Picture(10, 10, canvas => canvas.Clear(SKColors.White))));
        Assert.Contains("Nguyễn Văn Thử", Assert.Single(report.Findings, finding => finding.Code == FindingCode.SignatureCoversText).Vietnamese, StringComparison.Ordinal);
    }

    private static byte[] Sign(byte[] pdf, TestSigner signer, PdfRectangle place, byte[] picture, int certification = 0) =>
        SignOnce.Sign(pdf, signer, plan => plan with { CertificationLevel = certification, Appearance = new SignatureAppearance { Rectangle = place, ImagePng = picture } });

    private static byte[] Letter() => new HandMade()
        .Object(1, "<</Type/Catalog/Pages 2 0 R>>")
        .Object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>")
        .Object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>")
        .Stream(4, "", "BT /F1 13 Tf 320 300 Td (KT. CHU TICH) Tj 0 -100 Td (Nguyen Van Thu) Tj ET")
        .Object(5, "<</Type/Font/Subtype/Type1/BaseFont/Times-Bold>>")
        .Close("/Size 6/Root 1 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]").ToBytes();

    // A blue stroke on nothing.
    private static byte[] Hand() => Picture(300, 150, canvas =>
    {
        using var ink = new SKPaint { Color = SKColors.Blue };
        canvas.DrawRect(0, 60, 300, 30, ink);
    });

    // A red ring on nothing, touching the picture's edges.
    private static byte[] Ring() => Picture(400, 400, canvas =>
    {
        using var ink = new SKPaint { Color = SKColors.Red, Style = SKPaintStyle.Stroke, StrokeWidth = 40 };
        canvas.DrawCircle(200, 200, 180, ink);
    });

    private static byte[] Picture(int width, int height, Action<SKCanvas> draw)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        bitmap.Erase(SKColors.Transparent);
        using (var canvas = new SKCanvas(bitmap)) draw(canvas);
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }

    private static SKBitmap Render(byte[] pdf)
    {
        using var bench = new Workbench();
        bench.Succeed("pdftoppm", "-r", "72", "-png", "-singlefile", bench.Write("a.pdf", pdf), bench.PathOf("page"));
        return SKBitmap.Decode(bench.PathOf("page.png"));
    }

    private static IEnumerable<(int X, int Y)> Blue(SKBitmap page) =>
        Enumerable.Range(0, page.Width).SelectMany(x => Enumerable.Range(0, page.Height).Where(y => page.GetPixel(x, y) is { Red: < 60, Green: < 60, Blue: > 200 }).Select(y => (x, page.Height - 1 - y)));
}
