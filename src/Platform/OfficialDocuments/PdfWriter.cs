using SkiaSharp;
using L = ThanhHoa.DigitalSignature.Platform.OfficialDocuments.OfficialLayout;

namespace ThanhHoa.DigitalSignature.Platform.OfficialDocuments;

/// <summary>Writes official documents as PDF with embedded fonts and searchable text, ready to be signed.</summary>
public sealed class PdfWriter : IDisposable
{
    private const float PerMillimetre = 72 / 25.4f;
    private static readonly SKTypeface Regular = Face("Tinos"), BoldFace = Face("Tinos Bold"), ItalicFace = Face("Tinos Italic"), BoldItalicFace = Face("Tinos Bold Italic");

    private readonly Dictionary<(float Size, bool Bold, bool Italic), SKFont> fonts = [];
    private readonly MemoryStream bytes = new();
    private readonly SKDocument pdf;
    private readonly SKPaint ink = new() { Color = SKColors.Black, IsAntialias = true, StrokeWidth = 0.75f };
    private SKCanvas? page;
    private float y;
    private int pageOfDocument;

    private PdfWriter(string title) => pdf = SKDocument.CreatePdf(bytes, new SKDocumentPdfMetadata { Title = title });

    private static float LeftEdge => L.Left * PerMillimetre;

    private static float RightEdge => (L.PageWidth - L.Right) * PerMillimetre;

    private static float BottomEdge => (L.PageHeight - L.Bottom) * PerMillimetre;

    private static float Width => RightEdge - LeftEdge;

    /// <summary>One file; each document begins on a page of its own.</summary>
    public static byte[] Write(params IReadOnlyList<OfficialDocument> documents)
    {
        using var writer = new PdfWriter(documents[0].Abstract ?? documents[0].Title);
        foreach (var document in documents) writer.Add(document);
        writer.pdf.EndPage();
        writer.pdf.Close();
        return writer.bytes.ToArray();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        pdf.Dispose();
        foreach (var font in fonts.Values) font.Dispose();
        ink.Dispose();
        bytes.Dispose();
    }

    private void Add(OfficialDocument document)
    {
        pageOfDocument = 0;
        NewPage();
        Head(document);
        y += 14;
        Lines(L.Capitals(document.Title), Font(L.BodySize, bold: true), LeftEdge, Width, SKTextAlign.Center);
        if (document.Abstract is not null)
        {
            Lines(document.Abstract, Font(L.BodySize, bold: true), LeftEdge, Width, SKTextAlign.Center);
            Rule(Width / 3);
        }

        if (document.Addressee is not null)
        {
            y += L.ParagraphGap;
            Lines($"Kính gửi: {document.Addressee}", Font(L.BodySize), LeftEdge, Width, SKTextAlign.Center);
        }

        y += L.ParagraphGap;
        foreach (var block in document.Body)
        {
            switch (block)
            {
                case OfficialBlock.Paragraph text: Paragraph(text); break;
                case OfficialBlock.Table table: Table(table); break;
                case OfficialBlock.NewPage next:
                    NewPage();
                    Lines(next.Heading, Font(L.BodySize, bold: true), LeftEdge, Width, SKTextAlign.Center);
                    y += L.ParagraphGap;
                    break;
            }
        }

        Foot(document);
    }

    private void Head(OfficialDocument document)
    {
        var (left, right) = (Width * 0.42f, Width * 0.58f);
        var top = y;
        if (document.Superior is not null) Lines(L.Capitals(document.Superior), Font(L.HeadSize), LeftEdge, left, SKTextAlign.Center);
        var organisation = Font(L.HeadSize, bold: true);
        var name = L.Capitals(document.Organisation);
        Lines(name, organisation, LeftEdge, left, SKTextAlign.Center);
        // A third to a half of the name's width.
        Rule(MathF.Min(organisation.MeasureText(name), left) * 0.4f, LeftEdge + (left / 2));
        if (document.NumberLine is { } number) Lines(number, Font(L.MottoSize), LeftEdge, left, SKTextAlign.Center);
        var lowest = y;
        y = top;
        Lines(L.Nation, Font(L.HeadSize, bold: true), LeftEdge + left, right, SKTextAlign.Center);
        var motto = Font(L.MottoSize, bold: true);
        Lines(L.Motto, motto, LeftEdge + left, right, SKTextAlign.Center);
        Rule(motto.MeasureText(L.Motto), LeftEdge + left + (right / 2));
        Lines(document.PlaceAndDate, Font(L.MottoSize, italic: true), LeftEdge + left, right, SKTextAlign.Center);
        y = MathF.Max(y, lowest);
    }

    private void Paragraph(OfficialBlock.Paragraph text)
    {
        Lines(text.Text, Font(L.BodySize, text.Bold, text.Italic), LeftEdge, Width, SKTextAlign.Left, text.Indented ? L.FirstLine * PerMillimetre : 0, justified: true);
        y += L.ParagraphGap;
    }

