using System.Globalization;
using ThanhHoa.DigitalSignature.Pades.Encryption;

namespace ThanhHoa.DigitalSignature.Pades.Syntax;

/// <summary>Reads something at a place; called again with a longer window when the first one ended too early.</summary>
internal delegate T ReadWith<out T>(ref PdfParser parser);

/// <summary>An object as it stands in the file.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Generation">Its generation.</param>
/// <param name="Value">Its value.</param>
/// <param name="End">The byte after its value.</param>
/// <param name="Reach">The byte after everything that was looked at, "endobj" or "endstream" included.</param>
internal readonly record struct IndirectObject(int Number, int Generation, PdfObject Value, long End, long Reach);

/// <summary>A PDF, or the beginning of one up to the end of a revision, read strictly: what two readers could understand differently is refused.</summary>
internal sealed class PdfFile
{
    private const int TailBytes = 2048;
    private readonly Dictionary<int, PdfObject> objects = [];
    private readonly HashSet<int> loading = [];
    private FileHistory own = new();

    private PdfFile(ByteSource source, long length, FileHistory history)
    {
        Source = source;
        Length = length;
        History = history;
    }

    public ByteSource Source { get; }

    /// <summary>Bytes that count; what follows in the source is a later revision.</summary>
    public long Length { get; }

    /// <summary>Major and minor version of the header, such as "1.7".</summary>
    public string HeaderVersion { get; private set; } = "";

    /// <summary>Shared with the other revisions of the same file.</summary>
    public FileHistory History { get; }

