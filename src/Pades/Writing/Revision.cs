using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Writing;

/// <summary>
/// An incremental update (ISO 32000-2 §7.5.6): collects new and changed objects and writes them with a cross-reference
/// section of the kind the file has. Unchanged objects are never written again; object streams stay as they are.
/// </summary>
internal sealed class Revision(PdfFile file)
{
    private readonly SortedDictionary<int, (int Generation, PdfObject Value)> changed = [];
    private int next = file.NextObjectNumber;

    public PdfFile File => file;

    public PdfReference Add(PdfObject value)
    {
        if (next >= PdfLimits.Objects) throw new PdfException(PdfErrorCode.LimitExceeded, "The file has no object number left");
        changed[next] = (0, value);
        return new PdfReference(next++, 0);
    }

    public void Replace(PdfReference reference, PdfObject value) => changed[reference.Number] = (reference.Generation, value);

    /// <summary>The object as this revision will leave it.</summary>
    public PdfObject Current(PdfObject? value) =>
        value is PdfReference reference && changed.TryGetValue(reference.Number, out var mine) ? mine.Value : file.Resolve(value);

    /// <summary>The bytes to append; placeholders get their positions in them.</summary>
    public byte[] Write()
    {
        var output = new ArrayBufferWriter<byte>(16 << 10);
        var writer = new ObjectWriter(output, file.Cipher);
        if (file.Source.Window(file.Length - 1, 1)[0] is not (10 or 13)) output.Write("\n"u8);
        var places = new List<(int Number, int Generation, long Offset)>(changed.Count + 1);
        foreach (var (number, (generation, value)) in changed)
        {
            places.Add((number, generation, file.Length + output.WrittenCount));
            writer.WriteIndirect(number, generation, value);
        }
        var start = file.Length + output.WrittenCount;
        if (file.Sections[0].Kind == XrefKind.Stream) WriteStream(writer, places, start);
        else WriteTable(output, writer, places, start);
        Raw(output, string.Create(CultureInfo.InvariantCulture, $"startxref\n{start}\n%%EOF\n"));
        return output.WrittenSpan.ToArray();
    }

    private void WriteTable(ArrayBufferWriter<byte> output, ObjectWriter writer, List<(int Number, int Generation, long Offset)> places, long start)
    {
        // A table's offsets have ten digits (§7.5.4).
        if (start > 9_999_999_999) throw new PdfException(PdfErrorCode.Unsupported, "A file of more than 10 GB needs a cross-reference stream");
        Raw(output, "xref\n");
        foreach (var (first, count) in Runs(places))
        {
            Raw(output, string.Create(CultureInfo.InvariantCulture, $"{places[first].Number} {count}\n"));
            for (var i = first; i < first + count; i++)
                Raw(output, string.Create(CultureInfo.InvariantCulture, $"{places[i].Offset:0000000000} {places[i].Generation:00000} n\r\n"));
        }
        Raw(output, "trailer\n");
        writer.WriteTrailer(NewTrailer(next, start));
        Raw(output, "\n");
    }

    private void WriteStream(ObjectWriter writer, List<(int Number, int Generation, long Offset)> places, long start)
    {
        // Acrobat refuses a cross-reference stream that does not list itself.
        places.Add((next, 0, start));
        var index = new PdfArray();
        foreach (var (first, count) in Runs(places))
        {
            index.Items.Add(new PdfNumber(places[first].Number));
            index.Items.Add(new PdfNumber(count));
        }
        var width = 1;
        while (start >> (8 * width) != 0) width++;
        var entries = new byte[places.Count * (width + 3)];
        Span<byte> number = stackalloc byte[8];
        for (var i = 0; i < places.Count; i++)
        {
            var entry = entries.AsSpan(i * (width + 3), width + 3);
            entry[0] = 1;
            BinaryPrimitives.WriteInt64BigEndian(number, places[i].Offset);
            number[(8 - width)..].CopyTo(entry[1..]);
            BinaryPrimitives.WriteUInt16BigEndian(entry[(width + 1)..], (ushort)places[i].Generation);
        }
        var dictionary = new PdfDictionary { ["Type"] = new PdfName("XRef"), ["W"] = PdfArray.Of(1, width, 2), ["Index"] = index };
        foreach (var (key, value) in NewTrailer(next + 1, start).Entries) dictionary[key] = value;
        writer.WriteIndirect(next, 0, new PdfStream(dictionary, entries));
    }

    // §7.5.5; a stale /XRefStm and keys of the old trailer that describe the old bytes stay behind.
    private PdfDictionary NewTrailer(int size, long start)
    {
        var old = file.Trailer;
        var trailer = new PdfDictionary { ["Size"] = new PdfNumber(size), ["Root"] = old["Root"], ["Info"] = old["Info"], ["Encrypt"] = old["Encrypt"] };
        if (file.Array(old["ID"]) is { Count: 2 } id && file.Resolve(id[0]) is PdfString permanent)
        {
            // §14.4: the first identifier stays, the second changes with the content.
            var fresh = SHA256.HashData([.. permanent.Bytes, .. BitConverter.GetBytes(start), .. BitConverter.GetBytes(size)]);
            trailer["ID"] = new PdfArray([new PdfString(permanent.Bytes, hex: true), new PdfString(fresh[..16], hex: true)]);
        }
        trailer["Prev"] = new PdfNumber(file.StartXref);
        return trailer;
    }

    private static IEnumerable<(int First, int Count)> Runs(List<(int Number, int Generation, long Offset)> places)
    {
        for (var first = 0; first < places.Count;)
        {
            var last = first;
            while (last + 1 < places.Count && places[last + 1].Number == places[last].Number + 1) last++;
            yield return (first, last - first + 1);
            first = last + 1;
        }
    }

    private static void Raw(ArrayBufferWriter<byte> output, string text) => output.Advance(Encoding.ASCII.GetBytes(text, output.GetSpan(text.Length)));
}
