using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Changes;

/// <summary>
/// Accounts for every byte behind a signature: an object that a cross-reference lists, the cross-reference itself, its
/// trailer, startxref, comments and white space. Anything else waits for a program that reads files by searching them.
/// </summary>
internal sealed class AppendedBytes
{
    private readonly PdfFile file;
    private readonly SortedSet<long> objects = [];
    private readonly Dictionary<long, long> tables = [];
    private readonly HashSet<long> announced = [];

    public AppendedBytes(PdfFile file, long from)
    {
        this.file = file;
        foreach (var section in file.Sections)
        {
            foreach (var part in new[] { section, section.Companion })
            {
                if (part is null) continue;
                // A writer may announce the white space in front.
                announced.Add(part.Offset);
                var begin = SkipSpace(part.Offset);
                if (part.StreamNumber > 0) objects.Add(begin);
                else tables[begin] = part.TrailerEnd;
                foreach (var (_, entries) in part.Parts)
                {
                    foreach (var entry in entries)
                    {
                        if (entry.Kind == XrefEntryKind.InFile && entry.Place >= from && entry.Place < file.Length) objects.Add(SkipSpace(entry.Place));
                    }
                }
            }
        }
    }

    /// <summary>Where bytes begin that nothing accounts for.</summary>
    public IEnumerable<long> Unexplained(long from)
    {
        for (var at = from; at < file.Length;)
        {
            at = SkipSpace(at);
            if (at >= file.Length) yield break;
            if (After(at) is { } next)
            {
                at = next;
                continue;
            }
            yield return at;
            var resume = objects.GetViewBetween(at + 1, long.MaxValue).Take(1).Concat(tables.Keys.Where(place => place > at)).DefaultIfEmpty(file.Length).Min();
            at = resume;
        }
    }

    private long? After(long at)
    {
        try
        {
            if (tables.TryGetValue(at, out var end)) return end;
            if (objects.Contains(at)) return EndOfObject(at);
            return file.ReadAt(at, (ref PdfParser parser) =>
            {
                if (!parser.TryKeyword("startxref"u8)) return (long?)null;
                parser.SkipSpace();
                var place = parser.TryUnsigned();
                return announced.Contains(place) ? at + parser.Position : null;
            });
        }
        catch (PdfException)
        {
            return null;
        }
    }

    private long EndOfObject(long at)
    {
        var found = file.ReadIndirect(at);
        var end = found.Value is PdfStream stream ? stream.DataOffset + stream.DataLength : found.End;
        return end + file.ReadAt(end, (ref PdfParser parser) =>
        {
            if (found.Value is PdfStream) parser.Expect("endstream"u8);
            parser.Expect("endobj"u8);
            return parser.Position;
        });
    }

    private long SkipSpace(long at) => at + file.ReadAt(at, static (ref PdfParser parser) =>
    {
        parser.SkipSpace();
        return parser.Position;
    });
}
