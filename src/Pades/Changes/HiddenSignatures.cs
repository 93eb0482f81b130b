using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Changes;

/// <summary>
/// Signed revisions that stand in the file while its history passes over them: /Prev skips them, or startxref goes back to
/// before. Every stretch that no listed object explains is searched for a signature dictionary.
/// </summary>
internal sealed class HiddenSignatures(PdfFile file, Revisions revisions)
{
    private const int Most = 10;
    // No signed revision is shorter. In a first revision of many objects only the longer ones are read to know where they end.
    private const int ShortestUpdate = 1024;
    private const int ShortestDocument = 4096;
    private const int LargestObject = 1 << 20;
    private const int Block = 64 << 10;

    public IEnumerable<Finding> Find() => Unexplained().Where(stretch => Holds(stretch.From, stretch.To)).Take(Most)
        .Select(stretch => ChangeLog.Make(FindingCode.SignatureHidden, FindingSeverity.Forbidden, revisions.Holding(stretch.From), 0, ""));

    private IEnumerable<(long From, long To)> Unexplained()
    {
        var sections = file.Sections.SelectMany(s => s.Companion is { } companion ? [s, companion] : new[] { s }).ToList();
        var ends = sections.DistinctBy(s => s.Offset).ToDictionary(s => s.Offset, s => s.TrailerEnd);
        var starts = sections.Select(s => s.Offset).Concat(sections.SelectMany(s => s.Parts).SelectMany(part => part.Entries)
            .Where(entry => entry.Kind == XrefEntryKind.InFile && entry.Place < file.Length).Select(entry => entry.Place)).Distinct().Order().ToArray();
        var first = file.Sections[^1].TrailerEnd;
        var at = 0L;
        foreach (var next in starts.Append(file.Length))
        {
            var isSection = ends.TryGetValue(at, out var end);
            if (next - at >= (at > 0 && at < first && !isSection ? ShortestDocument : ShortestUpdate))
            {
                if (!isSection) end = EndOfObject(at, next);
                if (next - end >= ShortestUpdate) yield return (end, next);
            }
            at = Math.Max(at, next);
        }
    }

    // Read within its own stretch only: objects that lie in each other must not cost more than the file is long.
    private long EndOfObject(long at, long next)
    {
        if (at == 0) return 0;
        try
        {
            var parser = new PdfParser(file.Source.Window(at, (int)Math.Min(next - at, LargestObject)), at, true);
            parser.SkipSpace();
            parser.TryUnsigned();
            parser.SkipSpace();
            parser.TryUnsigned();
            parser.Expect("obj"u8);
            var value = parser.ReadObject();
            var end = at + parser.Position;
            parser.SkipSpace();
            if (value is not PdfDictionary dictionary || !parser.TryKeyword("stream"u8)) return end;
            var data = at + parser.Position;
            return file.Integer(dictionary["Length"]) is >= 0 and var length && length <= next - data ? data + length : data;
        }
        catch (PdfException)
        {
            // Then all of it is looked through.
            return at;
        }
    }

    private bool Holds(long from, long to)
    {
        var (hasRange, hasValue) = (false, false);
        for (var at = from; at < to && !(hasRange && hasValue); at += Block - 16)
        {
            var window = file.Source.Window(at, (int)Math.Min(Block, to - at));
            hasRange |= window.IndexOf("/ByteRange"u8) >= 0;
            hasValue |= window.IndexOf("/Contents"u8) >= 0;
        }
        return hasRange && hasValue;
    }
}
