namespace ThanhHoa.DigitalSignature.Pades.Syntax;

/// <summary>The three small filters of ISO 32000-2 §7.4.2, §7.4.3 and §7.4.5.</summary>
internal static class AsciiFilters
{
    public static byte[] Hex(ReadOnlySpan<byte> data)
    {
        var output = new List<byte>(data.Length / 2);
        var high = -1;
        foreach (var b in data)
        {
            if (b == '>') break;
            if (PdfParser.IsSpace(b)) continue;
            if (!char.IsAsciiHexDigit((char)b)) throw new PdfException(PdfErrorCode.Damaged, "Hexadecimal data has a character that is no digit");
            var digit = b <= '9' ? b - '0' : (b | 32) - 'a' + 10;
            if (high < 0)
            {
                high = digit;
                continue;
            }
            output.Add((byte)((high << 4) | digit));
            high = -1;
        }
        if (high >= 0) output.Add((byte)(high << 4));
        return [.. output];
    }

    public static byte[] Base85(ReadOnlySpan<byte> data)
    {
        var output = new List<byte>(data.Length);
        var (value, count) = (0UL, 0);
        foreach (var b in data)
        {
            if (b == '~') break;
            if (PdfParser.IsSpace(b)) continue;
            if (b == 'z' && count == 0)
            {
                output.AddRange([0, 0, 0, 0]);
                continue;
            }
            if (b is < (byte)'!' or > (byte)'u') throw new PdfException(PdfErrorCode.Damaged, "Base-85 data has a character that is no digit");
            value = (value * 85) + b - '!';
            if (++count < 5) continue;
            Emit(output, value, 4);
            (value, count) = (0, 0);
        }
        if (count > 1)
        {
            for (var i = count; i < 5; i++) value = (value * 85) + 84;
            Emit(output, value, count - 1);
        }
        return [.. output];
    }

    public static byte[] RunLength(ReadOnlySpan<byte> data, int limit)
    {
        using var output = new MemoryStream();
        for (var i = 0; i < data.Length && data[i] != 128;)
        {
            var length = data[i++];
            if (length < 128)
            {
                var take = Math.Min(length + 1, data.Length - i);
                output.Write(data.Slice(i, take));
                i += take;
            }
            else if (i < data.Length)
            {
                for (var n = 257 - length; n > 0; n--) output.WriteByte(data[i]);
                i++;
            }
            if (output.Length > limit) throw new PdfException(PdfErrorCode.LimitExceeded, "Compressed data unfolds beyond every honest size");
        }
        return output.ToArray();
    }

    private static void Emit(List<byte> output, ulong value, int bytes)
    {
        for (var i = 0; i < bytes; i++) output.Add((byte)(value >> (24 - (8 * i))));
    }
}
