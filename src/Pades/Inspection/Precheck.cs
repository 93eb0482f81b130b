using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Text;

namespace ThanhHoa.DigitalSignature.Pades.Inspection;

/// <summary>Reads all pages for what <see cref="PdfPrecheck"/> tells.</summary>
internal sealed class Precheck(PdfFile file)
{
    private const int MostPages = 5000;
    private const int MostFonts = 200;
    private const int MostPagesOfFont = 100;
    private const int MostAnnotations = 20_000;
    private const int LargestAppearance = 1 << 20;
    private const int LongestName = 100;
    private static readonly HashSet<string> Standard = new(
        ["Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic", "Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique", "Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique", "Symbol", "ZapfDingbats"], StringComparer.Ordinal);

    private readonly PageText text = new(file);
    private readonly Dictionary<(string Name, bool IsStandard), List<int>> missing = [];
    private readonly List<int> withoutText = [];
    private int annotations;

    public PdfPrecheck Run()
    {
        var pages = new PageTree(file).Pages().ToList();
        var read = 0;
        try
        {
            for (; read < Math.Min(pages.Count, MostPages); read++) Page(pages[read], read + 1);
        }
        catch (PdfException error) when (error.Code is PdfErrorCode.LimitExceeded)
        {
            // What was read is told, and how far that was.
        }
        return new PdfPrecheck
        {
            PageCount = pages.Count,
            PagesRead = read,
            PagesWithoutText = [.. withoutText.Where(number => number <= read)],
            MissingFonts = [.. missing.Select(font => new MissingFont(font.Key.Name, font.Key.IsStandard, font.Value)).OrderBy(font => font.IsStandard).ThenBy(font => font.Name, StringComparer.Ordinal)],
            Layers = Layers.Read(file),
            Attachments = [.. new ActiveContentScan(file).Run(pages).Where(content => content.Kind == ActiveContentKind.EmbeddedFile).Select(content => content.Detail)],
        };
    }

    private void Page(PdfPage page, int number)
    {
        if (text.Read(page).All(letter => char.IsWhiteSpace(letter.Letter))) withoutText.Add(number);
        Note(number);
        foreach (var item in file.Array(page.Dictionary["Annots"])?.Items ?? [])
        {
            if (++annotations > MostAnnotations) throw new PdfException(PdfErrorCode.LimitExceeded, "The file has too many annotations to be looked at");
            if (file.Resolve(item) is not PdfDictionary annotation || CoveredText.Appearance(file, annotation) is not { } form) continue;
            text.Read(form, Matrix.Identity, page.Resources, LargestAppearance);
            Note(number);
        }
    }

    private void Note(int page)
    {
        foreach (var font in text.FontsUsed)
        {
            if (IsEmbedded(font)) continue;
            var name = file.Name(font["BaseFont"]) ?? "";
            var key = (name.Length > LongestName ? name[..LongestName] + "…" : name, file.Name(font["Subtype"]) == "Type1" && Standard.Contains(name));
            if (!missing.TryGetValue(key, out var pages))
            {
                if (missing.Count >= MostFonts) continue;
                missing[key] = pages = [];
            }
            if (pages.Count < MostPagesOfFont && (pages.Count == 0 || pages[^1] != page)) pages.Add(page);
        }
    }

    // ISO 32000-2 table 120; the glyphs of a Type 3 font are content streams of the file.
    private bool IsEmbedded(PdfDictionary font)
    {
        if (file.Name(font["Subtype"]) == "Type3") return true;
        var owner = file.Name(font["Subtype"]) == "Type0" ? (file.Array(font["DescendantFonts"]) is { Count: > 0 } list ? file.Dictionary(list[0]) : null) : font;
        return file.Dictionary(owner?["FontDescriptor"]) is { } descriptor && (Has(descriptor, "FontFile") || Has(descriptor, "FontFile2") || Has(descriptor, "FontFile3"));
    }

    private bool Has(PdfDictionary descriptor, string key) => file.Resolve(descriptor[key]) is PdfStream { DataLength: > 0 };
}
