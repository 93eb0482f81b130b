namespace ThanhHoa.DigitalSignature.Pades.Syntax;

/// <summary>Reads the chain of cross-reference sections, newest first (ISO 32000-2 §7.5.4, §7.5.8).</summary>
internal sealed class XrefReader(PdfFile file)
{
    private const int EntryBytes = 20;
    private readonly HashSet<long> visited = [];
    private long entriesRead;

    public List<XrefSection> ReadChain(long start)
    {
        var sections = new List<XrefSection>();
        for (long? next = start; next is { } offset;)
        {
            if (!visited.Add(offset)) throw new PdfException(PdfErrorCode.Damaged, "The chain of cross-reference sections runs in a circle", offset);
            if (sections.Count == PdfLimits.XrefSections) throw new PdfException(PdfErrorCode.LimitExceeded, "The file has too many revisions", offset);
            var section = file.History.Section(offset, file.Length);
            if (section is null) section = ReadSection(offset);
            else if (section.Companion is { } beside && !visited.Add(beside.Offset)) throw new PdfException(PdfErrorCode.Damaged, "The chain of cross-reference sections runs in a circle", beside.Offset);
            sections.Add(section);
            next = Offset(section.Trailer, "Prev");
        }
        return sections;
    }

    private XrefSection ReadSection(long offset)
    {
        if (offset >= file.Length) throw new PdfException(PdfErrorCode.Damaged, "The cross-reference section lies outside the file", offset);
        var isTable = file.ReadAt(offset, static (ref PdfParser parser) =>
        {
            parser.SkipSpace();
            return parser.TryKeyword("xref"u8);
        });
        if (!isTable)
        {
            var stream = ReadStream(offset);
            if (stream.Reach < file.Length) file.History.Keep(stream, stream.Reach);
            return stream;
        }
        var section = ReadTable(offset);
        if (Offset(section.Trailer, "XRefStm") is { } companion)
        {
            if (!visited.Add(companion)) throw new PdfException(PdfErrorCode.Damaged, "The chain of cross-reference sections runs in a circle", companion);
            section.Companion = ReadStream(companion);
            section.Kind = XrefKind.Hybrid;
            section.Reach = Math.Max(section.Reach, section.Companion.Reach);
        }
        if (section.Reach < file.Length) file.History.Keep(section, section.Reach);
        return section;
    }

    private long? Offset(PdfDictionary trailer, string key)
    {
        if (trailer[key] is not { } value) return null;
        if (value is PdfNumber { Value: >= 0 } number && number.Value < file.Length && number.Value == Math.Floor(number.Value)) return (long)number.Value;
        throw new PdfException(PdfErrorCode.Damaged, $"/{key} of the trailer is no place in the file");
    }

    private XrefSection ReadTable(long offset)
    {
        var section = new XrefSection { Offset = offset, Kind = XrefKind.Table };
        var at = file.ReadAt(offset, static (ref PdfParser parser) =>
        {
            parser.Expect("xref"u8);
            return parser.Position;
        }) + offset;
        while (true)
        {
            var (first, count, used) = file.ReadAt(at, static (ref PdfParser parser) =>
            {
                parser.SkipSpace();
                if (parser.TryKeyword("trailer"u8)) return (-1L, -1L, parser.Position);
                var first = parser.TryUnsigned();
                parser.SkipSpace();
                var count = parser.TryUnsigned();
                if (first < 0 || count < 0) throw parser.Damaged("A cross-reference table is malformed");
                parser.SkipSpace();
                return (first, count, parser.Position);
            });
            at += used;
            if (first < 0) break;
            var entries = Allocate(first, count, at, 18);
            at = ReadEntries(entries, at);
            section.Add((int)first, entries);
        }
        (section.Trailer, var end) = file.ReadAt(at, static (ref PdfParser parser) =>
            parser.ReadObject() is PdfDictionary trailer ? (trailer, parser.Position) : throw parser.Damaged("The trailer is no dictionary"));
        section.TrailerEnd = section.Reach = at + end;
        return section;
    }

    private XrefEntry[] Allocate(long first, long count, long place, int bytesPerEntry)
    {
        entriesRead += count;
        if (first < 0 || first + count > PdfLimits.Objects || entriesRead > 4L * PdfLimits.Objects) throw new PdfException(PdfErrorCode.LimitExceeded, "The file has too many objects", place);
        if (count * bytesPerEntry > file.Length) throw new PdfException(PdfErrorCode.Damaged, "A cross-reference section is longer than the file", place);
        return new XrefEntry[count];
    }

    private long ReadEntries(XrefEntry[] entries, long at)
    {
        for (var done = 0; done < entries.Length;)
        {
            var window = file.Source.Window(at, (int)Math.Min((entries.Length - done) * (long)EntryBytes, 16 << 10));
            var used = 0;
            while (done < entries.Length && window.Length - used >= EntryBytes && TryFixed(window.Slice(used, EntryBytes), out entries[done]))
            {
                used += EntryBytes;
                done++;
            }
            at += used;
            if (used == 0) at = ReadLoose(ref entries[done++], at);
        }
        return at;
    }

