namespace ThanhHoa.DigitalSignature.Pades.Syntax;

/// <summary>
/// What the revisions of one file have in common: bytes that were read for one of them say the same in every other that
/// holds them whole. So an object that two revisions share is one object in memory, and comparing it costs nothing.
/// </summary>
internal sealed class FileHistory
{
    private readonly Dictionary<long, (IndirectObject Object, long Reach)> objects = [];
    private readonly Dictionary<long, (XrefSection Section, long Reach)> sections = [];
    private readonly Dictionary<PdfStream, ObjectStream> containers = [];
    private long keptBytes;

    /// <summary>The object at a place, if it was read and ends within the revision.</summary>
    public IndirectObject? Object(long place, long length) => objects.TryGetValue(place, out var known) && known.Reach <= length ? known.Object : null;

    /// <param name="found">An object that depends on no other to be read.</param>
    /// <param name="place">Where it begins.</param>
    /// <param name="reach">The byte after everything that was looked at.</param>
    public void Keep(IndirectObject found, long place, long reach)
    {
        if (objects.Count >= PdfLimits.KeptObjects) objects.Clear();
        objects[place] = (found, reach);
    }

    public XrefSection? Section(long place, long length) => sections.TryGetValue(place, out var known) && known.Reach <= length ? known.Section : null;

    public void Keep(XrefSection section, long reach) => sections[section.Offset] = (section, reach);

    public ObjectStream? Container(PdfStream stream) => containers.GetValueOrDefault(stream);

    public void Keep(PdfStream stream, ObjectStream container)
    {
        if (keptBytes + container.Size > PdfLimits.KeptObjectStreams)
        {
            containers.Clear();
            keptBytes = 0;
        }
        keptBytes += container.Size;
        containers[stream] = container;
    }
}
