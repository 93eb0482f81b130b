using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Net;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.Verification;

/// <summary>What somebody who checks a file does.</summary>
internal static partial class Checking
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Sends the page's form.</summary>
    public static Task<HttpResponseMessage> CheckAsync(this Visitor visitor, byte[] pdf, string name = "quyet-dinh.pdf", string? password = null) =>
        visitor.SendFormAsync("/verify", password is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Password"] = password }, ("Pdf", pdf, name));

    /// <summary>Calls the API with the file as the body.</summary>
    public static async Task<HttpResponseMessage> CallAsync(this Visitor visitor, byte[] pdf, string? token = null, string type = "application/pdf", bool asksFirst = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/verifications") { Content = new ByteArrayContent(pdf) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Content.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = "Quyết định.pdf" };
        request.Headers.ExpectContinue = asksFirst;
        if (token is not null) request.Headers.Add("RequestVerificationToken", token);
        return await visitor.SendAsync(request);
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);

    /// <summary>A report out of the page: its bytes stand in the link.</summary>
    public static byte[] Report(string html, string type) =>
        Convert.FromBase64String(Regex.Match(html, $"href=\"data:{Regex.Escape(type)};base64,([^\"]+)\"").Groups[1].Value.Replace("&#x2B;", "+", StringComparison.Ordinal));

    /// <summary>What the page tells its script.</summary>
    public static JsonElement Data(string html) => JsonDocument.Parse(ForScript().Match(html).Groups["data"].Value).RootElement;

    public static async Task<string> PageAsync(this HttpResponseMessage answer) => Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(Stop));

    /// <summary>Lets the portal fetch and keep the lists of everyone above this certificate, as signing with it does.</summary>
    public static async Task KeepListsAsync(this PortalFixture portal, string name, System.Security.Cryptography.X509Certificates.X509Certificate2 certificate)
    {
        var person = await portal.PersonAsync(name);
        Assert.IsType<CertificateAnswer.Usable>(await portal.Host.WithAsync<ICertificateRegistry, CertificateAnswer>(registry => registry.CheckAsync(certificate, person.Id, Stop)));
    }

    /// <summary>The administrator changes who may check and how much.</summary>
    public static async Task RuleAsync(this PortalFixture portal, bool isPublic, int mostMegabytes = 200, int perMinute = 1000)
    {
        using var administrator = await portal.SignInAsync("quan-tri");
        using var answer = await administrator.SendFormAsync("/verify/settings", new Dictionary<string, string>
        {
            ["IsPublic"] = isPublic ? "true" : "false",
            ["MostMegabytes"] = mostMegabytes.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["PerMinute"] = perMinute.ToString(System.Globalization.CultureInfo.InvariantCulture),
        });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [GeneratedRegex("<script type=\"application/json\" id=\"verification\">(?<data>.*?)</script>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex ForScript();
}
