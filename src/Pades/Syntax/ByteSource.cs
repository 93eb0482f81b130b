namespace ThanhHoa.DigitalSignature.Pades.Syntax;

/// <summary>Bounded random access to a seekable stream. Small files are held whole, of large ones one window at a time.</summary>
internal sealed class ByteSource
{
    // Below the large-object heap, whose arrays only a full collection frees.
    private const int WholeFile = 80 << 10;
    private const int WindowBytes = 8 << 10;
    private readonly Stream stream;
    private readonly CancellationToken cancellation;
    private byte[] buffer = [];
    private long bufferStart;
    private int bufferLength;

    public ByteSource(Stream stream)
        : this(stream, CancellationToken.None)
    {
    }

    /// <param name="stream">Readable and seekable.</param>
    /// <param name="cancellation">Asked at every look into the bytes: whoever has waited long enough need not wait for the end.</param>
    public ByteSource(Stream stream, CancellationToken cancellation)
    {
        if (!stream.CanSeek || !stream.CanRead) throw new ArgumentException("The stream must be readable and seekable.", nameof(stream));
        (this.stream, this.cancellation) = (stream, cancellation);
        Length = stream.Length;
    }

    public long Length { get; }

    /// <summary>Up to <paramref name="length"/> bytes from <paramref name="offset"/>; valid until the next call.</summary>
    public ReadOnlySpan<byte> Window(long offset, int length)
    {
        cancellation.ThrowIfCancellationRequested();
        if (offset < 0 || offset > Length) throw new PdfException(PdfErrorCode.Damaged, "A place outside the file is referred to", offset);
        length = (int)Math.Min(length, Length - offset);
        if (offset < bufferStart || offset + length > bufferStart + bufferLength) Fill(offset, length);
        return buffer.AsSpan((int)(offset - bufferStart), length);
    }

    /// <summary>Hands all bytes of a stretch to <paramref name="consume"/>, in order, without keeping them.</summary>
    public void Stream(long offset, long length, Action<ReadOnlySpan<byte>> consume, CancellationToken cancellation = default)
    {
        this.cancellation.ThrowIfCancellationRequested();
        if (offset >= bufferStart && offset + length <= bufferStart + bufferLength)
        {
            consume(buffer.AsSpan((int)(offset - bufferStart), (int)length));
            return;
        }
        // 256 KB: larger blocks fall out of the second-level cache between reading and hashing.
        var block = System.Buffers.ArrayPool<byte>.Shared.Rent(256 << 10);
        try
        {
            stream.Position = offset;
            while (length > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                this.cancellation.ThrowIfCancellationRequested();
                var read = stream.Read(block, 0, (int)Math.Min(block.Length, length));
                if (read == 0) throw new PdfException(PdfErrorCode.Truncated, "The file became shorter while it was read", stream.Position);
                consume(block.AsSpan(0, read));
                length -= read;
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(block);
        }
    }

    private void Fill(long offset, int length)
    {
        var wanted = Length <= WholeFile ? (int)Length : (int)Math.Min(Math.Max(length, WindowBytes), Length - offset);
        bufferStart = Length <= WholeFile ? 0 : offset;
        bufferLength = 0;
        if (buffer.Length < wanted) buffer = GC.AllocateUninitializedArray<byte>(wanted);
        stream.Position = bufferStart;
        stream.ReadExactly(buffer, 0, wanted);
        bufferLength = wanted;
    }
}
