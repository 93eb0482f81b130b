using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Changes;

/// <summary>
/// New pages that are made from the named pages of the signed document (ISO 32000-2 §12.7.7, /TemplateInstantiated), as table 257
/// permits from P = 2 on. A page counts only if it draws exactly what its template draws, and its widgets belong to new fields.
/// </summary>
internal sealed class TemplatePages
{
    private const int MostPages = 10_000;
    private static readonly HashSet<string> OwnOfPage = new(["Type", "Parent", "Annots", "TemplateInstantiated", "StructParents", "LastModified"], StringComparer.Ordinal);
    private static readonly HashSet<string> OwnOfWidget = new(["P", "Parent", "T", "V", "AP", "AS", "M", "NM", "StructParent", "RV", "I"], StringComparer.Ordinal);
    private static readonly string[] Inheritable = ["Resources", "MediaBox", "CropBox", "Rotate"];
    private readonly PdfFile before;
    private readonly PdfFile after;
    private readonly ObjectComparison objects;
    private readonly Dictionary<string, PdfDictionary> templates = new(StringComparer.Ordinal);
    private readonly HashSet<int> pages = [];

    public TemplatePages(PdfFile before, PdfFile after, Permissions permissions, ObjectComparison objects)
    {
        (this.before, this.after, this.objects) = (before, after, objects);
        if (!permissions.AllowsFilling || before.Dictionary(before.Catalog["Names"]) is not { } names) return;
        ReadNames(names["Templates"], 0, []);
        ReadNames(names["Pages"], 0, []);
        if (templates.Count > 0) Walk(after.Catalog["Pages"], 0, []);
    }

    /// <summary>Widgets of pages so made: the form may get their fields.</summary>
    public HashSet<int> Widgets { get; } = [];

    public bool Made(PdfObject kid) => kid is PdfReference reference && pages.Contains(reference.Number);

    /// <summary>How many such pages stand below a branch of the later page tree: its /Count grows by exactly those.</summary>
    public int Below(PdfObject? branch)
    {
        var (count, steps) = (0, 0);
        var open = new Stack<PdfObject?>([branch]);
        while (pages.Count > 0 && open.TryPop(out var next) && ++steps < PdfLimits.TreeNodes)
        {
            foreach (var kid in after.Array(after.Dictionary(next)?["Kids"])?.Items ?? [])
            {
                if (Made(kid)) count++;
                else open.Push(kid);
            }
        }
        return count;
    }

    private void ReadNames(PdfObject? node, int depth, HashSet<PdfDictionary> seen)
    {
        if (depth > PdfLimits.Depth || templates.Count > MostPages || before.Dictionary(node) is not { } tree || !seen.Add(tree)) return;
        var pairs = before.Array(tree["Names"])?.Items ?? [];
        for (var i = 0; i + 1 < pairs.Count; i += 2)
        {
            if (before.Resolve(pairs[i]) is PdfString name && before.Dictionary(pairs[i + 1]) is { } page) templates.TryAdd(name.Text, page);
        }
        foreach (var kid in before.Array(tree["Kids"])?.Items ?? []) ReadNames(kid, depth + 1, seen);
    }

    private void Walk(PdfObject? node, int depth, HashSet<int> seen)
    {
        if (depth > PdfLimits.Depth || seen.Count > PdfLimits.TreeNodes || node is not PdfReference reference || !seen.Add(reference.Number)) return;
        var branch = after.Dictionary(reference);
        foreach (var kid in after.Array(branch?["Kids"])?.Items ?? [])
        {
            if (kid is PdfReference page && pages.Count < MostPages && IsNew(page) && after.Resolve(page) is PdfDictionary dictionary && IsMade(dictionary, reference)) pages.Add(page.Number);
            else Walk(kid, depth + 1, seen);
        }
    }

    private bool IsNew(PdfReference reference) => before.Find(reference.Number) is not { Kind: not XrefEntryKind.Free };

    private bool IsMade(PdfDictionary page, PdfReference parent)
    {
        var name = after.Resolve(page["TemplateInstantiated"]) switch { PdfName n => n.Value, PdfString s => s.Text, _ => null };
        if (name is null || !templates.TryGetValue(name, out var template) || !page.IsName("Type", "Page") || page.DuplicateKey is not null || page["Kids"] is not null) return false;
        if (template.Entries.Keys.Union(page.Entries.Keys).Any(key => !OwnOfPage.Contains(key) && objects.Differs(template[key], page[key]))) return false;
        // A template stands outside the page tree, so that a page inherits nothing that the template did not show.
        if (Inheritable.Any(key => page[key] is null && Inherits(parent, key))) return false;
        var (old, now) = (before.Array(template["Annots"])?.Items ?? [], after.Array(page["Annots"])?.Items ?? []);
        if (old.Count != now.Count) return false;
        var widgets = new List<int>();
        for (var i = 0; i < now.Count; i++)
        {
            if (before.Resolve(old[i]) is not PdfDictionary was || after.Resolve(now[i]) is not PdfDictionary item || now[i] is not PdfReference reference || !IsNew(reference) || !IsSameWidget(was, item)) return false;
            if (item.IsName("Subtype", "Widget")) widgets.Add(reference.Number);
        }
        Widgets.UnionWith(widgets);
        return true;
    }

    // With the value may come its look, and nothing else.
    private bool IsSameWidget(PdfDictionary was, PdfDictionary item)
    {
        var isWidget = item.IsName("Subtype", "Widget");
        var mayLookOther = isWidget && (objects.Differs(was["V"], item["V"]) || item["Parent"] is not null);
        return item.DuplicateKey is null && was.Entries.Keys.Union(item.Entries.Keys)
            .All(key => (OwnOfWidget.Contains(key) && (isWidget || key is "P" or "NM" or "M" or "StructParent") && (mayLookOther || key is not ("AP" or "AS"))) || !objects.Differs(was[key], item[key]));
    }

    private bool Inherits(PdfReference parent, string key)
    {
        PdfObject? node = parent;
        for (var depth = 0; node is not null && depth < PdfLimits.Depth; depth++)
        {
            if (after.Dictionary(node) is not { } branch) return false;
            if (branch[key] is not null) return true;
            node = branch["Parent"];
        }
        return false;
    }
}
