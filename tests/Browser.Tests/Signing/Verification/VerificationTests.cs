using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ThanhHoa.DigitalSignature.Browser.Tests.Signing.Act;
using ThanhHoa.DigitalSignature.Browser.Tests.Signing.Sign;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing.Verification;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Signing.Verification;

/// <summary>Somebody got a PDF and wants to know: they drop it on the page and see the light, the places and what was changed.</summary>
[Collection(nameof(OfficeHours))]
public sealed partial class VerificationTests(Chromium chromium, SigningOffice office) : IAsyncLifetime
{
    private const string Before = "[data-side='before'] canvas", After = "[data-side='after'] canvas";
    private X509Certificate2 certificate = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        certificate = await office.Portal.GiveCertificateAsync("gd-stc");
        await office.Portal.KeepListsAsync("gd-stc", certificate);
        await office.Portal.RuleAsync(isPublic: true);
    }

    public async ValueTask DisposeAsync() => await office.Portal.RuleAsync(isPublic: false);

    [Fact]
    public async Task Anyone_drops_a_file_and_sees_the_light_the_signature_in_its_place_and_takes_the_report_away()
    {
        var pdf = SignedSample.Sign(certificate, SignedSample.Sign(certificate, SamplePdf.OfLength(6), "Truoc"), "Sau", bottom: 180);
        foreach (var screen in new[] { Screen.Desk, Screen.Phone })
        {
            await Visit(screen, ColorScheme.Light, async visit =>
            {
                await visit.AssertAccessible();
                await visit.Photograph("verify-empty");
                await Drop(visit.Page, "Quyết định 12.pdf", pdf);
                await Assertions.Expect(visit.Page.Locator("#answer")).ToHaveTextAsync("Hợp lệ");
                await Assertions.Expect(visit.Page.Locator("#answer")).ToBeFocusedAsync();
                await Assertions.Expect(visit.Page.Locator(".verify-frame")).ToHaveCountAsync(2);
                await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Xem chỗ ký" }).First.ClickAsync();
                await Assertions.Expect(visit.Page.Locator(".verify-current")).ToBeInViewportAsync();
                Near([320, 90, 200, 60], await Frame(visit.Page));
                await visit.AssertAccessible();
                await visit.Photograph("verify-green");
                await visit.Page.Locator(".verify-permitted > summary").ClickAsync();
                await Assertions.Expect(visit.Page.Locator(After)).ToBeVisibleAsync(new() { Timeout = 20_000 });
                await Assertions.Expect(visit.Page.Locator(".verify-pair .verify-frame.verify-green")).ToHaveCountAsync(1);
                await visit.AssertAccessible();
                await visit.Photograph("verify-permitted");
                var report = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Link, new() { Name = "Báo cáo PDF" }).ClickAsync());
                Assert.Equal("Quyết định 12.bao-cao.pdf", report.SuggestedFilename);
                Assert.StartsWith("%PDF-1.7", await File.ReadAllTextAsync(await report.PathAsync(), Stop), StringComparison.Ordinal);
                var first = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Tải bản lúc ký" }).ClickAsync());
                var asSigned = await File.ReadAllBytesAsync(await first.PathAsync(), Stop);
                Assert.Equal(pdf[..asSigned.Length], asSigned);
                Assert.InRange(asSigned.Length, 1000, pdf.Length - 1000);
            });
        }
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task A_changed_file_shows_the_page_as_signed_beside_the_page_as_it_is(string colours)
    {
        var changed = SignedSample.Tamper(SignedSample.Sign(certificate, PdfSample.Valid("So tien: 1000 dong")), "So tien: 9000 dong");
        var scheme = colours == "dark" ? ColorScheme.Dark : ColorScheme.Light;
        foreach (var screen in new[] { Screen.Desk, Screen.Phone })
        {
            await Visit(screen, scheme, async visit =>
            {
                await Choose(visit.Page, changed);
                await Assertions.Expect(visit.Page.Locator("#answer")).ToHaveTextAsync("Đã bị thay đổi sau khi ký");
                await visit.Page.Locator(".verify-pair").ScrollIntoViewIfNeededAsync();
                await visit.Page.Locator(".verify-pair figure").Nth(1).ScrollIntoViewIfNeededAsync();
                await Assertions.Expect(visit.Page.Locator(After)).ToBeVisibleAsync(new() { Timeout = 20_000 });
                await Assertions.Expect(visit.Page.Locator(Before)).ToBeVisibleAsync(new() { Timeout = 20_000 });
                await Assertions.Expect(visit.Page.Locator("[data-side='before'] .textLayer")).ToHaveTextAsync("So tien: 1000 dong");
                await Assertions.Expect(visit.Page.Locator("[data-side='after'] .textLayer")).ToHaveTextAsync("So tien: 9000 dong");
                var after0 = (await visit.Page.Locator(After).BoundingBoxAsync())!;
                // The page as a whole on either side, and the one figure that is another.
                await Assertions.Expect(visit.Page.Locator(".verify-pair .verify-frame.verify-red")).ToHaveCountAsync(4);
                var framed = await visit.Page.Locator(After + " ~ .verify-frame:not(.verify-whole)").BoundingBoxAsync();
                Assert.InRange(framed!.Width, 3, after0.Width / 6);
                var (before, after) = ((await visit.Page.Locator(Before).BoundingBoxAsync())!, (await visit.Page.Locator(After).BoundingBoxAsync())!);
                if (screen == Screen.Phone) Assert.True(after.Y > before.Y + before.Height, "On a phone one stands above the other.");
                else Assert.True(after.X > before.X + before.Width && Math.Abs(after.Y - before.Y) < 2, "On a desk they stand side by side.");
                await visit.AssertAccessible();
                await visit.Photograph($"verify-red-{colours}");
                await visit.Page.EvaluateAsync("() => scrollTo(0, 0)");
                await visit.Photograph($"verify-red-{colours}-top");
            });
        }
    }

    [Fact]
    public async Task The_same_answer_is_complete_in_English()
    {
        var changed = SignedSample.Tamper(SignedSample.Sign(certificate, PdfSample.Valid("1000")), "9000");
        await Visit(Screen.Desk, ColorScheme.Light, async visit =>
        {
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
            await Choose(visit.Page, changed);
            await Assertions.Expect(visit.Page.Locator("#answer")).ToHaveTextAsync("Changed after signing");
            await visit.AssertAccessible();
            // No Vietnamese letter in what is ours; names of people are not.
            var ours = await visit.Page.EvaluateAsync<string>("() => { const main = document.querySelector('main').cloneNode(true); main.querySelectorAll('bdi, script, .textLayer, #viewer').forEach((e) => e.remove()); return main.textContent; }");
            Assert.DoesNotMatch("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", ours);
            await visit.Photograph("verify-english");
        });
    }

    [Fact]
    public async Task A_password_is_asked_for_once_and_the_file_need_not_be_found_again()
    {
        await Visit(Screen.Phone, ColorScheme.Dark, async visit =>
        {
            await Choose(visit.Page, PdfSample.Encrypted());
            await Assertions.Expect(visit.Page.Locator("#password")).ToBeFocusedAsync();
            await visit.AssertAccessible();
            await visit.Photograph("verify-password");
            await visit.Page.Locator("#password").FillAsync("secret");
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Kiểm tra", Exact = true }).ClickAsync();
            await Assertions.Expect(visit.Page.Locator("#answer")).ToHaveTextAsync("Chưa ký số");
            await Assertions.Expect(visit.Page.Canvas(1)).ToBeVisibleAsync();
            await visit.AssertAccessible();
        });
    }

    [Fact]
    public async Task Who_is_too_quick_reads_when_to_come_back_and_the_file_is_still_chosen()
    {
        await office.Portal.RuleAsync(isPublic: false, perMinute: 1);
        await Visit(Screen.Desk, ColorScheme.Light, async visit =>
        {
            visit.Expect("status of 429");
            await visit.SignIn("ct-bim-son");
            await visit.GoTo("/verify");
            await Choose(visit.Page, PdfSample.Valid());
            await Assertions.Expect(visit.Page.Locator("#answer")).ToHaveTextAsync("Chưa ký số");
            await Choose(visit.Page, PdfSample.Valid());
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(Again());
            Assert.Equal(1, await visit.Page.EvaluateAsync<int>("() => document.getElementById('pdf').files.length"));
            await visit.AssertAccessible();
        });
    }

    [Fact]
    public async Task An_administrator_opens_the_check_to_everyone_and_closes_it_again()
    {
        await office.Portal.RuleAsync(isPublic: false);
        await chromium.Visit(office.Portal.Host.Address, async visit =>
        {
            await visit.SignIn("quan-tri");
            await visit.GoTo("/verify");
            await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Thiết lập" }).ClickAsync();
            await visit.Page.GetByLabel("Bất kỳ ai, không cần đăng nhập").CheckAsync();
            await visit.Page.GetByLabel("Tệp lớn nhất (MB)").FillAsync("50");
            await visit.AssertAccessible();
            await visit.Photograph("verify-settings");
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Lưu" }).ClickAsync();
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Thiết lập mới có hiệu lực ngay");
        });
        await Visit(Screen.Phone, ColorScheme.Light, async visit => await Assertions.Expect(visit.Page.GetByText("Tối đa 50 MB")).ToBeVisibleAsync());
    }

    [Fact]
    public async Task A_hundred_megabytes_show_their_progress_and_arrive()
    {
        var path = Path.Combine(Path.GetTempPath(), $"hundred-{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(path, SignedSample.Sign(certificate, SamplePdf.OfLength(10, 10 << 20)), Stop);
        Assert.True(new FileInfo(path).Length > 100 << 20);
        try
        {
            await Visit(Screen.Desk, ColorScheme.Light, async visit =>
            {
                var seen = await Listen(visit.Page);
                await visit.Page.Locator("#pdf").SetInputFilesAsync(path);
                await Assertions.Expect(visit.Page.Locator(".upload-progress progress")).ToBeVisibleAsync();
                await visit.Photograph("verify-progress");
                await Assertions.Expect(visit.Page.Locator("#answer")).ToHaveTextAsync("Hợp lệ", new() { Timeout = 120_000 });
                Assert.True(seen.Count >= 4, $"Progress was told as {string.Join(", ", seen)}.");
                Assert.Equal(seen.Order(), seen);
                await Assertions.Expect(visit.Page.Canvas(1)).ToBeVisibleAsync(new() { Timeout = 30_000 });
            });
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_stored_document_is_shown_with_its_places_on_its_own_page()
    {
        using var clerk = await office.Portal.SignInAsync("van-thu-bim-son");
        using var leader = await office.Portal.SignInAsync("ct-bim-son");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Âu Mẫu Trung");
        await leader.SignAsync(document, await office.Portal.GiveCertificateAsync("ct-bim-son"));
        await Visit(Screen.Desk, ColorScheme.Light, async visit =>
        {
            await visit.SignIn("ct-bim-son");
            await visit.GoTo(document);
            await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Kiểm tra lại bây giờ và xem báo cáo" }).ClickAsync();
            await Assertions.Expect(visit.Page.Locator("#answer")).ToHaveTextAsync("Hợp lệ");
            await Assertions.Expect(visit.Page.Canvas(1)).ToBeVisibleAsync();
            await Assertions.Expect(visit.Page.Locator(".verify-frame")).ToHaveCountAsync(1);
            await visit.AssertAccessible();
            await visit.Photograph("verify-stored");
        });
    }

    private Task Visit(Screen screen, ColorScheme colours, Func<Visit, Task> act) => chromium.Visit(office.Portal.Host.Address, async visit =>
    {
        await visit.GoTo("/verify");
        await act(visit);
    }, screen, colours);

    private static Task Choose(IPage page, byte[] pdf) =>
        page.Locator("#pdf").SetInputFilesAsync(new FilePayload { Name = "van-ban.pdf", MimeType = "application/pdf", Buffer = pdf });

    /// <summary>The percentages told while a file goes over a wire of 20 MB a second.</summary>
    private static async Task<List<int>> Listen(IPage page)
    {
        var wire = await page.Context.NewCDPSessionAsync(page);
        await wire.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = -1, ["uploadThroughput"] = 20 << 20 });
        var seen = new List<int>();
        await page.ExposeFunctionAsync("told", (string text) =>
        {
            if (Percent().Match(text) is { Success: true } found && int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) is var percent && !seen.Contains(percent)) seen.Add(percent);
        });
        await page.EvaluateAsync("() => new MutationObserver(() => { const p = document.querySelector('.upload-progress p'); if (p) told(p.textContent); }).observe(document.body, { subtree: true, childList: true, characterData: true })");
        return seen;
    }

    private static async Task Drop(IPage page, string name, byte[] pdf)
    {
        var transfer = await page.EvaluateHandleAsync(
            "([name, base64]) => { const transfer = new DataTransfer(); transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type: 'application/pdf' })); return transfer; }",
            new[] { name, Convert.ToBase64String(pdf) });
        await page.DispatchEventAsync("h1", "dragover", new { dataTransfer = transfer });
        await page.DispatchEventAsync("h1", "drop", new { dataTransfer = transfer });
    }

    private static async Task<double[]> Frame(IPage page) => await page.EvaluateAsync<double[]>(
        """
        () => {
          const box = document.querySelector(".verify-current").getBoundingClientRect();
          const sheet = document.querySelector(".verify-current").parentElement.getBoundingClientRect();
          const across = 595 / sheet.width, down = 842 / sheet.height;
          return [(box.left - sheet.left) * across, (sheet.bottom - box.bottom) * down, box.width * across, box.height * down];
        }
        """);

    private static void Near(double[] expected, double[] actual)
    {
        for (var i = 0; i < expected.Length; i++) Assert.InRange(actual[i], expected[i] - 2, expected[i] + 2);
    }

    [GeneratedRegex(@"thử lại sau \d+ giây")]
    private static partial Regex Again();

    [GeneratedRegex(@"Đang gửi: (\d+) %")]
    private static partial Regex Percent();
}
