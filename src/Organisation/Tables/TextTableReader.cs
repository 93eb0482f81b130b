using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace ThanhHoa.DigitalSignature.Organisation.Tables;

/// <summary>
/// A text file of separated values (RFC 4180; comma, semicolon or tab). UTF-8 with or without its mark and UTF-16 are read as
/// they are; Windows-1258, which Excel writes on Vietnamese machines, when the header proves it.
/// </summary>
internal sealed class TextTableReader : TableReader
{
    private const string Separators = ",;\t";

    private readonly Stream content;
    private readonly StreamReader reader;
    private readonly char separator;
    private int record;

    static TextTableReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private TextTableReader(Stream content, Encoding encoding)
    {
        this.content = content;
        reader = new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024, leaveOpen: true);
        separator = SeparatorOf(content, encoding);
    }

    public override double Progress => content.Length == 0 ? 1 : (double)content.Position / content.Length;

    public static new TextTableReader Open(Stream content)
    {
        var encoding = EncodingOf(content);
        content.Position = 0;
        return new TextTableReader(content, encoding);
    }

    public override TableRow? Read()
    {
        try
        {
            while (ReadRecord() is { } cells)
            {
                // Excel's own hint at the separator; SeparatorOf has seen it.
                if (record == 1 && cells is [{ Text: ['s', 'e', 'p', '=', ..] }, ..]) continue;
                if (cells.Exists(cell => cell.Text.Length > 0)) return new TableRow(record, cells);
            }

            return null;
        }
        catch (DecoderFallbackException)
        {
            throw new TableUnreadableException(TableFault.UnknownEncoding, (record + 1).ToString(CultureInfo.InvariantCulture));
        }
    }

    protected override void Dispose(bool disposing) => reader.Dispose();

    private List<TableCell>? ReadRecord()
    {
        if (reader.Peek() < 0) return null;
        record++;
        var cells = new List<TableCell>();
        var cell = new StringBuilder();
        var quoted = false;
        while (true)
        {
            var next = reader.Read();
            if (next < 0 && quoted) throw new TableUnreadableException(TableFault.OpenQuote, record.ToString(CultureInfo.InvariantCulture));
            if (quoted)
            {
                if (next != '"') Append(cell, (char)next);
                else if (reader.Peek() == '"') Append(cell, (char)reader.Read());
                else quoted = false;
            }
            else if (next == '"' && cell.Length == 0) quoted = true;
            else if (next == separator) End(cells, cell);
            else if (next is '\n' or '\r' or < 0)
            {
                if (next == '\r' && reader.Peek() == '\n') _ = reader.Read();
                End(cells, cell);
                return cells;
            }
            else Append(cell, (char)next);
        }
    }

    private void Append(StringBuilder cell, char letter)
    {
        // Nearly always a quotation mark that nobody closed.
        if (cell.Length >= LongestCell) throw new TableUnreadableException(TableFault.OpenQuote, record.ToString(CultureInfo.InvariantCulture));
        cell.Append(letter);
    }

    private static void End(List<TableCell> cells, StringBuilder cell)
    {
        if (cells.Count < MostColumns) cells.Add(TableCell.OfText(cell.ToString()));
        cell.Clear();
    }

    private static Encoding EncodingOf(Stream content)
    {
        var bytes = Whole(content);
        if (bytes is [0xFF, 0xFE, ..]) return new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
        if (bytes is [0xFE, 0xFF, ..]) return new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);
        var start = bytes.AsSpan(0, Math.Min(bytes.Length, 4096));
        // UTF-16 without its mark: every second byte of the ASCII letters in a header is zero. Other files with zeros are no text.
        if (start.Contains((byte)0))
        {
            var (even, odd) = (Zeros(start, 0), Zeros(start, 1));
            if (Math.Max(even, odd) < start.Length / 4 || Math.Min(even, odd) > start.Length / 16) throw new TableUnreadableException(TableFault.NotATable);
            return new UnicodeEncoding(bigEndian: even > odd, byteOrderMark: false, throwOnInvalidBytes: true);
        }

        if (Utf8.IsValid(bytes)) return new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
        var vietnamese = Encoding.GetEncoding(1258);
        var header = vietnamese.GetString(bytes, 0, Math.Min(bytes.Length, 4096)).Normalize(NormalizationForm.FormC);
        // "Mã đơn vị" stands in every header we read; in no other encoding do the same bytes spell it.
        if (header.Contains("Mã đơn vị", StringComparison.OrdinalIgnoreCase)) return vietnamese;
        throw new TableUnreadableException(TableFault.UnknownEncoding, LineOfFirstFault(bytes).ToString(CultureInfo.InvariantCulture));
    }

    private static byte[] Whole(Stream content)
    {
        content.Position = 0;
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        return bytes;
    }

    private static int Zeros(ReadOnlySpan<byte> bytes, int offset)
    {
        var zeros = 0;
        for (var at = offset; at < bytes.Length; at += 2)
            if (bytes[at] == 0) zeros++;
        return zeros;
    }

    private static int LineOfFirstFault(byte[] bytes)
    {
        var line = 1;
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            if (!Utf8.IsValid(bytes.AsSpan(range))) return line;
            line++;
        }

        return line;
    }

    /// <summary>The separator that occurs most often, outside quotation marks, in the first line.</summary>
    private static char SeparatorOf(Stream content, Encoding encoding)
    {
        content.Position = 0;
        using var first = new StreamReader(content, encoding, detectEncodingFromByteOrderMarks: true, bufferSize: 4096, leaveOpen: true);
        var (counts, quoted, read) = (new int[Separators.Length], false, 0);
        var line = new StringBuilder();
        for (var next = first.Read(); next >= 0 && read++ < 16_384; next = first.Read())
        {
            if (next is '\n' or '\r' && !quoted)
            {
                if (line.Length > 0) break;
                continue;
            }

            line.Append((char)next);
            if (next == '"') quoted = !quoted;
            if (!quoted && Separators.IndexOf((char)next, StringComparison.Ordinal) is >= 0 and var at) counts[at]++;
        }

        content.Position = 0;
        return line.ToString() is ['s', 'e', 'p', '=', var said] ? said : Separators[Array.IndexOf(counts, counts.Max())];
    }
}
