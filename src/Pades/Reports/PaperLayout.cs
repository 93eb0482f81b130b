using System.Globalization;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Appearance;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Reports;

/// <summary>A colour in red, green and blue from 0 to 1.</summary>
internal readonly record struct PaperColour(double Red, double Green, double Blue)
{
    public static readonly PaperColour Ink = new(0.1, 0.11, 0.13);
    public static readonly PaperColour Soft = new(0.32, 0.35, 0.38);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Red:0.###} {Green:0.###} {Blue:0.###}");
}

/// <summary>Fills A4 pages from the top down with wrapped text and a few shapes.</summary>
internal sealed class PaperLayout
{
    public const double PageWidth = 595.28, PageHeight = 841.89, Margin = 56, Foot = 52;
    public const double TextWidth = PageWidth - (2 * Margin);
    private const double Leading = 1.32;

    private readonly List<StringBuilder> pages = [];
    private readonly FontSubset regular = new(TrueTypeFont.Regular), bold = new(TrueTypeFont.Bold);
    private double top;

    public PaperLayout() => NextPage();

    public int PageCount => pages.Count;

    /// <summary>Distance from the lower edge to where the next line begins.</summary>
    public double Top => top;

    private StringBuilder Page => pages[^1];

    public void NextPage()
    {
        pages.Add(new StringBuilder(4 << 10));
        top = PageHeight - Margin;
    }

    /// <summary>Goes to the next page unless that much room is left on this one.</summary>
    public void Need(double height)
    {
        if (top - height < Margin + Foot) NextPage();
    }

    public void Skip(double height) => top -= height;

    public void Paragraph(string text, double size, bool isBold = false, PaperColour? colour = null, double indent = 0) =>
        Lines(text, size, isBold, colour ?? PaperColour.Ink, Margin + indent, TextWidth - indent);

    /// <summary>Label left, value right; both wrap, and the next row begins below the longer one.</summary>
    public void Row(string label, string value, double size, double indent = 0)
    {
        const double LabelWidth = 128, Gap = 10;
        var width = TextWidth - indent - LabelWidth - Gap;
        Need(size * Leading);
        var (start, page) = (top, pages.Count);
        Lines(label, size, isBold: false, PaperColour.Soft, Margin + indent, LabelWidth);
        var afterLabel = pages.Count == page ? top : PageHeight;
        if (pages.Count == page) top = start;
        Lines(value, size, isBold: false, PaperColour.Ink, Margin + indent + LabelWidth + Gap, width);
        if (pages.Count == page) top = Math.Min(top, afterLabel);
        top -= size * 0.28;
    }

    public void Rule(PaperColour colour) => Draw($"q {colour} RG 0.7 w {Text(Margin)} {Text(top)} m {Text(PageWidth - Margin)} {Text(top)} l S Q");

    /// <summary>Operators of the page itself, in points from its lower left corner.</summary>
    public void Draw(string operators) => Page.Append(operators).Append('\n');

    /// <summary>One line at a fixed place, cut to the width.</summary>
    public void Line(int page, string text, double size, double x, double y, double width)
    {
        var line = Wrap(Printable(text), size, isBold: false, width)[0];
        Show(pages[page], line, size, isBold: false, PaperColour.Soft, x, y);
    }

    /// <summary>The pages as a document.</summary>
    public byte[] Write(string title, string language, DateTimeOffset at)
    {
        var document = new NewDocument();
        var fonts = document.Add(new PdfDictionary { ["R"] = regular.AddTo(document.Add), ["B"] = bold.AddTo(document.Add) });
        var tree = new PdfDictionary { ["Type"] = new PdfName("Pages"), ["Count"] = new PdfNumber(pages.Count), ["MediaBox"] = PdfArray.Of(0, 0, PageWidth, PageHeight) };
        var parent = document.Add(tree);
        var kids = new PdfArray();
        foreach (var page in pages)
        {
            var content = document.Add(new PdfStream(new PdfDictionary { ["Filter"] = new PdfName("FlateDecode") }, Deflate.Compress(Encoding.ASCII.GetBytes(page.ToString()))));
            kids.Items.Add(document.Add(new PdfDictionary { ["Type"] = new PdfName("Page"), ["Parent"] = parent, ["Resources"] = new PdfDictionary { ["Font"] = fonts }, ["Contents"] = content }));
        }
        tree["Kids"] = kids;
        var catalog = document.Add(new PdfDictionary
        {
            ["Type"] = new PdfName("Catalog"),
            ["Pages"] = parent,
            ["Lang"] = TextString.Encode(language),
            ["ViewerPreferences"] = new PdfDictionary { ["DisplayDocTitle"] = PdfBoolean.True },
        });
        var info = document.Add(new PdfDictionary { ["Title"] = TextString.Encode(title), ["Producer"] = TextString.Encode("ThanhHoa.DigitalSignature"), ["CreationDate"] = TextString.Date(at) });
        return document.Write(catalog, info);
    }

    private void Lines(string text, double size, bool isBold, PaperColour colour, double x, double width)
    {
        foreach (var line in Wrap(Printable(text), size, isBold, width))
        {
            Need(size * Leading);
            top -= size * Leading;
            Show(Page, line, size, isBold, colour, x, top + (size * 0.3));
        }
    }

    private void Show(StringBuilder page, string line, double size, bool isBold, PaperColour colour, double x, double y)
    {
        if (line.Length == 0) return;
        page.Append(CultureInfo.InvariantCulture, $"BT {colour} rg /{(isBold ? 'B' : 'R')} {size:0.##} Tf {x:0.##} {y:0.##} Td <{(isBold ? bold : regular).Encode(line)}> Tj ET\n");
    }

    // At spaces; a word longer than the line – a digest, a path – wherever the line is full.
    private static List<string> Wrap(string text, double size, bool isBold, double width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (Fits(longer))
            {
                line = longer;
                continue;
            }
            if (line.Length > 0) lines.Add(line);
            line = "";
            foreach (var rune in word.EnumerateRunes())
            {
                if (line.Length > 0 && !Fits(line + rune))
                {
                    lines.Add(line);
                    line = "";
                }
                line += rune;
            }
        }
        lines.Add(line);
        return lines;

        bool Fits(string candidate) => TextLayout.Width(candidate, isBold) * size / 1000 <= width;
    }

    // What the font cannot show is shown to be there.
    private static string Printable(string text) => string.Concat(ReportText.Clean(text).EnumerateRunes().Select(rune => TrueTypeFont.Regular.Glyph(rune.Value) == 0 || TrueTypeFont.Bold.Glyph(rune.Value) == 0 ? "\u25A1" : rune.ToString()));

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
