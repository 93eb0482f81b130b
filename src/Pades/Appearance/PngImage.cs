using System.Buffers.Binary;
using System.IO.Compression;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Appearance;

/// <summary>Reads a PNG (ISO/IEC 15948) and writes it as an image with a soft mask (ISO 32000-2 §11.6.5.2).</summary>
internal sealed class PngImage
{
    private const int MaximumPixels = 16_000_000;
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private int colorType;
    private int depth;
    private byte[] palette = [];
    private byte[] transparency = [];

    private PngImage()
    {
    }

    public int Width { get; private set; }

    public int Height { get; private set; }

    /// <summary>Compressed samples, 8 bits each.</summary>
    private byte[] Color { get; set; } = [];

    private byte[]? Alpha { get; set; }

    private bool IsGray => colorType is 0 or 4;

    public static PngImage Read(ReadOnlySpan<byte> png)
    {
        var image = new PngImage();
        image.Split(image.Unfilter(image.ReadChunks(png)));
        return image;
    }

    public PdfReference AddTo(Revision revision)
    {
        var dictionary = Samples(IsGray ? "DeviceGray" : "DeviceRGB");
        if (Alpha is not null) dictionary["SMask"] = revision.Add(new PdfStream(Samples("DeviceGray"), Alpha));
        return revision.Add(new PdfStream(dictionary, Color));
    }

    private PdfDictionary Samples(string space) => new()
    {
        ["Type"] = new PdfName("XObject"),
        ["Subtype"] = new PdfName("Image"),
        ["Width"] = new PdfNumber(Width),
        ["Height"] = new PdfNumber(Height),
        ["ColorSpace"] = new PdfName(space),
        ["BitsPerComponent"] = new PdfNumber(8),
        ["Filter"] = new PdfName("FlateDecode"),
    };

    private byte[] ReadChunks(ReadOnlySpan<byte> png)
    {
        if (!png.StartsWith(Signature)) throw Invalid("The picture is no PNG");
        using var compressed = new MemoryStream();
        for (var at = 8; ;)
        {
            if (png.Length - at < 12) throw Invalid("The PNG ends too early");
            var length = BinaryPrimitives.ReadUInt32BigEndian(png[at..]);
            if (length > png.Length - at - 12) throw Invalid("The PNG ends too early");
            var type = png.Slice(at + 4, 4);
            var body = png.Slice(at + 8, (int)length);
            if (Crc32(png.Slice(at + 4, 4 + (int)length)) != BinaryPrimitives.ReadUInt32BigEndian(png[(at + 8 + (int)length)..])) throw Invalid("The PNG is damaged: a checksum is wrong");
            if (at == 8 && !type.SequenceEqual("IHDR"u8)) throw Invalid("The PNG has no header");
            if (type.SequenceEqual("IHDR"u8)) ReadHeader(body);
            else if (type.SequenceEqual("PLTE"u8)) palette = body.ToArray();
            else if (type.SequenceEqual("tRNS"u8)) transparency = body.ToArray();
            else if (type.SequenceEqual("IDAT"u8)) compressed.Write(body);
            else if (type.SequenceEqual("IEND"u8)) return compressed.ToArray();
            at += 12 + (int)length;
        }
    }