    /// <summary>The offset that startxref names.</summary>
    public long StartXref { get; private set; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<XrefSection> Sections { get; private set; } = [];

    public PdfDictionary Trailer => Sections[0].Trailer;

    /// <summary>Set once an encrypted file is open.</summary>
    public FileCipher? Cipher { get; private set; }

    public bool IsEncrypted => Trailer["Encrypt"] is not (null or PdfNull);

    public PdfDictionary Catalog => Dictionary(Trailer["Root"]) ?? throw new PdfException(PdfErrorCode.Damaged, "The catalog is missing");

    /// <summary>One more than the highest object number in use or announced.</summary>
    public int NextObjectNumber { get; private set; }

    /// <summary>Opens without password; an encrypted file stays locked until <see cref="Unlock"/>.</summary>
    public static PdfFile Open(ByteSource source, long? length = null) => Open(source, length ?? source.Length, new FileHistory());

    /// <summary>The beginning of the same file up to the end of a revision; locked, if it is encrypted.</summary>
    public PdfFile OpenRevision(long end) => Open(Source, end, History);

    private static PdfFile Open(ByteSource source, long length, FileHistory history)
    {
        var file = new PdfFile(source, length, history);
        file.ReadHeader();
        file.FindStartXref();
        file.Sections = new XrefReader(file).ReadChain(file.StartXref);
        file.NextObjectNumber = file.FindNextObjectNumber();
        return file;
    }

    /// <summary>Opens an encrypted file; without encryption nothing happens.</summary>
    public void Unlock(string? password)
    {
        if (!IsEncrypted) return;
        Cipher = StandardSecurity.Open(this, password);
        objects.Clear();
        own = new FileHistory();
    }

    public PdfObject Resolve(PdfObject? value)
    {
        for (var hops = 0; value is PdfReference reference; hops++)
        {
            if (hops > 32) throw new PdfException(PdfErrorCode.Damaged, $"Object {reference.Number} refers to itself");
            value = Load(reference);
        }
        return value ?? PdfNull.Instance;
    }

    public PdfDictionary? Dictionary(PdfObject? value) => Resolve(value) switch
    {
        PdfDictionary dictionary => dictionary,
        PdfStream stream => stream.Dictionary,
        _ => null,
    };

    public PdfArray? Array(PdfObject? value) => Resolve(value) as PdfArray;

    public string? Name(PdfObject? value) => (Resolve(value) as PdfName)?.Value;

    public double? Number(PdfObject? value) => (Resolve(value) as PdfNumber)?.Value;

    public long? Integer(PdfObject? value) => Resolve(value) is PdfNumber { IsInteger: true } number ? number.Integer : null;

    /// <summary>Where an object stands in the newest revision; null when it was never written.</summary>
    public XrefEntry? Find(int number)
    {
        foreach (var section in Sections)
        {
            if (section.FindWithCompanion(number) is { } entry) return entry;
        }
        return null;
    }

    public PdfObject Load(PdfReference reference)
    {
        if (objects.TryGetValue(reference.Number, out var known)) return known;
        var entry = Find(reference.Number);
        if (entry is not { Kind: not XrefEntryKind.Free } found) return PdfNull.Instance;
        // §7.3.10: a reference to another generation is a reference to null.
        if ((found.Kind == XrefEntryKind.InFile ? found.Extra : 0) != reference.Generation) return PdfNull.Instance;
        if (loading.Count > PdfLimits.Depth || !loading.Add(reference.Number)) throw new PdfException(PdfErrorCode.Damaged, $"Object {reference.Number} cannot be read without itself");
        try
        {
            var value = found.Kind == XrefEntryKind.InFile ? LoadInFile(reference.Number, found) : Container(found.Place).Read(reference.Number, found.Extra);
            if (objects.Count >= PdfLimits.KeptObjects) objects.Clear();
            objects[reference.Number] = value;
            return value;
        }
        finally
        {
            loading.Remove(reference.Number);
        }
    }

    public T ReadAt<T>(long offset, ReadWith<T> read)
    {
        for (var size = 8 << 10; ; size *= 8)
        {
            var window = Source.Window(offset, (int)Math.Min(size, Math.Max(0, Length - offset)));
            var complete = offset + window.Length >= Length;
            var parser = new PdfParser(window, offset, complete);
            try
            {
                return read(ref parser);
            }
            catch (WindowEndedException) when (size < PdfLimits.ObjectBytes)
            {
                // Seldom: only objects longer than the window.
            }
            catch (WindowEndedException error)
            {
                throw new PdfException(PdfErrorCode.LimitExceeded, "An object is too long", offset, error);
            }
        }
    }

    /// <summary>The object at a place, whatever its number; streams get their length checked against "endstream".</summary>
    public IndirectObject ReadIndirect(long offset)
    {
        var (number, generation, value, end, dataStart, reach) = ReadAt(offset, static (ref PdfParser parser) =>
        {
            parser.SkipSpace();
            var number = parser.TryUnsigned();
            parser.SkipSpace();
            var generation = parser.TryUnsigned();
            if (number is < 0 or > PdfLimits.Objects || generation is < 0 or > 65535) throw parser.Damaged("An object's number is expected");
            parser.Expect("obj"u8);
            var value = parser.ReadObject();
            var end = parser.Position;
            parser.SkipSpace();
            var dataStart = -1;
            if (value is PdfDictionary && parser.TryKeyword("stream"u8))
            {
                if (parser.Peek() == '\r') parser.Position++;
                if (parser.Peek() != '\n') throw parser.Damaged("No end of line follows \"stream\"");
                dataStart = ++parser.Position;
            }
            else
            {
                parser.Expect("endobj"u8);
            }
            return ((int)number, (int)generation, value, end, dataStart, (long)parser.Position);
        });
        reach += offset;
        if (dataStart >= 0) value = CheckedStream((PdfDictionary)value, offset + dataStart, number, generation, out reach);
        return new IndirectObject(number, generation, value, offset + end, reach);
    }

    /// <summary>The stream's bytes as they stand, decrypted but not decoded.</summary>
    public byte[] RawData(PdfStream stream, int limit = PdfLimits.DecodedBytes)
    {
        if (stream.DataLength > limit) throw new PdfException(PdfErrorCode.LimitExceeded, "A stream is too long to be read here", stream.DataOffset);
        if (stream.Data is { } data) return data.ToArray();
        var bytes = Source.Window(stream.DataOffset, (int)stream.DataLength).ToArray();
        return Cipher is null ? bytes : Cipher.DecryptStream(bytes, stream);
    }

    private PdfObject LoadInFile(int number, XrefEntry entry)
    {
        if (entry.Place >= Length) throw new PdfException(PdfErrorCode.Damaged, $"Object {number} lies outside the file", entry.Place);
        // What is decrypted is decrypted where it stands, so that an encrypted file shares nothing.
        if (Cipher is not null || History.Object(entry.Place, Length) is not { } found)
        {
            found = ReadIndirect(entry.Place);
            // A length that stands elsewhere may be another one in another revision.
            // Of the last byte of a revision nobody knows yet whether it ends a word.
            if (Cipher is null && found.Reach < Length && (found.Value is not PdfStream { Dictionary: var dictionary } || dictionary["Length"] is PdfNumber)) History.Keep(found, entry.Place, found.Reach);
        }
        if (found.Number != number || found.Generation != entry.Extra) throw new PdfException(PdfErrorCode.Damaged, $"Object {number} is announced here but another stands in its place", entry.Place);
        // §7.6.2: the encryption dictionary itself is in clear.
        return Cipher is null || (Trailer["Encrypt"] as PdfReference)?.Number == number ? found.Value : Cipher.DecryptStrings(found.Value, number, found.Generation);
    }

    private PdfStream CheckedStream(PdfDictionary dictionary, long start, int number, int generation, out long reach)
    {
        var length = Resolve(dictionary["Length"]) is PdfNumber { IsInteger: true, Integer: >= 0 } given && given.Integer <= Length - start
            ? given.Integer
            : throw new PdfException(PdfErrorCode.Damaged, $"/Length of stream {number} is missing or points past the end", start);
        var end = ReadAt(start + length, static (ref PdfParser parser) =>
        {
            while (PdfParser.IsSpace(parser.Peek())) parser.Position++;
            return parser.TryKeyword("endstream"u8) ? parser.Position : -1;
        });
        reach = start + length + end;
        if (end < 0) throw new PdfException(PdfErrorCode.Damaged, $"/Length of stream {number} does not lead to its end", start + length);
        return new PdfStream(dictionary, start, length) { Number = number, Generation = generation };
    }

    // No reference in it.
    private static bool IsWhole(PdfObject value) => value switch
    {
        PdfReference => false,
        PdfArray array => array.Items.TrueForAll(IsWhole),
        PdfDictionary dictionary => dictionary.Entries.Values.All(IsWhole),
        _ => true,
    };

    private ObjectStream Container(long number)
    {
        if (number is <= 0 or > PdfLimits.Objects) throw new PdfException(PdfErrorCode.Damaged, $"Object stream {number} does not exist");
        if (Find((int)number) is not { Kind: XrefEntryKind.InFile } entry || Load(new PdfReference((int)number, entry.Extra)) is not PdfStream stream)
            throw new PdfException(PdfErrorCode.Damaged, $"Object stream {number} does not exist");
        // What needs a key, or other objects, to be read is this revision's own.
        var place = !IsEncrypted && IsWhole(stream.Dictionary) ? History : own;
        if (place.Container(stream) is { } known) return known;
        var read = new ObjectStream(this, stream);
        place.Keep(stream, read);
        return read;
    }

    private void ReadHeader()
    {
        if (Length == 0) throw new PdfException(PdfErrorCode.Empty, "The file is empty");
        var head = Source.Window(0, (int)Math.Min(1024, Length));
        if (!head.StartsWith("%PDF-"u8) || head.Length < 8)
        {
            var late = head.IndexOf("%PDF-"u8);
            throw new PdfException(PdfErrorCode.NotPdf, late > 0 ? "Bytes stand before the PDF header: readers would count offsets differently" : "The file does not begin with a PDF header", Math.Max(late, 0));
        }
        if (head[5] is not ((byte)'1' or (byte)'2') || head[6] != '.' || !char.IsAsciiDigit((char)head[7])) throw new PdfException(PdfErrorCode.NotPdf, "The PDF header names no known version", 5);
        HeaderVersion = $"{(char)head[5]}.{(char)head[7]}";
    }

    private void FindStartXref()
    {
        var tailStart = Math.Max(0, Length - TailBytes);
        var tail = Source.Window(tailStart, (int)(Length - tailStart));
        var eof = tail.LastIndexOf("%%EOF"u8);
        var key = eof < 0 ? -1 : tail[..eof].LastIndexOf("startxref"u8);
        if (key < 0) throw new PdfException(PdfErrorCode.Truncated, "The end of the file is missing: no startxref and %%EOF", Length);
        var parser = new PdfParser(tail[key..], tailStart + key, true);
        parser.Expect("startxref"u8);
        parser.SkipSpace();
        StartXref = parser.TryUnsigned();
        if (StartXref < 0 || StartXref >= tailStart + key) throw new PdfException(PdfErrorCode.Damaged, "startxref names no place before itself", tailStart + key);
    }

    private int FindNextObjectNumber()
    {
        var next = Trailer["Size"] is PdfNumber { IsInteger: true } size
            ? size.Integer
            : throw new PdfException(PdfErrorCode.Damaged, "/Size of the trailer is missing");
        foreach (var section in Sections)
        {
            foreach (var (first, entries) in section.Parts) next = Math.Max(next, first + entries.Length);
            foreach (var (first, entries) in section.Companion?.Parts ?? []) next = Math.Max(next, first + entries.Length);
        }
        if (next is < 1 or > PdfLimits.Objects) throw new PdfException(PdfErrorCode.LimitExceeded, string.Create(CultureInfo.InvariantCulture, $"The file announces {next} objects"));
        return (int)next;
    }
}
