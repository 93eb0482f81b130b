using Microsoft.Playwright;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Signing.Sign;

public sealed class ViewerTests(Chromium chromium)
{
    private static Task<BundleSite> Site(byte[] file) =>
        BundleSite.Start(
            new Dictionary<string, string> { ["/"] = SignPage.Viewer("/file") },
            new Dictionary<string, byte[]> { ["/file"] = file });

    [Fact]
    public async Task Only_pages_near_the_view_are_painted_and_a_far_one_is_reached_by_its_number()
    {
        await using var site = await Site(SamplePdf.OfLength(2000));
        await chromium.Visit(site.Address, async visit =>
        {
            await visit.GoTo("/");
            await visit.Page.Canvas(1).WaitForAsync();
            Assert.Equal(2000, await visit.Page.Locator(".viewer-page").CountAsync());

            await visit.Page.GetByLabel("Trang, trên tổng số 2000").FillAsync("1500");
            await visit.Page.Keyboard.PressAsync("Enter");
            await visit.Page.Canvas(1500).WaitForAsync();
            await Assertions.Expect(visit.Page.Canvas(1)).ToHaveCountAsync(0);
            Assert.InRange(await visit.Page.Locator(".viewer-page canvas").CountAsync(), 1, 5);
            await Assertions.Expect(visit.Page.Locator("[data-page='1500'] .textLayer")).ToContainTextAsync("Page 1500");
        });
    }

    [Fact]
    public async Task Only_the_ranges_needed_for_the_pages_in_view_are_fetched()
    {
        var file = SamplePdf.OfLength(100, contentLength: 30_000);
        await using var site = await Site(file);
        await chromium.Visit(site.Address, async visit =>
        {
            await visit.GoTo("/");
            await visit.Page.Canvas(1).WaitForAsync();
        });
        Assert.NotEmpty(site.Ranges);
        var fetched = site.Ranges.Sum(range => range.To - range.From + 1);
        Assert.InRange(fetched, 1, file.Length / 4);
    }

    [Fact]
    public async Task Keys_and_buttons_turn_pages_and_zoom()
    {
        await using var site = await Site(SamplePdf.OfLength(3));
        await chromium.Visit(site.Address, async visit =>
        {
            await visit.GoTo("/");
            await visit.Page.Canvas(1).WaitForAsync();
            var number = visit.Page.GetByLabel("Trang, trên tổng số 3");
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Trang sau" }).ClickAsync();
            await Assertions.Expect(number).ToHaveValueAsync("2");

            var zoom = visit.Page.Locator(".viewer-percent");
            var fitted = await zoom.InnerTextAsync();
            await visit.Page.Locator(".viewer-pages").FocusAsync();
            await visit.Page.Keyboard.PressAsync("-");
            await Assertions.Expect(zoom).Not.ToHaveTextAsync(fitted);
            await Assertions.Expect(number).ToHaveValueAsync("2");
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Vừa bề ngang" }).ClickAsync();
            await Assertions.Expect(zoom).ToHaveTextAsync(fitted);

            var before = await visit.Page.Locator(".viewer-pages").EvaluateAsync<double>("pages => pages.scrollTop");
            await visit.Page.Locator(".viewer-pages").FocusAsync();
            await visit.Page.Keyboard.PressAsync("PageDown");
            Assert.True(await visit.Page.Locator(".viewer-pages").EvaluateAsync<double>("pages => pages.scrollTop") > before);
        });
    }

    [Theory]
    [InlineData("desk")]
    [InlineData("phone")]
    [InlineData("magnified")]
    [InlineData("dark")]
    public async Task It_can_be_used_on_any_screen(string where)
    {
        var screen = where switch { "phone" => Screen.Phone, "magnified" => Screen.Magnified, _ => Screen.Desk };
        var colours = where == "dark" ? ColorScheme.Dark : ColorScheme.Light;
        await using var site = await Site(SamplePdf.OfLength(3));
        await chromium.Visit(
            site.Address,
            async visit =>
            {
                await visit.GoTo("/");
                await visit.Page.Canvas(1).WaitForAsync();
                await visit.AssertAccessible();
                await visit.Photograph($"viewer-{where}");
            },
            screen,
            colours);
    }

    [Fact]
    public async Task A_file_that_is_no_PDF_and_one_that_is_gone_each_get_their_sentence()
    {
        await using var site = await BundleSite.Start(
            new Dictionary<string, string> { ["/damaged"] = SignPage.Viewer("/file"), ["/missing"] = SignPage.Viewer("/nowhere") },
            new Dictionary<string, byte[]> { ["/file"] = "not a PDF"u8.ToArray() });
        await chromium.Visit(site.Address, async visit =>
        {
            visit.Expect("404");
            await visit.GoTo("/damaged");
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("không hiển thị được tệp này");
            await visit.GoTo("/missing");
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Không tìm thấy tệp");
            await visit.AssertAccessible();
        });
    }
}
