using Microsoft.Playwright;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Signing.Sign;

public sealed class PlacementTests(Chromium chromium)
{
    private static readonly object Place = new { page = 1, x = 300, y = 60, width = 200, height = 80 };

    private static Task<BundleSite> Site(params IReadOnlyList<SamplePage> pages) =>
        BundleSite.Start(
            new Dictionary<string, string> { ["/"] = SignPage.Viewer("/file", Place) },
            new Dictionary<string, byte[]> { ["/file"] = SamplePdf.Of(pages) });

    [Theory]
    [InlineData(0, 595, 842)]
    [InlineData(90, 842, 595)]
    [InlineData(180, 595, 842)]
    [InlineData(270, 842, 595)]
    public async Task The_box_stands_where_it_was_put_counted_from_the_lower_left_of_the_page_as_displayed(int rotate, int width, int height)
    {
        await using var site = await Site(new SamplePage(Rotate: rotate, Crop: 20));
        await chromium.Visit(site.Address, async visit =>
        {
            await visit.GoTo("/");
            await visit.Page.Canvas(1).WaitForAsync();
            var box = await visit.Page.BoxInPoints(width - 20, height - 20);
            AssertNear([300, 60, 200, 80], box);
        });
    }

    [Fact]
    public async Task It_moves_by_mouse_by_keys_and_by_buttons_and_goes_back_to_its_default()
    {
        await using var site = await Site(new SamplePage());
        await chromium.Visit(site.Address, async visit =>
        {
            var page = visit.Page;
            await visit.GoTo("/");
            await page.Canvas(1).WaitForAsync();
            var box = page.GetByRole(AriaRole.Application, new() { Name = "Khung chữ ký của Nguyễn Thị Phương Thảo" });
            await box.ScrollIntoViewIfNeededAsync();
            var seen = (await box.BoundingBoxAsync())!;
            await page.Mouse.MoveAsync(seen.X + 20, seen.Y + 20);
            await page.Mouse.DownAsync();
            await page.Mouse.MoveAsync(seen.X - 80, seen.Y - 80, new() { Steps = 4 });
            await page.Mouse.UpAsync();
            var scale = seen.Width / 200;
            AssertNear([300 - (100 / scale), 60 + (100 / scale), 200, 80], await page.BoxInPoints(595, 842));

            await page.GetByText("Chỉnh chỗ ký").ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Đặt lại vị trí mặc định" }).ClickAsync();
            await box.FocusAsync();
            await page.Keyboard.PressAsync("ArrowUp");
            await page.Keyboard.PressAsync("Shift+ArrowLeft");
            AssertNear([290, 61, 200, 80], await page.BoxInPoints(595, 842));
            await page.GetByRole(AriaRole.Button, new() { Name = "Dời sang phải" }).ClickAsync();
            AssertNear([300, 61, 200, 80], await page.BoxInPoints(595, 842));
            await Assertions.Expect(page.GetByText("cách mép trái 106 mm, cách mép dưới 22 mm")).ToBeAttachedAsync();
            await visit.AssertAccessible();
        });
    }

    [Fact]
    public async Task It_never_leaves_the_page_however_it_is_moved_or_resized()
    {
        await using var site = await Site(new SamplePage());
        await chromium.Visit(site.Address, async visit =>
        {
            var page = visit.Page;
            await visit.GoTo("/");
            await page.Canvas(1).WaitForAsync();
            await page.Locator(".signature-box").FocusAsync();
            for (var press = 0; press < 30; press++)
                await page.Keyboard.PressAsync("Shift+ArrowRight");
            AssertNear([395, 60, 200, 80], await page.BoxInPoints(595, 842));

            await page.GetByRole(AriaRole.Button, new() { Name = "Đổi cỡ khung chữ ký" }).FocusAsync();
            for (var press = 0; press < 30; press++)
                await page.Keyboard.PressAsync("Shift+ArrowDown");
            AssertNear([395, 0, 200, 140], await page.BoxInPoints(595, 842));
        });
    }

    [Fact]
    public async Task It_can_be_put_on_another_page_of_another_size()
    {
        await using var site = await Site(new SamplePage(), new SamplePage(Width: 400, Height: 300));
        await chromium.Visit(site.Address, async visit =>
        {
            var page = visit.Page;
            await visit.GoTo("/");
            await page.Canvas(1).WaitForAsync();
            await page.GetByText("Chỉnh chỗ ký").ClickAsync();
            await page.GetByLabel("Ký ở trang").FillAsync("2");
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Locator("[data-page='2'] .signature-box")).ToBeVisibleAsync();
            AssertNear([200, 60, 200, 80], await page.BoxInPoints(400, 300));
            await page.Canvas(2).WaitForAsync();
        });
    }

    [Fact]
    public async Task A_finger_drags_it_on_a_phone()
    {
        await using var site = await Site(new SamplePage());
        await chromium.Visit(
            site.Address,
            async visit =>
            {
                await visit.GoTo("/");
                await visit.Page.Canvas(1).WaitForAsync();
                var box = visit.Page.Locator(".signature-box");
                await box.ScrollIntoViewIfNeededAsync();
                var seen = (await box.BoundingBoxAsync())!;
                var finger = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
                await Touch(finger, "touchStart", seen.X + 10, seen.Y + 10);
                await Touch(finger, "touchMove", seen.X - 20, seen.Y - 20);
                await Touch(finger, "touchMove", seen.X - 40, seen.Y - 40);
                await finger.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });
                var scale = seen.Width / 200;
                AssertNear([300 - (50 / scale), 60 + (50 / scale), 200, 80], await visit.Page.BoxInPoints(595, 842));
                await visit.AssertAccessible();
            },
            Screen.Phone);
    }

    private static async Task Touch(ICDPSession finger, string type, double x, double y) =>
        await finger.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = new[] { new { x, y } } });

    /// <summary>Within a point and a half: pages are laid out in whole pixels.</summary>
    private static void AssertNear(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (index, value) in expected.Index())
            Assert.InRange(actual[index], value - 1.5, value + 1.5);
    }
}
