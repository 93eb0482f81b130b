namespace ThanhHoa.DigitalSignature.Organisation.Tables;

/// <summary>
/// What comes out of a compressed part, no more than a limit of it: a few kilobytes can unpack to gigabytes. Nor may a single
/// tag or text be endless, which an XML reader would gather in memory before anybody could object: between two opening
/// brackets, which no attribute's value may hold, lie no more than <see cref="LongestRun"/> bytes.
/// </summary>
internal sealed class BoundedStream(Stream inner, long limit) : Stream
{
    private const int LongestRun = 512 * 1024;

    private long run;

    /// <summary>How many bytes came out so far.</summary>
    public long Taken { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Taken; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Taken += read;
        if (Taken > limit) throw new TableUnreadableException(TableFault.TooLarge);
        var rest = buffer[..read];
        for (var at = rest.IndexOf((byte)'<'); at >= 0; at = rest.IndexOf((byte)'<'))
        {
            Extend(at);
            run = 0;
            rest = rest[(at + 1)..];
        }

        Extend(rest.Length);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private void Extend(int by)
    {
        run += by;
        if (run > LongestRun) throw new TableUnreadableException(TableFault.TooLarge);
    }
}