    private static bool TryFixed(ReadOnlySpan<byte> line, out XrefEntry entry)
    {
        entry = default;
        if (line[10] != ' ' || line[16] != ' ' || line[17] is not ((byte)'n' or (byte)'f') || !PdfParser.IsSpace(line[18]) || !PdfParser.IsSpace(line[19])) return false;
        long place = 0;
        foreach (var b in line[..10])
        {
            if (b is < (byte)'0' or > (byte)'9') return false;
            place = (place * 10) + b - '0';
        }
        var generation = 0;
        foreach (var b in line[11..16])
        {
            if (b is < (byte)'0' or > (byte)'9') return false;
            generation = (generation * 10) + b - '0';
        }
        entry = new XrefEntry(line[17] == 'n' ? XrefEntryKind.InFile : XrefEntryKind.Free, place, generation);
        return true;
    }

    private long ReadLoose(ref XrefEntry entry, long at)
    {
        (entry, var used) = file.ReadAt(at, static (ref PdfParser parser) =>
        {
            parser.SkipSpace();
            var place = parser.TryUnsigned();
            parser.SkipSpace();
            var generation = parser.TryUnsigned();
            parser.SkipSpace();
            if (place < 0 || generation is < 0 or > 65535) throw parser.Damaged("A cross-reference entry is malformed");
            var inUse = parser.TryKeyword("n"u8);
            if (!inUse && !parser.TryKeyword("f"u8)) throw parser.Damaged("A cross-reference entry is malformed");
            parser.SkipSpace();
            return (new XrefEntry(inUse ? XrefEntryKind.InFile : XrefEntryKind.Free, place, (int)generation), parser.Position);
        });
        return at + used;
    }

    private XrefSection ReadStream(long offset)
    {
        var found = file.ReadIndirect(offset);
        if (found.Value is not PdfStream stream || !stream.Dictionary.IsName("Type", "XRef")) throw new PdfException(PdfErrorCode.Damaged, "No cross-reference section stands where one is announced", offset);
        var section = new XrefSection { Offset = offset, Kind = XrefKind.Stream, Trailer = stream.Dictionary, StreamNumber = found.Number, TrailerEnd = stream.DataOffset + stream.DataLength, Reach = found.Reach };
        var widths = Integers(stream.Dictionary["W"]);
        if (widths.Count != 3 || widths.Exists(w => w is < 0 or > 8) || widths[1] == 0) throw new PdfException(PdfErrorCode.Damaged, "/W of a cross-reference stream is malformed", offset);
        var index = stream.Dictionary["Index"] is null ? [0, Size(stream.Dictionary, offset)] : Integers(stream.Dictionary["Index"]);
        var data = StreamFilters.Decode(file, stream);
        var width = (int)(widths[0] + widths[1] + widths[2]);
        var at = 0;
        for (var i = 0; i + 1 < index.Count; i += 2)
        {
            if (index[i] < 0 || index[i + 1] < 0 || index[i + 1] > (data.Length - at) / width) throw new PdfException(PdfErrorCode.Damaged, "A cross-reference stream is shorter than its /Index says", offset);
            var entries = Allocate(index[i], index[i + 1], offset, 0);
            for (var n = 0; n < entries.Length; n++, at += width) entries[n] = Entry(data.AsSpan(at, width), widths);
            section.Add((int)index[i], entries);
        }
        return section;
    }

    private static XrefEntry Entry(ReadOnlySpan<byte> bytes, List<long> widths)
    {
        var (a, b) = ((int)widths[0], (int)(widths[0] + widths[1]));
        var kind = a == 0 ? 1 : Number(bytes[..a]);
        var extra = (int)Math.Min(Number(bytes[b..]), int.MaxValue);
        return kind switch
        {
            0 => new XrefEntry(XrefEntryKind.Free, 0, extra),
            1 => new XrefEntry(XrefEntryKind.InFile, Number(bytes[a..b]), extra),
            2 => new XrefEntry(XrefEntryKind.InObjectStream, Number(bytes[a..b]), extra),
            // §7.5.8.3: unknown kinds are references to null.
            _ => new XrefEntry(XrefEntryKind.Free, 0, 0),
        };
    }

    private static long Number(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        foreach (var b in bytes) value = (value << 8) | b;
        return (long)Math.Min(value, long.MaxValue);
    }

    private static List<long> Integers(PdfObject? array)
    {
        var numbers = new List<long>();
        if (array is not PdfArray items) return numbers;
        foreach (var item in items.Items) numbers.Add(item is PdfNumber { IsInteger: true } number ? number.Integer : -1);
        return numbers;
    }

    private static long Size(PdfDictionary dictionary, long offset) =>
        dictionary["Size"] is PdfNumber { IsInteger: true } size ? size.Integer : throw new PdfException(PdfErrorCode.Damaged, "/Size is missing", offset);
}
