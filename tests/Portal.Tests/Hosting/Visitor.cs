using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

/// <summary>What a browser does: keeps cookies, follows links, sends forms with the token of the page they stand on.</summary>
public sealed partial class Visitor : IDisposable
{
    private readonly HttpClient http;

    internal Visitor(Uri portal) =>
        // A cookie jar of its own for each visitor.
#pragma warning disable RS0030
        http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = portal, Timeout = TimeSpan.FromMinutes(2) };
#pragma warning restore RS0030

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task SignInAsync(string userName, string password)
    {
        using var answer = await TrySignInAsync(userName, password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    public Task<HttpResponseMessage> TrySignInAsync(string userName, string password) =>
        SendFormAsync("/sign-in", new Dictionary<string, string> { ["UserName"] = userName, ["Password"] = password });

    public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(new Uri(path, UriKind.Relative), Stop);

    /// <summary>The page's HTML; anything but 200 fails the test.</summary>
    public async Task<string> ReadAsync(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Stop);
    }

    /// <summary>The page as a reader sees it, characters instead of their codes.</summary>
    public async Task<string> SeeAsync(string path) => WebUtility.HtmlDecode(await ReadAsync(path));

    /// <summary>What the portal answers, as a number.</summary>
    public async Task<HttpStatusCode> StatusOfAsync(string path)
    {
        using var answer = await GetAsync(path);
        return answer.StatusCode;
    }

    /// <summary>Opens the page and sends its form.</summary>
    public Task<HttpResponseMessage> SendFormAsync(string page, IEnumerable<KeyValuePair<string, string>> fields, (string Field, byte[] Content, string Name)? file = null, string? to = null) =>
        SendFormAsync(page, fields, file is { } one ? [one] : [], to);

    /// <summary>The same with several files.</summary>
    public async Task<HttpResponseMessage> SendFormAsync(string page, IEnumerable<KeyValuePair<string, string>> fields, IReadOnlyList<(string Field, byte[] Content, string Name)> files, string? to = null)
    {
        using var form = new MultipartFormDataContent { { new StringContent(TokenIn(await ReadAsync(page))), "__RequestVerificationToken" } };
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        foreach (var chosen in files)
        {
            var part = new ByteArrayContent(chosen.Content);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
            form.Add(part, chosen.Field, chosen.Name);
        }

        return await http.PostAsync(new Uri(to ?? page, UriKind.Relative), form, Stop);
    }

    /// <summary>What a page's script does: JSON with the token of the page it runs on.</summary>
    public async Task<HttpResponseMessage> SendJsonAsync(string page, string to, object body)
    {
        var token = TokenIn(await ReadAsync(page));
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = JsonContent.Create(body) };
        request.Headers.Add("RequestVerificationToken", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await http.SendAsync(request, Stop);
    }

    /// <summary>Sends what <see cref="SendJsonAsync"/> sends, but nobody waits for the answer; <paramref name="beforeSending"/> runs when the page was read.</summary>
    public async Task<IDisposable> BeginJsonAsync(string page, string to, object body, Func<Task> beforeSending)
    {
        var token = TokenIn(await ReadAsync(page));
        await beforeSending();
        var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = JsonContent.Create(body) };
        request.Headers.Add("RequestVerificationToken", token);
        _ = http.SendAsync(request, CancellationToken.None).ContinueWith(sent => sent.Exception, TaskScheduler.Default);
        return request;
    }

    /// <summary>What a foreign site could make a browser send.</summary>
    public async Task<HttpResponseMessage> SendWithoutTokenAsync(string to, string form)
    {
        using var content = new StringContent(form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        return await http.PostAsync(new Uri(to, UriKind.Relative), content, Stop);
    }

    /// <summary>The token of a page, as its script reads it.</summary>
    public async Task<string> TokenOfAsync(string page) => TokenIn(await ReadAsync(page));

    /// <summary>What any program could send with this visitor's cookies.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => await http.SendAsync(request, Stop);

    public void Dispose() => http.Dispose();

    private static string TokenIn(string html) => Token().Match(html) is { Success: true } found ? found.Groups[1].Value : throw new InvalidOperationException("The page carries no token.");

    [GeneratedRegex("name=\"request-verification-token\" content=\"([^\"]+)\"")]
    private static partial Regex Token();
}
