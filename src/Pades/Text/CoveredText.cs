using System.Text;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Text;

/// <summary>The words that stand in a rectangle of a page: its own text and that of its visible annotations. Texts once read are kept, as several signatures often stand on one page.</summary>
internal sealed class CoveredText
{
    private const int LongestText = 200;
    private const int MostAnnotations = 500;
    private const int MostAppearances = 40;
    private const int LargestAppearance = 256 << 10;
    private const int PagesKept = 4;
    private const double Line = 2;
    private readonly Queue<(string Key, List<PlacedLetter> Letters)> kept = new();

    /// <summary>At most 200 characters, lines from the top; empty when no letter stands there.</summary>
    /// <param name="file">The state whose text it is.</param>
    /// <param name="page">Its page there.</param>
    /// <param name="area">In default user space.</param>
    /// <param name="except">Number of an annotation whose text does not count; 0 for none.</param>
    public string Under(PdfFile file, PdfPage page, PdfRectangle area, int except)
    {
        var inside = Letters(file, page).Concat(OfAnnotations(file, page, area, except)).Where(letter => Holds(area, letter)).ToList();
        return inside.Exists(letter => !char.IsWhiteSpace(letter.Letter)) ? Words(inside, page) : "";
    }

    // By origin or by middle: a letter that is half covered is covered.
    private static bool Holds(PdfRectangle area, PlacedLetter letter) => Holds(area, letter.X, letter.Y) || Holds(area, letter.MiddleX, letter.MiddleY);

    private static bool Holds(PdfRectangle area, double x, double y) => x >= area.X && x <= area.Right && y >= area.Y && y <= area.Top;

    private List<PlacedLetter> Letters(PdfFile file, PdfPage page)
    {
        var key = Key(file, page);
        foreach (var (known, letters) in kept)
        {
            if (known == key) return letters;
        }
        List<PlacedLetter> read = [.. new PageText(file).Read(page)];
        if (kept.Count == PagesKept) kept.Dequeue();
        kept.Enqueue((key, read));
        return read;
    }

    // The same page with the same content streams has the same text; exchanged fonts are a finding of their own.
    private static string Key(PdfFile file, PdfPage page)
    {
        var content = page.Dictionary["Contents"];
        var parts = file.Resolve(content) is PdfArray several ? several.Items : [content ?? PdfNull.Instance];
        return string.Join(' ', parts.Select(part => (file.Resolve(part) as PdfStream)?.DataOffset ?? -1).Prepend(page.Reference.Number));
    }

    private static IEnumerable<PlacedLetter> OfAnnotations(PdfFile file, PdfPage page, PdfRectangle area, int except)
    {
        var reader = new PageText(file);
        var read = 0;
        foreach (var item in (file.Array(page.Dictionary["Annots"])?.Items ?? []).Take(MostAnnotations))
        {
            if (item is PdfReference reference && reference.Number == except) continue;
            if (file.Resolve(item) is not PdfDictionary annotation || ((file.Integer(annotation["F"]) ?? 0) & (2 | 32)) != 0) continue;
            if (PageTree.Rectangle(file, annotation["Rect"]) is not { Width: > 0, Height: > 0 } place || !Meet(place, area)) continue;
            if (Appearance(file, annotation) is not { } form || Place(file, form, place) is not { } matrix) continue;
            if (++read > MostAppearances) yield break;
            foreach (var letter in Letters(reader, form, matrix, page)) yield return letter;
        }
    }

    private static IReadOnlyList<PlacedLetter> Letters(PageText reader, PdfStream form, Matrix place, PdfPage page)
    {
        try
        {
            return reader.Read(form, place, page.Resources, LargestAppearance);
        }
        catch (PdfException)
        {
            // No field's value is that long.
            return [];
        }
    }

    private static bool Meet(PdfRectangle a, PdfRectangle b) => a.X < b.Right && b.X < a.Right && a.Y < b.Top && b.Y < a.Top;

    /// <summary>What an annotation shows in its present state; null when it draws nothing of its own.</summary>
    public static PdfStream? Appearance(PdfFile file, PdfDictionary annotation) => file.Resolve(file.Dictionary(annotation["AP"])?["N"]) switch
    {
        PdfStream stream => stream,
        PdfDictionary states when file.Name(annotation["AS"]) is { } state => file.Resolve(states[state]) as PdfStream,
        _ => null,
    };

    // ISO 32000-2 §12.5.5, algorithm 8.1, for the transformations that forms use: moved and scaled.
    private static Matrix? Place(PdfFile file, PdfStream form, PdfRectangle area)
    {
        if (PageTree.Rectangle(file, form.Dictionary["BBox"]) is not { Width: > 0, Height: > 0 } box) return null;
        var own = Matrix.Identity;
        if (file.Array(form.Dictionary["Matrix"]) is { Count: 6 } given)
        {
            var n = given.Items.Select(item => file.Number(item) ?? 0).ToArray();
            own = new Matrix(n[0], n[1], n[2], n[3], n[4], n[5]);
        }
        var corners = new[] { own.Apply(box.X, box.Y), own.Apply(box.Right, box.Y), own.Apply(box.X, box.Top), own.Apply(box.Right, box.Top) };
        var (left, bottom) = (corners.Min(c => c.X), corners.Min(c => c.Y));
        var (width, height) = (corners.Max(c => c.X) - left, corners.Max(c => c.Y) - bottom);
        if (width <= 0 || height <= 0) return null;
        var (x, y) = (area.Width / width, area.Height / height);
        return own.Then(new Matrix(x, 0, 0, y, area.X - (left * x), area.Y - (bottom * y)));
    }

    private static string Words(List<PlacedLetter> letters, PdfPage page)
    {
        var text = new StringBuilder();
        (double Line, double End, double Size) last = (double.NaN, 0, 0);
        foreach (var (place, letter) in letters.Select(l => (Place: page.ToDisplay(new PdfRectangle(l.X, l.Y, 0, 0)), Letter: l))
            .OrderByDescending(l => Math.Round(l.Place.Y / Line)).ThenBy(l => l.Place.X))
        {
            var line = Math.Round(place.Y / Line);
            var middle = page.ToDisplay(new PdfRectangle(letter.MiddleX, letter.MiddleY, 0, 0));
            var isSpace = char.IsWhiteSpace(letter.Letter) || char.IsControl(letter.Letter);
            if (text.Length > 0 && text[^1] != ' ' && (isSpace || line != last.Line || place.X - last.End > last.Size / 4)) text.Append(' ');
            if (!isSpace) text.Append(letter.Letter);
            last = (line, place.X + (2 * (middle.X - place.X)), (middle.Y - place.Y) / 0.35);
            if (text.Length >= LongestText) return text.ToString(0, LongestText - 1) + "…";
        }
        return text.ToString().TrimEnd();
    }
}
