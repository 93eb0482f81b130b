using System.Buffers;
using System.Globalization;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Attacks;

/// <summary>How an incremental update lists what it writes.</summary>
internal enum Carrier
{
    /// <summary>A classic table.</summary>
    Table,

    /// <summary>A cross-reference stream.</summary>
    Stream,

    /// <summary>A cross-reference stream; whatever may stand in an object stream does.</summary>
    Packed,

    /// <summary>A table, and beside it a stream that lists an object stream.</summary>
    Hybrid,
}

/// <summary>An incremental update written by hand, byte by byte, so that it may be wrong in any way.</summary>
internal sealed class HandUpdate(byte[] before)
{
    private readonly List<byte> bytes = [.. before];
    private readonly SortedDictionary<int, (long Place, int Generation, char Kind)> entries = [];
    private readonly List<(int Number, PdfObject Value)> packed = [];

    /// <summary>Where the last cross-reference of the file is, as its startxref says.</summary>
    public static long LastXref(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        return long.Parse(text[(text.LastIndexOf("startxref", StringComparison.Ordinal) + 9)..].Trim().Split('\n', '\r')[0], CultureInfo.InvariantCulture);
    }

    public long? Prev { get; set; } = LastXref(before);

    /// <summary>Further entries of the trailer, such as "/Root 9 0 R"; the old ones are taken over where these do not say otherwise.</summary>
    public string Trailer { get; set; } = "";

    public long Position => bytes.Count;

    public HandUpdate Raw(string text)
    {
        bytes.AddRange(Encoding.Latin1.GetBytes(text));
        return this;
    }

    /// <summary>Writes an object; one that is not listed only stands there.</summary>
    public HandUpdate Object(int number, string body, bool isListed = true, int generation = 0)
    {
        if (isListed) entries[number] = (bytes.Count, generation, 'n');
        return Raw(string.Create(CultureInfo.InvariantCulture, $"{number} {generation} obj\n{body}\nendobj\n"));
    }

    public HandUpdate Stream(int number, string dictionary, string data, bool isListed = true) =>
        Object(number, string.Create(CultureInfo.InvariantCulture, $"<<{dictionary}/Length {data.Length}>>\nstream\n{data}\nendstream"), isListed);

    /// <summary>Lists an object that stands elsewhere.</summary>
    public HandUpdate Entry(int number, long place, int generation = 0)
    {
        entries[number] = (place, generation, 'n');
        return this;
    }

    public HandUpdate Free(int number, int generation = 0)
    {
        entries[number] = (0, generation, 'f');
        return this;
    }

    public byte[] ToBytes() => [.. bytes];

    public byte[] Close(Carrier carrier = Carrier.Table)
    {
        var file = PdfFile.Open(new ByteSource(new MemoryStream(before)));
        var next = Math.Max(file.NextObjectNumber, entries.Keys.Concat(packed.Select(p => p.Number)).DefaultIfEmpty(0).Max() + 1);
        var own = (PdfDictionary)new PdfParser(Encoding.Latin1.GetBytes($"<<{Trailer}>> "), -1, true).ReadObject();
        var trailer = new PdfDictionary();
        foreach (var key in new[] { "Root", "Info", "ID", "Encrypt" }) trailer[key] = file.Trailer[key];
        foreach (var (key, value) in own.Entries) trailer[key] = value;
        if (Prev is { } prev) trailer["Prev"] = new PdfNumber(prev);
        var inside = packed.Count > 0 ? Pack(next++) : [];
        trailer["Size"] ??= new PdfNumber(next + 1);
        long start;
        if (carrier is Carrier.Table or Carrier.Hybrid)
        {
            if (inside.Count > 0) trailer["XRefStm"] = new PdfNumber(WriteStream(next, inside, [], new PdfDictionary { ["Size"] = trailer["Size"], ["Root"] = trailer["Root"] }));
            start = bytes.Count;
            Raw("xref\n");
            foreach (var (number, (place, generation, kind)) in entries) Raw(string.Create(CultureInfo.InvariantCulture, $"{number} 1\n{place:0000000000} {generation:00000} {kind}\r\n"));
            Raw("trailer\n" + Text(trailer) + "\n");
        }
        else
        {
            entries[next] = (bytes.Count, 0, 'n');
            start = WriteStream(next, inside, entries, trailer);
        }
        return [.. Raw(string.Create(CultureInfo.InvariantCulture, $"startxref\n{start}\n%%EOF\n")).bytes];
    }

