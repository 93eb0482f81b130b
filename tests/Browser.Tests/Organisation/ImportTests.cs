using Microsoft.Playwright;
using ThanhHoa.DigitalSignature.Browser.Tests.Signing.Act;
using ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Importing;
using ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Tables;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Organisation;

/// <summary>Somebody of the lead agency loads units and people from Excel: looks at the preview, corrects what was refused, loads it again.</summary>
[Collection(nameof(OfficeHours))]
public sealed class ImportTests(Chromium chromium, SigningOffice office)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Units_and_people_are_loaded_from_Excel_and_the_refused_rows_after_they_were_corrected()
    {
        string[][] units =
        [
            ImportDesk.Units,
            ["TD.1", "Trung tâm Trình duyệt Một", "Đơn vị sự nghiệp công lập", "SKHCN", "01/08/2025", "", "12/QĐ-UBND", "15/07/2025"],
            ["TD.2", "Trung tâm Trình duyệt Hai", "Đơn vị sự nghiệp công lập", "KHONG.CO", "01/08/2025", "", "", ""],
            ["TD.3", "Trung tâm Trình duyệt Ba", "Loại lạ", "SKHCN", "31/02/2025", "", "", ""],
        ];
        string[][] people =
        [
            ImportDesk.People,
            ["Đậu Thị Duyệt", "duyet@trinhduyet.example", "02/03/1980", "0912345678", "", "TD.1", "Giám đốc", "x", "", "01/08/2025", "", ""],
            ["Đậu Văn Xem", "xem@trinhduyet", "", "", "", "TD.2", "Phó Giám đốc", "x", "", "01/08/2025", "", ""],
        ];
        await chromium.Visit(office.Portal.Host.Address, async visit =>
        {
            await visit.SignIn("chuyen-vien-skhcn");
            await visit.GoTo("/organisation/imports");
            await visit.AssertAccessible();
            await visit.Photograph("organisation-import");

            await SendAsync(visit, "Đơn vị", "don-vi.xlsx", Sheets.Workbook(units));
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Nhập 1 dòng" })).ToBeVisibleAsync();
            await visit.AssertAccessible();
            await visit.Photograph("organisation-import-preview");
            await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Bị từ chối: 2" }).ClickAsync();
            await Assertions.Expect(visit.Page.GetByText("KHONG.CO").First).ToBeVisibleAsync();
            await visit.AssertAccessible();
            await visit.Photograph("organisation-import-refused");
            await ApproveAsync(visit);
            await visit.AssertAccessible();
            await visit.Photograph("organisation-import-done");

            var corrected = await RefusedAsync(visit, ("KHONG.CO", "SKHCN"), ("Loại lạ", "Đơn vị sự nghiệp công lập"), ("31/02/2025", "01/08/2025"));
            await SendAsync(visit, "Đơn vị", "don-vi-da-sua.xlsx", corrected);
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Nhập 2 dòng" })).ToBeVisibleAsync();
            await ApproveAsync(visit);

            await SendAsync(visit, "Cán bộ và chức vụ", "can-bo.xlsx", Sheets.Workbook(people));
            await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Bị từ chối: 1" }).ClickAsync();
            await visit.AssertAccessible();
            await visit.Photograph("organisation-import-people-refused");
            await ApproveAsync(visit);
            await SendAsync(visit, "Cán bộ và chức vụ", "can-bo-da-sua.xlsx", await RefusedAsync(visit, ("xem@trinhduyet", "xem@trinhduyet.example")));
            await ApproveAsync(visit);

            await visit.GoTo("/organisation/people?q=dau");
            await Assertions.Expect(visit.Page.GetByText("Đậu Văn Xem")).ToBeVisibleAsync();
            await visit.AssertAccessible();
            await visit.Photograph("organisation-people");
        });
        Assert.Equal(3, await office.Portal.CountAsync("select count(*) from organisation.unit where code like 'TD.%'"));
        Assert.Equal("duyet@trinhduyet.example,xem@trinhduyet.example", await office.Portal.TextAsync("select string_agg(email, ',' order by email) from organisation.person where email like '%@trinhduyet.example'"));
    }

    // A file of this size is worked through before the page answers.
    private static async Task SendAsync(Visit visit, string kind, string name, byte[] file)
    {
        await visit.GoTo("/organisation/imports");
        await visit.Page.GetByLabel(kind, new() { Exact = true }).CheckAsync();
        await visit.Page.GetByLabel("Tệp Excel (.xlsx) hoặc CSV").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Buffer = file });
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Kiểm tra tệp" }).ClickAsync();
        await visit.Page.WaitForURLAsync(url => url.Contains("/organisation/imports/0", StringComparison.Ordinal));
    }

    private static async Task ApproveAsync(Visit visit)
    {
        await visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = new System.Text.RegularExpressions.Regex("^Nhập \\d+ dòng$") }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Đã nhập lúc")).ToBeVisibleAsync();
    }

    /// <summary>Downloads the refused rows and corrects their cells; the columns with the reason stay as they came.</summary>
    private static async Task<byte[]> RefusedAsync(Visit visit, params (string Wrong, string Right)[] corrections)
    {
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Link, new() { Name = "Tải các dòng bị từ chối" }).ClickAsync());
        Assert.EndsWith("-can-sua.xlsx", download.SuggestedFilename, StringComparison.Ordinal);
        var rows = Sheets.Read(await File.ReadAllBytesAsync(await download.PathAsync(), Stop)).Select(r => r.Cells.Split('|')).ToList();
        Assert.Contains("Lý do", rows[0]);
        return Sheets.Workbook([.. rows.Select(row => row.Select(cell => corrections.FirstOrDefault(c => c.Wrong == cell).Right ?? cell).ToArray())]);
    }
}
