using SkiaSharp;

namespace ThanhHoa.DigitalSignature.Signing.Demonstration;

/// <summary>An invented administrative document in the layout of Decree 30/2020, annex I: A4, Times metrics, heads left and right, signer block lower right.</summary>
internal static class SampleLetter
{
    private const float Width = 595, Height = 842, Left = 90, Right = 552, BodySize = 14, LineHeight = 21;

    public static byte[] Draw(string organisation, string symbol, string title, IReadOnlyList<string> paragraphs, string post, string signer)
    {
        using var regular = Typeface("Tinos");
        using var bold = Typeface("Tinos Bold");
        using var memory = new MemoryStream();
        using (var document = SKDocument.CreatePdf(memory, new SKDocumentPdfMetadata { Title = title, RasterDpi = 150 }))
        using (var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true })
        {
            var page = document.BeginPage(Width, Height);
            Head(page, ink, regular, bold, organisation, symbol);
            using var titleFont = new SKFont(bold, BodySize);
            var y = Flow(page, ink, titleFont, title, 200, centred: true) + 14;
            using var bodyFont = new SKFont(regular, BodySize);
            foreach (var paragraph in paragraphs) y = Flow(page, ink, bodyFont, paragraph, y, centred: false) + 6;
            page.DrawText(post.ToUpper(System.Globalization.CultureInfo.GetCultureInfo("vi-VN")), 430, 590, SKTextAlign.Center, titleFont, ink);
            page.DrawText(signer, 430, 720, SKTextAlign.Center, titleFont, ink);
            using var note = new SKFont(regular, 10);
            page.DrawText("Văn bản trình diễn – không có giá trị pháp lý", Width / 2, 810, SKTextAlign.Center, note, ink);
            document.EndPage();
        }

        return memory.ToArray();
    }

    private static void Head(SKCanvas page, SKPaint ink, SKTypeface regular, SKTypeface bold, string organisation, string symbol)
    {
        using var small = new SKFont(bold, 12);
        // A long name of an agency must not run into the national motto.
        using var own = new SKFont(bold, organisation.Length > 24 ? 9 : 12);
        using var plain = new SKFont(regular, 13);
        using var motto = new SKFont(bold, 13);
        page.DrawText(organisation.ToUpper(System.Globalization.CultureInfo.GetCultureInfo("vi-VN")), 175, 70, SKTextAlign.Center, own, ink);
        page.DrawLine(140, 76, 210, 76, ink);
        page.DrawText($"Số: {symbol}", 175, 98, SKTextAlign.Center, plain, ink);
        page.DrawText("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 420, 70, SKTextAlign.Center, small, ink);
        page.DrawText("Độc lập - Tự do - Hạnh phúc", 420, 88, SKTextAlign.Center, motto, ink);
        page.DrawLine(335, 94, 505, 94, ink);
    }

    /// <summary>Sets a paragraph; returns the line below it.</summary>
    private static float Flow(SKCanvas page, SKPaint ink, SKFont font, string text, float y, bool centred)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (font.MeasureText(longer) > Right - Left)
            {
                Put(line);
                line = word;
            }
            else line = longer;
        }

        Put(line);
        return y;

        void Put(string words)
        {
            page.DrawText(words, centred ? (Left + Right) / 2 : Left, y, centred ? SKTextAlign.Center : SKTextAlign.Left, font, ink);
            y += LineHeight;
        }
    }

    private static SKTypeface Typeface(string name) => SKTypeface.FromStream(typeof(SampleLetter).Assembly.GetManifestResourceStream(name));
}
