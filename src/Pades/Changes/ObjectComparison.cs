using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Changes;

/// <summary>
/// Compares values of two revisions by meaning: 612 is 612.0, a string is its bytes, a stream its decoded data, and whether a
/// value stands in an object of its own does not matter.
/// </summary>
/// <param name="before">The earlier revision.</param>
/// <param name="after">The later one.</param>
/// <param name="governed">Objects that rules of their own judge – pages, fields, annotations, the catalog: a reference to one is compared as a reference.</param>
/// <param name="untouched">What need not be compared.</param>
internal sealed class ObjectComparison(PdfFile before, PdfFile after, IReadOnlySet<int> governed, UntouchedObjects untouched)
{
    private const int MostSteps = 20_000_000;
    private const int LargestDecoded = 24 << 20;
    private const int Piece = 64 << 10;
    private static readonly string[] Encoding = ["Length", "Filter", "DecodeParms", "DL"];
    private readonly HashSet<(int, int)> approved = [];
    private readonly List<PdfObject> skipped = [];
    private int steps;

    /// <summary>Tells every place below where the two differ.</summary>
    public void Same(ObjectPath path, PdfObject? a, PdfObject? b, Action<ObjectPath> differ)
    {
        if (IsUntouched(a, b)) return;
        Walk(path, a, b, approved, at =>
        {
            differ(at);
            return true;
        });
    }

    /// <summary>The same in both revisions, with all that it leads to; it counts as compared.</summary>
    public bool IsUntouched(PdfObject? a, PdfObject? b)
    {
        if (!untouched.AreSame(a, b)) return false;
        if (a is not null) skipped.Add(a);
        return true;
    }

    /// <summary>Some other path than those of forms and pages led to this object as well.</summary>
    public bool WasAlsoReached(int number) => approved.Contains((number, number)) || untouched.LeadsTo(skipped, number);

    /// <summary>It was a page, a field, an annotation or the catalog before.</summary>
    public bool Governs(int number) => governed.Contains(number);

    public bool Differs(PdfObject? a, PdfObject? b)
    {
        if (untouched.AreSame(a, b)) return false;
        var found = false;
        Walk(ObjectPath.Trailer, a, b, [], _ =>
        {
            found = true;
            return false;
        });
        return found;
    }

    private void Walk(ObjectPath path, PdfObject? a, PdfObject? b, HashSet<(int, int)> seen, Func<ObjectPath, bool> goOn)
    {
        var open = new Stack<(ObjectPath, PdfObject?, PdfObject?)>();
        open.Push((path, a, b));
        while (open.TryPop(out var next))
        {
            var (at, x, y) = next;
            if (++steps > MostSteps) throw new PdfException(PdfErrorCode.LimitExceeded, "The revisions are too large to be compared");
            var (left, right) = ((x as PdfReference)?.Number ?? 0, (y as PdfReference)?.Number ?? 0);
            if (right > 0) at = at with { Object = right };
            if (governed.Contains(left) || governed.Contains(right))
            {
                if (left != right && !goOn(at)) return;
                continue;
            }
            if (left > 0 && left == right && untouched.AreSame(x, y))
            {
                if (ReferenceEquals(seen, approved)) skipped.Add(x!);
                continue;
            }
            if (left > 0 && right > 0 && !seen.Add((left, right))) continue;
            if (!AreAlike(at, x, y, open) && !goOn(at)) return;
        }
    }

    // True when the values themselves agree; what they hold is left open.
    private bool AreAlike(ObjectPath at, PdfObject? x, PdfObject? y, Stack<(ObjectPath, PdfObject?, PdfObject?)> open)
    {
        PdfObject p;
        try
        {
            p = before.Resolve(x);
        }
        catch (PdfException)
        {
            // Unreadable when it was signed; still so is no change. What could be read only now was delivered later.
            return y is PdfReference same && x is PdfReference old && old.Number == same.Number && before.Find(old.Number) == after.Find(same.Number) && !IsReadable(y);
        }
        try
        {
            return (p, after.Resolve(y)) switch
            {
                (PdfNull, PdfNull) => true,
                (PdfBoolean one, PdfBoolean other) => one.Value == other.Value,
                (PdfNumber one, PdfNumber other) => one.Value == other.Value,
                (PdfName one, PdfName other) => one.Value == other.Value,
                (PdfString one, PdfString other) => one.Bytes.AsSpan().SequenceEqual(other.Bytes),
                (PdfArray one, PdfArray other) => Items(at, one, other, open),
                (PdfDictionary one, PdfDictionary other) => Entries(at, one, other, [], open),
                (PdfStream one, PdfStream other) => Entries(at, one.Dictionary, other.Dictionary, Encoding, open) && IsSameData(one, other),
                _ => false,
            };
        }
        catch (PdfException error) when (error.Code != PdfErrorCode.LimitExceeded)
        {
            return false;
        }
    }

    private bool IsReadable(PdfObject later)
    {
        try
        {
            after.Resolve(later);
            return true;
        }
        catch (PdfException)
        {
            return false;
        }
    }

    private static bool Items(ObjectPath at, PdfArray one, PdfArray other, Stack<(ObjectPath, PdfObject?, PdfObject?)> open)
    {
        if (one.Count != other.Count) return false;
        for (var i = one.Count - 1; i >= 0; i--) open.Push((at.Down(i), one[i], other[i]));
        return true;
    }

    private static bool Entries(ObjectPath at, PdfDictionary one, PdfDictionary other, string[] except, Stack<(ObjectPath, PdfObject?, PdfObject?)> open)
    {
        // A key that stands twice is read as readers please.
        if (one.DuplicateKey != other.DuplicateKey) return false;
        foreach (var (key, value) in one.Entries)
        {
            if (!except.Contains(key)) open.Push((at.Down(key), value, other[key]));
        }
        foreach (var (key, value) in other.Entries)
        {
            if (one[key] is null && !except.Contains(key)) open.Push((at.Down(key), null, value));
        }
        return true;
    }

    private bool IsSameData(PdfStream one, PdfStream other)
    {
        if (one.DataOffset == other.DataOffset && one.DataLength == other.DataLength && one.Data is null && other.Data is null) return true;
        try
        {
            return StreamFilters.Decode(before, one, LargestDecoded).AsSpan().SequenceEqual(StreamFilters.Decode(after, other, LargestDecoded));
        }
        catch (PdfException)
        {
            // Pictures' filters are not read here: then the bytes and their filter must be the same.
            return !Differs(one.Dictionary["Filter"], other.Dictionary["Filter"]) && !Differs(one.Dictionary["DecodeParms"], other.Dictionary["DecodeParms"])
                && IsSameRaw(one, other);
        }
    }

    // Piece by piece: a picture may be larger than memory.
    private bool IsSameRaw(PdfStream one, PdfStream other)
    {
        if (before.Cipher is not null || after.Cipher is not null || one.Data is not null || other.Data is not null)
            return before.RawData(one, LargestDecoded).AsSpan().SequenceEqual(after.RawData(other, LargestDecoded));
        if (one.DataLength != other.DataLength) return false;
        for (var at = 0L; at < one.DataLength; at += Piece)
        {
            var length = (int)Math.Min(Piece, one.DataLength - at);
            var piece = before.Source.Window(one.DataOffset + at, length).ToArray();
            if (!after.Source.Window(other.DataOffset + at, length).SequenceEqual(piece)) return false;
        }
        return true;
    }
}
