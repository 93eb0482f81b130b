using Microsoft.Playwright;
using ThanhHoa.DigitalSignature.Browser.Tests;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace ThanhHoa.DigitalSignature.Browser.Tests;

/// <summary>One installed Chromium for all tests; each visit gets a profile of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe", "msedge.exe"];

    private static readonly string[] Folders =
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        "/Applications/Google Chrome.app/Contents/MacOS",
        @"C:\Program Files\Google\Chrome\Application",
        @"C:\Program Files (x86)\Microsoft\Edge\Application",
    ];

    private static readonly string[] Arguments =
    [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Find(),
            // Tests run as root in containers, where Chromium's sandbox refuses to start.
            ChromiumSandbox = false,
            Args = Arguments,
        });
    }

    /// <summary>
    /// Opens a fresh profile on a site and lets <paramref name="act"/> do what a person would do. Fails when the browser
    /// complained about anything on the way: a script's error, a breach of the content security policy, a missing file.
    /// </summary>
    public async Task Visit(Uri site, Func<Visit, Task> act, Screen? screen = null, ColorScheme colours = ColorScheme.Light, string language = "vi-VN", bool acceptsAnyCertificate = false)
    {
        screen ??= Screen.Desk;
        await using var context = await browser!.NewContextAsync(new()
        {
            BaseURL = site.ToString(),
            ViewportSize = new() { Width = screen.Width, Height = screen.Height },
            DeviceScaleFactor = screen.Density,
            HasTouch = screen.Touch,
            IsMobile = screen.Touch,
            // As somebody who told the browser to accept the certificate of the program on their own PC.
            IgnoreHTTPSErrors = acceptsAnyCertificate,
            ColorScheme = colours,
            Locale = language,
            TimezoneId = "Asia/Ho_Chi_Minh",
        });
        var visit = new Visit(await context.NewPageAsync());
        try
        {
            await act(visit);
        }
        catch
        {
            await visit.SaveFailure(TestContext.Current.TestMethod?.MethodName ?? "visit");
            throw;
        }
        Assert.Empty(visit.Complaints);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    private static string Find() =>
        Environment.GetEnvironmentVariable("CHROMIUM")
        ?? Folders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("No Chromium found. Install the package chromium, or set CHROMIUM to the path of a Chromium, Chrome or Edge.");
}

/// <summary>A screen to look at pages on.</summary>
public sealed record Screen(int Width, int Height, float Density, bool Touch)
{
    public static Screen Desk { get; } = new(1280, 900, 1, Touch: false);

    public static Screen Phone { get; } = new(390, 844, 2, Touch: true);

    /// <summary>A desk's screen at 200 % zoom.</summary>
    public static Screen Magnified { get; } = new(640, 450, 2, Touch: false);
}
