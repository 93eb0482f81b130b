using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Document;

/// <summary>A terminal field of the interactive form (ISO 32000-2 §12.7.4) with what it inherits.</summary>
/// <param name="Name">Fully qualified.</param>
/// <param name="Reference">The field's object.</param>
/// <param name="Dictionary">Its own entries.</param>
/// <param name="Type">/FT, own or inherited.</param>
/// <param name="Value">/V, own or inherited.</param>
/// <param name="Widget">Its only widget: the field itself or its one kid; null when it has none or several.</param>
internal sealed record FormField(string Name, PdfReference Reference, PdfDictionary Dictionary, string? Type, PdfObject? Value, PdfReference? Widget);

/// <summary>Lists the fields of a file within bounds.</summary>
internal sealed class FieldTree(PdfFile file)
{
    private readonly HashSet<int> path = [];
    private int nodes;

    public IEnumerable<FormField> Fields()
    {
        var fields = file.Array(file.Dictionary(file.Catalog["AcroForm"])?["Fields"]);
        foreach (var item in fields?.Items ?? [])
        {
            foreach (var field in Walk(item, "", null, null, 0)) yield return field;
        }
    }

    /// <summary>An entry of a field or of a widget, its own or that of a field above it (table 226).</summary>
    public static PdfObject? Inherited(PdfFile file, PdfDictionary field, string key)
    {
        PdfDictionary? node = field;
        for (var depth = 0; node is not null && depth < PdfLimits.Depth; depth++)
        {
            if (node[key] is { } value) return value;
            node = file.Dictionary(node["Parent"]);
        }
        return null;
    }

    private IEnumerable<FormField> Walk(PdfObject item, string prefix, string? type, PdfObject? value, int depth)
    {
        // A field that is no reference cannot be updated, and readers drop it.
        if (item is not PdfReference reference || file.Resolve(reference) is not PdfDictionary field) yield break;
        if (depth > PdfLimits.Depth || ++nodes > PdfLimits.TreeNodes) throw new PdfException(PdfErrorCode.LimitExceeded, "The form's field tree is too deep or too large");
        if (!path.Add(reference.Number)) throw new PdfException(PdfErrorCode.Damaged, $"The form's field tree runs in a circle at object {reference.Number}");
        var partial = (file.Resolve(field["T"]) as PdfString)?.Text;
        var name = partial is null ? prefix : prefix.Length == 0 ? partial : $"{prefix}.{partial}";
        type = file.Name(field["FT"]) ?? type;
        value = field["V"] ?? value;
        var kids = file.Array(field["Kids"]);
        if (kids is null || !kids.Items.Exists(IsField))
        {
            yield return new FormField(name, reference, field, type, value, Widget(reference, field, kids));
        }
        else
        {
            foreach (var kid in kids.Items)
            {
                foreach (var found in Walk(kid, name, type, value, depth + 1)) yield return found;
            }
        }
        path.Remove(reference.Number);
    }

    private bool IsField(PdfObject kid) => file.Dictionary(kid)?["T"] is not null;

    private static PdfReference? Widget(PdfReference reference, PdfDictionary field, PdfArray? kids)
    {
        if (kids is null or { Count: 0 }) return field.IsName("Subtype", "Widget") || field["Rect"] is not null ? reference : null;
        return kids.Count == 1 ? kids[0] as PdfReference : null;
    }
}
