using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ThanhHoa.DigitalSignature.Browser.Tests;

/// <summary>A person at a page: what they do goes through <see cref="Page"/>, what the browser complains about is kept.</summary>
public sealed class Visit
{
    private static readonly string[] Wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    private static readonly string Artifacts = Path.Combine(Repository.Root, "artifacts", "screenshots");

    private const string SmallThings = """
        () => {
          const found = [];
          for (const element of document.querySelectorAll("body *")) {
            // What a PDF says and how large a signature is drawn is not ours to decide.
            if (!element.checkVisibility() || element.closest(".textLayer, .signature-box, .visually-hidden, .skip-link")) continue;
            const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent.trim()).join("");
            const size = parseFloat(getComputedStyle(element).fontSize);
            const name = `<${element.tagName.toLowerCase()} class="${element.className}"> ${text.slice(0, 30)}`;
            if (text && size < 15.9) found.push(`${size} px: ${name}`);
            if (!element.matches("button, a, select, summary, input:not([type=hidden])")) continue;
            // Links within sentences and boxes within their labels are reached through their lines (WCAG 2.2, 2.5.8).
            if (getComputedStyle(element).display === "inline" || element.closest("label")) continue;
            const { width, height } = element.getBoundingClientRect();
            if (width < 43.5 || height < 43.5) found.push(`${Math.round(width)}×${Math.round(height)}: ${name}`);
          }
          return found;
        }
        """;

    private readonly List<string> complaints = [];
    private readonly List<string> expected = [];

    internal Visit(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Add($"error: {error}");
    }

    public IPage Page { get; }

    /// <summary>What the browser complained about and the test did not expect.</summary>
    public IEnumerable<string> Complaints => complaints.Where(complaint => !expected.Exists(part => complaint.Contains(part, StringComparison.Ordinal)));

    /// <summary>Says beforehand that the browser will complain in these words, such as about an answer of 422.</summary>
    public void Expect(string part) => expected.Add(part);

    public async Task GoTo(string path) => await Page.GotoAsync(path);

    /// <summary>WCAG 2.2 AA as far as axe can see it, text of at least 16 px, targets of at least 44 px, nothing wider than the screen.</summary>
    public async Task AssertAccessible()
    {
        var options = new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Wcag] } };
        var result = await Page.RunAxe(options);
        Assert.NotEmpty(result.Passes);
        Assert.Empty(result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id} at {node.Target}: {node.Html}")));
        Assert.Empty(await Page.EvaluateAsync<string[]>(SmallThings));
        Assert.Equal(0, await Page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
    }

    /// <summary>Saves pictures of the page at 1280 and 390 px under artifacts/screenshots, to be looked at.</summary>
    public async Task Photograph(string name)
    {
        var before = Page.ViewportSize!;
        foreach (var screen in new[] { Screen.Desk, Screen.Phone })
        {
            await Page.SetViewportSizeAsync(screen.Width, screen.Height);
            // Two frames: one for the layout to follow the new width, one to paint it.
            await Page.EvaluateAsync("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
            await Save(string.Create(CultureInfo.InvariantCulture, $"{name}-{screen.Width}.png"));
        }
        await Page.SetViewportSizeAsync(before.Width, before.Height);
    }

    internal async Task SaveFailure(string name)
    {
        try
        {
            await Save($"failed-{name}.png");
        }
        catch (Exception gone) when (gone is PlaywrightException or TimeoutException)
        {
            // The page may be gone or stuck; the test's own failure says more.
        }
    }

    private async Task Save(string file) => await Page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts, file), Timeout = 10_000 });
}
