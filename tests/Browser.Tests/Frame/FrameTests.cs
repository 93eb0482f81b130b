using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Frame;

public sealed class FrameTests(Chromium chromium)
{
    private const string Page = """
        <h1>Văn bản</h1>
        <button class="btn" data-theme-toggle aria-pressed="false">Giao diện tối</button>
        <form method="post" action="/delete"><button class="btn btn-danger" data-confirm="Xoá văn bản này?" data-confirm-yes="Xoá hẳn">Xoá</button></form>
        <form method="post" action="/slow"><button class="btn btn-primary">Ghi lại</button></form>
        """;

    private static async Task<(BundleSite Site, Func<int> Posted)> Start(TaskCompletionSource? hold = null)
    {
        var posted = 0;
        var site = await BundleSite.Start(new Dictionary<string, string> { ["/"] = Page }, acts: routes =>
        {
            routes.MapPost("/{act}", async () =>
            {
                Interlocked.Increment(ref posted);
                await (hold?.Task ?? Task.CompletedTask);
                return Results.LocalRedirect("/?done");
            });
            routes.MapPost("/clicked-twice", () => hold?.TrySetResult());
        });
        return (site, () => posted);
    }

    [Fact]
    public async Task The_theme_follows_the_system_until_the_person_chooses_and_the_choice_stays()
    {
        var (site, _) = await Start();
        await using var running = site;
        await chromium.Visit(
            site.Address,
            async visit =>
            {
                await visit.GoTo("/");
                var root = visit.Page.Locator("html");
                await Assertions.Expect(root).ToHaveAttributeAsync("data-bs-theme", "dark");
                await visit.AssertAccessible();
                var toggle = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Giao diện tối", Pressed = true });
                await toggle.ClickAsync();
                await Assertions.Expect(root).ToHaveAttributeAsync("data-bs-theme", "light");
                await visit.Page.ReloadAsync();
                await Assertions.Expect(root).ToHaveAttributeAsync("data-bs-theme", "light");
            },
            colours: ColorScheme.Dark);
    }

    [Fact]
    public async Task A_question_comes_before_an_act_and_going_back_does_nothing()
    {
        var (site, posted) = await Start();
        await using var running = site;
        await chromium.Visit(site.Address, async visit =>
        {
            await visit.GoTo("/");
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Xoá" }).ClickAsync();
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "Xoá văn bản này?" })).ToBeVisibleAsync();
            await visit.AssertAccessible();
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Quay lại" }).ClickAsync();
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
            Assert.Equal(0, posted());

            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Xoá" }).ClickAsync();
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Xoá hẳn" }).ClickAsync();
            await Assertions.Expect(visit.Page).ToHaveURLAsync("/?done");
            Assert.Equal(1, posted());
        });
    }

    [Fact]
    public async Task Escape_answers_a_question_with_no()
    {
        var (site, posted) = await Start();
        await using var running = site;
        await chromium.Visit(site.Address, async visit =>
        {
            await visit.GoTo("/");
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Xoá" }).ClickAsync();
            await visit.Page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
            Assert.Equal(0, posted());
        });
    }

    [Fact]
    public async Task A_second_click_does_not_send_a_form_twice()
    {
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (site, posted) = await Start(hold);
        await using var running = site;
        await chromium.Visit(site.Address, async visit =>
        {
            await visit.GoTo("/");
            // The page clicks by itself: while an answer is outstanding, the driver waits too.
            await visit.Page.EvaluateAsync(
                """
                () => {
                  const button = document.querySelector(".btn-primary");
                  setTimeout(() => button.click());
                  setTimeout(() => {
                    button.click();
                    fetch("/clicked-twice", { method: "POST", keepalive: true });
                  }, 500);
                }
                """);
            await Assertions.Expect(visit.Page).ToHaveURLAsync("/?done");
        });
        Assert.Equal(1, posted());
    }
}
