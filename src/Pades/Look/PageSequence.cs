using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Look;

/// <summary>The pages of one state of a document in order, taken over from the state before where that says the same.</summary>
internal sealed class PageSequence
{
    private readonly PdfFile file;
    private readonly HashSet<int> branches;
    private readonly List<PdfPage> pages;

    private PageSequence(PdfFile file, List<PdfPage> pages, HashSet<int> branches) => (this.file, this.pages, this.branches) = (file, pages, branches);

    public IReadOnlyList<PdfPage> Pages => pages;

    public static PageSequence Read(PdfFile file)
    {
        var leafPages = new PageTree(file).Pages().ToList();
        var leaves = leafPages.Select(page => page.Reference.Number).ToHashSet();
        var nodes = new HashSet<int>();
        var open = new Stack<PdfObject?>([file.Catalog["Pages"]]);
        while (open.TryPop(out var next))
        {
            if (next is not PdfReference reference || leaves.Contains(reference.Number) || !nodes.Add(reference.Number)) continue;
            var kids = file.Dictionary(reference)?["Kids"];
            if (kids is PdfReference list) nodes.Add(list.Number);
            foreach (var kid in file.Array(kids)?.Items ?? []) open.Push(kid);
        }
        return new PageSequence(file, leafPages, nodes);
    }

    /// <summary>The pages of a later state, without reading those again that were not touched.</summary>
    public PageSequence Next(PdfFile later, ChangedObjects changed)
    {
        if ((later.Catalog["Pages"] as PdfReference)?.Number != (file.Catalog["Pages"] as PdfReference)?.Number || branches.Any(changed.Contains)) return Read(later);
        var next = new List<PdfPage>(pages);
        for (var i = 0; i < next.Count; i++)
        {
            if (!changed.Contains(next[i].Reference.Number)) continue;
            var page = new PageTree(later).Page(i + 1);
            // The shortcut trusts /Count; a page tree that lies is walked as a whole.
            if (page.Reference.Number != next[i].Reference.Number) return Read(later);
            next[i] = page;
        }
        return new PageSequence(later, next, branches);
    }

    /// <summary>
    /// Pairs of places, from 0, in two states. A page is paired with itself, moved or not; of those left, one that went is paired
    /// with one that came between the same neighbours, and −1 stands for none.
    /// </summary>
    public IEnumerable<(int Before, int After, bool IsMoved)> Match(PageSequence later)
    {
        var places = new Dictionary<int, Queue<int>>();
        for (var i = 0; i < pages.Count; i++)
        {
            if (!places.TryGetValue(pages[i].Reference.Number, out var queue)) places[pages[i].Reference.Number] = queue = new();
            queue.Enqueue(i);
        }
        var targets = later.pages.Select(page => places.TryGetValue(page.Reference.Number, out var queue) && queue.TryDequeue(out var place) ? place : -1).ToArray();
        var gone = Enumerable.Range(0, pages.Count).Except(targets).ToHashSet();
        var (a, b) = (0, 0);
        foreach (var place in Rising(targets).Append(targets.Length))
        {
            var end = place < targets.Length ? targets[place] : pages.Count;
            var left = new Queue<int>(Enumerable.Range(a, Math.Max(0, end - a)).Where(gone.Contains));
            for (; b < place; b++)
            {
                if (targets[b] >= 0) yield return (targets[b], b, true);
                else yield return (left.TryDequeue(out var went) ? went : -1, b, false);
            }
            foreach (var went in left) yield return (went, -1, false);
            if (place < targets.Length) yield return (end, place, false);
            (a, b) = (end + 1, place + 1);
        }
    }

    // Positions of a longest rising run of targets; the others moved.
    private static List<int> Rising(int[] targets)
    {
        var ends = new List<int>();
        var previous = new int[targets.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets[i] < 0) continue;
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (targets[ends[middle]] < targets[i]) low = middle + 1;
                else high = middle;
            }
            previous[i] = low > 0 ? ends[low - 1] : -1;
            if (low == ends.Count) ends.Add(i);
            else ends[low] = i;
        }
        var run = new List<int>();
        for (var at = ends.Count > 0 ? ends[^1] : -1; at >= 0; at = previous[at]) run.Add(at);
        run.Reverse();
        return run;
    }
}
