using Microsoft.Playwright;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Signing.Act;

/// <summary>Fifty documents with one PIN, and a document's whole life through five accounts, by clicks.</summary>
[Collection(nameof(OfficeHours))]
public sealed class BatchTests(Chromium chromium, SigningOffice office)
{
    private const string Title = "Quyết định qua năm tài khoản";

    [Fact]
    public async Task A_leader_signs_a_batch_of_fifty_with_one_pin_in_four_interactions_from_the_inbox()
    {
        await AssembleFiftyAsync();
        await chromium.Visit(office.Portal.Host.Address, async leader =>
        {
            await leader.SignIn("gd-skhcn");
            await leader.GoTo("/signing/inbox");
            await leader.AssertAccessible();
            await leader.Photograph("batch-inbox");
            // One: the card.
            await leader.Page.GetByText("Lô năm mươi: 50 văn bản chờ ký").ClickAsync();
            await Assertions.Expect(leader.Page.Locator(".batch-list > li")).ToHaveCountAsync(50);
            await leader.AssertAccessible();
            await leader.Photograph("batch-open");
            // Two: the button.
            await leader.Page.GetByRole(AriaRole.Button, new() { Name = "Ký 50 văn bản" }).ClickAsync();
            var window = await office.OpenWindowAsync(leader);
            await Assertions.Expect(window.Locator("body")).ToContainTextAsync("Ký 50 văn bản?");
            // Three and four: the PIN, and yes.
            await window.Locator("#pin").FillAsync(SoftToken.Pin);
            await window.Locator("#yes").ClickAsync();
            await Assertions.Expect(leader.Page.GetByText("Lô này đã xong: 50 văn bản đã ký.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
            await leader.Photograph("batch-done");
        });
        Assert.Equal(50, await office.Portal.CountAsync("select count(*) from signing.document where title like 'Công văn trong lô năm mươi%' and state = 'Signed'"));
    }

    [Fact]
    public async Task A_document_lives_its_whole_life_through_five_accounts()
    {
        var (one, two, seal) = (await office.Portal.GiveCertificateAsync("pgd-skhcn-1"), await office.Portal.GiveCertificateAsync("pgd-skhcn-2"), await office.Portal.GiveSealToAsync("van-thu-skhcn"));
        foreach (var device in new[] { one, two, seal }) office.PlugIn(device);
        var document = "";
        await ByAsync("van-thu-skhcn", async clerk => document = await SubmitAsync(clerk));
        await ByAsync("pgd-skhcn-1", signer => SignAsync(signer, SigningOffice.IssuedPin));
        await ByAsync("pgd-skhcn-2", signer => SignAsync(signer, SigningOffice.IssuedPin));
        await ByAsync("gd-skhcn", signer => SignAsync(signer, SoftToken.Pin));
        await ByAsync("van-thu-skhcn", clerk => NumberSealAndIssueAsync(clerk, document));
        await ByAsync("van-thu-sxd", async recipient =>
        {
            await recipient.GoTo(document);
            await recipient.Page.GetByRole(AriaRole.Button, new() { Name = "Xác nhận đã nhận văn bản" }).ClickAsync();
            await Assertions.Expect(recipient.Page.GetByText("Đã xác nhận nhận được văn bản.")).ToBeVisibleAsync();
        });
        using var reader = await office.Portal.SignInAsync("van-thu-sxd");
        var file = await reader.LatestAsync(document, 0);
        Assert.Equal(4, (await Judge.PdfSigAsync(file)).Count(line => line.Contains("Signature is Valid.", StringComparison.Ordinal)));
        Assert.True(await Judge.IsSoundAsync(file));

        Task ByAsync(string name, Func<Visit, Task> does) => chromium.Visit(office.Portal.Host.Address, async visit =>
        {
            await visit.SignIn(name);
            await does(visit);
        });

        async Task SignAsync(Visit signer, string pin)
        {
            await signer.GoTo("/signing/inbox");
            await signer.Page.GetByText(Title).ClickAsync();
            await office.SignOpenDocumentAsync(signer, pin);
        }
    }

    private async Task AssembleFiftyAsync()
    {
        using var clerk = await office.Portal.SignInAsync("van-thu-skhcn");
        var ids = new List<string>();
        for (var i = 1; i <= 50; i++) ids.Add((await Portal.Tests.Signing.Desk.SubmitAsync(clerk, PdfSample.Valid($"Ban {i}"), "Ngô Mẫu Hưng", $"Công văn trong lô năm mươi {i:00}")).Split('/')[^1]);
        using var made = await clerk.SendFormAsync("/signing/documents", [.. ids.Select(id => KeyValuePair.Create("chosen", id)), KeyValuePair.Create("title", "Lô năm mươi")], to: "/signing/documents?handler=Batch");
    }

    private static async Task<string> SubmitAsync(Visit clerk)
    {
        await clerk.GoTo("/signing/documents/submit");
        await clerk.Page.GetByLabel("Tệp PDF").SetInputFilesAsync(new FilePayload { Name = "quyet-dinh.pdf", MimeType = "application/pdf", Buffer = LayoutTests.Letter("Ngô Mẫu Hưng") });
        await clerk.Page.GetByLabel("Trích yếu nội dung").FillAsync(Title);
        await clerk.Page.GetByLabel("Số, ký hiệu dự kiến").FillAsync("…/QĐ-SKHCN");
        await clerk.Page.GetByLabel("Mức độ khẩn").SelectOptionAsync(new SelectOptionValue { Label = "Khẩn" });
        await clerk.Page.GetByText("Người ký nháy, người cùng ký (nếu có)").ClickAsync();
        await ChooseAsync(clerk.Page.GetByLabel("Người ký trước, dòng 1", new() { Exact = true }), "Dương Mẫu Khánh");
        await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Thêm dòng" }).ClickAsync();
        await ChooseAsync(clerk.Page.GetByLabel("Người ký trước, dòng 2", new() { Exact = true }), "Lý Mẫu Lan");
        await clerk.Page.GetByLabel("Việc của người ký trước, dòng 2", new() { Exact = true }).SelectOptionAsync("Approve");
        await ChooseAsync(clerk.Page.GetByLabel("Người ký", new() { Exact = true }), "Ngô Mẫu Hưng");
        await clerk.Page.GetByLabel("Tôi xác nhận văn bản không chứa bí mật nhà nước.").CheckAsync();
        await clerk.AssertAccessible();
        await clerk.Photograph("life-submit");
        await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Trình ký" }).ClickAsync();
        await clerk.Page.WaitForURLAsync(url => url.Contains("/signing/documents/0", StringComparison.Ordinal));
        return new Uri(clerk.Page.Url).AbsolutePath;
    }

    private async Task NumberSealAndIssueAsync(Visit clerk, string document)
    {
        await clerk.GoTo(document);
        await clerk.Photograph("life-clerk");
        await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Cấp số và ngày" }).ClickAsync();
        await Assertions.Expect(clerk.Page.GetByText("Đã cấp số cho văn bản.")).ToBeVisibleAsync();
        await clerk.AssertAccessible();
        await office.SignOpenDocumentAsync(clerk, SigningOffice.IssuedPin);
        await clerk.Page.GetByRole(AriaRole.Link, new() { Name = "Phát hành" }).ClickAsync();
        await clerk.Page.GetByLabel("Nơi nhận").FillAsync("Sở Xây dựng\nNhư Điều 2");
        await clerk.AssertAccessible();
        await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Phát hành" }).ClickAsync();
        await Assertions.Expect(clerk.Page.GetByText("Đã phát hành đến 2 nơi nhận")).ToBeVisibleAsync();
        await clerk.AssertAccessible();
        await clerk.Photograph("life-issued");
    }

    private static async Task ChooseAsync(ILocator list, string name) =>
        await list.SelectOptionAsync((await list.Locator("option").Filter(new() { HasText = name }).First.GetAttributeAsync("value"))!);
}
