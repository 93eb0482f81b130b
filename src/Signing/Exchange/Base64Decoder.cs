namespace ThanhHoa.DigitalSignature.Signing.Exchange;

/// <summary>Base64 in pieces, read strictly: whole groups of four, filling only at the end. White space is skipped.</summary>
internal sealed class Base64Decoder
{
    private readonly char[] group = new char[4];
    private int held;
    private bool ended;

    /// <summary>Decodes one piece.</summary>
    /// <param name="letters">The next letters.</param>
    /// <param name="bytes">Room for three bytes for each four letters, and three more.</param>
    /// <returns>How many bytes were written; -1 when it is not base64.</returns>
    public int Decode(ReadOnlySpan<char> letters, Span<byte> bytes)
    {
        var written = 0;
        foreach (var letter in letters)
        {
            if (letter is ' ' or '\t' or '\r' or '\n') continue;
            if (ended) return -1;
            group[held++] = letter;
            if (held < 4) continue;
            if (!Convert.TryFromBase64Chars(group, bytes[written..], out var decoded)) return -1;
            (written, held, ended) = (written + decoded, 0, decoded < 3);
        }

        return written;
    }

    /// <summary>Whether it ended with a whole group.</summary>
    public bool IsWhole => held == 0;
}
