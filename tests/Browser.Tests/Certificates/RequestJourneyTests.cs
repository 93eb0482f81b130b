using System.Globalization;
using Microsoft.Playwright;
using ThanhHoa.DigitalSignature.Browser.Tests.Signing.Act;
using ThanhHoa.DigitalSignature.Organisation.Importing;
using ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Papers;
using ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Requests;
using ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Importing;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Certificates;

/// <summary>A certificate from the clerk's request to the token in use, by clicks.</summary>
[Collection(nameof(OfficeHours))]
public sealed class RequestJourneyTests(Chromium chromium, SigningOffice office)
{
    [Fact]
    public async Task Five_people_bring_one_token_from_the_request_to_minutes_signed_with_it()
    {
        var request = "";
        await As("van-thu-sxd", async clerk =>
        {
            await clerk.GoTo("/certificates/requests/new?kind=New");
            await clerk.Page.GetByLabel("Đơn vị đề nghị").SelectOptionAsync(new SelectOptionValue { Label = "Sở Xây dựng" });
            await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Hiện danh sách" }).ClickAsync();
            await clerk.Page.GetByText("Hồ Mẫu Sơn").ClickAsync();
            await clerk.AssertAccessible();
            await clerk.Photograph("request-new");
            await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Lập đề nghị" }).ClickAsync();
            request = new Uri(clerk.Page.Url).AbsolutePath;
            await clerk.Page.GetByRole(AriaRole.Link, new() { Name = "1. Hồ Mẫu Sơn" }).ClickAsync();
            await FillAsync(clerk);
            await clerk.AssertAccessible();
            await clerk.Photograph("request-form");
            await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Lưu", Exact = true }).ClickAsync();
            await TakeAsync(clerk, request, "Trình thủ trưởng", "Submitted");
        });
        await As("gd-sxd", head => TakeAsync(head, request, "Xác nhận", "Confirmed"));
        await As("chuyen-vien-skhcn", checker => TakeAsync(checker, request, "Thẩm tra", "Checked"));
        await As("gd-skhcn", director => TakeAsync(director, request, "Gửi", "Sent"));
        await office.Portal.ExchangeAsync();
        await As("chuyen-vien-skhcn", async checker =>
        {
            await checker.GoTo(request);
            await checker.Page.GetByRole(AriaRole.Link, new() { Name = "Nhận thiết bị" }).ClickAsync();
            await checker.AssertAccessible();
            await checker.Photograph("request-receive");
            await checker.Page.GetByRole(AriaRole.Button, new() { Name = "Xác nhận đã nhận" }).ClickAsync();
            await ExpectState(checker, "DeviceReceived");
        });

        await As("gd-skhcn", async giver =>
        {
            await giver.GoTo($"{request}/handover");
            await giver.AssertAccessible();
            await giver.Photograph("handover");
            await giver.Page.GetByRole(AriaRole.Button, new() { Name = "Lập biên bản và ký số" }).ClickAsync();
            await giver.Page.GetByRole(AriaRole.Link, new() { Name = "Mở biên bản" }).ClickAsync();
            await Assertions.Expect(giver.Page.Locator(".signature-box")).ToBeVisibleAsync();
            await giver.Photograph("minutes");
            await office.SignOpenDocumentAsync(giver);
        });
        await As("pgd-sxd", async holder =>
        {
            await holder.GoTo("/signing/inbox");
            await holder.Page.GetByText("Biên bản bàn giao thiết bị lưu khóa: Hồ Mẫu Sơn").ClickAsync();
            await Assertions.Expect(holder.Page.Locator(".signature-box")).ToBeVisibleAsync();
            // The very token that the issuer made for this request.
            await office.SignOpenDocumentAsync(holder, SigningOffice.IssuedPin);
            await holder.Photograph("minutes-signed");
            await office.Portal.SettleAsync();
            await holder.GoTo(request);
            await ExpectState(holder, "InUse");
            await holder.AssertAccessible();
            await holder.Photograph("request-in-use");
            var person = await office.Portal.PersonAsync("pgd-sxd");
            await holder.GoTo($"/organisation/people/{person.Id}");
            await Assertions.Expect(holder.Page.GetByText("Đã sẵn sàng ký")).ToBeVisibleAsync();
            await holder.AssertAccessible();
            await holder.Photograph("person-ready");
        });
    }

