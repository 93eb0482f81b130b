using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing;

/// <summary>What clerk and leader do at their desks, said in their words; the signing device is a key in memory.</summary>
internal static partial class Desk
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The clerk submits a PDF to a leader; the answer is the page's, whatever it says.</summary>
    public static async Task<HttpResponseMessage> TrySubmitAsync(this Visitor clerk, byte[] pdf, string signer, string title = "Quyết định thử", string fileName = "van-ban.pdf", IEnumerable<(string Name, string Role, bool Together)>? before = null, IReadOnlyDictionary<string, string>? more = null, string form = "/signing/documents/submit", IReadOnlyList<byte[]>? appendices = null)
    {
        var page = await clerk.ReadAsync(form);
        string Option(string name) => SignerOption().Matches(page).First(m => WebUtility.HtmlDecode(m.Groups[2].Value).StartsWith(name, StringComparison.Ordinal)).Groups[1].Value;
        var fields = new Dictionary<string, string>
        {
            ["Title"] = title,
            ["PlannedSymbol"] = "…/QĐ-UBND",
            ["Signer"] = Option(signer),
            ["NoStateSecret"] = "true",
        };
        foreach (var (row, i) in (before ?? []).Select((row, i) => (row, i)))
            (fields[$"Route[{i}].Signer"], fields[$"Route[{i}].Role"], fields[$"Route[{i}].Together"]) = (Option(row.Name), row.Role, row.Together ? "true" : "false");
        foreach (var (name, value) in more ?? new Dictionary<string, string>()) fields[name] = value;
        return await clerk.SendFormAsync(form, fields, [("Pdf", pdf, fileName), .. (appendices ?? []).Select((a, i) => ("Appendices", a, $"phu-luc-{i + 1}.pdf"))]);
    }

    /// <summary>The clerk submits a PDF that must be accepted; the document's address.</summary>
    public static async Task<string> SubmitAsync(this Visitor clerk, byte[] pdf, string signer, string title = "Quyết định thử", IEnumerable<(string Name, string Role, bool Together)>? before = null, IReadOnlyDictionary<string, string>? more = null, string form = "/signing/documents/submit", IReadOnlyList<byte[]>? appendices = null)
    {
        using var answer = await clerk.TrySubmitAsync(pdf, signer, title, before: before, more: more, form: form, appendices: appendices);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, string.Join("; ", await answer.ComplaintsAsync()));
        return answer.Headers.Location!.ToString();
    }

    /// <summary>The leader opens the document and presses the button.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Answer)> StartAsync(this Visitor leader, string document, X509Certificate2 certificate, object? placement = null)
    {
        using var options = await leader.OptionsAsync(document);
        var asked = options.RootElement.GetProperty("documents")[0];
        using var answer = await leader.SendJsonAsync(document, "/signing/sign/start", new
        {
            purpose = options.RootElement.GetProperty("purpose").GetString(),
            certificate = Convert.ToBase64String(certificate.RawData),
            documents = new[]
            {
                new { documentId = asked.GetProperty("documentId").GetString(), versionId = asked.GetProperty("versionId").GetString(), placement = placement ?? options.RootElement.GetProperty("placement") },
            },
        });
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Stop));
    }

    /// <summary>What the page tells its script.</summary>
    public static async Task<JsonDocument> OptionsAsync(this Visitor leader, string document) =>
        JsonDocument.Parse(Options().Match(await leader.ReadAsync(document)).Groups["options"].Value);

    /// <summary>The device signs the first of what the manifest lists.</summary>
    public static string SignWithDevice(JsonElement started, X509Certificate2 certificate) => SignAllWithDevice(started, certificate)[0].Signature;

    /// <summary>The device signs exactly what the manifest lists.</summary>
    public static IReadOnlyList<(string Id, string Signature)> SignAllWithDevice(JsonElement started, X509Certificate2 certificate)
    {
        var payload = started.GetProperty("manifest").GetString()!.Split('.')[1];
        using var manifest = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(payload));
        using var key = certificate.GetRSAPrivateKey()!;
        return [.. manifest.RootElement.GetProperty("items").EnumerateArray().Select(item =>
            (item.GetProperty("id").GetString()!, Convert.ToBase64String(key.SignHash(item.GetProperty("digest").GetBytesFromBase64(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))))];
    }

    /// <summary>The page sends the device's signature. A result that is a refusal counts as one.</summary>
    public static async Task<(HttpStatusCode Status, JsonElement Answer)> FinishAsync(this Visitor leader, string document, JsonElement started, string signature)
    {
        using var answer = await leader.SendJsonAsync(document, "/signing/sign/finish", Finishing(started, signature));
        var content = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        if (answer.StatusCode != HttpStatusCode.OK || !content.TryGetProperty("results", out var results)) return (answer.StatusCode, content);
        return (results[0].TryGetProperty("code", out _) ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.OK, results[0]);
    }

    /// <summary>The page sends the device's signature and the leader closes it before the answer.</summary>
    public static Task<IDisposable> BeginFinishAsync(this Visitor leader, string document, JsonElement started, string signature, Func<Task> beforeSending) =>
        leader.BeginJsonAsync(document, "/signing/sign/finish", Finishing(started, signature), beforeSending);

    private static object Finishing(JsonElement started, string signature) =>
        new { signatures = new[] { new { id = Guid.Parse(started.GetProperty("documents")[0].GetProperty("id").GetString()!), signature } } };

    /// <summary>The whole act.</summary>
    public static async Task SignAsync(this Visitor leader, string document, X509Certificate2 certificate)
    {
        var (status, started) = await leader.StartAsync(document, certificate);
        Assert.True(status == HttpStatusCode.OK, started.ToString());
        var (finished, answer) = await leader.FinishAsync(document, started, SignWithDevice(started, certificate));
        Assert.True(finished == HttpStatusCode.OK, answer.ToString());
    }

    /// <summary>Everything a page offers to one consent: a batch, or what waits for the organisation's signature.</summary>
    public static async Task<IReadOnlyList<JsonElement>> SignAllAsync(this Visitor signer, string page, X509Certificate2 certificate)
    {
        using var options = await signer.OptionsAsync(page);
        using var started = await signer.SendJsonAsync(page, "/signing/sign/start", new
        {
            purpose = options.RootElement.GetProperty("purpose").GetString(),
            certificate = Convert.ToBase64String(certificate.RawData),
            documents = options.RootElement.GetProperty("documents"),
        });
        var begun = await started.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.True(started.StatusCode == HttpStatusCode.OK, begun.ToString());
        var results = new List<JsonElement>();
        foreach (var some in SignAllWithDevice(begun, certificate).Chunk(10))
        {
            using var finished = await signer.SendJsonAsync(page, "/signing/sign/finish", new { signatures = some.Select(s => new { id = Guid.Parse(s.Id), signature = s.Signature }) });
            var answer = await finished.Content.ReadFromJsonAsync<JsonElement>(Stop);
            Assert.True(finished.StatusCode == HttpStatusCode.OK, answer.ToString());
            results.AddRange(answer.GetProperty("results").EnumerateArray());
        }

        return results;
    }

    /// <summary>The newest version of one of a document's files.</summary>
    public static async Task<byte[]> LatestAsync(this Visitor reader, string document, int part)
    {
        var page = await reader.SeeAsync(document);
        var newest = Regex.Matches(page, $@"versions/(\d+)/file\?download=true{(part > 0 ? $"&part={part}" : "\"")}").Select(m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).Max();
        using var answer = await reader.GetAsync($"{document}/versions/{newest}/file?download=true&part={part}");
        return await answer.Content.ReadAsByteArrayAsync(Stop);
    }

    /// <summary>Presses a button of a document's page; the answer is a redirect.</summary>
    public static async Task ActAsync(this Visitor visitor, string document, string act, params (string Name, string Value)[] fields)
    {
        using var answer = await visitor.SendFormAsync(document, fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), to: $"{document}/{act}");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>A sentence the page shows, as a reader sees it.</summary>
    public static async Task<string> TextAsync(this HttpResponseMessage answer) =>
        WebUtility.HtmlDecode(Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(Stop)));

    /// <summary>What the page says is wrong, beside its fields.</summary>
    public static async Task<IReadOnlyList<string>> ComplaintsAsync(this HttpResponseMessage answer) =>
        [.. Complaint().Matches(await answer.TextAsync()).Select(m => m.Groups["text"].Value.Trim()).Where(text => text.Length > 0)];

    [GeneratedRegex("<span class=\"invalid-feedback[^>]*>(?<text>[^<]+)</span>", RegexOptions.ExplicitCapture)]
    private static partial Regex Complaint();

    [GeneratedRegex("<option value=\"([^\"]+)\">([^<]+)</option>")]
    private static partial Regex SignerOption();

    [GeneratedRegex("<script type=\"application/json\" id=\"sign-options\">(?<options>.*?)</script>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Options();
}
