namespace ThanhHoa.DigitalSignature.Fuzz;

/// <summary>Changes one element of a DER tree and mends the lengths around it.</summary>
internal static class DerMutation
{
    public static byte[] Apply(byte[] from, byte[] other, Random random)
    {
        if (random.Next(3) == 0) return ByteMutation.Apply(from, other, random);
        var bytes = from;
        for (var times = 1 + random.Next(3); times > 0; times--) bytes = Change(bytes, other, random, 0);
        return bytes;
    }

    private static byte[] Change(byte[] bytes, byte[] other, Random random, int depth)
    {
        var elements = Elements(bytes);
        if (elements.Count == 0) return bytes.Length == 0 ? [(byte)random.Next(256)] : ByteMutation.Apply(bytes, other.Length == 0 ? bytes : other, random);
        var (start, header, length) = elements[random.Next(elements.Count)];
        var whole = bytes.AsSpan(start, header + length).ToArray();
        var content = whole.AsSpan(header).ToArray();
        // Deep first: most of what there is to break lies far inside.
        var goesDown = depth < 24 && ((bytes[start] & 0x20) != 0 || bytes[start] is 0x04 or 0x03) && content.Length > 1 && random.Next(8) > 0;
        byte[] changed = goesDown ? Encode(whole[0], Change(content, other, random, depth + 1)) : random.Next(7) switch
        {
            0 => [],
            1 => [.. whole, .. whole],
            2 => Encode((byte)random.Next(256), content),
            3 => Encode(whole[0], []),
            4 => Encode(whole[0], content.Length == 0 ? [0xFF] : ByteMutation.Apply(content, other, random)),
            5 => Encode(0x30, whole),
            _ => Elements(other) is { Count: > 0 } foreign && foreign[random.Next(foreign.Count)] is var (at, head, size) ? other.AsSpan(at, head + size).ToArray() : whole,
        };
        return [.. bytes.AsSpan(0, start), .. changed, .. bytes.AsSpan(start + header + length)];
    }

    private static List<(int Start, int Header, int Length)> Elements(byte[] bytes)
    {
        var found = new List<(int, int, int)>();
        for (var at = 0; at + 2 <= bytes.Length;)
        {
            int header = 2, length = bytes[at + 1];
            if (length > 0x80)
            {
                var count = length - 0x80;
                if (count > 3 || at + 2 + count > bytes.Length) break;
                (header, length) = (2 + count, 0);
                for (var i = 0; i < count; i++) length = (length << 8) | bytes[at + 2 + i];
            }
            if (length < 0 || at + header + length > bytes.Length) break;
            found.Add((at, header, length));
            at += header + length;
        }
        return found;
    }

    private static byte[] Encode(byte tag, byte[] content) => content.Length switch
    {
        < 0x80 => [tag, (byte)content.Length, .. content],
        < 0x100 => [tag, 0x81, (byte)content.Length, .. content],
        < 0x10000 => [tag, 0x82, (byte)(content.Length >> 8), (byte)content.Length, .. content],
        _ => [tag, 0x83, (byte)(content.Length >> 16), (byte)(content.Length >> 8), (byte)content.Length, .. content],
    };
}
