using System.Text;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Text;

/// <summary>Turns an anchor text or a named destination into a page and a rectangle.</summary>
internal static class PlaceSearch
{
    private const int MostPages = 5000;

    /// <summary>The same appearance with page and rectangle settled.</summary>
    public static SignatureAppearance Settle(PdfFile file, SignatureAppearance appearance)
    {
        if (appearance.AnchorText is null && appearance.NamedPlace is null) return appearance;
        if (appearance.AnchorText is not null && appearance.NamedPlace is not null) throw new PdfException(PdfErrorCode.PlanInvalid, "A signature stands at an anchor text or at a named place, not both");
        var pages = new PageTree(file).Pages().Take(MostPages).ToList();
        var (number, x, y) = appearance.AnchorText is { } text
            ? FindText(file, pages, text) is { } found ? (found.Page, found.First.X, found.First.Y) : throw new PdfException(PdfErrorCode.PlaceNotFound, $"The text \"{text}\" stands on no page")
            : FindDestination(file, pages, appearance.NamedPlace!) ?? throw new PdfException(PdfErrorCode.PlaceNotFound, $"The document has no place named \"{appearance.NamedPlace}\"");
        var shown = pages[number - 1].ToDisplay(new PdfRectangle(x, y, 0, 0));
        var place = appearance.Rectangle;
        return appearance with { Page = number, Rectangle = place with { X = shown.X + place.X, Y = shown.Y + place.Y }, AnchorText = null, NamedPlace = null };
    }

    /// <summary>Where a text stands last, looked for on the last pages only.</summary>
    /// <returns>Page and the rectangle around the text as displayed; null when it stands on none of them.</returns>
    public static (int Page, PdfRectangle Rectangle)? FindText(PdfFile file, string text, int lastPages)
    {
        var pages = new PageTree(file).Pages().Take(MostPages).ToList();
        if (FindText(file, pages, text, lastPages) is not var (number, first, last)) return null;
        var page = pages[number - 1];
        var (from, to) = (page.ToDisplay(new PdfRectangle(first.X, first.Y, 0, 0)), page.ToDisplay(new PdfRectangle((2 * last.MiddleX) - last.X, (2 * last.MiddleY) - last.Y, 0, 0)));
        return (number, new PdfRectangle(Math.Min(from.X, to.X), Math.Min(from.Y, to.Y), Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)));
    }

    // From the end: signature blocks stand there. Spaces do not count, they are often only distance.
    private static (int Page, PlacedLetter First, PlacedLetter Last)? FindText(PdfFile file, List<PdfPage> pages, string text, int lastPages = MostPages)
    {
        var wanted = Letters(text);
        if (wanted.Length == 0) throw new PdfException(PdfErrorCode.PlanInvalid, "The anchor text is empty");
        var reader = new PageText(file);
        for (var number = pages.Count; number >= 1 && number > pages.Count - lastPages; number--)
        {
            var letters = reader.Read(pages[number - 1]);
            if ((FindIn(letters, wanted) ?? FindIn(InLines(letters, pages[number - 1]), wanted)) is var (first, last)) return (number, first, last);
        }
        return null;
    }

    private static (PlacedLetter First, PlacedLetter Last)? FindIn(IReadOnlyList<PlacedLetter> letters, string wanted)
    {
        var text = new StringBuilder();
        var sources = new List<PlacedLetter>();
        foreach (var letter in letters)
        {
            foreach (var part in Letters(letter.Letter.ToString()))
            {
                text.Append(part);
                sources.Add(letter);
            }
        }
        var at = text.ToString().LastIndexOf(wanted, StringComparison.Ordinal);
        return at < 0 ? null : (sources[at], sources[at + wanted.Length - 1]);
    }

    // As it is read: letters of a second font are often drawn after the line whose gaps they fill.
    private static List<PlacedLetter> InLines(IReadOnlyList<PlacedLetter> letters, PdfPage page)
    {
        const double Line = 2;
        return [.. letters.Select(l => (Place: page.ToDisplay(new PdfRectangle(l.X, l.Y, 0, 0)), Item: l))
            .OrderByDescending(l => Math.Round(l.Place.Y / Line)).ThenBy(l => l.Place.X).Select(l => l.Item)];
    }

    // Decomposed, so that a letter and its accent drawn apart still match.
    private static string Letters(string text)
    {
        var decomposed = text.Length == 1 && char.IsSurrogate(text[0]) ? text : text.Normalize(NormalizationForm.FormD);
        return string.Concat(decomposed.Where(letter => !char.IsWhiteSpace(letter) && letter is not ('\u00AD' or '\uFFFD')));
    }

    // ISO 32000-2 §12.3.2.4: names in the catalog's /Dests or in the name tree.
    private static (int Page, double X, double Y)? FindDestination(PdfFile file, List<PdfPage> pages, string name)
    {
        var value = file.Dictionary(file.Catalog["Dests"])?[name] ?? InTree(file, file.Dictionary(file.Catalog["Names"])?["Dests"], name, []);
        var destination = file.Resolve(value) is PdfDictionary entry ? file.Array(entry["D"]) : file.Array(value);
        if (destination is not { Count: > 1 } || destination[0] is not PdfReference page) return null;
        var number = pages.FindIndex(candidate => candidate.Reference.Number == page.Number) + 1;
        if (number == 0) return null;
        var box = pages[number - 1].Box;
        double Coordinate(int index, double usual) => index < destination.Count ? file.Number(destination[index]) ?? usual : usual;
        return file.Name(destination[1]) switch
        {
            "XYZ" => (number, Coordinate(2, box.X), Coordinate(3, box.Top)),
            "FitR" => (number, Coordinate(2, box.X), Coordinate(3, box.Y)),
            "FitH" or "FitBH" => (number, box.X, Coordinate(2, box.Top)),
            "FitV" or "FitBV" => (number, Coordinate(2, box.X), box.Top),
            _ => (number, box.X, box.Top),
        };
    }

    private static PdfObject? InTree(PdfFile file, PdfObject? node, string name, HashSet<PdfDictionary> visited)
    {
        if (file.Dictionary(node) is not { } tree || visited.Count > PdfLimits.TreeNodes || !visited.Add(tree)) return null;
        var pairs = file.Array(tree["Names"])?.Items ?? [];
        for (var i = 0; i + 1 < pairs.Count; i += 2)
        {
            if (file.Resolve(pairs[i]) is PdfString key && key.Text == name) return pairs[i + 1];
        }
        return (file.Array(tree["Kids"])?.Items ?? []).Select(kid => InTree(file, kid, name, visited)).FirstOrDefault(found => found is not null);
    }
}
