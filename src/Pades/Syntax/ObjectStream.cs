namespace ThanhHoa.DigitalSignature.Pades.Syntax;

/// <summary>A stream that holds objects (ISO 32000-2 §7.5.7), decoded once.</summary>
internal sealed class ObjectStream
{
    private readonly byte[] data;
    private readonly (int Number, int Offset)[] index;
    private readonly int container;
    private readonly Dictionary<int, PdfObject> read = [];

    public ObjectStream(PdfFile file, PdfStream stream)
    {
        container = stream.Number;
        if (!stream.Dictionary.IsName("Type", "ObjStm")) throw Damaged("is no object stream");
        if (file.Integer(stream.Dictionary["N"]) is not (>= 0 and <= PdfLimits.Objects and var count)) throw Damaged("says not how many objects it holds");
        data = StreamFilters.Decode(file, stream);
        if (file.Integer(stream.Dictionary["First"]) is not (>= 0 and var first) || first > data.Length) throw Damaged("says not where its objects begin");
        // A pair takes at least four bytes, so a count beyond the header's room is a lie.
        if (count * 4 > first + 4) throw Damaged("announces more objects than its header holds");
        index = new (int, int)[count];
        var parser = new PdfParser(data.AsSpan(0, (int)first), -1, true);
        for (var i = 0; i < count; i++)
        {
            parser.SkipSpace();
            var number = parser.TryUnsigned();
            parser.SkipSpace();
            var offset = parser.TryUnsigned();
            if (number is < 0 or > PdfLimits.Objects || offset < 0 || first + offset > data.Length) throw Damaged("has a malformed header");
            index[i] = ((int)number, (int)(first + offset));
        }
    }

    /// <summary>Decoded bytes held.</summary>
    public int Size => data.Length;

    public PdfObject Read(int number, int position)
    {
        if (position < 0 || position >= index.Length || index[position].Number != number) throw Damaged($"does not hold object {number} where the cross-reference says");
        if (read.TryGetValue(position, out var known)) return known;
        var parser = new PdfParser(data, -1, true) { Position = index[position].Offset };
        return read[position] = parser.ReadObject();
    }

    private PdfException Damaged(string what) => new(PdfErrorCode.Damaged, $"Object stream {container} {what}");
}
