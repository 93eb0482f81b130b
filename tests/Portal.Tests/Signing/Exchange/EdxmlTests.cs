using System.Text;
using CsCheck;
using ThanhHoa.DigitalSignature.Portal.Tests.Architecture;
using ThanhHoa.DigitalSignature.Signing.Exchange;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.Exchange;

/// <summary>edXML as bytes: what is written, what is read, what is refused.</summary>
public sealed class EdxmlTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 1, 5, 9, TimeSpan.Zero);

    private static readonly byte[][] Files = ["%PDF-"u8.ToArray(), [0, 1, 2]];

    private static readonly EdxmlPackage Package = new(
        new EdxmlHeader(
            new EdxmlOrganisation("000.00.12.H56", "Sở Khoa học và Công nghệ") { InCharge = "UBND tỉnh Thanh Hóa", Address = "Thanh Hóa", Email = "so@example", Telephone = "0237", Fax = "0238", Website = "so.example" },
            [new EdxmlOrganisation("H56.15", "Sở Tài chính"), new EdxmlOrganisation("000.00.16.H56", "Sở Nội vụ")],
            "000.00.12.H56,2026/11/24,05/QĐ-SKHCN",
            "Về A & B <thử>")
        {
            CodeNumber = "05",
            CodeNotation = "QĐ-SKHCN",
            Place = "Thanh Hóa",
            PromulgatedOn = new DateOnly(2026, 11, 24),
            Kind = ("2", "1", "Quyết định"),
            Content = "Nội dung",
            Competence = "KT.",
            Position = "Phó Giám đốc",
            SignerName = "Nguyễn Mẫu An",
            DueOn = new DateOnly(2026, 12, 1),
            Priority = 2,
            SphereOfPromulgation = "Nội bộ",
            TyperNotation = "MA",
            PromulgationAmount = 1,
            PageAmount = 3,
            Direction = "0",
            Appendixes = ["Phụ lục I"],
            ResponseFor = [new EdxmlResponse("000.00.15.H56", "7/CV-STC", new DateOnly(2026, 11, 2), "000.00.15.H56,2026/11/02,7/CV-STC")],
            SteeringType = "0",
            ToPlaces = ["Như trên", "Lưu: VT"],
        },
        [new EdxmlTrace("000.00.12.H56", At)],
        new EdxmlBusiness(BusinessKind.Replace, "Thay thế") { DocumentId = "000.00.12.H56,2026/01/02,1/QĐ-SKHCN", Replaces = [("000.00.12.H56,2026/01/02,1/QĐ-SKHCN", ["H56.15"])], Staff = "Mai Mẫu Liên", Department = "Văn phòng" },
        [new EdxmlReference("0", "application/pdf", "Văn bản", "van-ban.pdf"), new EdxmlReference("1", "application/pdf", "Phụ lục I", "phu-luc.pdf")]);

    private static readonly EdxmlStatus Status = new(
        new EdxmlResponse("000.00.12.H56", "05/QĐ-SKHCN", new DateOnly(2026, 11, 24), "000.00.12.H56,2026/11/24,05/QĐ-SKHCN"), new EdxmlOrganisation("H56.15", "Sở Tài chính"), "02", "Sai thể thức", At, "Lương Mẫu Ngọc");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_package_is_written_byte_for_byte_in_the_order_of_the_regulation() => Assert.Equal(Golden("package"), Encoding.UTF8.GetString(await WriteAsync(Package, Files)));

    [Fact]
    public async Task A_status_message_is_written_byte_for_byte()
    {
        using var written = new MemoryStream();
        await EdxmlWriter.WriteAsync(Status, written);
        Assert.Equal(Golden("status"), Encoding.UTF8.GetString(written.ToArray()));
    }

    [Fact]
    public async Task What_was_written_is_read_again_as_it_was()
    {
        Same(Package, await ReadAsync(Golden("package")));
        Assert.Equal(Status, (await ReadAsync(Golden("status"))).Message);
    }

    [Fact]
    public async Task Any_texts_and_any_files_come_back_as_they_went()
    {
        var text = Gen.String[Gen.Char["aăđễ <>&\"'“…0"], 1, 40].Select(t => $"x{t}x");
        var file = Gen.Byte.Array[0, 100_000];
        await Gen.Select(text, text, file.List[1, 4]).SampleAsync(async (subject, name, files) =>
        {
            var package = Package with
            {
                Header = Package.Header with { Subject = subject, SignerName = name, Content = "" },
                Manifest = [.. files.Select((_, i) => new EdxmlReference($"f{i}", "application/pdf", name, $"{subject}.pdf"))],
            };
            Same(package, await ReadAsync(Encoding.UTF8.GetString(await WriteAsync(package, [.. files]))), [.. files]);
        }, iter: 60);
    }

    [Theory]
    [InlineData("000.00.12.H56", "H56.12.00.000")]
    [InlineData("000.00.12.H56", "H56.12")]
    [InlineData("000.00.00.H56", "H56")]
    [InlineData("005.12.H56", "h56.12.5")]
    public void Both_orders_of_an_identifier_name_one_agency(string older, string newer)
    {
        Assert.True(OrganIds.Same(older, newer));
        Assert.False(OrganIds.Same(older, "H56.99"));
    }

    [Theory]
    [InlineData("<edXML:ContentTransferEncoded>AAEC", "<edXML:ContentTransferEncoded>AAE", "NotBase64")]
    [InlineData("<edXML:ContentTransferEncoded>AAEC", "<edXML:ContentTransferEncoded>AA=C", "NotBase64")]
    [InlineData("<edXML:ContentTransferEncoded>AAEC", "<edXML:ContentTransferEncoded>AA==AAEC", "NotBase64")]
    [InlineData("<edXML:ContentTransferEncoded>AAEC", "<edXML:ContentTransferEncoded><x/>AAEC", "NotBase64")]
    [InlineData("<edXML:ContentId>1<", "<edXML:ContentId>2<", "Unlisted")]
    [InlineData("<edXML:ContentId>1<", "<edXML:ContentId>0<", "Twice")]
    [InlineData("<edXML:ContentId>cid:1<", "<edXML:ContentId>cid:0<", "Twice")]
    [InlineData("QCVN_102_2016", "QCVN_102_2015", "NotEdxml")]
    [InlineData("<edXML:BussinessDocType>3", "<edXML:BussinessDocType>9", "Invalid")]
    [InlineData("<edXML:PageAmount>3", "<edXML:PageAmount>99999999999", "Invalid")]
    [InlineData("2026/12/01", "2026/13/01", "Invalid")]
    [InlineData("<edXML:Subject>Về A &amp; B &lt;thử&gt;</edXML:Subject>", "", "Missing")]
    [InlineData("<edXML:Content>Nội dung", "<!-- x --><edXML:Content>Nội dung", "Declaration")]
    [InlineData("<edXML:Content>Nội dung", "<edXML:Content><![CDATA[x]]>", "Declaration")]
    [InlineData("<edXML:Content>Nội dung", "<edXML:Content>\u0001", "NotXml")]
    [InlineData("</edXML:edXML>", "</edXML:edXML><more/>", "NotXml")]
    public async Task A_package_with_a_fault_is_refused_with_its_place(string from, string to, string fault)
    {
        var (message, files, found) = await ReadAsync(Golden("package").Replace(from, to, StringComparison.Ordinal));
        Assert.Null(message);
        Assert.Empty(files);
        Assert.Equal(fault, found!.GetType().Name);
        Assert.True(found.Line > 0);
    }

    [Fact]
    public async Task A_file_that_the_manifest_lists_and_the_package_lacks_is_named()
    {
        var golden = Golden("package");
        var lacks = golden.Remove(golden.LastIndexOf("<edXML:Attachment>", StringComparison.Ordinal), golden.LastIndexOf("</edXML:Attachment>", StringComparison.Ordinal) + "</edXML:Attachment>".Length - golden.LastIndexOf("<edXML:Attachment>", StringComparison.Ordinal));
        Assert.Equal(new EdxmlFault.Lost("1"), (await ReadAsync(lacks)).Fault);
    }

    [Fact]
    public async Task A_package_cut_off_anywhere_is_refused()
    {
        var golden = Encoding.UTF8.GetBytes(Golden("package"));
        for (var length = 0; length < golden.Length; length += 97)
        {
            var (message, _, fault) = await ReadAsync(golden[..length]);
            Assert.Null(message);
            Assert.NotNull(fault);
        }
    }

    [Fact]
    public async Task Entities_that_grow_are_refused_before_they_do() => Assert.IsType<EdxmlFault.Declaration>((await ReadAsync(
        "<!DOCTYPE edXML [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><edXML>&b;</edXML>")).Fault);

    [Theory]
    [InlineData("depth")]
    [InlineData("elements")]
    [InlineData("tag")]
    [InlineData("Subject")]
    public async Task What_is_too_much_is_refused(string what)
    {
        var golden = Golden("package");
        var much = what switch
        {
            "depth" => golden.Replace("<edXML:Content>", string.Concat(Enumerable.Repeat("<a>", 5000)), StringComparison.Ordinal),
            "elements" => golden.Replace("<edXML:To>", string.Concat(Enumerable.Repeat("<a/>", 5000)) + "<edXML:To>", StringComparison.Ordinal),
            "tag" => golden.Replace("<edXML:Content>", $"<edXML:Content a=\"{new string('>', 100_000)}\">", StringComparison.Ordinal),
            _ => golden.Replace("Về A", new string('A', 100_000), StringComparison.Ordinal),
        };
        Assert.Equal(what, Assert.IsType<EdxmlFault.TooMuch>((await ReadAsync(much)).Fault).What);
    }

    [Theory]
    [InlineData("JVBERi0=", "A")]
    [InlineData("JVBERi0=", "&#65;")]
    [InlineData("<edXML:edXML ", "\n")]
    [InlineData("<edXML:From>", " ")]
    [InlineData("Về A", "&#32;")]
    public async Task What_has_no_end_is_refused_long_before_two_gigabytes(string at, string repeated)
    {
        var golden = Golden("package");
        await using var endless = new Endless(Encoding.UTF8.GetBytes(golden[..golden.IndexOf(at, StringComparison.Ordinal)]), Encoding.UTF8.GetBytes(repeated));
        var (_, _, fault) = await new EdxmlReader(() => new Forgetful()).ReadAsync(endless, Stop);
        Assert.True(Assert.IsType<EdxmlFault.TooMuch>(fault).Line > 0);
        Assert.InRange(endless.Given, 1, 400L << 20);
    }

    [Fact]
    public async Task How_the_bytes_come_in_makes_no_difference()
    {
        var golden = Golden("package").Replace("Nội dung", new string('n', 7900), StringComparison.Ordinal).Replace("</edXML:Content>", $"</edXML:Content><{new string('e', 8000)}/>", StringComparison.Ordinal);
        var (message, files, fault) = await new EdxmlReader(() => new MemoryStream()).ReadAsync(new OneByOne(Encoding.UTF8.GetBytes(golden)), Stop);
        Assert.Null(fault);
        Same(Package with { Header = Package.Header with { Content = new string('n', 7900) } }, (message, files, fault));
    }

    private static string Golden(string name) => SourceTree.Read($"tests/Portal.Tests/Signing/Exchange/Golden/{name}.edxml");

    private static async Task<byte[]> WriteAsync(EdxmlPackage package, byte[][] files)
    {
        using var written = new MemoryStream();
        await EdxmlWriter.WriteAsync(package, r => Task.FromResult<Stream>(new MemoryStream(files[package.Manifest.ToList().IndexOf(r)])), written, Stop);
        return written.ToArray();
    }

    private static Task<(EdxmlMessage? Message, IReadOnlyList<EdxmlFile> Files, EdxmlFault? Fault)> ReadAsync(string package) => ReadAsync(Encoding.UTF8.GetBytes(package));

    private static async Task<(EdxmlMessage? Message, IReadOnlyList<EdxmlFile> Files, EdxmlFault? Fault)> ReadAsync(byte[] package) =>
        await new EdxmlReader(() => new MemoryStream()).ReadAsync(new MemoryStream(package), Stop);

    private static void Same(EdxmlPackage expected, (EdxmlMessage? Message, IReadOnlyList<EdxmlFile> Files, EdxmlFault? Fault) read, byte[][]? files = null)
    {
        Assert.Null(read.Fault);
        // Records compare their lists by identity; as text they compare by content.
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(expected, Readable), System.Text.Json.JsonSerializer.Serialize((EdxmlPackage)read.Message!, Readable));
        Assert.Equal(files ?? Files, read.Files.Select(f => ((MemoryStream)f.Content).ToArray()));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { IncludeFields = true };

    /// <summary>The beginning of a package, then the same again and again, up to two gigabytes.</summary>
    private sealed class Endless(byte[] start, byte[] repeated) : MemoryStream
    {
        // A round number of repetitions, so that each piece ends with a whole one.
        private readonly byte[] piece = [.. Enumerable.Range(0, 8192).SelectMany(_ => repeated)];

        public long Given { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var length = 0;
            if (Given < 2L << 30)
            {
                var from = Given < start.Length ? start.AsSpan((int)Given) : piece.AsSpan((int)((Given - start.Length) % piece.Length));
                length = Math.Min(buffer.Length, from.Length);
                from[..length].CopyTo(buffer);
            }

            Given += length;
            return length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));
    }

    /// <summary>Gives one byte at a time.</summary>
    private sealed class OneByOne(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..1], cancellationToken);
    }

    /// <summary>Takes everything and keeps nothing.</summary>
    private sealed class Forgetful : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
