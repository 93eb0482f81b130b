using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Look;

/// <summary>The objects that a later state writes otherwise than an earlier one, told by the cross-references alone.</summary>
internal sealed class ChangedObjects
{
    // Beyond it everything counts as changed, and is compared.
    private const int MostSteps = 2_000_000;
    private readonly PdfFile before;
    private readonly PdfFile after;
    private readonly HashSet<int> numbers = [];
    private readonly HashSet<int> clean = [];
    private int steps;

    public ChangedObjects(PdfFile before, PdfFile after)
    {
        (this.before, this.after) = (before, after);
        var common = 0;
        while (common < before.Sections.Count && common < after.Sections.Count && before.Sections[^(common + 1)].Offset == after.Sections[^(common + 1)].Offset) common++;
        foreach (var section in after.Sections.SkipLast(common).Concat(before.Sections.SkipLast(common)))
        {
            foreach (var (first, entries) in section.Parts.Concat(section.Companion?.Parts ?? []))
            {
                for (var i = 0; i < entries.Length; i++)
                {
                    if (IsSame(before.Find(first + i), after.Find(first + i))) continue;
                    if (numbers.Count >= PdfLimits.TreeNodes) throw new PdfException(PdfErrorCode.LimitExceeded, "An update writes too many objects to look for its pages");
                    numbers.Add(first + i);
                }
            }
        }
    }

    // Never written and freed are both a reference to null.
    private static bool IsSame(XrefEntry? was, XrefEntry? now) => was == now || (IsAbsent(was) && IsAbsent(now));

    private static bool IsAbsent(XrefEntry? entry) => entry is null or { Kind: XrefEntryKind.Free };

    public IReadOnlyCollection<int> Numbers => numbers;

    /// <summary>An object of its own that was written anew, or whose object stream was.</summary>
    public bool Contains(int number) => numbers.Contains(number)
        || (after.Find(number) is { Kind: XrefEntryKind.InObjectStream } entry && numbers.Contains((int)entry.Place))
        || (before.Find(number) is { Kind: XrefEntryKind.InObjectStream } old && numbers.Contains((int)old.Place));

    public bool Contains(PdfObject? value) => value is PdfReference reference && Contains(reference.Number);

    /// <summary>True unless nothing below the value was written anew. Stops at <paramref name="others"/>: pages and the catalog.</summary>
    public bool Reaches(PdfObject? value, Func<int, bool> others)
    {
        var visited = new HashSet<int>();
        var open = new Stack<PdfObject?>([value]);
        while (open.TryPop(out var next))
        {
            if (++steps > MostSteps) return true;
            if (next is PdfReference reference)
            {
                if (Contains(reference.Number)) return true;
                if (clean.Contains(reference.Number) || others(reference.Number) || !visited.Add(reference.Number)) continue;
            }
            try
            {
                Open(after.Resolve(next), open);
            }
            catch (PdfException)
            {
                return true;
            }
        }
        clean.UnionWith(visited);
        return false;
    }

    private static void Open(PdfObject value, Stack<PdfObject?> open)
    {
        if (value is PdfArray array)
        {
            foreach (var item in array.Items.Where(IsLink)) open.Push(item);
        }
        foreach (var item in ((value as PdfStream)?.Dictionary ?? value as PdfDictionary)?.Entries.Values.Where(IsLink) ?? []) open.Push(item);
    }

    private static bool IsLink(PdfObject value) => value is PdfReference or PdfArray or PdfDictionary;
}
