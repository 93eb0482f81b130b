using System.Globalization;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Text;

/// <summary>What a font's codes mean and how wide they are.</summary>
internal sealed class TextFont
{
    private const int LargestMap = 4 << 20;
    private const int MostWidths = 500_000;
    private readonly bool isComposite;
    private readonly ToUnicodeMap? unicode;
    private readonly Dictionary<int, double> widths = [];
    private readonly double usualWidth;
    private readonly Dictionary<int, string> differences = [];

    public TextFont(PdfFile file, PdfDictionary font)
    {
        Dictionary = font;
        isComposite = file.Name(font["Subtype"]) == "Type0";
        if (file.Resolve(font["ToUnicode"]) is PdfStream map) unicode = new ToUnicodeMap(StreamFilters.Decode(file, map, LargestMap));
        if (isComposite)
        {
            var descendant = file.Array(font["DescendantFonts"]) is { Count: > 0 } list ? file.Dictionary(list[0]) : null;
            usualWidth = file.Number(descendant?["DW"]) ?? 1000;
            ReadCompositeWidths(file, file.Array(descendant?["W"]));
            return;
        }
        var first = (int)(file.Integer(font["FirstChar"]) ?? 0);
        var simple = file.Array(font["Widths"])?.Items ?? [];
        for (var i = 0; i < simple.Count && i < 256; i++) widths[first + i] = file.Number(simple[i]) ?? 0;
        usualWidth = file.Number(file.Dictionary(font["FontDescriptor"])?["MissingWidth"]) ?? 500;
        ReadDifferences(file, file.Array(file.Dictionary(font["Encoding"])?["Differences"]));
    }

    public PdfDictionary Dictionary { get; }

    /// <summary>Entries of its tables, for what it costs to make and to keep it.</summary>
    public int Letters => (unicode?.Count ?? 0) + widths.Count;

    /// <summary>The codes of a string with their letters (empty when unknown) and widths in thousandths.</summary>
    public IEnumerable<(string Letters, double Width, bool IsSpace)> Codes(byte[] text)
    {
        var step = isComposite ? 2 : 1;
        for (var i = 0; i + step <= text.Length; i += step)
        {
            var code = isComposite ? (text[i] << 8) | text[i + 1] : text[i];
            yield return (unicode?.Find(code) ?? (isComposite ? "" : differences.GetValueOrDefault(code) ?? Windows(code)), widths.GetValueOrDefault(code, usualWidth), !isComposite && code == 32);
        }
    }

    // WinAnsiEncoding differs from Latin-1 only between 0x80 and 0x9F, which no anchor text needs.
    private static string Windows(int code) => ((char)code).ToString();

    private void ReadCompositeWidths(PdfFile file, PdfArray? list)
    {
        var set = 0L;
        for (var i = 0; i + 1 < list?.Count;)
        {
            // Ranges may name the same codes again and again.
            if (set > MostWidths) return;
            if (file.Integer(list[i]) is not (>= 0 and <= 65535 and var first)) return;
            if (file.Array(list[i + 1]) is { } several)
            {
                set += several.Count;
                for (var n = 0; n < several.Count && n < 65536; n++) widths[(int)first + n] = file.Number(several[n]) ?? 0;
                i += 2;
            }
            else
            {
                if (i + 2 >= list.Count || file.Integer(list[i + 1]) is not (>= 0 and <= 65535 and var last)) return;
                set += Math.Max(0, last - first);
                for (var code = first; code <= last; code++) widths[(int)code] = file.Number(list[i + 2]) ?? 0;
                i += 3;
            }
        }
    }

    private void ReadDifferences(PdfFile file, PdfArray? list)
    {
        var code = 0L;
        foreach (var item in list?.Items ?? [])
        {
            if (file.Integer(item) is { } start) code = start;
            else if (file.Name(item) is { } name) differences[(int)code++ & 0xFF] = GlyphName(name);
        }
    }

    // "uni1EA5" and one-letter names; the rest comes with a ToUnicode map in every document that can be searched.
    private static string GlyphName(string name)
    {
        if (name.Length == 1) return name;
        if (name == "space") return " ";
        return name.StartsWith("uni", StringComparison.Ordinal) && name.Length == 7 && int.TryParse(name.AsSpan(3), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var point) && Rune.IsValid(point)
            ? new Rune(point).ToString()
            : "";
    }
}
