using System.Globalization;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Inspection;

/// <summary>Looks at every place where ISO 32000-2 lets a file act, hide or carry something: §12.6, §12.5.6, §7.11.4, §8.11, §12.7.8.</summary>
internal sealed class ActiveContentScan(PdfFile file)
{
    private const int MostFindings = 1000;
    private const int LongestDetail = 200;
    private const int MostSteps = 200_000;
    private readonly List<ActiveContent> findings = [];
    private int steps;

    public IReadOnlyList<ActiveContent> Run(List<PdfPage> pages)
    {
        var root = (file.Trailer["Root"] as PdfReference)?.Number ?? 0;
        var catalog = file.Catalog;
        Action(catalog["OpenAction"], root, "/OpenAction", runsByItself: true);
        Additional(catalog["AA"], root, "", runsByItself: true);
        var names = file.Dictionary(catalog["Names"]);
        Names(names?["JavaScript"], "/Names/JavaScript", 0, (value, path, key) => Action(value, root, path, runsByItself: true, key));
        Names(names?["EmbeddedFiles"], "/Names/EmbeddedFiles", 0, (value, path, key) => Found(ActiveContentKind.EmbeddedFile, value, root, path, FileName(value) ?? key, false));
        Attached(catalog["AF"], root, "/AF");
        Form(root);
        Layers(root);
        Outline(file.Dictionary(catalog["Outlines"])?["First"], 0, []);
        for (var i = 0; i < pages.Count; i++) Page(pages[i], string.Create(CultureInfo.InvariantCulture, $"/Pages/{i + 1}"));
        return findings;
    }