    /// <summary>The same update as another program of ours wrote it, carried otherwise.</summary>
    public static byte[] Carry(byte[] before, byte[] updated, Carrier carrier, string? password = null)
    {
        var file = PdfFile.Open(new ByteSource(new MemoryStream(updated)));
        file.Unlock(password);
        var update = new HandUpdate(before);
        if (before[^1] is not (10 or 13)) update.Raw("\n");
        foreach (var (first, listed) in file.Sections[0].Parts)
        {
            for (var i = 0; i < listed.Length; i++)
            {
                var number = first + i;
                if (number == file.Sections[0].StreamNumber) continue;
                var value = file.Load(new PdfReference(number, listed[i].Extra));
                var isSignature = value is PdfDictionary { Entries: var own } && own.ContainsKey("ByteRange");
                if (carrier is Carrier.Packed or Carrier.Hybrid && value is not PdfStream && listed[i].Extra == 0 && !isSignature) update.packed.Add((number, value));
                else update.Write(file, number, listed[i].Extra, value);
            }
        }
        return update.Close(carrier);
    }

    private void Write(PdfFile file, int number, int generation, PdfObject value)
    {
        if (value is PdfStream { Data: null } stream) value = new PdfStream(stream.Dictionary, file.RawData(stream));
        entries[number] = (bytes.Count, generation, 'n');
        var output = new ArrayBufferWriter<byte>();
        new ObjectWriter(output, file.Cipher).WriteIndirect(number, generation, value);
        bytes.AddRange(output.WrittenSpan);
    }

    private List<(int Number, int Container, int Index)> Pack(int container)
    {
        var (head, body) = (new StringBuilder(), new StringBuilder());
        foreach (var (number, value) in packed)
        {
            head.Append(CultureInfo.InvariantCulture, $"{number} {body.Length} ");
            body.Append(Text(value)).Append('\n');
        }
        entries[container] = (bytes.Count, 0, 'n');
        // Strings in an object stream are not encrypted by themselves, the stream is as a whole.
        var file = PdfFile.Open(new ByteSource(new MemoryStream(before)));
        if (file.IsEncrypted) throw new NotSupportedException("An encrypted update is not packed by hand.");
        Object(container, string.Create(CultureInfo.InvariantCulture, $"<</Type/ObjStm/N {packed.Count}/First {head.Length}/Length {head.Length + body.Length}>>\nstream\n{head}{body}\nendstream"));
        return [.. packed.Select((p, i) => (p.Number, container, i))];
    }

    private long WriteStream(int number, List<(int Number, int Container, int Index)> inside, SortedDictionary<int, (long Place, int Generation, char Kind)> listed, PdfDictionary trailer)
    {
        var start = bytes.Count;
        var data = new StringBuilder();
        var index = new StringBuilder();
        var all = listed.Select(e => (e.Key, Line: $"{(e.Value.Kind == 'n' ? 1 : 0):X2}{e.Value.Place:X8}{e.Value.Generation:X4}")).Concat(inside.Select(e => (Key: e.Number, Line: $"02{e.Container:X8}{e.Index:X4}"))).OrderBy(e => e.Key);
        foreach (var (key, line) in all)
        {
            index.Append(CultureInfo.InvariantCulture, $"{key} 1 ");
            data.Append(line);
        }
        data.Append('>');
        var entriesOfTrailer = Text(trailer)[2..^2];
        Raw(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n<</Type/XRef/W[1 4 2]/Index[{index}]{entriesOfTrailer}/Filter/ASCIIHexDecode/Length {data.Length}>>\nstream\n{data}\nendstream\nendobj\n"));
        return start;
    }

    private static string Text(PdfObject value)
    {
        var output = new ArrayBufferWriter<byte>();
        // A trailer's dictionary is the one value written without a number; others are taken out of one.
        new ObjectWriter(output, null).WriteTrailer(value as PdfDictionary ?? new PdfDictionary { ["V"] = value });
        var text = Encoding.Latin1.GetString(output.WrittenSpan);
        return value is PdfDictionary ? text : text[4..^2].Trim();
    }
}
