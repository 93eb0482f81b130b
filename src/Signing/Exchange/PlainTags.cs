namespace ThanhHoa.DigitalSignature.Signing.Exchange;

/// <summary>
/// Lets through XML that has an end, whose tags are short and which has no comments, declarations or instructions but the first. The parser behind it
/// keeps a whole tag in memory, however long; everything else it gives out in pieces.
/// </summary>
/// <param name="source">The XML.</param>
/// <param name="most">Most characters of all.</param>
internal sealed class PlainTags(TextReader source, long most) : TextReader
{
    /// <summary>Most characters of one tag with its attributes.</summary>
    public const int LongestTag = 8 * 1024;

    private int length = -1, line = 1, column;
    private char quote;
    private bool isFirst = true;
    private long taken;

    /// <summary>What was found; the parser wraps exceptions, so it is asked for here.</summary>
    public EdxmlFault? Fault { get; private set; }

    /// <summary>Where it was read to, at most a buffer ahead of the parser.</summary>
    public (int Line, int Column) Place => (line, column);

    public override int Read(char[] buffer, int index, int count) => Check(buffer, index, source.Read(buffer, index, count));

    public override async Task<int> ReadAsync(char[] buffer, int index, int count) => Check(buffer, index, await source.ReadAsync(buffer, index, count));

    public override int Read() => throw new NotSupportedException();

    public override int Peek() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
        base.Dispose(disposing);
    }

    private int Check(char[] buffer, int index, int read)
    {
        for (var i = index; i < index + read; i++) Take(buffer[i]);
        return read;
    }

    private void Take(char letter)
    {
        (line, column) = letter == '\n' ? (line + 1, 0) : (line, column + 1);
        if (++taken > most) Stop(new EdxmlFault.TooMuch("300 MB", line, column));
        if (length < 0)
        {
            if (letter == '<') length = 0;
            return;
        }

        if (length++ == 0 && (letter == '!' || (letter == '?' && !isFirst))) Stop(new EdxmlFault.Declaration(line, column));
        if (length > LongestTag) Stop(new EdxmlFault.TooMuch("tag", line, column));
        if (quote != '\0')
        {
            if (letter == quote) quote = '\0';
        }
        else if (letter is '"' or '\'')
        {
            quote = letter;
        }
        else if (letter == '>')
        {
            (length, isFirst) = (-1, false);
        }
    }

    private void Stop(EdxmlFault fault)
    {
        Fault = fault;
        throw new EdxmlFaultException(fault);
    }
}
