using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Inspection;

/// <summary>Lists the groups of optional content with what is seen of them at first (ISO 32000-2 §8.11.4).</summary>
internal static class Layers
{
    private const int MostLayers = 1000;
    private const int LongestName = 200;

    public static IReadOnlyList<PdfLayer> Read(PdfFile file)
    {
        var properties = file.Dictionary(file.Catalog["OCProperties"]);
        var usual = file.Dictionary(properties?["D"]);
        var (on, off) = (Numbers(file, usual?["ON"]), Numbers(file, usual?["OFF"]));
        var isOffAtFirst = file.Name(usual?["BaseState"]) == "OFF";
        var layers = new List<PdfLayer>();
        foreach (var item in (file.Array(properties?["OCGs"])?.Items ?? []).Take(MostLayers))
        {
            if (file.Dictionary(item) is not { } group) continue;
            var number = (item as PdfReference)?.Number ?? 0;
            var name = (file.Resolve(group["Name"]) as PdfString)?.Text ?? "";
            layers.Add(new PdfLayer(name.Length > LongestName ? name[..LongestName] + "…" : name, Visibility(file, group, isShown: !off.Contains(number) && (!isOffAtFirst || on.Contains(number)))));
        }
        return layers;
    }

    // What the group says of its use counts even where no viewer is told to heed it: some do.
    private static LayerVisibility Visibility(PdfFile file, PdfDictionary group, bool isShown)
    {
        var usage = file.Dictionary(group["Usage"]);
        var (view, print) = (file.Name(file.Dictionary(usage?["View"])?["ViewState"]), file.Name(file.Dictionary(usage?["Print"])?["PrintState"]));
        var isOnScreen = isShown && view != "OFF";
        if (isOnScreen) return print == "OFF" ? LayerVisibility.ScreenOnly : LayerVisibility.Shown;
        return print == "ON" ? LayerVisibility.PrintOnly : LayerVisibility.Hidden;
    }

    private static HashSet<int> Numbers(PdfFile file, PdfObject? list) => [.. (file.Array(list)?.Items ?? []).OfType<PdfReference>().Select(reference => reference.Number)];
}
