using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Changes;

/// <summary>
/// Tells of a value that both revisions share whether anything it leads to was written again between them. If nothing was,
/// the two are the same without being compared, and most of a document is like that.
/// </summary>
internal sealed class UntouchedObjects
{
    // The whole of a large document a few times; whatever is left then is compared as it stands.
    private const int MostSteps = 4_000_000;
    private readonly PdfFile before;
    private readonly IReadOnlySet<int> governed;
    private readonly HashSet<int>? touched;
    private readonly HashSet<int> clean;
    private readonly HashSet<int> dirty = [];
    private int steps;

    /// <param name="before">The earlier revision.</param>
    /// <param name="after">The later one.</param>
    /// <param name="governed">Objects with rules of their own, to which a reference is only compared as one.</param>
    /// <param name="earlier">What was found between the earlier revision and the one before it; null for the first two.</param>
    public UntouchedObjects(PdfFile before, PdfFile after, IReadOnlySet<int> governed, UntouchedObjects? earlier = null)
    {
        (this.before, this.governed) = (before, governed);
        touched = Touched(before, after);
        // What led to nothing new before still leads nowhere else, as long as none of it is written again and no rule was taken away.
        var isStill = earlier?.touched is not null && touched?.Overlaps(earlier.clean) == false && governed.IsSupersetOf(earlier.governed);
        clean = isStill ? earlier!.clean : [];
    }

    /// <summary>True when two values are the same one, and so is all that they lead to.</summary>
    public bool AreSame(PdfObject? a, PdfObject? b)
    {
        if (touched is null || a is null || b is null) return a is null && b is null;
        var isOne = a is PdfReference one ? b is PdfReference other && one.Number == other.Number && one.Generation == other.Generation : ReferenceEquals(a, b);
        return isOne && Leads(a, clean, stopAtTouched: true);
    }

    /// <summary>Whether a value, followed as in <see cref="AreSame"/>, leads to an object.</summary>
    public bool LeadsTo(IEnumerable<PdfObject> values, int number)
    {
        var reached = new HashSet<int>();
        // Too much to be followed counts as found.
        return !values.All(value => Leads(value, reached, stopAtTouched: false)) || reached.Contains(number);
    }

    // Every number that a later section lists; null when the later revision does not stand on the same sections.
    private static HashSet<int>? Touched(PdfFile before, PdfFile after)
    {
        var added = after.Sections.Count - before.Sections.Count;
        if (added < 0) return null;
        for (var i = 0; i < before.Sections.Count; i++)
        {
            if (!ReferenceEquals(before.Sections[i], after.Sections[i + added])) return null;
        }
        var found = new HashSet<int>();
        foreach (var section in after.Sections.Take(added))
        {
            foreach (var (first, entries) in section.Parts.Concat(section.Companion?.Parts ?? []))
            {
                for (var i = 0; i < entries.Length; i++) found.Add(first + i);
            }
        }
        return found;
    }

    // Follows all references into "known"; gives up at the first object that was touched or cannot be read.
    private bool Leads(PdfObject start, HashSet<int> known, bool stopAtTouched)
    {
        if (stopAtTouched && start is PdfReference root && dirty.Contains(root.Number)) return false;
        var visited = new HashSet<int>();
        var open = new Stack<PdfObject>([start]);
        while (open.TryPop(out var next))
        {
            if (++steps > MostSteps || !Open(next, known, visited, open, stopAtTouched))
            {
                if (start is PdfReference failed) dirty.Add(failed.Number);
                return false;
            }
        }
        known.UnionWith(visited);
        return true;
    }

    private bool Open(PdfObject value, HashSet<int> known, HashSet<int> visited, Stack<PdfObject> open, bool stopAtTouched)
    {
        switch (value)
        {
            case PdfReference reference:
                if (governed.Contains(reference.Number) || known.Contains(reference.Number) || !visited.Add(reference.Number)) return true;
                if (stopAtTouched && touched!.Contains(reference.Number)) return false;
                return Load(reference, open, stopAtTouched);
            case PdfArray array:
                foreach (var item in array.Items) Push(item, open);
                return true;
            case PdfDictionary dictionary:
                foreach (var (_, item) in dictionary.Entries) Push(item, open);
                return true;
            case PdfStream stream:
                open.Push(stream.Dictionary);
                return true;
            default:
                return true;
        }
    }

    private static void Push(PdfObject item, Stack<PdfObject> open)
    {
        if (item is PdfReference or PdfArray or PdfDictionary or PdfStream) open.Push(item);
    }

    private bool Load(PdfReference reference, Stack<PdfObject> open, bool stopAtTouched)
    {
        try
        {
            open.Push(before.Load(reference));
            // An object in a stream is what that stream is.
            if (before.Find(reference.Number) is { Kind: XrefEntryKind.InObjectStream } entry) open.Push(new PdfReference((int)Math.Min(entry.Place, int.MaxValue), 0));
            return true;
        }
        catch (PdfException)
        {
            return !stopAtTouched;
        }
    }
}