    private void ReadHeader(ReadOnlySpan<byte> header)
    {
        if (header.Length != 13) throw Invalid("The PNG's header is malformed");
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header[4..]));
        if (width == 0 || height == 0 || width > MaximumPixels || height > MaximumPixels || (long)width * height > MaximumPixels) throw Invalid("The PNG has no pixels or more than 16 million");
        (Width, Height) = ((int)width, (int)height);
        (depth, colorType) = (header[8], header[9]);
        var known = (colorType, depth) is (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) or (2 or 4 or 6, 8 or 16);
        if (!known || header[10] != 0 || header[11] != 0) throw Invalid("The PNG's pixel form is unknown");
        if (header[12] != 0) throw Invalid("The PNG is interlaced; save it without interlacing");
    }

    private byte[] Unfilter(byte[] compressed)
    {
        var channels = colorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var row = (int)((((long)Width * channels * depth) + 7) / 8);
        var raw = new byte[(row + 1) * (long)Height];
        try
        {
            using var inflater = new ZLibStream(new MemoryStream(compressed), CompressionMode.Decompress);
            inflater.ReadExactly(raw);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw new PdfException(PdfErrorCode.ImageInvalid, "The PNG's pixels are damaged", error);
        }
        try
        {
            return Predictor.UndoPng(raw, row, Math.Max(1, channels * depth / 8), 0);
        }
        catch (PdfException error)
        {
            throw new PdfException(PdfErrorCode.ImageInvalid, "The PNG's pixels are damaged", error);
        }
    }

    private void Split(byte[] samples)
    {
        if (colorType == 3 && (palette.Length == 0 || palette.Length % 3 != 0)) throw Invalid("The PNG has no palette");
        var pixels = Width * Height;
        var color = new byte[IsGray ? pixels : pixels * 3];
        var alpha = colorType is 4 or 6 || transparency.Length > 0 ? new byte[pixels] : null;
        var (bytes, perRow) = (depth / 8, samples.Length / Height);
        for (var y = 0; y < Height; y++)
        {
            var line = samples.AsSpan(y * perRow, perRow);
            for (var x = 0; x < Width; x++)
            {
                var i = (y * Width) + x;
                switch (colorType)
                {
                    case 0: Gray(line, x, i, color, alpha); break;
                    case 3: Indexed(line, x, i, color, alpha); break;
                    case 2: Rgb(line.Slice(x * 3 * bytes, 3 * bytes), i, color, alpha); break;
                    case 4:
                        color[i] = line[x * 2 * bytes];
                        alpha![i] = line[((x * 2) + 1) * bytes];
                        break;
                    default:
                        var at = x * 4 * bytes;
                        (color[i * 3], color[(i * 3) + 1], color[(i * 3) + 2]) = (line[at], line[at + bytes], line[at + (2 * bytes)]);
                        alpha![i] = line[at + (3 * bytes)];
                        break;
                }
            }
        }
        Color = Deflate.Compress(color);
        if (alpha is not null && alpha.AsSpan().ContainsAnyExcept((byte)255)) Alpha = Deflate.Compress(alpha);
    }

    private int Sample(ReadOnlySpan<byte> line, int x) => depth switch
    {
        16 => (line[x * 2] << 8) | line[(x * 2) + 1],
        8 => line[x],
        _ => (line[x * depth / 8] >> (8 - depth - (x * depth % 8))) & ((1 << depth) - 1),
    };

    private void Gray(ReadOnlySpan<byte> line, int x, int i, byte[] color, byte[]? alpha)
    {
        var value = Sample(line, x);
        color[i] = (byte)(depth == 16 ? value >> 8 : value * 255 / ((1 << depth) - 1));
        if (alpha is not null) alpha[i] = (byte)(transparency.Length >= 2 && value == BinaryPrimitives.ReadUInt16BigEndian(transparency) ? 0 : 255);
    }

    private void Indexed(ReadOnlySpan<byte> line, int x, int i, byte[] color, byte[]? alpha)
    {
        var index = Sample(line, x);
        if (index * 3 >= palette.Length) throw Invalid("The PNG names a colour that its palette lacks");
        palette.AsSpan(index * 3, 3).CopyTo(color.AsSpan(i * 3));
        if (alpha is not null) alpha[i] = index < transparency.Length ? transparency[index] : (byte)255;
    }

    private void Rgb(ReadOnlySpan<byte> pixel, int i, byte[] color, byte[]? alpha)
    {
        var bytes = depth / 8;
        for (var c = 0; c < 3; c++) color[(i * 3) + c] = pixel[c * bytes];
        if (alpha is null) return;
        var keyed = transparency.Length >= 6;
        for (var c = 0; c < 3 && keyed; c++)
            keyed = (bytes == 2 ? BinaryPrimitives.ReadUInt16BigEndian(pixel[(c * 2)..]) : pixel[c]) == BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(c * 2));
        alpha[i] = (byte)(keyed ? 0 : 255);
    }

    private static uint Crc32(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data) crc = CrcTable[(byte)(crc ^ b)] ^ (crc >> 8);
        return ~crc;
    }

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n =>
    {
        var c = (uint)n;
        for (var k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
        return c;
    })];

    private static PdfException Invalid(string message) => new(PdfErrorCode.ImageInvalid, message);
}
