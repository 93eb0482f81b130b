using System.IO.Compression;
using System.Text;
using ThanhHoa.DigitalSignature.Organisation.Tables;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Tables;

public sealed class TableReaderTests
{
    private const string Header = "Mã đơn vị;Tên đơn vị\r\n";

    static TableReaderTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "UTF-8", new UTF8Encoding(false).GetBytes(Header + "A1;Xã Đông Sơn\r\n") },
        { "UTF-8 with its mark", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Header + "A1;Xã Đông Sơn\r\n")] },
        { "UTF-8, letters and marks apart", Encoding.UTF8.GetBytes((Header + "A1;Xã Đông Sơn\r\n").Normalize(NormalizationForm.FormD)) },
        { "UTF-16 with its mark", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Header + "A1;Xã Đông Sơn\r\n")] },
        { "UTF-16 big-endian", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Header + "A1;Xã Đông Sơn\r\n")] },
        { "UTF-16 without its mark", Encoding.Unicode.GetBytes(Header + "A1;Xã Đông Sơn\r\n") },
        { "Windows-1258", Windows1258(Header + "A1;Xã Đông Sơn\r\n") },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Every_encoding_Excel_writes_gives_the_same_letters(string name, byte[] file)
    {
        Assert.NotEmpty(name);
        Assert.Equal([(1, "Mã đơn vị|Tên đơn vị"), (2, "A1|Xã Đông Sơn")], Sheets.Read(file));
    }

    [Theory]
    [InlineData("a,b\n\"1,\"\"5\",x", "1,\"5|x")]
    [InlineData("a;b\n1,5;x", "1,5|x")]
    [InlineData("a\tb\r1,5\tx\r", "1,5|x")]
    [InlineData("sep=;\na;b\n1,5;x", "1,5|x")]
    [InlineData("a,b\n\"two\nlines\",x", "two\nlines|x")]
    public void Every_separator_is_recognised_and_quotation_marks_are_honoured(string file, string last) =>
        Assert.Equal(last, Sheets.Read(Encoding.UTF8.GetBytes(file))[^1].Cells);

    [Fact]
    public void Empty_rows_are_left_out_and_the_others_keep_their_numbers() =>
        Assert.Equal([(1, "a|b"), (4, "c|")], Sheets.Read("a;b\n;\n\nc;\n"u8.ToArray()));

    [Fact]
    public void A_workbook_gives_shared_and_inline_texts_numbers_and_formulas()
    {
        var file = Sheets.Raw(
            """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>trong ô</t></is></c></row>
            <row r="2"/>
            <row r="5"><c><v>14797.0</v></c><c t="s"><v>1</v></c><c><f>1+1</f><v>2</v></c><c t="str"><v>=HYPERLINK("x")</v></c><c t="e"><v>#REF!</v></c><c t="b"><v>1</v></c></row>
            """,
            "<si><t>Mã đơn vị</t></si><si><r><t>Xã </t></r><r><t>Đông Sơn</t></r><rPh sb=\"0\" eb=\"1\"><t>phiên âm</t></rPh></si>");
        Assert.Equal([(1, "Mã đơn vị||trong ô"), (5, "14797|Xã Đông Sơn|ƒ2|ƒ=HYPERLINK(\"x\")|ƒ#REF!|1")], Sheets.Read(file));
    }

    [Theory]
    [InlineData("=1+1", true)]
    [InlineData("@SUM(A1)", true)]
    [InlineData("+cmd|' /C calc'!A0", true)]
    [InlineData("-2+3+cmd", true)]
    [InlineData("+84 912 345 678", false)]
    [InlineData("-", false)]
    [InlineData("Xã A", false)]
    public void What_would_become_a_formula_is_known(string text, bool formula) => Assert.Equal(formula, TableCell.OfText(text).IsFormula);

    public static TheoryData<byte[], string, string> Unreadable => new()
    {
        { [], "Empty", "" },
        { [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "OldOrProtectedExcel", "" },
        { "PK\x03\x04 cut off"u8.ToArray(), "Damaged", "1" },
        { Sheets.Workbook(["a"])[..^300], "Damaged", "1" },
        { Zip(("word/document.xml", "<document/>")), "NotATable", "1" },
        { [0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 0x0D, 0x49, 0x48], "NotATable", "" },
        { Sheets.Raw("<row r=\"1\"><c><v>1</v></c></row><row r=\"2\"><c t=\"s\"><v>7</v></c></row>"), "Damaged", "2" },
        { Sheets.Raw("<row r=\"3\"><c><v>1</v></c></row><row r=\"2\"><c><v>1</v></c></row>"), "Damaged", "2" },
        { Sheets.Raw("<row r=\"1\"><c><v>1</v></row>"), "Damaged", "1" },
        { Sheets.Raw("<row><c><v>&x;</v></c></row>", doctype: "<!DOCTYPE a [<!ENTITY x \"y\">]>"), "Damaged", "1" },
        { Encoding.GetEncoding(1252).GetBytes("ma;ten\nA1;caf\u00e9\n"), "UnknownEncoding", "2" },
        { "a;b\nc;\"mở mà không đóng\n"u8.ToArray(), "OpenQuote", "2" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void What_is_no_table_is_named(byte[] file, string fault, string detail)
    {
        var refused = Assert.Throws<TableUnreadableException>(() => Sheets.Read(file));
        Assert.Equal((fault, detail), (refused.Fault.ToString(), refused.Detail));
    }

    [Fact]
    public void A_bomb_is_put_down_after_the_limit_and_not_unpacked_into_memory()
    {
        byte[][] bombs = [Bomb("<row r=\"1\"><c t=\"inlineStr\"><is><t>", 'A', 4), Bomb("<row r=\"1\"><c r=\"", 'A', 4), Bomb("<row r=\"1\">", ' ', 4), Bomb("<!--", '<', 170)];
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var bomb in bombs)
        {
            Assert.True(bomb.Length < 2_000_000);
            Assert.Equal(TableFault.TooLarge, Assert.Throws<TableUnreadableException>(() => Sheets.Read(bomb)).Fault);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20L << 20);
    }

    [Fact]
    public void Shared_texts_are_kept_only_so_far()
    {
        var many = string.Concat(Enumerable.Repeat($"<si><t>{new string('x', 30_000)}</t></si>", 2_000));
        Assert.Equal(TableFault.TooLarge, Assert.Throws<TableUnreadableException>(() => Sheets.Read(Sheets.Raw("<row/>", many))).Fault);
    }

    [Fact]
    public void What_we_write_we_read_and_nothing_in_it_computes()
    {
        string[][] rows = [["Mã", "Lý do"], ["=1+1", "+cmd"], ["@x", "-1+1"], ["0012", " giữ  khoảng trắng "], ["a\u0001b", "😀 <&\">"]];
        var file = Sheets.Workbook(rows);
        using var archive = new ZipArchive(new MemoryStream(file));
        using var reader = new StreamReader(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var sheet = reader.ReadToEnd();
        Assert.DoesNotContain("<f", sheet, StringComparison.Ordinal);
        Assert.Equal(4, sheet.Split("s=\"3\"").Length - 1);
        Assert.Equal("Mã|Lý do", Sheets.Read(file)[0].Cells);
        Assert.Equal("ƒ=1+1|ƒ+cmd", Sheets.Read(file)[1].Cells);
        Assert.Equal("0012|giữ  khoảng trắng", Sheets.Read(file)[3].Cells);
        Assert.Equal("a\uFFFDb|😀 <&\">", Sheets.Read(file)[4].Cells);
    }

    /// <summary>As Excel writes Vietnamese in this code page: some letters whole, their tone marks after them.</summary>
    private static byte[] Windows1258(string text)
    {
        var encoding = Encoding.GetEncoding(1258, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        var bytes = new List<byte>();
        foreach (var letter in text.Normalize(NormalizationForm.FormC))
        {
            try
            {
                bytes.AddRange(encoding.GetBytes([letter]));
            }
            catch (EncoderFallbackException)
            {
                // The tone is the last mark to be taken off.
                var apart = letter.ToString().Normalize(NormalizationForm.FormD);
                var tone = apart.First(mark => mark is '\u0300' or '\u0301' or '\u0303' or '\u0309' or '\u0323');
                bytes.AddRange(encoding.GetBytes(apart.Replace(tone.ToString(), "", StringComparison.Ordinal).Normalize(NormalizationForm.FormC)));
                bytes.AddRange(encoding.GetBytes([tone]));
            }
        }

        return [.. bytes];
    }

    private static byte[] Zip(params (string Path, string Content)[] parts)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in parts)
            {
                using var part = archive.CreateEntry(path).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return file.ToArray();
    }

    /// <summary>A sheet with many megabytes of one letter, in some hundred kilobytes.</summary>
    private static byte[] Bomb(string start, char letter, int megabytes)
    {
        using var bomb = new MemoryStream();
        using (var archive = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        using (var harmless = new ZipArchive(new MemoryStream(Sheets.Raw("<row/>"))))
        {
            foreach (var entry in harmless.Entries)
            {
                using var part = archive.CreateEntry(entry.FullName, CompressionLevel.Fastest).Open();
                if (!entry.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal))
                {
                    using var copied = entry.Open();
                    copied.CopyTo(part);
                    continue;
                }

                part.Write(Encoding.UTF8.GetBytes($"<worksheet><sheetData>{start}"));
                var chunk = Encoding.UTF8.GetBytes(new string(letter, 1 << 20));
                for (var written = 0; written < megabytes; written++) part.Write(chunk);
            }
        }

        return bomb.ToArray();
    }
}
