using System.Net;
using ThanhHoa.DigitalSignature.Organisation.Importing;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Tables;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Importing;

public sealed class ImportPagesTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_previewed_loaded_and_its_refused_rows_come_back_to_be_corrected()
    {
        using var agency = await portal.SignInAsync("chuyen-vien-skhcn");
        var page = await UploadAsync(agency, ImportKind.People,
            ["Bế Văn Tốt", "tot@trang.example", "", "", "", "STP", "Chuyên viên", "", "", "01/01/2024", "", ""],
            ["Bế Văn Sai", "sai@trang.example", "", "", "", "STTTT", "Chuyên viên", "", "", "01/01/2024", "", ""],
            ["Bế Văn Xấu", "xau@trang.example", "", "", "", "STP", "=HYPERLINK(\"http://xau.example\")", "", "", "01/01/2024", "", ""]);
        var preview = WebUtility.HtmlDecode(await agency.ReadAsync(page));
        Assert.Contains("Nhập 1 dòng", preview, StringComparison.Ordinal);
        Assert.Contains("K – Đến hết ngày: </strong>Sở Thông tin và Truyền thông kết thúc ngày 28/02/2025", preview, StringComparison.Ordinal);
        Assert.Contains("Bế Văn Tốt", WebUtility.HtmlDecode(await agency.ReadAsync(page + "?show=Added")), StringComparison.Ordinal);
        Assert.Equal(0, await portal.CountAsync("select count(*) from organisation.person where email like '%@trang.example'"));

        using var approved = await agency.SendFormAsync(page, new Dictionary<string, string>(), to: page + "?handler=Approve");
        Assert.Equal(HttpStatusCode.Redirect, approved.StatusCode);
        Assert.Contains("Đã nhập lúc", WebUtility.HtmlDecode(await agency.ReadAsync(page)), StringComparison.Ordinal);
        Assert.Equal(1, await portal.CountAsync("select count(*) from organisation.person where email like '%@trang.example'"));

        using var refused = await agency.GetAsync(page + "/refused");
        var rows = Sheets.Read(await refused.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal(3, rows.Count);
        Assert.EndsWith("|Lý do|Dòng cũ", rows[0].Cells, StringComparison.Ordinal);
        Assert.Contains("Sở Thông tin và Truyền thông kết thúc ngày 28/02/2025", rows[1].Cells, StringComparison.Ordinal);
        Assert.EndsWith("|3", rows[1].Cells, StringComparison.Ordinal);
        Assert.Contains("ƒ=HYPERLINK", rows[2].Cells, StringComparison.Ordinal);

        // Loaded again as it came: the same rows are refused for the same reasons, the columns of reasons do no harm.
        using var again = await agency.SendFormAsync("/organisation/imports", new Dictionary<string, string> { ["Kind"] = "People" }, ("Table", await refused.Content.ReadAsByteArrayAsync(Stop), "sua.xlsx"));
        Assert.Contains("Không có dòng nào để nhập.", WebUtility.HtmlDecode(await agency.ReadAsync(again.Headers.Location!.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_answered_with_what_to_do()
    {
        using var agency = await portal.SignInAsync("quan-tri");
        using var answer = await agency.SendFormAsync("/organisation/imports", new Dictionary<string, string> { ["Kind"] = "Units" }, ("Table", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "cu.xls"));
        Assert.Contains("lưu thành .xlsx", WebUtility.HtmlDecode(await agency.ReadAsync(answer.Headers.Location!.ToString())), StringComparison.Ordinal);
        using var none = await agency.SendFormAsync("/organisation/imports", new Dictionary<string, string> { ["Kind"] = "Units" });
        Assert.Contains("Hãy chọn tệp.", await none.ComplaintsAsync());
        using var empty = await agency.SendFormAsync("/organisation/imports", new Dictionary<string, string> { ["Kind"] = "Units" }, ("Table", [], "rong.csv"));
        Assert.Contains("Tệp rỗng (0 byte). Hãy chọn lại tệp.", await empty.ComplaintsAsync());
    }

    [Fact]
    public async Task A_clerk_loads_their_own_people_no_units_and_sees_no_file_of_others()
    {
        using var agency = await portal.SignInAsync("chuyen-vien-skhcn");
        using var clerk = await portal.SignInAsync("van-thu-stc");
        var foreign = await UploadAsync(agency, ImportKind.People, ["Giàng A Kín", "kin@trang.example", "", "", "", "STP", "Chuyên viên", "", "", "01/01/2024", "", ""]);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync(foreign)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync(foreign + "/refused")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync(foreign + "?handler=Progress")).StatusCode);
        using var stolen = await clerk.SendFormAsync("/organisation/imports", new Dictionary<string, string>(), to: foreign + "?handler=Approve");
        Assert.Equal(HttpStatusCode.NotFound, stolen.StatusCode);
        Assert.DoesNotContain(foreign, await clerk.ReadAsync("/organisation/imports"), StringComparison.Ordinal);

        using var units = await clerk.SendFormAsync("/organisation/imports", new Dictionary<string, string> { ["Kind"] = "Units" }, ("Table", "x"u8.ToArray(), "x.csv"));
        Assert.Equal(HttpStatusCode.Forbidden, units.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync("/organisation/imports/templates/units")).StatusCode);

        var own = WebUtility.HtmlDecode(await clerk.ReadAsync(await UploadAsync(clerk, ImportKind.People,
            ["Giàng A Trong", "trong@trang.example", "", "", "", "STC", "Kế toán viên", "", "", "01/04/2025", "", ""],
            ["Giàng A Ngoài", "ngoai@trang.example", "", "", "", "STP", "Kế toán viên", "", "", "01/04/2025", "", ""])));
        Assert.Contains("Nhập 1 dòng", own, StringComparison.Ordinal);
        Assert.Contains("Sở Tư pháp ngoài phạm vi bạn phụ trách", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_leader_has_no_business_here()
    {
        using var leader = await portal.SignInAsync("chu-tich");
        Assert.Equal(HttpStatusCode.Forbidden, (await leader.GetAsync("/organisation/imports")).StatusCode);
    }

    [Fact]
    public async Task The_templates_explain_every_column_and_what_they_give_is_taken()
    {
        using var administrator = await portal.SignInAsync("quan-tri");
        using var units = await administrator.GetAsync("/organisation/imports/templates/units");
        var header = Assert.Single(Sheets.Read(await units.Content.ReadAsByteArrayAsync(Stop))).Cells;
        Assert.Equal(string.Join('|', UnitColumns.All.Select(c => c.Required ? c.Title + " *" : c.Title)), header);
        Assert.Equal(UnitColumns.All.Count, ColumnGuide.Units(new Texts()).Select(g => g.Column).Distinct().Count());
        Assert.Equal(PeopleColumns.All.Count, ColumnGuide.People(new Texts()).Select(g => g.Column).Distinct().Count());

        using var people = await administrator.GetAsync("/organisation/imports/templates/people");
        using var again = await administrator.SendFormAsync("/organisation/imports", new Dictionary<string, string> { ["Kind"] = "People" }, ("Table", await people.Content.ReadAsByteArrayAsync(Stop), "mau.xlsx"));
        Assert.Contains("Không có dòng nào để nhập.", WebUtility.HtmlDecode(await administrator.ReadAsync(again.Headers.Location!.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_job_is_at_work_the_page_shows_how_far_it_is()
    {
        var desk = new ImportDesk(portal);
        var import = await desk.CheckAsync(ImportKind.People, ["Vàng A Chờ", "cho@trang.example", "", "", "", "STP", "Chuyên viên", "", "", "01/01/2024", "", ""]);
        await portal.ExecuteAsync($"update organisation.import set state = 'Received' where id = '{import.Id}'; update organisation.import_progress set rows = 1234, percent = 56 where import_id = '{import.Id}'");
        using var administrator = await portal.SignInAsync("quan-tri");
        var page = $"/organisation/imports/{import.Id}";
        Assert.Contains("Đã xem 1.234 dòng (56 %).", WebUtility.HtmlDecode(await administrator.ReadAsync(page)), StringComparison.Ordinal);
        Assert.Contains("value=\"56\"", await administrator.ReadAsync(page + "?handler=Progress"), StringComparison.Ordinal);
        await desk.RunAsync(import.Id);
        using var done = await administrator.GetAsync(page + "?handler=Progress");
        Assert.Equal("true", Assert.Single(done.Headers.GetValues("HX-Refresh")));
    }

    private static async Task<string> UploadAsync(Visitor visitor, ImportKind kind, params string[][] rows)
    {
        using var answer = await visitor.SendFormAsync("/organisation/imports", new Dictionary<string, string> { ["Kind"] = kind.ToString() },
            ("Table", Sheets.Workbook([kind is ImportKind.Units ? ImportDesk.Units : ImportDesk.People, .. rows]), "tep.xlsx"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    /// <summary>Says every sentence as it is written.</summary>
    private sealed class Texts : Microsoft.Extensions.Localization.IStringLocalizer<ThanhHoa.DigitalSignature.Organisation.Texts>
    {
        public Microsoft.Extensions.Localization.LocalizedString this[string name] => new(name, name);

        public Microsoft.Extensions.Localization.LocalizedString this[string name, params object[] arguments] => new(name, string.Format(System.Globalization.CultureInfo.InvariantCulture, name, arguments));

        public IEnumerable<Microsoft.Extensions.Localization.LocalizedString> GetAllStrings(bool includeParentCultures) => [];
    }
}
