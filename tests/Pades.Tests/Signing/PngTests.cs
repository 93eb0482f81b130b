using System.Buffers.Binary;
using System.IO.Compression;
using SkiaSharp;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

/// <summary>Every pixel form of PNG, drawn by poppler and compared with what SkiaSharp sees in the same bytes.</summary>
public sealed class PngTests
{
    // Two pixels side by side for each form; palette and transparency where the form has them.
    public static TheoryData<int, int, string, string, string> Forms => new()
    {
        { 0, 1, "40", "", "" },
        { 0, 2, "60", "", "" },
        { 0, 4, "2D", "", "" },
        { 0, 8, "30E0", "", "" },
        { 0, 8, "30E0", "", "0030" },
        { 0, 16, "3000E000", "", "" },
        { 2, 8, "FF000000FF80", "", "" },
        { 2, 8, "FF000000FF80", "", "00FF00000000" },
        { 2, 16, "FFFF000000000000FFFF8080", "", "" },
        { 3, 1, "40", "FF000000FF00", "" },
        { 3, 2, "60", "FF000000FF000000FF", "FF00" },
        { 3, 4, "12", "FF000000FF000000FF", "" },
        { 3, 8, "0201", "FF000000FF000000FF", "FFFF00" },
        { 4, 8, "30FFE000", "", "" },
        { 4, 16, "3000FFFFE0000000", "", "" },
        { 6, 8, "FF0000FF00FF0000", "", "" },
        { 6, 16, "FFFF00000000FFFF0000FFFF00000000", "", "" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_looks_the_same_on_paper(int color, int depth, string samples, string palette, string transparency)
    {
        var png = Png(color, depth, 0, samples, palette, transparency);
        using var expected = SKBitmap.Decode(png);
        var pdf = Sign(png);
        using var bench = new Workbench();
        bench.Succeed("pdftoppm", "-r", "72", "-png", "-singlefile", bench.Write("a.pdf", pdf), bench.PathOf("page"));
        using var page = SKBitmap.Decode(bench.PathOf("page.png"));
        for (var i = 0; i < 2; i++)
        {
            var wanted = expected.GetPixel(i, 0);
            var seen = page.GetPixel(125 + (i * 50), 842 - 125);
            if (wanted.Alpha == 0) wanted = SKColors.White;
            Assert.InRange(Math.Abs(wanted.Red - seen.Red) + Math.Abs(wanted.Green - seen.Green) + Math.Abs(wanted.Blue - seen.Blue), 0, 6);
        }
        Judges.Agree(pdf, 1);
    }

    [Fact]
    public void An_interlaced_picture_is_refused_with_advice() => Assert.Contains("without interlacing", Refused(Png(0, 8, 1, "30E0", "", "")), StringComparison.Ordinal);

    [Fact]
    public void A_damaged_picture_is_refused()
    {
        var png = Png(0, 8, 0, "30E0", "", "");
        Refused(png[..^20]);
        Refused([.. png[..20], 0x7F, .. png[21..]]);
        Refused("GIF89a"u8.ToArray());
        Refused(Png(3, 8, 0, "0509", "FF0000", ""));
    }

    private static string Refused(byte[] png)
    {
        var error = Assert.Throws<PdfException>(() => Sign(png));
        Assert.Equal(PdfErrorCode.ImageInvalid, error.Code);
        return error.Message;
    }

    private static byte[] Sign(byte[] png) => SignOnce.Sign(HandMade.Table(), TestSigner.P256, plan => plan with { Appearance = new SignatureAppearance { Rectangle = new(100, 100, 100, 50), ImagePng = png } });

    private static byte[] Png(int color, int depth, int interlace, string samples, string palette, string transparency)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(file, "IHDR", [0, 0, 0, 2, 0, 0, 0, 1, (byte)depth, (byte)color, 0, 0, (byte)interlace]);
        if (palette.Length > 0) Chunk(file, "PLTE", Convert.FromHexString(palette));
        if (transparency.Length > 0) Chunk(file, "tRNS", Convert.FromHexString(transparency));
        using var compressed = new MemoryStream();
        using (var deflater = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true)) deflater.Write([0, .. Convert.FromHexString(samples)]);
        Chunk(file, "IDAT", compressed.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, byte[] body)
    {
        byte[] named = [.. System.Text.Encoding.ASCII.GetBytes(type), .. body];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        file.Write(number);
        file.Write(named);
        var crc = uint.MaxValue;
        foreach (var b in named)
        {
            crc ^= b;
            for (var k = 0; k < 8; k++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
        file.Write(number);
    }
}
