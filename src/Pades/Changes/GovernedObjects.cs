using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Changes;

/// <summary>
/// The objects that a rule of their own judges wherever they stand in the document: the catalog, pages, annotations and fields.
/// They refer to each other in circles, so that every other path stops at them.
/// </summary>
internal static class GovernedObjects
{
    public static HashSet<int> Find(PdfFile file)
    {
        var found = new HashSet<int>();
        if (file.Trailer["Root"] is PdfReference root) found.Add(root.Number);
        Descend(file, file.Catalog["Pages"], found, page =>
        {
            foreach (var item in file.Array(page["Annots"])?.Items ?? [])
            {
                if (item is PdfReference annotation && file.Resolve(annotation) is PdfDictionary) found.Add(annotation.Number);
            }
        });
        foreach (var field in file.Array(file.Dictionary(file.Catalog["AcroForm"])?["Fields"])?.Items ?? []) Descend(file, field, found, null);
        return found;
    }

    private static void Descend(PdfFile file, PdfObject? root, HashSet<int> found, Action<PdfDictionary>? visit)
    {
        var seen = new HashSet<int>();
        var open = new Stack<PdfObject?>([root]);
        while (open.TryPop(out var next))
        {
            if (next is not PdfReference reference || !seen.Add(reference.Number) || file.Resolve(reference) is not PdfDictionary node) continue;
            if (seen.Count > PdfLimits.TreeNodes) throw new PdfException(PdfErrorCode.LimitExceeded, "The document's trees are too large to be compared");
            found.Add(reference.Number);
            visit?.Invoke(node);
            foreach (var kid in file.Array(node["Kids"])?.Items ?? []) open.Push(kid);
        }
    }
}
