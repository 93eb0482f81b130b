using System.Buffers;
using System.Globalization;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Encryption;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Writing;

/// <summary>Bytes whose content is known only later; remembers where they were written.</summary>
internal sealed class PdfPlaceholder(byte[] initial) : PdfObject
{
    public byte[] Initial => initial;

    /// <summary>Place in the output.</summary>
    public int Position { get; set; } = -1;
}

/// <summary>Writes objects, in the fewest bytes that every reader understands.</summary>
internal sealed class ObjectWriter(ArrayBufferWriter<byte> output, FileCipher? cipher)
{
    private int number;
    private int generation;

    /// <summary>"n g obj … endobj"; strings and stream data are encrypted when the file is.</summary>
    public void WriteIndirect(int objectNumber, int objectGeneration, PdfObject value)
    {
        Raw(string.Create(CultureInfo.InvariantCulture, $"{objectNumber} {objectGeneration} obj\n"));
        // §7.5.8.2: nothing in a cross-reference stream is encrypted.
        (number, generation) = value is PdfStream xref && xref.Dictionary.IsName("Type", "XRef") ? (0, 0) : (objectNumber, objectGeneration);
        if (value is PdfStream stream) WriteStream(stream);
        else Write(value);
        output.Write("\nendobj\n"u8);
    }

    /// <summary>A trailer's dictionary, whose strings are never encrypted.</summary>
    public void WriteTrailer(PdfDictionary trailer)
    {
        number = 0;
        Write(trailer);
    }

    private void WriteStream(PdfStream stream)
    {
        var data = stream.Data?.ToArray() ?? throw new InvalidOperationException("A stream of the file itself is never written again.");
        if (cipher is not null) data = cipher.EncryptStream(data, stream.Dictionary, number, generation);
        var dictionary = new PdfDictionary(stream.Dictionary) { ["Length"] = new PdfNumber(data.Length) };
        Write(dictionary);
        output.Write("stream\n"u8);
        output.Write(data);
        output.Write("\nendstream"u8);
    }

    private void Write(PdfObject value)
    {
        switch (value)
        {
            case PdfNull: Raw("null"); break;
            case PdfBoolean boolean: Raw(boolean.Value ? "true" : "false"); break;
            case PdfNumber or PdfReference: Raw(value.ToString()!); break;
            case PdfName name: WriteName(name.Value); break;
            case PdfString text: WriteString(text); break;
            case PdfArray array: WriteArray(array); break;
            case PdfDictionary dictionary: WriteDictionary(dictionary); break;
            case PdfPlaceholder placeholder:
                placeholder.Position = output.WrittenCount;
                output.Write(placeholder.Initial);
                break;
            default: throw new InvalidOperationException($"{value.GetType().Name} has no direct form.");
        }
    }

    private void WriteArray(PdfArray array)
    {
        output.Write("["u8);
        for (var i = 0; i < array.Count; i++)
        {
            // A delimiter in front needs no space.
            if (i > 0 && array[i] is not (PdfName or PdfString or PdfArray or PdfDictionary)) output.Write(" "u8);
            Write(array[i]);
        }
        output.Write("]"u8);
    }

    private void WriteDictionary(PdfDictionary dictionary)
    {
        output.Write("<<"u8);
        foreach (var (key, value) in dictionary.Entries)
        {
            WriteName(key);
            if (value is not (PdfName or PdfString or PdfArray or PdfDictionary or PdfPlaceholder)) output.Write(" "u8);
            Write(value);
        }
        output.Write(">>"u8);
    }

    private void WriteName(string name)
    {
        var span = output.GetSpan((name.Length * 3) + 1);
        var at = 0;
        span[at++] = (byte)'/';
        foreach (var c in name)
        {
            if (c is > ' ' and <= '~' and not '#' && !PdfParser.IsDelimiter(c))
            {
                span[at++] = (byte)c;
                continue;
            }
            span[at++] = (byte)'#';
            span[at++] = HexDigit(c >> 4);
            span[at++] = HexDigit(c & 15);
        }
        output.Advance(at);
    }

    private void WriteString(PdfString text)
    {
        var bytes = text.Bytes;
        var encrypted = cipher is not null && number > 0;
        if (encrypted) bytes = cipher!.EncryptString(bytes, number, generation);
        if (encrypted || text.Hex || bytes.AsSpan().ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            var span = output.GetSpan((bytes.Length * 2) + 2);
            span[0] = (byte)'<';
            for (var i = 0; i < bytes.Length; i++)
            {
                span[(i * 2) + 1] = HexDigit(bytes[i] >> 4);
                span[(i * 2) + 2] = HexDigit(bytes[i] & 15);
            }
            span[(bytes.Length * 2) + 1] = (byte)'>';
            output.Advance((bytes.Length * 2) + 2);
            return;
        }
        output.Write("("u8);
        foreach (var b in bytes)
        {
            if (b is (byte)'(' or (byte)')' or (byte)'\\') output.Write("\\"u8);
            output.Write([b]);
        }
        output.Write(")"u8);
    }

    private static byte HexDigit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);

    private void Raw(string text) => output.Advance(Encoding.ASCII.GetBytes(text, output.GetSpan(text.Length)));
}
