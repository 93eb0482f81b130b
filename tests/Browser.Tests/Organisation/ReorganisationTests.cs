using Microsoft.Playwright;
using ThanhHoa.DigitalSignature.Browser.Tests.Signing.Act;
using ThanhHoa.DigitalSignature.Organisation.Importing;
using ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Importing;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Organisation;

/// <summary>One decision merges two communes and sends their people on: entered step by step, previewed, applied, and readable in the units' history.</summary>
[Collection(nameof(OfficeHours))]
public sealed class ReorganisationTests(Chromium chromium, SigningOffice office)
{
    private static readonly string[] Told = ["Được lập từ", "Xã Giả Định Đông", "Xã Giả Định Tây", "45/NQ-GIẢ-ĐỊNH ngày 10/02/2026", "Khương Văn Tây", "Phó Chủ tịch UBND xã"];

    [Fact]
    public async Task Two_communes_are_merged_by_one_decision_and_everybody_finds_it_in_their_history()
    {
        var desk = new ImportDesk(office.Portal);
        await desk.LoadAsync(ImportKind.Units,
            ["GD.1", "Xã Giả Định Đông", "Cấp xã", "38", "01/08/2025", "", "", ""],
            ["GD.2", "Xã Giả Định Tây", "Cấp xã", "38", "01/08/2025", "", "", ""]);
        await desk.LoadAsync(ImportKind.People,
            ["Khương Thị Đông", "dong@giadinh.example", "", "", "", "GD.1", "Chủ tịch UBND xã", "x", "", "01/08/2025", "", ""],
            ["Khương Văn Tây", "tay@giadinh.example", "", "", "", "GD.2", "Chủ tịch UBND xã", "x", "", "01/08/2025", "", ""]);

        await chromium.Visit(office.Portal.Host.Address, async visit =>
        {
            var page = visit.Page;
            await visit.SignIn("chuyen-vien-skhcn");
            await visit.GoTo("/organisation/reorganisations");
            await visit.AssertAccessible();
            await page.GetByRole(AriaRole.Link, new() { Name = "Nhập quyết định sắp xếp" }).ClickAsync();
            await page.GetByLabel("Số, ký hiệu").FillAsync("45/NQ-GIẢ-ĐỊNH");
            await page.GetByLabel("Ngày ký").FillAsync("2026-02-10");
            await page.GetByLabel("Có hiệu lực từ ngày").FillAsync("2026-03-01");
            await page.GetByLabel("Trích yếu").FillAsync("Về việc nhập xã Giả Định Đông và xã Giả Định Tây");
            await visit.AssertAccessible();
            await visit.Photograph("reorganisation-1-decision");
            await page.GetByRole(AriaRole.Button, new() { Name = "Lưu và sang bước Đơn vị" }).ClickAsync();

            await page.GetByLabel("Tên đơn vị", new() { Exact = true }).FillAsync("Xã Giả Định");
            await page.GetByLabel("Mã đơn vị", new() { Exact = true }).FillAsync("GD.M");
            await page.GetByLabel("Loại đơn vị").SelectOptionAsync("Commune");
            await page.GetByLabel("Trực thuộc", new() { Exact = true }).FillAsync("38");
            await page.GetByRole(AriaRole.Button, new() { Name = "Thêm đơn vị mới" }).ClickAsync();
            await Assertions.Expect(page.GetByText("Lập mới (1)")).ToBeVisibleAsync();
            foreach (var (old, number) in new[] { ("Xã Giả Định Đông (GD.1)", 1), ("Xã Giả Định Tây (GD.2)", 2) })
            {
                await page.GetByLabel("Đơn vị cũ", new() { Exact = true }).FillAsync(old);
                await page.GetByLabel("Đơn vị tiếp nhận").FillAsync("GD.M");
                await page.GetByLabel("Phần chuyển").FillAsync("toàn bộ");
                await page.Locator("form[action*='Transfer'] button").ClickAsync();
                await Assertions.Expect(page.GetByText($"Tiếp nhận ({number})")).ToBeVisibleAsync();
            }

            await visit.AssertAccessible();
            await visit.Photograph("reorganisation-2-units");
            await page.GetByRole(AriaRole.Link, new() { Name = "Sang bước Con người" }).ClickAsync();

            await page.GetByRole(AriaRole.Link, new() { Name = "Xã Giả Định Tây" }).ClickAsync();
            var man = page.GetByRole(AriaRole.Group, new() { Name = "Khương Văn Tây" });
            await man.GetByLabel("Chuyển về").SelectOptionAsync(new SelectOptionValue { Label = "Xã Giả Định" });
            await man.GetByLabel("Chức vụ mới").FillAsync("Phó Chủ tịch UBND xã");
            await visit.AssertAccessible();
            await visit.Photograph("reorganisation-3-people");
            await page.GetByRole(AriaRole.Button, new() { Name = "Lưu lựa chọn" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Sang bước Xem trước" }).ClickAsync();

            await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "Khương Văn Tây" })).ToContainTextAsync("Phó Chủ tịch UBND xã");
            await visit.AssertAccessible();
            await visit.Photograph("reorganisation-4-preview");
            Assert.Equal(0, await office.Portal.CountAsync("select count(*) from organisation.unit where code = 'GD.M'"));
            await page.GetByRole(AriaRole.Button, new() { Name = "Áp dụng", Exact = true }).ClickAsync();
            await visit.AssertAccessible();
            await page.Locator("dialog button.btn-primary").ClickAsync();
            await Assertions.Expect(page.GetByText("áp dụng lúc")).ToBeVisibleAsync();
            await visit.AssertAccessible();
            await visit.Photograph("reorganisation-5-applied");

            await page.GetByRole(AriaRole.Link, new() { Name = "Xã Giả Định (GD.M)" }).ClickAsync();
            foreach (var text in Told)
                await Assertions.Expect(page.GetByText(text).First).ToBeVisibleAsync();
            await visit.AssertAccessible();
            await visit.Photograph("reorganisation-6-new-unit");
            await page.GetByRole(AriaRole.Link, new() { Name = "Xã Giả Định Tây" }).ClickAsync();
            await Assertions.Expect(page.GetByText("Đơn vị này không còn tồn tại.")).ToBeVisibleAsync();
            await Assertions.Expect(page.GetByText("Được tiếp nối bởi")).ToBeVisibleAsync();
            await visit.AssertAccessible();
            await visit.Photograph("reorganisation-7-old-unit");
        });
        Assert.Equal("Phó Chủ tịch UBND xã,Chủ tịch UBND xã", await office.Portal.TextAsync("select string_agg(p.title, ',' order by p.held_from desc) from organisation.post p join organisation.person w on w.id = p.person_id where w.email = 'tay@giadinh.example'"));
    }
}