    [Fact]
    public async Task A_unit_files_forty_people_in_one_request_and_each_step_takes_them_all()
    {
        await ImportFortyAsync();
        var request = "";
        await As("van-thu-stc", async clerk =>
        {
            await clerk.GoTo("/certificates/requests/new?kind=New");
            await clerk.Page.GetByLabel("Đơn vị đề nghị").SelectOptionAsync(new SelectOptionValue { Label = "Sở Tài chính" });
            await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Hiện danh sách" }).ClickAsync();
            foreach (var box in await clerk.Page.Locator("label:has-text('Phó Trưởng phòng') input[name=Chosen]").AllAsync()) await box.CheckAsync();
            await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Lập đề nghị" }).ClickAsync();
            request = new Uri(clerk.Page.Url).AbsolutePath;
            await Assertions.Expect(clerk.Page.Locator("tr[data-state=Draft]")).ToHaveCountAsync(40);
            await clerk.AssertAccessible();
            await clerk.Photograph("request-forty");
            await clerk.GoTo($"{request}/fill");
            await clerk.Photograph("request-fill");
        });
        using (var visitor = await office.Portal.SignInAsync("van-thu-stc")) await visitor.FillAsync(request);
        await As("van-thu-stc", clerk => TakeAsync(clerk, request, "Trình thủ trưởng", "Submitted", 40));
        await As("gd-stc", head => TakeAsync(head, request, "Xác nhận", "Confirmed", 40));
        await As("chuyen-vien-skhcn", async checker =>
        {
            await TakeAsync(checker, request, "Thẩm tra", "Checked", 40);
            await checker.Photograph("request-forty-checked");
            var download = await checker.Page.RunAndWaitForDownloadAsync(() => checker.Page.GetByRole(AriaRole.Link, new() { Name = "Tải biểu mẫu PDF" }).ClickAsync());
            Assert.StartsWith("de-nghi-", download.SuggestedFilename, StringComparison.Ordinal);
        });
    }

    private async Task ImportFortyAsync()
    {
        var desk = new ImportDesk(office.Portal);
        var unit = await office.Portal.TextAsync("select code from organisation.unit where name = 'Sở Tài chính' and valid_to is null");
        var rows = Enumerable.Range(1, 40).Select(n => new[] { $"Tào Mẫu {Letters(n)}", $"pho-phong-{n}@trinh-dien.example", "05/06/1980", $"09120000{n:00}", "", unit, "Phó Trưởng phòng", "x", "", "01/01/2026", "", "" });
        await desk.ApplyAsync(await desk.CheckAsync(ImportKind.People, [.. rows]));

        static string Letters(int n) => string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + (n / 10))}{(char)('a' + (n % 10))}");
    }

    private Task As(string who, Func<Visit, Task> act) => chromium.Visit(office.Portal.Host.Address, async visit =>
    {
        visit.Expect("status of 4");
        await visit.SignIn(who);
        await act(visit);
    });

    private static async Task TakeAsync(Visit who, string request, string button, string state, int lines = 1)
    {
        await who.GoTo(request);
        await who.Page.GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();
        await ExpectState(who, state, lines);
    }

    private static Task ExpectState(Visit who, string state, int lines = 1) => Assertions.Expect(who.Page.Locator($"tr[data-state={state}]")).ToHaveCountAsync(lines);

    private static async Task FillAsync(Visit clerk)
    {
        foreach (var (name, value) in Office.Answers)
        {
            var field = clerk.Page.Locator($"[name={name}]").First;
            if (await field.EvaluateAsync<bool>("e => e.tagName === 'SELECT'")) await field.SelectOptionAsync(value);
            else await field.FillAsync(value);
        }
    }
}
