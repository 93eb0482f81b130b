using System.Text;
using System.Xml;

namespace ThanhHoa.DigitalSignature.Signing.Exchange;

/// <summary>A file that came in a package.</summary>
/// <param name="Reference">As the manifest lists it.</param>
/// <param name="Content">Decoded, at its beginning.</param>
internal sealed record EdxmlFile(EdxmlReference Reference, Stream Content);

/// <summary>
/// Reads edXML, UTF-8. Nothing outside the file is asked for, no more than a piece of an attachment is in memory, and what comes too deep, too long
/// or too often is refused: an element may stand 12 deep, a package hold 3,000 elements, 30 files and 200 MB of them.
/// </summary>
internal sealed class EdxmlReader(Func<Stream> spool)
{
    public const int MostFiles = 30, Deepest = 12, MostElements = 3000, LongestText = 8000;

    /// <summary>Most bytes of all files together.</summary>
    public const long MostBytes = 200L * 1024 * 1024;

    // Base64 with line breaks, and the header.
    private const long MostCharacters = MostBytes / 3 * 4 + MostBytes / 8;
    private const int Piece = 32 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreWhitespace = true,
    };

    private readonly List<(string Id, Stream Content, XmlNodeAt At)> files = [];
    private readonly char[] letters = new char[Piece];
    private readonly byte[] bytes = new byte[Piece];
    private int elements;
    private long total;

    /// <summary>The message with its files in the order of its manifest, or why not. The files are the caller's; after a fault there are none.</summary>
    /// <param name="from">The package; read to its end.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<(EdxmlMessage? Message, IReadOnlyList<EdxmlFile> Files, EdxmlFault? Fault)> ReadAsync(Stream from, CancellationToken cancel)
    {
        using var tags = new PlainTags(new StreamReader(from, new UTF8Encoding(true, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, leaveOpen: true), MostCharacters);
        using var xml = XmlReader.Create(tags, Settings);
        EdxmlFault fault;
        try
        {
            var envelope = await RootAsync(xml, cancel);
            var message = EdxmlNodes.MessageOf(envelope);
            return (message, Matched(message), null);
        }
        catch (EdxmlFaultException e)
        {
            fault = e.Fault;
        }
        catch (XmlException e)
        {
            var (line, column) = e.LineNumber > 0 ? (e.LineNumber, e.LinePosition) : tags.Place;
            fault = tags.Fault ?? new EdxmlFault.NotXml(line, column);
        }
        catch (DecoderFallbackException)
        {
            fault = new EdxmlFault.NotXml(tags.Place.Line, tags.Place.Column);
        }

        foreach (var (_, content, _) in files) await content.DisposeAsync();
        return (null, [], fault);
    }

    private async Task<XmlNodeAt> RootAsync(XmlReader xml, CancellationToken cancel)
    {
        XmlNodeAt? envelope = null;
        if (await xml.MoveToContentAsync() is not XmlNodeType.Element || !Is(xml, "edXML")) throw new EdxmlFaultException(new EdxmlFault.NotEdxml(At(xml).Line, At(xml).Column));
        await foreach (var child in ChildrenAsync(xml, cancel))
        {
            if (Is(xml, "AttachmentEncoded"))
            {
                await foreach (var attachment in ChildrenAsync(xml, cancel)) await AttachmentAsync(xml, attachment, cancel);
            }
            else
            {
                var node = await TreeAsync(xml, child, cancel);
                if (node.Name == "edXMLEnvelope") envelope = envelope is null ? node : throw new EdxmlFaultException(new EdxmlFault.Invalid("edXMLEnvelope", node.Line, node.Column));
            }
        }

        // To the very end: what follows the root must be nothing.
        while (await xml.ReadAsync()) cancel.ThrowIfCancellationRequested();
        return envelope ?? throw new EdxmlFaultException(new EdxmlFault.Missing("edXMLEnvelope", 0, 0));
    }

    /// <summary>Each child element of the element at hand; who iterates reads it to its end. Text between is passed over.</summary>
    private async IAsyncEnumerable<XmlNodeAt> ChildrenAsync(XmlReader xml, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        if (xml.IsEmptyElement) yield break;
        var depth = xml.Depth;
        while (await xml.ReadAsync() && xml.Depth > depth)
        {
            cancel.ThrowIfCancellationRequested();
            if (xml.NodeType is not XmlNodeType.Element) continue;
            var at = At(xml);
            if (++elements > MostElements || xml.Depth > Deepest) throw new EdxmlFaultException(new EdxmlFault.TooMuch(elements > MostElements ? "elements" : "depth", at.Line, at.Column));
            yield return at;
        }
    }

    private async Task<XmlNodeAt> TreeAsync(XmlReader xml, XmlNodeAt node, CancellationToken cancel)
    {
        if (xml.IsEmptyElement) return node;
        var (depth, text) = (xml.Depth, new StringBuilder());
        while (await xml.ReadAsync() && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Element)
            {
                var at = At(xml);
                if (++elements > MostElements || xml.Depth > Deepest) throw new EdxmlFaultException(new EdxmlFault.TooMuch(elements > MostElements ? "elements" : "depth", at.Line, at.Column));
                node.Children.Add(await TreeAsync(xml, at, cancel));
            }
            else if (xml.CanReadValueChunk && xml.HasValue)
            {
                for (int read; (read = await xml.ReadValueChunkAsync(letters, 0, letters.Length)) > 0;)
                {
                    cancel.ThrowIfCancellationRequested();
                    if (text.Length + read > LongestText) throw new EdxmlFaultException(new EdxmlFault.TooMuch(node.Name, node.Line, node.Column));
                    text.Append(letters, 0, read);
                }
            }
        }

        node.Text = text.ToString().Trim();
        return node;
    }

    private async Task AttachmentAsync(XmlReader xml, XmlNodeAt attachment, CancellationToken cancel)
    {
        if (attachment.Name != "Attachment") throw new EdxmlFaultException(new EdxmlFault.Invalid("AttachmentEncoded", attachment.Line, attachment.Column));
        if (files.Count == MostFiles) throw new EdxmlFaultException(new EdxmlFault.TooMuch("Attachment", attachment.Line, attachment.Column));
        Stream? content = null;
        await foreach (var part in ChildrenAsync(xml, cancel))
        {
            if (part.Name != "ContentTransferEncoded")
            {
                attachment.Children.Add(await TreeAsync(xml, part, cancel));
                continue;
            }

            if (content is not null) throw new EdxmlFaultException(new EdxmlFault.Invalid("ContentTransferEncoded", part.Line, part.Column));
            content = spool();
            // At once among those that are closed after a fault.
            files.Add(("", content, attachment));
            await DecodeAsync(xml, part, content, cancel);
        }

        if (content is null) throw new EdxmlFaultException(new EdxmlFault.Missing("ContentTransferEncoded", attachment.Line, attachment.Column));
        var id = EdxmlNodes.ContentId(attachment.Required("ContentId"));
        if (files.Exists(f => f.Id == id)) throw new EdxmlFaultException(new EdxmlFault.Twice(id, attachment.Line, attachment.Column));
        content.Position = 0;
        files[^1] = (id, content, attachment);
    }

    private async Task DecodeAsync(XmlReader xml, XmlNodeAt at, Stream to, CancellationToken cancel)
    {
        var (decoder, depth) = (new Base64Decoder(), xml.Depth);
        if (xml.IsEmptyElement) return;
        while (await xml.ReadAsync() && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Element) throw new EdxmlFaultException(new EdxmlFault.NotBase64(at.Line, at.Column));
            if (!xml.HasValue) continue;
            for (int read; (read = await xml.ReadValueChunkAsync(letters, 0, letters.Length)) > 0;)
            {
                cancel.ThrowIfCancellationRequested();
                var written = decoder.Decode(letters.AsSpan(0, read), bytes);
                if (written < 0) throw new EdxmlFaultException(new EdxmlFault.NotBase64(at.Line, at.Column));
                if ((total += written) > MostBytes) throw new EdxmlFaultException(new EdxmlFault.TooMuch("200 MB", at.Line, at.Column));
                await to.WriteAsync(bytes.AsMemory(0, written), cancel);
            }
        }

        if (!decoder.IsWhole) throw new EdxmlFaultException(new EdxmlFault.NotBase64(at.Line, at.Column));
    }

    private List<EdxmlFile> Matched(EdxmlMessage message)
    {
        var manifest = message is EdxmlPackage package ? package.Manifest : [];
        if (files.Find(f => !manifest.Any(r => r.ContentId == f.Id)) is { Content: not null } unlisted) throw new EdxmlFaultException(new EdxmlFault.Unlisted(unlisted.Id, unlisted.At.Line, unlisted.At.Column));
        return [.. manifest.Select(r => files.Find(f => f.Id == r.ContentId) is { Content: { } content } ? new EdxmlFile(r, content) : throw new EdxmlFaultException(new EdxmlFault.Lost(r.ContentId)))];
    }

    private static bool Is(XmlReader xml, string name) => xml.LocalName == name && xml.NamespaceURI == EdxmlWriter.Namespace;

    /// <summary>Elements of other namespaces keep no name of ours.</summary>
    private static XmlNodeAt At(XmlReader xml)
    {
        var place = (IXmlLineInfo)xml;
        return new XmlNodeAt(xml.NamespaceURI == EdxmlWriter.Namespace ? xml.LocalName : "", place.LineNumber, place.LinePosition);
    }
}

