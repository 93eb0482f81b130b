using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Text;

namespace ThanhHoa.DigitalSignature.Pades.Changes;

/// <summary>
/// What may happen on a page after a signature: widgets of new signature fields come, and with P = 3 comments that cannot
/// pass for the document's own text. FreeText, Stamp and Redact can, so they are never permitted (the evil annotation attack).
/// </summary>
internal sealed class AnnotationComparison(PdfFile before, PdfFile after, Permissions permissions, ObjectComparison objects, FormComparison form, ChangeLog log)
{
    private static readonly HashSet<string> Comments = new(["Text", "Popup", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret"], StringComparer.Ordinal);
    // Of drawing operators these alone make letters or pictures.
    private static readonly HashSet<string> Writing = new(["Tj", "TJ", "'", "\"", "sh"], StringComparer.Ordinal);
    private const int DeepestForm = 8;
    private const double LargestIcon = 50;
    private const int LargestAppearance = 4 << 20;
    private readonly CoveredText texts = new();
    private Dictionary<int, (PdfPage Page, int Number)>? pages;

    public void Compare(ObjectPath path, int page, PdfObject? a, PdfObject? b)
    {
        var (old, now) = (before.Array(a)?.Items ?? [], after.Array(b)?.Items ?? []);
        if (b is PdfReference { Number: var number }) path = path with { Object = number };
        var next = 0;
        for (var i = 0; i < now.Count; i++)
        {
            var at = path.Down(i);
            if (now[i] is PdfReference reference) at = at with { Object = reference.Number };
            var match = FindFrom(old, next, now[i]);
            if (match < 0)
            {
                Add(at, page, now[i]);
                continue;
            }
            for (; next < match; next++) Remove(path, old[next], now);
            next = match + 1;
            Match(at, page, old[match], now[i]);
        }
        for (; next < old.Count; next++) Remove(path, old[next], now);
    }

    // The order of annotations is the order of drawing, so it counts.
    private int FindFrom(List<PdfObject> old, int start, PdfObject wanted)
    {
        for (var i = start; i < old.Count; i++)
        {
            if (wanted is PdfReference reference ? old[i] is PdfReference one && one.Number == reference.Number : old[i] is not PdfReference && !objects.Differs(old[i], wanted)) return i;
        }
        return -1;
    }

    private void Match(ObjectPath path, int page, PdfObject a, PdfObject b)
    {
        if (b is PdfReference { Number: var number } && form.Knows(number)) return;
        var (old, now) = (before.Resolve(a), after.Resolve(b));
        if (permissions.AllowsAnnotations && old is PdfDictionary x && now is PdfDictionary y && objects.Differs(old, now) && IsComment(before, x) && IsComment(after, y) && !Covers(y, page))
        {
            log.Permit(FindingCode.AnnotationChanged, path);
            return;
        }
        objects.Same(path, old, now, place => log.Forbid(FindingCode.AnnotationChanged, place));
    }

    private void Add(ObjectPath path, int page, PdfObject item)
    {
        if (after.Resolve(item) is not PdfDictionary annotation) return;
        if (item is PdfReference reference && form.NewWidgets.Contains(reference.Number))
        {
            // The widget was already there under another roof, and may have been dressed up since.
            if (objects.Governs(reference.Number)) log.Forbid(FindingCode.AnnotationAdded, path);
            else if (permissions.IsCertified && Covers(annotation, page)) log.Forbid(FindingCode.SignatureCoversText, path, TextUnder(annotation, page));
            return;
        }
        // ISO 32000-2 §12.7.5.5: a field that waited for its signature off the page is shown with it, as a new one would be.
        if (item is PdfReference waiting && form.SignedNow.Contains(waiting.Number) && !IsElsewhere(annotation, page))
        {
            if (Covers(annotation, page)) log.Forbid(FindingCode.SignatureCoversText, path);
            return;
        }
        if (permissions.AllowsAnnotations && IsComment(after, annotation) && !Covers(annotation, page)) log.Permit(FindingCode.AnnotationAdded, path);
        else log.Forbid(FindingCode.AnnotationAdded, path);
    }

    private static bool IsElsewhere(PdfDictionary annotation, int page) => annotation["P"] is PdfReference own && own.Number != page;

    private void Remove(ObjectPath path, PdfObject item, List<PdfObject> now)
    {
        if (before.Resolve(item) is not PdfDictionary old) return;
        var moved = item is PdfReference reference && now.Exists(other => other is PdfReference here && here.Number == reference.Number);
        if (permissions.AllowsAnnotations && IsComment(before, old) && !moved) log.Permit(FindingCode.AnnotationRemoved, path);
        else log.Forbid(FindingCode.AnnotationRemoved, path);
    }

    private static bool IsComment(PdfFile file, PdfDictionary annotation) =>
        file.Name(annotation["Subtype"]) is { } kind && Comments.Contains(kind) && annotation["A"] is null && annotation["AA"] is null && annotation.DuplicateKey is null;

    // A note's icon is small and stands beside text; text markup lies over text by nature, so that neither may bring letters, and markup no pictures.
    private bool Covers(PdfDictionary annotation, int page)
    {
        if (PageTree.Rectangle(after, annotation["Rect"]) is not { Width: > 0, Height: > 0 } area) return false;
        var kind = after.Name(annotation["Subtype"]);
        if (kind == "Popup") return annotation["AP"] is not null;
        if (after.Dictionary(annotation["AP"]) is not { } appearance) return false;
        if (kind == "Widget") return TextUnder(annotation, page) is not null;
        if (kind == "Text" && (area.Width > LargestIcon || area.Height > LargestIcon || TextUnder(annotation, page) is not null)) return true;
        return appearance.Entries.Values.Any(state => Writes(state, mayHavePictures: kind == "Text", 0));
    }

    private bool Writes(PdfObject appearance, bool mayHavePictures, int depth)
    {
        if (depth > DeepestForm) return true;
        if (after.Resolve(appearance) is PdfDictionary states) return states.Entries.Values.Any(state => after.Resolve(state) is not PdfStream || Writes(state, mayHavePictures, depth + 1));
        if (after.Resolve(appearance) is not PdfStream stream) return false;
        if (!stream.Dictionary.IsName("Subtype", "Form") && depth > 0) return !mayHavePictures;
        var resources = after.Dictionary(after.Dictionary(stream.Dictionary["Resources"])?["XObject"]);
        var operands = new List<PdfObject>();
        var parser = new PdfParser(StreamFilters.Decode(after, stream, LargestAppearance), -1, true);
        while (ContentReader.Next(ref parser, operands) is { } keyword)
        {
            if (Writing.Contains(keyword)) return true;
            // Programs wrap what they draw into forms.
            if (keyword == "Do" && (operands is not [PdfName name] || resources?[name.Value] is not { } drawn || Writes(drawn, mayHavePictures, depth + 1))) return true;
            operands.Clear();
        }
        return false;
    }

    // Where letters of the signed page stand; null when none do.
    private TextPlace? TextUnder(PdfDictionary annotation, int page)
    {
        pages ??= new PageTree(before).Pages().Select((p, i) => (Page: p, Number: i + 1)).DistinctBy(p => p.Page.Reference.Number).ToDictionary(p => p.Page.Reference.Number);
        return PageTree.Rectangle(after, annotation["Rect"]) is { } area && pages.TryGetValue(page, out var found) && texts.Under(before, found.Page, area, 0) is { Length: > 0 } words
            ? new TextPlace(found.Number, words) : null;
    }
}
