using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Changes;

/// <summary>The structure tree (ISO 32000-2 §14.7): it may get elements for the widgets of new fields, and nothing else.</summary>
internal sealed class StructureComparison(PdfFile before, PdfFile after, ObjectComparison objects, FormComparison form, ChangeLog log)
{
    private const int MostElements = 500_000;
    private readonly HashSet<int> seen = [];
    private bool extended;

    public void Compare(ObjectPath path, PdfObject? a, PdfObject? b)
    {
        if (objects.IsUntouched(a, b)) return;
        if (b is PdfReference { Number: var number }) path = path with { Object = number };
        if (before.Dictionary(a) is not { } old || after.Dictionary(b) is not { } now)
        {
            objects.Same(path, a, b, place => log.Forbid(FindingCode.StructureExtended, place));
            return;
        }
        foreach (var key in old.Entries.Keys.Union(now.Entries.Keys))
        {
            var at = path.Down(key);
            // The parent tree only finds elements quickly; each element itself is compared.
            if (key is "ParentTree" or "ParentTreeNextKey" or "IDTree")
            {
                extended |= objects.Differs(old[key], now[key]);
                continue;
            }
            if (key == "K") CompareKids(at, old[key], now[key]);
            else objects.Same(at, old[key], now[key], place => log.Forbid(FindingCode.StructureExtended, place));
        }
        if (extended) log.Permit(FindingCode.StructureExtended, path);
    }

    private void CompareKids(ObjectPath path, PdfObject? a, PdfObject? b)
    {
        var open = new Stack<(ObjectPath, PdfObject?, PdfObject?)>([(path, a, b)]);
        while (open.TryPop(out var next))
        {
            if (seen.Count > MostElements) throw new PdfException(PdfErrorCode.LimitExceeded, "The structure tree is too large to be compared");
            var (at, x, y) = next;
            var (old, now) = (Items(before, x), Items(after, y));
            if (y is PdfReference { Number: var list } && after.Resolve(y) is PdfArray) at = at with { Object = list };
            var matched = 0;
            for (var i = 0; i < now.Count; i++)
            {
                var here = at.Down(i);
                if (matched < old.Count && IsSamePlace(old[matched], now[i])) CompareElement(here, old[matched++], now[i], open);
                else if (IsForNewWidget(now[i], 0)) extended = true;
                else log.Forbid(FindingCode.StructureExtended, now[i] is PdfReference added ? here with { Object = added.Number } : here);
            }
            if (matched < old.Count) log.Forbid(FindingCode.StructureExtended, at);
        }
    }

    private static List<PdfObject> Items(PdfFile file, PdfObject? value) => file.Resolve(value) switch
    {
        PdfArray list => list.Items,
        PdfNull => [],
        _ => [value!],
    };

    private static bool IsSamePlace(PdfObject a, PdfObject b) => a is PdfReference one ? b is PdfReference other && one.Number == other.Number : b is not PdfReference;

    private void CompareElement(ObjectPath path, PdfObject a, PdfObject b, Stack<(ObjectPath, PdfObject?, PdfObject?)> open)
    {
        if (b is PdfReference reference)
        {
            if (!seen.Add(reference.Number) || objects.IsUntouched(a, b)) return;
            path = path with { Object = reference.Number };
        }
        if (before.Resolve(a) is not PdfDictionary old || after.Resolve(b) is not PdfDictionary now)
        {
            objects.Same(path, before.Resolve(a), after.Resolve(b), place => log.Forbid(FindingCode.StructureExtended, place));
            return;
        }
        foreach (var key in old.Entries.Keys.Union(now.Entries.Keys))
        {
            if (key == "P" && old[key] is PdfReference up && now[key] is PdfReference then && up.Number == then.Number) continue;
            if (key == "K") open.Push((path.Down(key), old[key], now[key]));
            else objects.Same(path.Down(key), old[key], now[key], place => log.Forbid(FindingCode.StructureExtended, place));
        }
    }

    // An element of role Form, or one around such, that holds only references to new widgets (§14.7.5.3, OBJR).
    private bool IsForNewWidget(PdfObject item, int depth)
    {
        if (depth > 8 || after.Resolve(item) is not PdfDictionary element) return false;
        if (element.IsName("Type", "OBJR")) return element["Obj"] is PdfReference target && form.NewWidgets.Contains(target.Number);
        if (item is PdfReference reference && before.Resolve(reference) is not PdfNull) return false;
        var kids = Items(after, element["K"]);
        return kids.Count > 0 && kids.TrueForAll(kid => IsForNewWidget(kid, depth + 1));
    }
}
