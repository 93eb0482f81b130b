namespace ThanhHoa.DigitalSignature.Pades.Syntax;

/// <summary>A file with bytes appended that are not in it yet.</summary>
internal sealed class JoinedStream(Stream first, ReadOnlyMemory<byte> second) : Stream
{
    private readonly long firstLength = first.Length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => firstLength + second.Length;

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        int read;
        if (Position < firstLength)
        {
            first.Position = Position;
            read = first.Read(buffer[..(int)Math.Min(buffer.Length, firstLength - Position)]);
        }
        else
        {
            read = (int)Math.Min(buffer.Length, Math.Max(0, Length - Position));
            if (read > 0) second.Span.Slice((int)(Position - firstLength), read).CopyTo(buffer);
        }
        Position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = offset + (origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => Position, _ => Length });

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
