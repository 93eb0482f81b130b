using System.Net;
using SkiaSharp;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.OfficialDocuments;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing;

/// <summary>Where signatures stand on the page and what they show: Decree 30/2020/NĐ-CP, annex I.</summary>
public sealed class LayoutTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const double Mm = 72 / 25.4;

    [Fact]
    public async Task Handwriting_number_date_seal_and_appendix_stand_where_the_law_puts_them()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        using var head = await portal.SignInAsync("gd-skhcn");
        var (signs, seal) = (await portal.GiveCertificateAsync("gd-skhcn"), await portal.GiveSealToAsync("van-thu-skhcn"));
        await KeepAsync(head, (await portal.PersonAsync("gd-skhcn")).Id.ToString(), Handwriting(), 40);
        await KeepAsync(clerk, await portal.TextAsync("select id::text from organisation.unit where name = 'Sở Khoa học và Công nghệ' and valid_to is null"), Seal(), 36);
        var document = await clerk.SubmitAsync(Letter("Ngô Mẫu Hưng"), "Ngô Mẫu Hưng", appendices: [PdfSample.Valid("Appendix")]);
        await head.SignAsync(document, signs);
        await clerk.ActAsync(document, "number");
        var results = await clerk.SignAllAsync(document, seal);
        Assert.Equal(2, results.Count(r => r.TryGetProperty("url", out _)));

        var (main, appendix) = (await clerk.LatestAsync(document, 0), await clerk.LatestAsync(document, 1));
        await KeepForLookingAsync("document.pdf", main);
        await KeepForLookingAsync("appendix.pdf", appendix);
        var fields = Fields(main);
        var (hand, stamp) = (fields[0].Rectangle, fields[1].Rectangle);
        var name = Find(main, "Ngô Mẫu Hưng");
        Assert.Equal(name.X + (name.Width / 2), hand.X + (hand.Width / 2), 2.0);
        Assert.InRange(hand.Y, name.Top, name.Top + 12);
        Assert.Equal(36 * Mm, stamp.Width, 1.0);
        Assert.Equal(stamp.Width, stamp.Height, 1.0);
        // The picture is 40 by 20 mm in proportion and fills the height of its box.
        var picture = hand.Height * 2;
        var left = hand.X + ((hand.Width - picture) / 2);
        Assert.Equal(left + (picture / 3), stamp.X + stamp.Width, 1.0);
        Assert.Equal(hand.Y + (hand.Height / 2), stamp.Y + (stamp.Height / 2), 1.0);
        var text = await Judge.TextAsync(main);
        Assert.Matches(@"Số:\s*0\d\s*/QĐ-SKHCN", text);
        Assert.Matches(@"ngày\s+\d\d\s+tháng\s+\d\d?\s+năm 20\d\d", text);
        var mark = Fields(appendix)[0];
        Assert.Equal((1, true), (mark.Page, mark.Rectangle.X > 595 / 2 && mark.Rectangle.Y > 842 - 100));
        Assert.Matches(@"0\d/QĐ-UBND[\s\S]*\d\d-\d\d-20\d\d; \d\d:\d\d:\d\d \+07:00", await Judge.TextAsync(appendix));
        foreach (var file in new[] { main, appendix })
        {
            Assert.True(await Judge.IsSoundAsync(file));
            Assert.DoesNotContain(await Judge.PdfSigAsync(file), line => line.Contains("Signature is Invalid", StringComparison.Ordinal));
        }

        using var report = await clerk.GetAsync($"{document}/versions/{await portal.CountAsync($"select max(ordinal) from signing.document_version where part = 0 and document_id = '{document.Split('/')[^1]}'")}/check");
        Assert.Contains("verify-answer verify-green", await report.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "nền", true, false)]
    [InlineData(true, "màu đỏ", false, true)]
    public async Task A_picture_that_would_cover_text_or_has_the_wrong_colour_is_refused(bool isSeal, string says, bool opaque, bool blue)
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        var whose = isSeal ? await portal.TextAsync("select id::text from organisation.unit where name = 'Sở Khoa học và Công nghệ' and valid_to is null") : (await portal.PersonAsync("gd-skhcn")).Id.ToString();
        using var answer = await clerk.SendFormAsync("/signing/images", new Dictionary<string, string> { ["Whose"] = whose, ["WidthMm"] = "36" }, ("Picture", Drawn(opaque ? SKColors.White : SKColors.Transparent, blue || !isSeal ? SKColors.DarkBlue : SKColors.Red), "x.png"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(await answer.ComplaintsAsync(), c => c.Contains(says, StringComparison.Ordinal));
    }

    internal static byte[] Letter(string signer, string post = "GIÁM ĐỐC") => PdfWriter.Write(new OfficialDocument
    {
        Superior = "UBND TỈNH THANH HÓA",
        Organisation = "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        Symbol = "/QĐ-SKHCN",
        Place = "Thanh Hóa",
        Year = 2026,
        Title = "QUYẾT ĐỊNH",
        Abstract = "Về việc thử chỗ ký",
        Body = [new OfficialBlock.Paragraph("Điều 1. Văn bản này chỉ để thử."), new OfficialBlock.Paragraph("Điều 2. Quyết định có hiệu lực kể từ ngày ký.")],
        Signers = [new OfficialSigner(post, signer)],
        Recipients = ["Như Điều 2", "Lưu: VT"],
    });

    private static List<SignatureField> Fields(byte[] pdf)
    {
        using var content = new MemoryStream(pdf);
        return [.. PdfInspector.Inspect(content).SignatureFields];
    }

    private static PdfRectangle Find(byte[] pdf, string text)
    {
        using var content = new MemoryStream(pdf);
        return PdfInspector.FindText(content, text)!.Value.Rectangle;
    }

    private static async Task KeepAsync(Visitor visitor, string whose, byte[] png, int width)
    {
        using var answer = await visitor.SendFormAsync("/signing/images", new Dictionary<string, string> { ["Whose"] = whose, ["WidthMm"] = $"{width}" }, ("Picture", png, "hinh.png"));
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, string.Join("; ", await answer.ComplaintsAsync()));
    }

    private static byte[] Handwriting()
    {
        using var surface = SKSurface.Create(new SKImageInfo(800, 400));
        surface.Canvas.Clear(SKColors.Transparent);
        using var pen = new SKPaint { Color = new SKColor(20, 40, 170), IsStroke = true, StrokeWidth = 10, IsAntialias = true };
        using var path = SKPath.ParseSvgPathData("M 10 300 C 150 -50 220 420 320 200 S 480 20 520 240 S 700 380 790 80");
        surface.Canvas.DrawPath(path, pen);
        return Png(surface);
    }

    private static byte[] Seal()
    {
        using var surface = SKSurface.Create(new SKImageInfo(500, 500));
        surface.Canvas.Clear(SKColors.Transparent);
        using var pen = new SKPaint { Color = new SKColor(210, 20, 30), IsStroke = true, StrokeWidth = 14, IsAntialias = true };
        surface.Canvas.DrawCircle(250, 250, 240, pen);
        surface.Canvas.DrawCircle(250, 250, 160, pen);
        using var star = SKPath.ParseSvgPathData("M 250 130 L 285 215 L 375 220 L 305 280 L 330 370 L 250 320 L 170 370 L 195 280 L 125 220 L 215 215 Z");
        surface.Canvas.DrawPath(star, pen);
        return Png(surface);
    }

    private static byte[] Drawn(SKColor background, SKColor ink)
    {
        using var surface = SKSurface.Create(new SKImageInfo(400, 200));
        surface.Canvas.Clear(background);
        using var pen = new SKPaint { Color = ink, IsStroke = true, StrokeWidth = 20 };
        surface.Canvas.DrawLine(10, 10, 390, 190, pen);
        return Png(surface);
    }

    private static byte[] Png(SKSurface surface)
    {
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>Where <c>LAYOUT_PICTURES</c> names a folder, the files are kept there to be looked at.</summary>
    internal static Task KeepForLookingAsync(string name, byte[] pdf) =>
        Environment.GetEnvironmentVariable("LAYOUT_PICTURES") is { Length: > 0 } folder ? File.WriteAllBytesAsync(Path.Combine(folder, name), pdf, TestContext.Current.CancellationToken) : Task.CompletedTask;
}
