using System.Text;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Samples;

/// <summary>A document of any length that stands nowhere: a page whose one picture is made while it is read.</summary>
internal sealed class EndlessScan : Stream
{
    private readonly byte[] head;
    private readonly byte[] tail;
    private readonly long picture;

    public EndlessScan(long picture)
    {
        this.picture = picture;
        var begin = new HandMade()
            .Object(1, "<</Type/Catalog/Pages 2 0 R>>")
            .Object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>")
            .Object(3, "<</Type/Page/Parent 2 0 R/Resources<</XObject<</I 4 0 R>>>>>>");
        var place = begin.Position;
        head = begin.Raw($"4 0 obj\n<</Type/XObject/Subtype/Image/Width 1000/Height {picture / 1000}/ColorSpace/DeviceGray/BitsPerComponent 8/Length {picture}>>\nstream\n").ToBytes();
        var text = Encoding.Latin1.GetString(head);
        var rows = string.Concat(Enumerable.Range(1, 3).Select(number => $"{text.IndexOf($"{number} 0 obj", StringComparison.Ordinal):0000000000} 00000 n\r\n"));
        var close = "\nendstream\nendobj\n";
        tail = Encoding.Latin1.GetBytes($"{close}xref\n0 5\n0000000000 65535 f\r\n{rows}{place:0000000000} 00000 n\r\ntrailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{head.Length + picture + close.Length}\n%%EOF\n");
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => head.Length + picture + tail.Length;

    public override long Position { get; set; }

    /// <summary>How much was asked for so far.</summary>
    public long BytesRead { get; private set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var after = head.Length + picture;
        var read = 0;
        if (Position < head.Length) read = Copy(head.AsSpan((int)Position), buffer);
        else if (Position >= after) read = Copy(tail.AsSpan((int)Math.Min(Position - after, tail.Length)), buffer);
        else
        {
            read = (int)Math.Min(buffer.Length, after - Position);
            buffer[..read].Fill((byte)(Position >> 20));
        }
        Position += read;
        BytesRead += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => Length + offset };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        var length = Math.Min(from.Length, to.Length);
        from[..length].CopyTo(to);
        return length;
    }
}