    private void Page(PdfPage page, string path)
    {
        var number = page.Reference.Number;
        Additional(page.Dictionary["AA"], number, path, runsByItself: true);
        Attached(page.Dictionary["AF"], number, path + "/AF");
        var annotations = file.Array(page.Dictionary["Annots"])?.Items ?? [];
        for (var i = 0; i < annotations.Count && !Exhausted; i++)
        {
            if (file.Dictionary(annotations[i]) is not { } annotation) continue;
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}/Annots/{i}");
            var own = (annotations[i] as PdfReference)?.Number ?? number;
            Action(annotation["A"], own, at + "/A", runsByItself: false);
            Action(annotation["PA"], own, at + "/PA", runsByItself: false);
            // PO, PV and PI run when the page opens or shows.
            Additional(annotation["AA"], own, at, runsByItself: false);
            switch (file.Name(annotation["Subtype"]))
            {
                case "FileAttachment": Found(ActiveContentKind.EmbeddedFile, null, own, at + "/FS", FileName(annotation["FS"]) ?? "", false); break;
                case var medium and ("RichMedia" or "Screen" or "Movie" or "Sound" or "3D"): Found(ActiveContentKind.RichMedia, null, own, at, medium, false); break;
            }
        }
    }

    private void Form(int root)
    {
        var form = file.Dictionary(file.Catalog["AcroForm"]);
        if (form is null) return;
        if (file.Resolve(form["XFA"]) is not PdfNull) Found(ActiveContentKind.Xfa, form["XFA"], root, "/AcroForm/XFA", "", true);
        foreach (var field in new FieldTree(file).Fields())
            Additional(field.Dictionary["AA"], field.Reference.Number, $"/AcroForm/{field.Name}", runsByItself: false);
    }

    private void Layers(int root)
    {
        var properties = file.Dictionary(file.Catalog["OCProperties"]);
        if (properties is null) return;
        var usual = file.Dictionary(properties["D"]);
        var hidden = new HashSet<int>();
        foreach (var item in file.Array(usual?["OFF"])?.Items ?? []) hidden.Add((item as PdfReference)?.Number ?? 0);
        var baseOff = file.Name(usual?["BaseState"]) == "OFF";
        foreach (var item in file.Array(properties["OCGs"])?.Items ?? [])
        {
            if (Exhausted) return;
            var number = (item as PdfReference)?.Number ?? 0;
            var name = Text(file.Dictionary(item)?["Name"]);
            var state = baseOff || hidden.Contains(number) ? "hidden" : "can be hidden";
            Found(ActiveContentKind.HiddenLayer, item, root, "/OCProperties", $"{name} ({state})", false);
        }
    }

    private void Outline(PdfObject? item, int depth, HashSet<int> seen)
    {
        while (item is PdfReference reference && depth <= PdfLimits.Depth && seen.Add(reference.Number) && !Exhausted)
        {
            var entry = file.Dictionary(reference);
            Action(entry?["A"], reference.Number, "/Outlines", runsByItself: false);
            Outline(entry?["First"], depth + 1, seen);
            item = entry?["Next"];
        }
    }

    private void Additional(PdfObject? actions, int number, string path, bool runsByItself)
    {
        foreach (var (trigger, action) in file.Dictionary(actions)?.Entries ?? new Dictionary<string, PdfObject>())
            Action(action, number, $"{path}/AA/{trigger}", runsByItself || trigger is "PO" or "PV" or "PI" or "PC" or "F" or "C");
    }

    private void Action(PdfObject? value, int number, string path, bool runsByItself, string? name = null, int depth = 0)
    {
        if (depth > PdfLimits.Depth || Exhausted || file.Dictionary(value) is not { } action) return;
        if (value is PdfReference reference) number = reference.Number;
        var (kind, detail) = file.Name(action["S"]) switch
        {
            "JavaScript" => (ActiveContentKind.JavaScript, name ?? Script(action["JS"])),
            "Rendition" when action["JS"] is not null => (ActiveContentKind.JavaScript, Script(action["JS"])),
            "Launch" => (ActiveContentKind.Launch, FileName(action["F"]) ?? FileName(action["Win"]) ?? ""),
            "URI" => (ActiveContentKind.Uri, Text(action["URI"])),
            "SubmitForm" or "ImportData" => (ActiveContentKind.SubmitForm, FileName(action["F"]) ?? ""),
            "GoToR" or "GoToE" => (ActiveContentKind.RemoteGoTo, FileName(action["F"]) ?? ""),
            "Movie" or "Sound" or "Rendition" or "GoTo3DView" or "RichMediaExecute" => (ActiveContentKind.RichMedia, ""),
            _ => ((ActiveContentKind?)null, ""),
        };
        if (kind is { } known) Found(known, null, number, path, detail, runsByItself);
        var next = file.Resolve(action["Next"]);
        if (next is PdfDictionary) Action(action["Next"], number, path + "/Next", runsByItself, null, depth + 1);
        if (next is not PdfArray several) return;
        foreach (var item in several.Items) Action(item, number, path + "/Next", runsByItself, null, depth + 1);
    }

    private void Attached(PdfObject? files, int number, string path)
    {
        foreach (var item in file.Array(files)?.Items ?? [])
        {
            if (Exhausted) return;
            Found(ActiveContentKind.EmbeddedFile, item, number, path, FileName(item) ?? "", false);
        }
    }

    private void Names(PdfObject? node, string path, int depth, Action<PdfObject, string, string> visit)
    {
        if (depth > PdfLimits.Depth || Exhausted || file.Dictionary(node) is not { } tree) return;
        var pairs = file.Array(tree["Names"])?.Items ?? [];
        for (var i = 0; i + 1 < pairs.Count && !Exhausted; i += 2)
        {
            steps++;
            visit(pairs[i + 1], path, Text(pairs[i]));
        }
        foreach (var kid in file.Array(tree["Kids"])?.Items ?? []) Names(kid, path, depth + 1, visit);
    }

    private void Found(ActiveContentKind kind, PdfObject? value, int number, string path, string detail, bool runsByItself)
    {
        if (value is PdfReference reference) number = reference.Number;
        if (detail.Length > LongestDetail) detail = detail[..LongestDetail] + "…";
        if (findings.Count < MostFindings) findings.Add(new ActiveContent(kind, number, path, detail, runsByItself));
    }

    private bool Exhausted => findings.Count >= MostFindings || ++steps > MostSteps;

    private string? FileName(PdfObject? value) => file.Resolve(value) switch
    {
        PdfString text => text.Text,
        PdfDictionary specification => Text(specification["UF"] ?? specification["F"] ?? specification["URI"]),
        _ => null,
    };

    private string Script(PdfObject? value) => file.Resolve(value) is PdfStream ? "" : Text(value);

    private string Text(PdfObject? value) => (file.Resolve(value) as PdfString)?.Text ?? "";
}
