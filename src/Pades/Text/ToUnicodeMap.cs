using System.Text;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Text;

/// <summary>A ToUnicode CMap (ISO 32000-2 §9.10.3), as far as finding text needs it.</summary>
internal sealed class ToUnicodeMap
{
    private const int MostEntries = 200_000;
    // ISO 32000-2 §9.10.3 allows 512 bytes; ligatures have three or four letters.
    private const int LongestText = 64;
    private readonly Dictionary<int, string> map = [];
    private int added;

    public ToUnicodeMap(byte[] program)
    {
        var parser = new PdfParser(program, -1, true);
        var operands = new List<PdfObject>();
        while (ContentReader.Next(ref parser, operands) is { } keyword)
        {
            if (keyword == "endbfchar")
            {
                for (var i = 0; i + 1 < operands.Count; i += 2) Add(Code(operands[i]), Text(operands[i + 1]));
            }
            else if (keyword == "endbfrange")
            {
                for (var i = 0; i + 2 < operands.Count; i += 3) AddRange(Code(operands[i]), Code(operands[i + 1]), operands[i + 2]);
            }
            operands.Clear();
        }
    }

    public int Count => map.Count;

    public string? Find(int code) => map.GetValueOrDefault(code);

    private void AddRange(int first, int last, PdfObject target)
    {
        var start = Text(target);
        // Counted by what is written, as ranges may name the same codes again and again.
        for (var code = first; code <= last && code >= 0 && added < MostEntries; code++)
        {
            if (target is PdfArray several)
            {
                if (code - first >= several.Count) return;
                Add(code, Text(several[code - first]));
            }
            else if (start.Length is > 0 and <= LongestText)
            {
                Add(code, start[..^1] + (char)(start[^1] + code - first));
            }
            else
            {
                return;
            }
        }
    }

    private void Add(int code, string text)
    {
        if (added++ < MostEntries && text.Length <= LongestText) map[code] = text;
    }

    private static int Code(PdfObject value)
    {
        var code = 0;
        foreach (var b in value is PdfString { Bytes.Length: <= 4 } text ? text.Bytes : []) code = (code << 8) | b;
        return code;
    }

    private static string Text(PdfObject value) => value is PdfString text ? Encoding.BigEndianUnicode.GetString(text.Bytes) : "";
}
