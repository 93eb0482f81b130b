using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Document;

/// <summary>Where each revision of a file ends (ISO 32000-2 §7.5.6), oldest first.</summary>
internal sealed class Revisions
{
    private const int LookAhead = 256;
    private readonly List<(long Marker, long End)> ends = [];

    public Revisions(PdfFile file)
    {
        var sections = file.Sections;
        for (var i = sections.Count - 1; i >= 0; i--)
        {
            var section = sections[i];
            // Linearised (Annex F): the oldest two sections are one revision, and the one in front belongs to it.
            if (i == sections.Count - 2 && section.Offset < sections[^1].Offset) continue;
            if (EndAfter(file, section.TrailerEnd) is { } end) ends.Add(end);
        }
        ends.Sort();
    }

    /// <summary>The byte after each revision.</summary>
    public IEnumerable<long> Ends => ends.Select(end => end.End);

    public int Count => ends.Count;

    /// <summary>The revision, from 1, that ends at this byte, with or without its last end-of-line; 0 when none does.</summary>
    public int EndingAt(long position)
    {
        for (var i = 0; i < ends.Count; i++)
        {
            if (position >= ends[i].Marker && position <= ends[i].End) return i + 1;
        }
        return 0;
    }

    /// <summary>The revision, from 1, in which a byte stands; 0 behind the last one.</summary>
    public int Holding(long position) => ends.FindIndex(end => position < end.End) + 1;

    private static (long Marker, long End)? EndAfter(PdfFile file, long position)
    {
        var window = file.Source.Window(position, (int)Math.Min(LookAhead, file.Length - position));
        var at = window.IndexOf("%%EOF"u8);
        if (at < 0) return null;
        var marker = position + at + 5;
        var end = at + 5;
        if (end < window.Length && window[end] == '\r') end++;
        if (end < window.Length && window[end] == '\n') end++;
        return (marker, position + end);
    }
}
