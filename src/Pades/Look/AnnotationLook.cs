using ThanhHoa.DigitalSignature.Pades.Changes;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Look;

/// <summary>An annotation that draws something (ISO 32000-2 §12.5).</summary>
/// <param name="Item">As its page names it.</param>
/// <param name="Dictionary">Its entries.</param>
/// <param name="Area">In default user space.</param>
/// <param name="Shown">On the displayed page, cut off at its edges.</param>
internal sealed record AnnotationLook(PdfObject Item, PdfDictionary Dictionary, PdfRectangle Area, PdfRectangle Shown)
{
    private const int HiddenOrNoView = 2 | 32;
    private const int DeepestField = 32;
    // Besides these every entry may change what a viewer draws where no appearance is given.
    private static readonly HashSet<string> Invisible = new(["AP", "Rect", "F", "P", "Parent", "M", "NM", "T", "Type", "StructParent", "Popup", "CreationDate", "A", "AA", "TU", "TM", "Lock", "SV"], StringComparer.Ordinal);

    public int Number => (Item as PdfReference)?.Number ?? 0;

    /// <summary>Null when it draws nothing: hidden, empty, off the page.</summary>
    public static AnnotationLook? Read(PdfFile file, PdfPage page, PdfObject item)
    {
        if (file.Resolve(item) is not PdfDictionary annotation || ((file.Integer(annotation["F"]) ?? 0) & HiddenOrNoView) != 0) return null;
        if (PageTree.Rectangle(file, annotation["Rect"]) is not { Width: > 0, Height: > 0 } area || !Draws(file, annotation)) return null;
        var (width, height) = page.DisplaySize;
        var shown = page.ToDisplay(area);
        var (x, y) = (Math.Max(shown.X, 0), Math.Max(shown.Y, 0));
        var visible = new PdfRectangle(x, y, Math.Min(shown.Right, width) - x, Math.Min(shown.Top, height) - y);
        return visible is { Width: > 0, Height: > 0 } ? new(item, annotation, area, visible) : null;
    }

    public bool LooksLike(AnnotationLook other, PdfFile file, PdfFile otherFile, ObjectComparison objects)
    {
        if (Area != other.Area || objects.Differs(Dictionary["AP"], other.Dictionary["AP"]) || objects.Differs(Dictionary["AS"], other.Dictionary["AS"]) || objects.Differs(Dictionary["OC"], other.Dictionary["OC"])) return false;
        if (file.Dictionary(Dictionary["AP"]) is not null && otherFile.Dictionary(other.Dictionary["AP"]) is not null) return true;
        return !Dictionary.Entries.Keys.Union(other.Dictionary.Entries.Keys).Any(key => !Invisible.Contains(key) && objects.Differs(Dictionary[key], other.Dictionary[key]));
    }

    public (LookSubject Subject, string Name) Describe(PdfFile file)
    {
        if (!IsWidget(file, Dictionary)) return (LookSubject.Annotation, file.Name(Dictionary["Subtype"]) ?? "");
        var (names, type) = (new List<string>(), (string?)null);
        foreach (var node in Line(file))
        {
            if ((file.Resolve(node["T"]) as PdfString)?.Text is { } partial) names.Insert(0, partial);
            type ??= file.Name(node["FT"]);
        }
        return (type == "Sig" ? LookSubject.Signature : LookSubject.Field, string.Join('.', names));
    }

    /// <summary>Numbers of the objects that make up its look: itself, the fields above it, its appearances.</summary>
    public IEnumerable<int> Parts(PdfFile file)
    {
        yield return Number;
        foreach (var node in Line(file))
        {
            if (node["Parent"] is PdfReference above) yield return above.Number;
        }
        if (Dictionary["AP"] is PdfReference own) yield return own.Number;
        foreach (var state in file.Dictionary(Dictionary["AP"])?.Entries.Values ?? [])
        {
            if (state is PdfReference stream) yield return stream.Number;
            foreach (var inner in (file.Resolve(state) as PdfDictionary)?.Entries.Values.OfType<PdfReference>() ?? []) yield return inner.Number;
        }
    }

    private IEnumerable<PdfDictionary> Line(PdfFile file)
    {
        var node = Dictionary;
        for (var depth = 0; node is not null && depth < DeepestField; depth++)
        {
            yield return node;
            node = file.Resolve(node["Parent"]) as PdfDictionary;
        }
    }

    private static bool IsWidget(PdfFile file, PdfDictionary annotation) => file.Name(annotation["Subtype"]) == "Widget";

    private static bool Draws(PdfFile file, PdfDictionary annotation)
    {
        if (file.Dictionary(annotation["AP"]) is not null) return file.Name(annotation["Subtype"]) != "Popup";
        return file.Name(annotation["Subtype"]) switch
        {
            "Popup" => false,
            // Without appearance a program may draw a border, a background or the value.
            "Widget" => annotation["MK"] is not null || file.Resolve(annotation["V"]) is not (PdfNull or PdfDictionary),
            "Link" => (file.Array(annotation["Border"]) is not { Count: >= 3 } border || file.Number(border[2]) != 0) && file.Number(file.Dictionary(annotation["BS"])?["W"]) != 0,
            _ => true,
        };
    }
}