    private void Table(OfficialBlock.Table table)
    {
        const float Padding = 3;
        var whole = (float)table.Shares.Sum();
        float[] widths = [.. table.Shares.Select(s => Width * s / whole)];
        Row(table.Head, bold: true);
        foreach (var row in table.Rows) Row(row, bold: false);
        y += L.ParagraphGap;

        void Row(IReadOnlyList<string> cells, bool bold)
        {
            var font = Font(L.TableSize, bold);
            var lines = cells.Select((text, i) => Break(text, font, widths[i] - (2 * Padding), 0).ToList()).ToList();
            var height = (lines.Max(l => l.Count) * font.Size * L.LineSpacing) + (2 * Padding);
            if (y + height > BottomEdge)
            {
                NewPage();
                if (!bold) Row(table.Head, bold: true);
            }

            var x = LeftEdge;
            for (var i = 0; i < cells.Count; i++)
            {
                page!.DrawLine(x, y, x, y + height, ink);
                var baseline = y + Padding;
                foreach (var line in lines[i])
                {
                    baseline += font.Size * L.LineSpacing;
                    page.DrawText(line, bold ? x + (widths[i] / 2) : x + Padding, baseline - (font.Size * 0.25f), bold ? SKTextAlign.Center : SKTextAlign.Left, font, ink);
                }

                x += widths[i];
            }

            page!.DrawLine(RightEdge, y, RightEdge, y + height, ink);
            page.DrawLine(LeftEdge, y, RightEdge, y, ink);
            page.DrawLine(LeftEdge, y + height, RightEdge, y + height, ink);
            y += height;
        }
    }

    private void Foot(OfficialDocument document)
    {
        if (document.Signers.Count == 0 && document.Recipients.Count == 0) return;
        var half = Width / 2;
        // The block of the signer stays together: position, room for the signature, name.
        if (y + 130 > BottomEdge) NewPage();
        y += 12;
        var top = y;
        if (document.Recipients.Count > 0)
        {
            Lines("Nơi nhận:", Font(L.RecipientsTitleSize, bold: true, italic: true), LeftEdge, half, SKTextAlign.Left);
            foreach (var recipient in document.Recipients) Lines($"- {recipient};", Font(L.RecipientsSize), LeftEdge, half - 10, SKTextAlign.Left);
            Lines("- Lưu: VT.", Font(L.RecipientsSize), LeftEdge, half, SKTextAlign.Left);
        }

        for (var i = 0; i < document.Signers.Count; i++)
        {
            y = top;
            var x = document.Signers.Count > 1 && i == 0 ? LeftEdge : LeftEdge + half;
            Lines(L.Capitals(document.Signers[i].Position), Font(L.BodySize, bold: true), x, half, SKTextAlign.Center);
            y += 72;
            Lines(document.Signers[i].Name, Font(L.BodySize, bold: true), x, half, SKTextAlign.Center);
        }
    }

    /// <summary>Sets text line by line from <see cref="y"/> down, on a new page when this one is full.</summary>
    private void Lines(string text, SKFont font, float x, float width, SKTextAlign align, float firstLine = 0, bool justified = false)
    {
        var lines = Break(text, font, width, firstLine).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            var step = font.Size * L.LineSpacing;
            if (y + step > BottomEdge) NewPage();
            y += step;
            var start = i == 0 ? x + firstLine : x;
            var baseline = y - (font.Size * 0.25f);
            if (align == SKTextAlign.Center) page!.DrawText(lines[i], x + (width / 2), baseline, SKTextAlign.Center, font, ink);
            else if (justified && i < lines.Count - 1) Justify(lines[i], font, start, x + width, baseline);
            else page!.DrawText(lines[i], start, baseline, SKTextAlign.Left, font, ink);
        }
    }

    private void Justify(string line, SKFont font, float from, float to, float baseline)
    {
        var words = line.Split(' ');
        var gap = words.Length > 1 ? (to - from - words.Sum(w => font.MeasureText(w))) / (words.Length - 1) : 0;
        foreach (var word in words)
        {
            // The blank goes with the word, so that the text can be searched and copied.
            page!.DrawText($"{word} ", from, baseline, SKTextAlign.Left, font, ink);
            from += font.MeasureText(word) + gap;
        }
    }

    private static IEnumerable<string> Break(string text, SKFont font, float width, float firstLine)
    {
        var line = "";
        var room = width - firstLine;
        foreach (var word in text.Split([' ', '\n', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries).SelectMany(w => Pieces(w, font, width)))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && font.MeasureText(longer) > room)
            {
                yield return line;
                (line, room) = (word, width);
            }
            else line = longer;
        }

        yield return line;
    }

    // A word longer than the line, such as a certificate's serial number in a narrow cell.
    private static IEnumerable<string> Pieces(string word, SKFont font, float width)
    {
        while (word.Length > 1 && font.MeasureText(word) > width)
        {
            var fits = Math.Clamp((int)font.BreakText(word, width), 1, word.Length - 1);
            yield return word[..fits];
            word = word[fits..];
        }

        yield return word;
    }

    private void NewPage()
    {
        if (page is not null) pdf.EndPage();
        page = pdf.BeginPage(L.PageWidth * PerMillimetre, L.PageHeight * PerMillimetre);
        y = L.Top * PerMillimetre;
        pageOfDocument++;
        if (pageOfDocument == 1) return;
        // Centred in the upper margin, not on the first page.
        var number = Font(L.MottoSize);
        page.DrawText($"{pageOfDocument}", L.PageWidth * PerMillimetre / 2, 12 * PerMillimetre, SKTextAlign.Center, number, ink);
    }

    private void Rule(float width, float? centre = null)
    {
        var middle = centre ?? LeftEdge + (Width / 2);
        y += 3;
        page!.DrawLine(middle - (width / 2), y, middle + (width / 2), y, ink);
        y += 3;
    }

    // They live as long as the writer: a font used after it was disposed of takes the whole process down.
    private SKFont Font(float size, bool bold = false, bool italic = false) => fonts.TryGetValue((size, bold, italic), out var font) ? font
        : fonts[(size, bold, italic)] = new SKFont((bold, italic) switch { (true, true) => BoldItalicFace, (true, false) => BoldFace, (false, true) => ItalicFace, _ => Regular }, size) { Subpixel = true };

    private static SKTypeface Face(string name) => SKTypeface.FromStream(typeof(PdfWriter).Assembly.GetManifestResourceStream(name)) ?? throw new InvalidOperationException($"The font {name} is not built in.");
}