/// <summary>An element with its place; only the small ones of the header are kept like this.</summary>
internal sealed record XmlNodeAt(string Name, int Line, int Column)
{
    public string Text { get; set; } = "";

    public List<XmlNodeAt> Children { get; } = [];

    /// <summary>The one child of this name; null when there is none.</summary>
    public XmlNodeAt? Find(string name)
    {
        var found = Children.FindAll(c => c.Name == name);
        return found.Count > 1 ? throw new EdxmlFaultException(new EdxmlFault.Invalid(name, found[1].Line, found[1].Column)) : found.Count == 1 ? found[0] : null;
    }

    /// <summary>The one child of this name; an empty one when there is none.</summary>
    public XmlNodeAt Part(string name) => Find(name) ?? new XmlNodeAt(name, Line, Column);

    /// <summary>The one child of this name.</summary>
    public XmlNodeAt Need(string name) => Find(name) ?? throw new EdxmlFaultException(new EdxmlFault.Missing(name, Line, Column));

    /// <summary>The child's text; empty when there is none.</summary>
    public string Of(string name) => Find(name)?.Text ?? "";

    /// <summary>The child's text, which must not be empty.</summary>
    public string Required(string name) => Need(name) is { Text.Length: > 0 } found ? found.Text : throw new EdxmlFaultException(new EdxmlFault.Missing(name, Line, Column));

    public IEnumerable<XmlNodeAt> All(string name) => Children.Where(c => c.Name == name);
}
