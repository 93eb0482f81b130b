using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Signing.Act;

/// <summary>The act everything else is built around, by clicks: a clerk submits, a leader reads, places, signs with a token, and all download.</summary>
[Collection(nameof(OfficeHours))]
public sealed partial class SignatureTests(Chromium chromium, SigningOffice office)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_leader_signs_with_a_token_in_the_browser_and_the_clerk_downloads_what_pdfsig_calls_valid()
    {
        var title = "Quyết định ban hành quy chế ký số";
        var document = "";
        await chromium.Visit(office.Portal.Host.Address, async clerk =>
        {
            await clerk.SignIn("van-thu-skhcn");
            document = await clerk.Submit(title, "Ngô Mẫu Hưng", PdfSample.Valid("Dieu 1"));
            await clerk.AssertAccessible();
        });

        await chromium.Visit(office.Portal.Host.Address, async leader =>
        {
            // The wrong PIN and the script's questions to the agent come back as answers of 4xx.
            leader.Expect("status of 4");
            await leader.SignIn("gd-skhcn");
            await leader.GoTo("/signing/inbox");
            await leader.AssertAccessible();
            await leader.Photograph("act-inbox");
            await leader.Page.GetByText(title).ClickAsync();
            await Assertions.Expect(leader.Page.Locator(".signature-box")).ToBeVisibleAsync();
            await leader.AssertAccessible();
            await leader.Photograph("act-read");
            await MoveTheBox(leader);

            await leader.Page.GetByRole(AriaRole.Button, new() { Name = "Ký văn bản" }).ClickAsync();
            // The PIN is wrong at first: the page says so, nothing is lost, and the second try goes through.
            await Answer(leader, "000000", photograph: "act-consent");
            await Assertions.Expect(leader.Page.Locator(".sign-fault")).ToContainTextAsync("Mã PIN không đúng");
            await leader.AssertAccessible();
            await leader.Photograph("act-wrong-pin");
            await leader.Page.GetByRole(AriaRole.Button, new() { Name = "Thử lại" }).ClickAsync();
            var code = leader.Page.Locator(".code-large");
            await Assertions.Expect(code).ToHaveTextAsync(Code());
            await leader.Photograph("act-code");
            await Answer(leader, SoftToken.Pin, code: await code.TextContentAsync());

            await Assertions.Expect(leader.Page.GetByText("Đã ký, chữ ký hợp lệ")).ToBeVisibleAsync(new() { Timeout = 20_000 });
            await leader.AssertAccessible();
            await leader.Photograph("act-signed");
        });

        await chromium.Visit(office.Portal.Host.Address, async clerk =>
        {
            await clerk.SignIn("van-thu-skhcn");
            await clerk.GoTo(document);
            var signed = await Download(clerk, "Tải bản đã ký");
            var submitted = await Download(clerk, "Tải bản trình");
            Assert.Equal(PdfSample.Valid("Dieu 1"), submitted);
            Assert.Equal(submitted, signed[..submitted.Length]);
            var verdict = await PdfSig(signed);
            Assert.Contains("Signature is Valid", verdict, StringComparison.Ordinal);
            Assert.Contains("Total document signed", verdict, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Whoever_refuses_in_the_agents_window_or_closes_it_reads_what_happened_and_signs_nothing()
    {
        await chromium.Visit(office.Portal.Host.Address, async clerk =>
        {
            await clerk.SignIn("van-thu-skhcn");
            await clerk.Submit("Công văn sẽ không ký", "Ngô Mẫu Hưng", PdfSample.Valid());
        });
        await chromium.Visit(office.Portal.Host.Address, async leader =>
        {
            await leader.SignIn("gd-skhcn");
            await leader.GoTo("/signing/inbox");
            await leader.Page.GetByText("Công văn sẽ không ký").ClickAsync();
            var sign = leader.Page.Locator("#sign-panel .btn-main");
            await sign.ClickAsync();
            var window = await office.OpenWindowAsync(leader);
            await window.Locator("#no").ClickAsync();
            await Assertions.Expect(leader.Page.Locator(".sign-fault")).ToContainTextAsync("Bạn đã chọn không ký");
            await window.CloseAsync();

            await sign.ClickAsync();
            window = await office.OpenWindowAsync(leader);
            await Assertions.Expect(window.Locator("#pin")).ToBeVisibleAsync();
            await window.CloseAsync(new() { RunBeforeUnload = true });
            await Assertions.Expect(leader.Page.Locator(".sign-fault")).ToContainTextAsync("đóng", new() { Timeout = 20_000 });
            await leader.GoTo("/signing/inbox");
            await Assertions.Expect(leader.Page.GetByText("Công văn sẽ không ký")).ToBeVisibleAsync();
        });
    }

    private static async Task MoveTheBox(Visit leader)
    {
        var box = leader.Page.Locator(".signature-box");
        await box.ScrollIntoViewIfNeededAsync();
        var before = (await box.BoundingBoxAsync())!;
        await leader.Page.Mouse.MoveAsync(before.X + (before.Width / 2), before.Y + (before.Height / 2));
        await leader.Page.Mouse.DownAsync();
        await leader.Page.Mouse.MoveAsync(before.X + (before.Width / 2) - 60, before.Y + (before.Height / 2) - 40, new() { Steps = 5 });
        await leader.Page.Mouse.UpAsync();
        var after = (await box.BoundingBoxAsync())!;
        Assert.InRange(before.X - after.X, 50, 70);
        Assert.InRange(before.Y - after.Y, 30, 50);
    }

    private async Task Answer(Visit leader, string pin, string? photograph = null, string? code = null)
    {
        var window = await office.OpenWindowAsync(leader);
        await Assertions.Expect(window.Locator("#titles")).ToContainTextAsync("Quyết định ban hành quy chế ký số");
        if (code is not null) await Assertions.Expect(window.Locator("#code")).ToHaveTextAsync(code);
        await window.Locator("#pin").FillAsync(pin);
        if (photograph is not null) await new Visit(window).Photograph(photograph);
        await window.Locator("#yes").ClickAsync();
        await Assertions.Expect(window.Locator("#result")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await window.CloseAsync();
    }

    private static async Task<byte[]> Download(Visit visit, string link)
    {
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Link, new() { Name = link }).ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync(), Stop);
    }

    private static async Task<string> PdfSig(byte[] pdf)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, pdf, Stop);
        using var judge = Process.Start(new ProcessStartInfo("pdfsig", ["-nocert", path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = await judge.StandardOutput.ReadToEndAsync(Stop);
        File.Delete(path);
        return said;
    }

    [GeneratedRegex("^[A-Z0-9]{4}$")]
    private static partial Regex Code();
}
