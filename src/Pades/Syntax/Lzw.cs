namespace ThanhHoa.DigitalSignature.Pades.Syntax;

/// <summary>LZWDecode (ISO 32000-2 §7.4.4): codes of 9 to 12 bits, 256 clears, 257 ends.</summary>
internal static class Lzw
{
    public static byte[] Decode(ReadOnlySpan<byte> data, int limit, bool early)
    {
        using var output = new MemoryStream();
        var prefix = new short[4096];
        var suffix = new byte[4096];
        var stack = new byte[4097];
        var (next, width, previous, first) = (258, 9, -1, (byte)0);
        var (bits, held, at) = (0, 0, 0);
        while (true)
        {
            while (held < width && at < data.Length)
            {
                bits = ((bits << 8) | data[at++]) & 0xFFFFFF;
                held += 8;
            }
            if (held < width) return output.ToArray();
            var code = (bits >> (held - width)) & ((1 << width) - 1);
            held -= width;
            if (code == 257) return output.ToArray();
            if (code == 256)
            {
                (next, width, previous) = (258, 9, -1);
                continue;
            }
            if (code > next || (code == next && previous < 0) || (previous < 0 && code > 255)) throw new PdfException(PdfErrorCode.Damaged, "LZW data is damaged");
            var depth = 0;
            var walk = code;
            if (code == next)
            {
                stack[depth++] = first;
                walk = previous;
            }
            for (; walk > 257; walk = prefix[walk]) stack[depth++] = suffix[walk];
            first = (byte)walk;
            stack[depth++] = first;
            if (output.Length + depth > limit) throw new PdfException(PdfErrorCode.LimitExceeded, "Compressed data unfolds beyond every honest size");
            while (depth > 0) output.WriteByte(stack[--depth]);
            if (previous >= 0 && next < 4096)
            {
                prefix[next] = (short)previous;
                suffix[next++] = first;
            }
            previous = code;
            width = (next + (early ? 1 : 0)) switch { >= 2048 => 12, >= 1024 => 11, >= 512 => 10, _ => 9 };
        }
    }
}
