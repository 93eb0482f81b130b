namespace ThanhHoa.DigitalSignature.Cli;

/// <summary>Shows on the terminal how far a large file has been read.</summary>
internal sealed class ProgressStream(Stream inner, string name) : Stream
{
    private long shown = -1;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position { get => inner.Position; set => inner.Position = value; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        var percent = inner.Position * 100 / Length;
        if (percent != shown && buffer.Length > 64 << 10)
        {
            shown = percent;
            Console.Error.Write(percent == 100 ? $"\r{name}: read      \n" : $"\r{name}: {percent} %");
        }
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
