using System.Globalization;
using System.Text;

namespace ThanhHoa.DigitalSignature.Pades.Appearance;

/// <summary>Lines of text broken to a width, at the largest size that fits.</summary>
internal sealed class TextLayout
{
    private const double Leading = 1.18;

    private TextLayout(double size, List<(string Text, bool Bold)> lines)
    {
        Size = size;
        Lines = lines;
    }

    public double Size { get; }

    public double LineHeight => Size * Leading;

    public IReadOnlyList<(string Text, bool Bold)> Lines { get; }

    /// <summary>Breaks at spaces; a size of 0 is chosen between 12 and 4 points.</summary>
    public static TextLayout Fit(IReadOnlyList<string> lines, bool firstBold, double size, double width, double height)
    {
        var texts = lines.Select(line => line.Normalize(NormalizationForm.FormC)).ToList();
        if (size > 0) return new TextLayout(size, Break(texts, firstBold, size, width));
        // Whole lines read better than large ones; below 8 points rather broken lines.
        for (var candidate = 12.0; candidate >= 8; candidate -= 0.5)
        {
            var whole = Break(texts, firstBold, candidate, width);
            if (whole.Count == texts.Count && whole.Count * candidate * Leading <= height) return new TextLayout(candidate, whole);
        }
        for (var candidate = 12.0; ; candidate -= 0.5)
        {
            var broken = Break(texts, firstBold, candidate, width);
            var fits = broken.Count * candidate * Leading <= height && broken.TrueForAll(line => Width(line.Text, line.Bold) * candidate / 1000 <= width);
            if (fits || candidate <= 4) return new TextLayout(candidate, broken);
        }
    }

    /// <summary>The content-stream operators that show the lines, the first baseline below <paramref name="top"/>.</summary>
    public string Operators(double x, double top, FontSubset regular, FontSubset bold)
    {
        var baseline = top - (Size * TrueTypeFont.Regular.Ascent / TrueTypeFont.Regular.UnitsPerEm);
        var operators = new StringBuilder();
        operators.Append(CultureInfo.InvariantCulture, $"BT 0 g {LineHeight:0.##} TL {x:0.##} {baseline:0.##} Td\n");
        bool? current = null;
        foreach (var (text, isBold) in Lines)
        {
            if (current != isBold) operators.Append(CultureInfo.InvariantCulture, $"/{(isBold ? "B" : "R")} {Size:0.##} Tf ");
            current = isBold;
            operators.Append(CultureInfo.InvariantCulture, $"<{(isBold ? bold : regular).Encode(text)}> Tj T*\n");
        }
        return operators.Append("ET\n").ToString();
    }

    private static List<(string Text, bool Bold)> Break(List<string> texts, bool firstBold, double size, double width)
    {
        var lines = new List<(string, bool)>();
        for (var i = 0; i < texts.Count; i++)
        {
            var bold = firstBold && i == 0;
            var line = "";
            foreach (var word in texts[i].Split(' '))
            {
                var longer = line.Length == 0 ? word : $"{line} {word}";
                if (line.Length > 0 && Width(longer, bold) * size / 1000 > width)
                {
                    lines.Add((line, bold));
                    longer = word;
                }
                line = longer;
            }
            lines.Add((line, bold));
        }
        return lines;
    }

    /// <summary>In thousandths of the size.</summary>
    public static double Width(string text, bool bold)
    {
        var font = bold ? TrueTypeFont.Bold : TrueTypeFont.Regular;
        var width = 0.0;
        foreach (var rune in text.EnumerateRunes()) width += font.Scale(font.AdvanceWidth(font.Glyph(rune.Value)));
        return width;
    }
}
