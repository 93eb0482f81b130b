using System.Text;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Text;

/// <summary>Reads operands and operators of content streams and CMaps (ISO 32000-2 §7.8.2).</summary>
internal static class ContentReader
{
    private const int MostOperands = 100_000;

    /// <summary>Collects operands until an operator comes; null at the end.</summary>
    public static string? Next(ref PdfParser parser, List<PdfObject> operands)
    {
        while (true)
        {
            parser.SkipSpace();
            var b = parser.Peek();
            if (b < 0) return null;
            if (IsOperand(ref parser, b))
            {
                if (operands.Count >= MostOperands) throw new PdfException(PdfErrorCode.LimitExceeded, "An operator has too many operands");
                operands.Add(parser.ReadObject());
                continue;
            }
            var keyword = Keyword(ref parser);
            if (keyword != "BI") return keyword;
            SkipInlineImage(ref parser);
            operands.Clear();
        }
    }

    private static bool IsOperand(ref PdfParser parser, int b)
    {
        if (b is (>= '0' and <= '9') or '+' or '-' or '.' or '/' or '(' or '[' or '<') return true;
        if (b is not ('t' or 'f' or 'n')) return false;
        var at = parser.Position;
        var isWord = parser.TryKeyword("true"u8) || parser.TryKeyword("false"u8) || parser.TryKeyword("null"u8);
        parser.Position = at;
        return isWord;
    }

    private static string Keyword(ref PdfParser parser)
    {
        var keyword = new StringBuilder();
        while (parser.Peek() is var b && b > 0 && !PdfParser.IsSpace(b) && !PdfParser.IsDelimiter(b) && keyword.Length < 32)
        {
            keyword.Append((char)b);
            parser.Position++;
        }
        // A stray delimiter means nothing and is passed over.
        if (keyword.Length == 0) parser.Position++;
        return keyword.ToString();
    }

    // The image's bytes end at "EI" between white space.
    private static void SkipInlineImage(ref PdfParser parser)
    {
        while (parser.Peek() >= 0)
        {
            if (PdfParser.IsSpace(parser.Peek()) && parser.Peek(1) == 'E' && parser.Peek(2) == 'I' && (parser.Peek(3) < 0 || PdfParser.IsSpace(parser.Peek(3))))
            {
                parser.Position += 3;
                return;
            }
            parser.Position++;
        }
    }
}
