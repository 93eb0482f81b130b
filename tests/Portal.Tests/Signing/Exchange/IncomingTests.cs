using System.Net;
using System.Text;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing.Verification;
using ThanhHoa.DigitalSignature.Signing.Exchange;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.Exchange;

/// <summary>What comes from agencies outside the portal and on paper, and copies of papers.</summary>
public sealed class IncomingTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private const string Sender = "000.00.99.H56";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_paper_gets_its_number_and_the_mark_of_arrival_at_the_top_right_and_nothing_is_written_into_the_scan()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        var seal = await portal.GiveSealToAsync("van-thu-skhcn");
        // A scan whose text would leave room for a number of ours.
        var scan = LayoutTests.Letter("Ngô Mẫu Hưng");
        var paper = await EnterPaperAsync(clerk, scan);
        var document = paper.Replace("/incoming/", "/documents/", StringComparison.Ordinal);
        Assert.Equal(scan, await clerk.LatestAsync(document, 0));

        await clerk.SignAllAsync(document, seal);

        var marked = await clerk.LatestAsync(document, 0);
        Assert.Equal(scan, marked[..scan.Length]);
        IsTopRight(marked);
        await LayoutTests.KeepForLookingAsync("incoming.pdf", marked);
        Assert.Matches(@"ĐẾN: Sở Khoa học và Công nghệ[\s\S]*Số đến: \d\d[\s\S]*Ngày đến: \d\d-\d\d-20\d\d", await Judge.TextAsync(marked));
        Assert.True(await Judge.IsSoundAsync(marked));
        Assert.Equal("Issued", await portal.TextAsync($"select state from signing.document where id = '{IdOf(paper)}'"));
        Assert.Equal(2, await portal.CountAsync($"select count(*) from signing.document_version where document_id = '{IdOf(paper)}'"));
        Assert.Contains("12/UBND-VX", await clerk.SeeAsync(paper), StringComparison.Ordinal);
        // Only its sender could replace or recall it.
        Assert.Equal(HttpStatusCode.NotFound, await clerk.StatusOfAsync($"/signing/documents/submit?replaces={IdOf(paper)}"));
        await clerk.ActAsync(document, "acts/recall", ("reason", "x"));
        Assert.Equal("Issued", await portal.TextAsync($"select state from signing.document where id = '{IdOf(paper)}'"));
    }

    [Theory]
    [InlineData("True", "SAO Y", "SY")]
    [InlineData("Transcript", "SAO LỤC", "SL")]
    [InlineData("Extract", "TRÍCH SAO", "TrS")]
    public async Task A_copy_gets_a_number_of_its_own_series_and_carries_form_agency_and_time_at_the_top_right(string form, string words, string symbol)
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        var seal = await portal.GiveSealToAsync("van-thu-skhcn");
        var scan = LayoutTests.Letter("Ngô Mẫu Hưng");
        using var answer = await clerk.SendFormAsync("/signing/copies/new", new Dictionary<string, string> { ["Unit"] = ExchangeTests.UnitIn(await clerk.ReadAsync("/signing/copies/new")), ["Form"] = form, ["Original"] = "12/QĐ-UBND", ["Title"] = "Quyết định giao việc" }, ("Pdf", scan, "quet.pdf"));
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, string.Join("; ", await answer.ComplaintsAsync()));
        var copy = answer.Headers.Location!.ToString();

        await clerk.SignAllAsync(copy, seal);

        var marked = await clerk.LatestAsync(copy, 0);
        Assert.Equal(scan, marked[..scan.Length]);
        IsTopRight(marked);
        await LayoutTests.KeepForLookingAsync($"copy-{form}.pdf", marked);
        Assert.Matches($@"(?i){words}[\s\S]*Sở Khoa học và Công nghệ[\s\S]*\d\d-\d\d-20\d\d; \d\d:\d\d:\d\d \+07:00", await Judge.TextAsync(marked));
        Assert.Equal($"Sealed {symbol} Copies", await portal.TextAsync($"select d.state || ' ' || d.symbol || ' ' || n.kind from signing.document d join signing.given_number n on n.document_id = d.id where d.id = '{IdOf(copy)}'"));
    }

    [Fact]
    public async Task A_scan_older_than_version_1_4_is_no_copy()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        var old = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(PdfSample.Valid()).Replace("%PDF-1.7", "%PDF-1.3", StringComparison.Ordinal));
        using var answer = await clerk.SendFormAsync("/signing/copies/new", new Dictionary<string, string> { ["Unit"] = ExchangeTests.UnitIn(await clerk.ReadAsync("/signing/copies/new")), ["Form"] = "True", ["Original"] = "1", ["Title"] = "x" }, ("Pdf", old, "quet.pdf"));
        Assert.Contains(await answer.ComplaintsAsync(), c => c.Contains("1.4", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_returned_says_why_in_a_status_message_of_code_02()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        await ExchangeTests.AddressAsync(clerk, "Sở Khoa học và Công nghệ", "000.00.12.H56");
        var address = await ExchangeTests.TakeInAsync(clerk, await PackageAsync("1/CV", PdfSample.Valid()));
        await clerk.ActAsync(address, "refuse", ("reason", " "));
        Assert.Equal("Draft", await portal.TextAsync($"select state from signing.document where id = '{IdOf(address)}'"));

        await clerk.ActAsync(address, "refuse", ("reason", "Sai thẩm quyền <ký>"));

        Assert.Equal("Returned", await portal.TextAsync($"select state from signing.document where id = '{IdOf(address)}'"));
        using var answer = await clerk.GetAsync($"{address}/status?status={await StatusAsync(address, "02")}");
        var (message, _, _) = await new EdxmlReader(() => new MemoryStream()).ReadAsync(await answer.Content.ReadAsStreamAsync(Stop), Stop);
        var status = Assert.IsType<EdxmlStatus>(message);
        Assert.Equal(("02", "Sai thẩm quyền <ký>", $"{Sender},2026/11/20,1/CV"), (status.Code, status.Description, status.About.DocumentId));
    }

    [Fact]
    public async Task A_document_whose_signature_is_broken_is_not_accepted_by_any_way()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        var broken = SignedSample.Tamper(SignedSample.Sign(await portal.GiveCertificateAsync("gd-skhcn"), PdfSample.Valid("Pay 1")), "Pay 9");
        var address = await ExchangeTests.TakeInAsync(clerk, await PackageAsync("2/CV", broken));
        Assert.Contains("không còn nguyên vẹn", await clerk.SeeAsync(address), StringComparison.Ordinal);
        var document = address.Replace("/incoming/", "/documents/", StringComparison.Ordinal);

        foreach (var (page, act) in new[] { (address, "accept"), (document, "acts/submit"), (document, "acts/withdraw"), (document, "number") }) await clerk.ActAsync(page, act);

        Assert.Equal("Draft", await portal.TextAsync($"select state from signing.document where id = '{IdOf(address)}'"));
        Assert.Equal(0, await portal.CountAsync($"select count(*) from signing.given_number where document_id = '{IdOf(address)}'"));
    }

    [Fact]
    public async Task Nobody_of_another_unit_finds_a_page_a_file_or_an_act()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        using var stranger = await portal.SignInAsync("van-thu-syt");
        var address = await ExchangeTests.TakeInAsync(clerk, await PackageAsync("3/CV", PdfSample.Valid()));
        var document = address.Replace("/incoming/", "/documents/", StringComparison.Ordinal);
        var own = await EnterPaperAsync(clerk, PdfSample.Valid());
        await clerk.ActAsync(address, "accept");
        var unit = ExchangeTests.UnitIn(await clerk.ReadAsync("/signing/incoming/new"));

        foreach (var page in new[] { address, $"{address}/package", $"{address}/status?status={await StatusAsync(address, "03")}", own, document, $"{document}/edxml", $"{document}/versions/1/file", $"{document}/versions/1/check" })
            Assert.Equal((page, HttpStatusCode.NotFound), (page, await stranger.StatusOfAsync(page)));
        foreach (var act in new[] { "accept", "refuse", "progress", "recall" })
            await IsNotFoundAsync("/signing/incoming", $"{address}/{act}", []);
        await IsNotFoundAsync("/signing/incoming/new", "/signing/incoming/new?handler=Package", [("Package", await PackageAsync("4/CV", PdfSample.Valid()), "goi.edxml")]);
        await IsNotFoundAsync("/signing/incoming/new", "/signing/incoming/new?handler=Paper", [("Pdf", PdfSample.Valid(), "quet.pdf")]);
        await IsNotFoundAsync("/signing/copies/new", "/signing/copies/new", [("Pdf", PdfSample.Valid(), "quet.pdf")]);
        await IsNotFoundAsync("/signing/exchange/addresses", "/signing/exchange/addresses", []);
        Assert.DoesNotContain("3/CV", await stranger.SeeAsync("/signing/incoming?q=3"), StringComparison.Ordinal);

        async Task IsNotFoundAsync(string from, string to, IReadOnlyList<(string, byte[], string)> files)
        {
            using var answer = await stranger.SendFormAsync(from, new Dictionary<string, string> { ["Unit"] = unit, ["OrganId"] = "H56.1", ["code"] = "04", ["reason"] = "x" }, files, to);
            Assert.Equal((to, HttpStatusCode.NotFound), (to, answer.StatusCode));
        }
    }

    [Fact]
    public async Task Only_who_sent_a_document_gets_it_back()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        var address = await ExchangeTests.TakeInAsync(clerk, await PackageAsync("5/CV", PdfSample.Valid()));
        var name = $"{Sender},2026/11/20,5/CV";
        var other = await SendAsync(clerk, await WriteAsync(Package("6/CV", "000.00.98.H56", new EdxmlBusiness(BusinessKind.Recall, "Không phải của tôi") { DocumentId = name })));
        Assert.Contains(await other.ComplaintsAsync(), c => c.Contains("Không tìm thấy", StringComparison.Ordinal));
        Assert.DoesNotContain("Nơi gửi đề nghị thu hồi", await clerk.SeeAsync(address), StringComparison.Ordinal);

        Assert.Equal(address, await ExchangeTests.TakeInAsync(clerk, await WriteAsync(Package("5/CV", Sender, new EdxmlBusiness(BusinessKind.Recall, "Ban hành nhầm") { DocumentId = name }))));
        Assert.Contains("Ban hành nhầm", await clerk.SeeAsync(address), StringComparison.Ordinal);
        await clerk.ActAsync(address, "recall", ("agree", "true"));

        Assert.Equal("Recalled", await portal.TextAsync($"select state from signing.document where id = '{IdOf(address)}'"));
        Assert.NotEmpty(await StatusAsync(address, "15"));
        other.Dispose();
    }

    private static async Task<string> EnterPaperAsync(Visitor clerk, byte[] scan)
    {
        var fields = new Dictionary<string, string> { ["Unit"] = ExchangeTests.UnitIn(await clerk.ReadAsync("/signing/incoming/new")), ["Sender"] = "UBND xã Mẫu", ["OriginalNumber"] = "12/UBND-VX", ["OriginalDate"] = "2026-01-20", ["Title"] = "Về việc thử văn bản giấy" };
        using var answer = await clerk.SendFormAsync("/signing/incoming/new", fields, ("Pdf", scan, "quet.pdf"), to: "/signing/incoming/new?handler=Paper");
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, string.Join("; ", await answer.ComplaintsAsync()));
        return answer.Headers.Location!.ToString();
    }

    private static async Task<HttpResponseMessage> SendAsync(Visitor clerk, byte[] package) =>
        await clerk.SendFormAsync("/signing/incoming/new", new Dictionary<string, string> { ["Unit"] = ExchangeTests.UnitIn(await clerk.ReadAsync("/signing/incoming/new")) }, ("Package", package, "goi.edxml"), to: "/signing/incoming/new?handler=Package");

    private static EdxmlPackage Package(string number, string sender, EdxmlBusiness? business = null, params EdxmlReference[] files) => new(
        new EdxmlHeader(new EdxmlOrganisation(sender, "Sở Mẫu"), [new EdxmlOrganisation("000.00.12.H56", "Sở Khoa học và Công nghệ")], $"{sender},2026/11/20,{number}", $"Công văn {number}") { CodeNumber = number.Split('/')[0], CodeNotation = number.Split('/')[1], PromulgatedOn = new DateOnly(2026, 11, 20) },
        [new EdxmlTrace(sender, new DateTimeOffset(2026, 11, 20, 1, 0, 0, TimeSpan.Zero))],
        business ?? new EdxmlBusiness(BusinessKind.New, ""),
        files);

    private static Task<byte[]> PackageAsync(string number, byte[] pdf) => WriteAsync(Package(number, Sender, null, new EdxmlReference("0", "application/pdf", "", "van-ban.pdf")), pdf);

    private static async Task<byte[]> WriteAsync(EdxmlPackage package, byte[]? pdf = null)
    {
        using var written = new MemoryStream();
        await EdxmlWriter.WriteAsync(package, _ => Task.FromResult<Stream>(new MemoryStream(pdf!)), written, Stop);
        return written.ToArray();
    }

    private Task<string> StatusAsync(string address, string code) => portal.TextAsync($"select id::text from signing.exchange_status where document_id = '{IdOf(address)}' and code = '{code}' and is_ours");

    private static void IsTopRight(byte[] pdf)
    {
        using var content = new MemoryStream(pdf);
        var mark = Assert.Single(PdfInspector.Inspect(content).SignatureFields);
        Assert.Equal((1, true), (mark.Page, mark.Rectangle.X > 595 / 2 && mark.Rectangle.Y > 842 - 100));
    }

    private static string IdOf(string address) => address.Split('/')[^1];
}
