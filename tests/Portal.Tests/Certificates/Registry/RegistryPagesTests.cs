using System.IO.Compression;
using System.Net;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Registry;

public sealed class RegistryPagesTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_list_goes_to_Excel_as_narrowed_and_a_name_that_looks_like_a_formula_stays_a_text()
    {
        var mine = await portal.PersonAsync("gd-sxd");
        using var trap = portal.Authority.Issue(new CertificateProfile("=HYPERLINK(\"http://x\",\"Bấm\")"));
        await portal.RegisterAsync(trap, mine.Id);
        (await portal.GiveCertificateAsync("gd-syt")).Dispose();
        using var agency = await portal.SignInAsync("chuyen-vien-skhcn");

        var all = await SheetAsync(agency, "/certificates/export");
        var narrowed = await SheetAsync(agency, "/certificates/export?q=thao&standing=Active");

        Assert.Contains("s=\"3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=HYPERLINK", all, StringComparison.Ordinal);
        Assert.DoesNotContain("<f>", all, StringComparison.Ordinal);
        Assert.Contains("La Mẫu Thảo", narrowed, StringComparison.Ordinal);
        Assert.DoesNotContain("HYPERLINK", narrowed, StringComparison.Ordinal);
        Assert.Equal(2, await portal.CountAsync("select count(*) from platform.audit_entry where act = 'certificates.registry.exported'"));
        // A clerk exports what they see.
        using var clerk = await portal.SignInAsync("van-thu-syt");
        Assert.DoesNotContain("HYPERLINK", await SheetAsync(clerk, "/certificates/export"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_seal_is_entrusted_with_a_written_permission_and_a_persons_certificate_is_not()
    {
        var row = await portal.GiveSealAsync("Sở Nội vụ", "Sở Nội vụ");
        using var agency = await portal.SignInAsync("chuyen-vien-skhcn");
        var page = $"/certificates/{row.Id}/custodian";
        Dictionary<string, string> fields = new() { ["Email"] = "van-thu-snv@trinh-dien.example", ["Number"] = "15/QĐ-SNV", ["Date"] = "2026-03-02" };

        using var refused = await agency.SendFormAsync(page, new Dictionary<string, string>(fields) { ["Email"] = "khong-co@trinh-dien.example" }, ("permission", "no pdf"u8.ToArray(), "a.pdf"));
        var complaints = await refused.ComplaintsAsync();
        Assert.Contains("Không có người nào mang thư điện tử này.", complaints);
        Assert.Contains("Tệp không phải là PDF đọc được. Hãy quét văn bản thành PDF.", complaints);
        using var done = await agency.SendFormAsync(page, fields, ("permission", PdfSample.Valid(), "qd.pdf"));

        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Contains("Quách Mẫu Quân, văn bản số 15/QĐ-SNV ngày 02/03/2026", WebUtility.HtmlDecode(await agency.ReadAsync($"/certificates/{row.Id}")), StringComparison.Ordinal);
        using var person = await portal.GiveCertificateAsync("gd-snv");
        var id = await portal.TextAsync($"select id::text from certificates.certificate where serial_number = '{person.SerialNumber}'");
        using var no = await agency.GetAsync($"/certificates/{id}/custodian");
        Assert.Equal(HttpStatusCode.NotFound, no.StatusCode);
    }

    [Fact]
    public async Task A_servers_key_is_kept_with_its_place_custodian_and_milestones_and_a_late_one_is_marked()
    {
        using var agency = await portal.SignInAsync("chuyen-vien-skhcn");
        Dictionary<string, string> fields = new()
        {
            ["Input.Name"] = "Cổng ký số di động – chính",
            ["Input.Purpose"] = "MobileGateway",
            ["Input.ServiceId"] = "AP-THANHHOA-01",
            ["Input.Site"] = "Trung tâm dữ liệu tỉnh",
            ["Input.Serial"] = "00 11 22",
            ["Input.Custodian"] = "quan-tri@trinh-dien.example",
            ["Input.Milestones[0].Kind"] = "Approved",
            ["Input.Milestones[0].DoneOn"] = "2026-01-05",
            ["Input.Milestones[1].Kind"] = "Procured",
            ["Input.Milestones[1].PlannedOn"] = "2026-02-01",
        };
        using var refused = await agency.SendFormAsync("/certificates/server-keys/edit", fields);
        Assert.Contains("Sổ đăng ký không có chứng thư số của cơ quan hoặc máy chủ mang số này. Hãy nhập chứng thư số vào sổ trước.", await refused.ComplaintsAsync());
        fields["Input.Serial"] = "";
        using var done = await agency.SendFormAsync("/certificates/server-keys/edit", fields);

        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var list = WebUtility.HtmlDecode(await agency.ReadAsync("/certificates/server-keys"));
        foreach (var text in new[] { "AP-THANHHOA-01", "Hà Mẫu Minh", "Quá hạn: Mua sắm" }) Assert.Contains(text, list, StringComparison.Ordinal);
        using var clerk = await portal.SignInAsync("van-thu-snv");
        using var no = await clerk.GetAsync("/certificates/server-keys");
        Assert.Equal(HttpStatusCode.Forbidden, no.StatusCode);
        using var inspector = await portal.SignInAsync("thanh-tra-skhcn");
        using var notHis = await inspector.SendFormAsync("/certificates/server-keys", fields, to: "/certificates/server-keys/edit");
        Assert.Equal(HttpStatusCode.Forbidden, notHis.StatusCode);
    }

    private static async Task<string> SheetAsync(Visitor who, string path)
    {
        using var answer = await who.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync(Stop));
        using var sheet = new StreamReader(await archive.GetEntry("xl/worksheets/sheet1.xml")!.OpenAsync(Stop));
        return await sheet.ReadToEndAsync(Stop);
    }
}
