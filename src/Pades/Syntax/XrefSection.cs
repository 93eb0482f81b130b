namespace ThanhHoa.DigitalSignature.Pades.Syntax;

internal enum XrefEntryKind : byte
{
    Free,
    InFile,
    InObjectStream,
}

/// <summary>Where an object stands. <paramref name="Place"/> is a byte offset or the number of an object stream; <paramref name="Extra"/> a generation or an index.</summary>
internal readonly record struct XrefEntry(XrefEntryKind Kind, long Place, int Extra);

/// <summary>One cross-reference section: what one revision wrote.</summary>
internal sealed class XrefSection
{
    private readonly List<(int First, XrefEntry[] Entries)> parts = [];

    /// <summary>Where it begins: the keyword "xref" or the number of the stream object.</summary>
    public required long Offset { get; init; }

    /// <summary>The first byte after its trailer dictionary, or after its stream's data.</summary>
    public long TrailerEnd { get; set; }

    /// <summary>The byte after everything that was looked at to read it.</summary>
    public long Reach { get; set; }

    public required XrefKind Kind { get; set; }

    public PdfDictionary Trailer { get; set; } = new();

    /// <summary>The stream beside a hybrid table.</summary>
    public XrefSection? Companion { get; set; }

    /// <summary>Object number of a cross-reference stream; 0 for a table.</summary>
    public int StreamNumber { get; init; }

    public IReadOnlyList<(int First, XrefEntry[] Entries)> Parts => parts;

    public void Add(int first, XrefEntry[] entries) => parts.Add((first, entries));

    public XrefEntry? Find(int number)
    {
        foreach (var (first, entries) in parts)
        {
            if (number >= first && number - first < entries.Length) return entries[number - first];
        }
        return null;
    }

    /// <summary>ISO 32000-2 §7.5.8.4: a hybrid's table first, then its stream.</summary>
    public XrefEntry? FindWithCompanion(int number)
    {
        var own = Find(number);
        if (Companion is null || own is { Kind: not XrefEntryKind.Free }) return own;
        return Companion.Find(number) ?? own;
    }
}
