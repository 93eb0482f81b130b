using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ThanhHoa.DigitalSignature.Agent.Tests.Parts;

/// <summary>Does what the consent window's script does, as a browser would send it.</summary>
internal sealed class ConsentPage : IDisposable
{
    private readonly CancellationTokenSource closing = new();

    private ConsentPage(Uri address)
    {
        Path = address.AbsolutePath;
        Http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies }) { BaseAddress = new Uri(address.GetLeftPart(UriPartial.Authority)) };
        Http.DefaultRequestHeaders.Add("Origin", address.GetLeftPart(UriPartial.Authority));
    }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http { get; }

    public string Path { get; }

    public static async Task<ConsentPage> Open(Uri address)
    {
        var (page, status) = await TryOpen(address);
        Assert.Equal(HttpStatusCode.OK, status);
        _ = page.KeepLooking();
        return page;
    }

    public static async Task<(ConsentPage Page, HttpStatusCode Status)> TryOpen(Uri address)
    {
        var page = new ConsentPage(address);
        using var answer = await page.Http.PostAsJsonAsync(page.Path + "/enter", new { secret = address.Fragment.TrimStart('#') }, TestContext.Current.CancellationToken);
        if (answer.IsSuccessStatusCode)
        {
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            page.Http.DefaultRequestHeaders.Add("X-Consent-Token", body.Text("token"));
        }
        return (page, answer.StatusCode);
    }

    public Task<JsonElement> Request() => Http.GetFromJsonAsync<JsonElement>(Path + "/request", TestContext.Current.CancellationToken);

    public async Task<HttpStatusCode> Approve(string pin)
    {
        using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(pin));
        using var answer = await Http.PostAsync(Path + "/approve", content, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    public async Task<HttpStatusCode> Post(string act)
    {
        using var answer = await Http.PostAsync(Path + act, null, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    /// <summary>The tab is closed: its open request breaks off.</summary>
    public void Close() => closing.Cancel();

    public void Dispose()
    {
        closing.Cancel();
        Http.Dispose();
        closing.Dispose();
    }

    private async Task KeepLooking()
    {
        var seen = 0L;
        try
        {
            for (var state = ""; state is not ("done" or "refused");)
            {
                var report = await Http.GetFromJsonAsync<JsonElement>($"{Path}/state?seen={seen}", closing.Token);
                state = report.Text("state");
                seen = report.GetProperty("version").GetInt64();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or ObjectDisposedException)
        {
            // Closed by the test, or the agent stopped.
        }
    }
}
