using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace ThanhHoa.DigitalSignature.Pades.Syntax;

/// <summary>The window ended inside an object: read again with more bytes.</summary>
internal sealed class WindowEndedException : Exception;

/// <summary>Reads objects of ISO 32000-2 §7.2–7.3 from a window of the file.</summary>
/// <param name="data">The window.</param>
/// <param name="origin">Where it begins in the file; −1 when it is decoded data.</param>
/// <param name="complete">Nothing follows the window.</param>
internal ref struct PdfParser(ReadOnlySpan<byte> data, long origin, bool complete)
{
    private readonly ReadOnlySpan<byte> data = data;

    public int Position { get; set; }

    public readonly bool AtEnd => Position >= data.Length;

    private readonly long Here => origin < 0 ? Position : origin + Position;

    public static bool IsSpace(int b) => b is 0 or 9 or 10 or 12 or 13 or 32;

    public static bool IsDelimiter(int b) => b is '(' or ')' or '<' or '>' or '[' or ']' or '{' or '}' or '/' or '%';

    private static bool IsRegular(int b) => b >= 0 && !IsSpace(b) && !IsDelimiter(b);

    public readonly PdfException Damaged(string message) => new(PdfErrorCode.Damaged, message, Here);

    /// <summary>The byte at the position, or −1 after the last one of the file.</summary>
    public readonly int Peek(int ahead = 0)
    {
        var at = Position + ahead;
        if (at < data.Length) return data[at];
        return complete ? -1 : throw new WindowEndedException();
    }

    public void SkipSpace()
    {
        while (true)
        {
            var b = Peek();
            if (IsSpace(b))
            {
                Position++;
            }
            else if (b == '%')
            {
                while (Peek() is not (10 or 13 or -1)) Position++;
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>Takes the keyword when it stands here as a whole token.</summary>
    public bool TryKeyword(ReadOnlySpan<byte> keyword)
    {
        if (Position + keyword.Length > data.Length && !complete) throw new WindowEndedException();
        if (!data[Position..].StartsWith(keyword) || IsRegular(Peek(keyword.Length))) return false;
        Position += keyword.Length;
        return true;
    }

    public void Expect(ReadOnlySpan<byte> keyword)
    {
        SkipSpace();
        if (!TryKeyword(keyword)) throw Damaged($"\"{Encoding.ASCII.GetString(keyword)}\" expected");
    }

    /// <summary>An unsigned integer, or −1 when none stands here.</summary>
    public long TryUnsigned()
    {
        var start = Position;
        while (Peek() is >= '0' and <= '9') Position++;
        if (Position == start || IsRegular(Peek())
            || !Utf8Parser.TryParse(data[start..Position], out long value, out var used) || used != Position - start)
        {
            Position = start;
            return -1;
        }
        return value;
    }

    public PdfObject ReadObject(int depth = 0)
    {
        if (depth > PdfLimits.Depth) throw new PdfException(PdfErrorCode.LimitExceeded, "Objects are nested too deeply", Here);
        SkipSpace();
        switch (Peek())
        {
            case '/': return new PdfName(ReadName());
            case '(': return ReadLiteralString();
            case '<': return Peek(1) == '<' ? ReadDictionary(depth) : ReadHexString();
            case '[': return ReadArray(depth);
            case (>= '0' and <= '9') or '+' or '-' or '.': return ReadNumberOrReference();
        }
        if (TryKeyword("null"u8)) return PdfNull.Instance;
        if (TryKeyword("true"u8)) return PdfBoolean.True;
        if (TryKeyword("false"u8)) return PdfBoolean.False;
        throw Damaged(AtEnd ? "The file ends where an object is expected" : "No object stands where one is expected");
    }

    private PdfObject ReadNumberOrReference()
    {
        var start = Position;
        var number = TryUnsigned();
        if (number < 0) return ReadSigned(start);
        // "12 0 R" is a reference; anything else leaves the first number alone.
        var after = Position;
        if (number <= PdfLimits.Objects && IsSpace(Peek()))
        {
            SkipSpace();
            var generation = Peek() is >= '0' and <= '9' ? TryUnsigned() : -1;
            if (generation is >= 0 and <= 65535 && IsSpace(Peek()))
            {
                SkipSpace();
                if (TryKeyword("R"u8)) return new PdfReference((int)number, (int)generation);
            }
        }
        Position = after;
        return new PdfNumber(number);
    }

    private PdfNumber ReadSigned(int start)
    {
        while (IsRegular(Peek())) Position++;
        var token = data[start..Position];
        if (token.Length > 64) throw Damaged("A number is too long");
        if (Utf8Parser.TryParse(token, out long integer, out var used) && used == token.Length) return new PdfNumber(integer);
        if (!token.ContainsAnyExceptInRange((byte)'+', (byte)'9') && Utf8Parser.TryParse(token, out double real, out used) && used == token.Length && double.IsFinite(real))
        {
            return new PdfNumber(real, Encoding.ASCII.GetString(token));
        }
        Position = start;
        throw Damaged("A malformed number");
    }

    private string ReadName()
    {
        Position++;
        var start = Position;
        var escaped = false;
        while (IsRegular(Peek()))
        {
            if (data[Position] == '#') escaped = true;
            Position++;
        }
        var token = data[start..Position];
        if (!escaped) return Encoding.Latin1.GetString(token);
        var name = new StringBuilder(token.Length);
        for (var i = 0; i < token.Length; i++)
        {
            if (token[i] == '#' && i + 2 < token.Length && HexDigit(token[i + 1]) >= 0 && HexDigit(token[i + 2]) >= 0)
            {
                name.Append((char)((HexDigit(token[i + 1]) << 4) | HexDigit(token[i + 2])));
                i += 2;
            }
            else
            {
                name.Append((char)token[i]);
            }
        }
        return name.ToString();
    }

    private PdfString ReadHexString()
    {
        var start = Here;
        Position++;
        var body = data[Position..];
        var length = body.IndexOf((byte)'>');
        if (length < 0) throw complete ? Damaged("A hexadecimal string has no end") : new WindowEndedException();
        var bytes = new byte[(length + 1) / 2];
        var digits = 0;
        // /Contents of a signature is thousands of digits without a space.
        var plain = length % 2 == 0 && Convert.FromHexString(body[..length], bytes, out _, out _) == OperationStatus.Done;
        if (plain) digits = length;
        foreach (var b in plain ? default : body[..length])
        {
            if (IsSpace(b)) continue;
            var digit = HexDigit(b);
            if (digit < 0) throw Damaged("A hexadecimal string has a character that is no digit");
            bytes[digits / 2] = (byte)((digits & 1) == 0 ? digit << 4 : bytes[digits / 2] | digit);
            digits++;
        }
        Position += length + 1;
        var used = (digits + 1) / 2;
        if (used != bytes.Length) Array.Resize(ref bytes, used);
        return new PdfString(bytes, hex: true, origin < 0 ? -1 : start, origin < 0 ? -1 : Here);
    }

    private static int HexDigit(int b) => b switch
    {
        >= '0' and <= '9' => b - '0',
        >= 'a' and <= 'f' => b - 'a' + 10,
        >= 'A' and <= 'F' => b - 'A' + 10,
        _ => -1,
    };

    private PdfString ReadLiteralString()
    {
        var start = Here;
        Position++;
        var bytes = new List<byte>(32);
        for (var open = 1; ;)
        {
            var b = Peek();
            Position++;
            switch (b)
            {
                case -1: throw Damaged("A string has no end");
                case '(': open++; break;
                case ')' when --open == 0:
                    return new PdfString([.. bytes], hex: false, origin < 0 ? -1 : start, origin < 0 ? -1 : Here);
                case '\\':
                    ReadEscape(bytes);
                    continue;
                case '\r':
                    if (Peek() == '\n') Position++;
                    b = '\n';
                    break;
            }
            bytes.Add((byte)b);
        }
    }

    private void ReadEscape(List<byte> bytes)
    {
        var b = Peek();
        Position++;
        switch (b)
        {
            case 'n': bytes.Add(10); break;
            case 'r': bytes.Add(13); break;
            case 't': bytes.Add(9); break;
            case 'b': bytes.Add(8); break;
            case 'f': bytes.Add(12); break;
            case '\n': break;
            case '\r':
                if (Peek() == '\n') Position++;
                break;
            case >= '0' and <= '7':
                var code = b - '0';
                for (var i = 0; i < 2 && Peek() is >= '0' and <= '7'; i++) code = (code << 3) | (data[Position++] - '0');
                bytes.Add((byte)code);
                break;
            case -1: throw Damaged("A string has no end");
            default: bytes.Add((byte)b); break;
        }
    }

    private PdfArray ReadArray(int depth)
    {
        Position++;
        var array = new PdfArray();
        while (true)
        {
            SkipSpace();
            if (Peek() == ']')
            {
                Position++;
                return array;
            }
            array.Items.Add(ReadObject(depth + 1));
        }
    }

    private PdfDictionary ReadDictionary(int depth)
    {
        Position += 2;
        var dictionary = new PdfDictionary();
        while (true)
        {
            SkipSpace();
            if (Peek() == '>' && Peek(1) == '>')
            {
                Position += 2;
                return dictionary;
            }
            if (Peek() != '/') throw Damaged("A dictionary key is no name");
            var key = ReadName();
            if (dictionary[key] is not null) dictionary.DuplicateKey = key;
            dictionary[key] = ReadObject(depth + 1);
        }
    }
}
