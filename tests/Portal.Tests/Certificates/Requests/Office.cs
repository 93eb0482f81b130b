using System.Net;
using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Certificates.Issuer;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Requests;

/// <summary>What people do with requests for certificates, said in their words.</summary>
internal static partial class Office
{
    /// <summary>Answers that a person's form for a new E-token can stand with, beside what is prefilled.</summary>
    public static readonly Dictionary<string, string> Answers = new()
    {
        ["birthDate"] = "1975-02-03",
        ["identityNumber"] = "038075001234",
        ["identityDate"] = "2021-05-06",
        ["identityPlace"] = "Cục Cảnh sát QLHC về TTXH",
        ["mobile"] = "0912345678",
        ["deviceKind"] = "EToken",
    };

    /// <summary>The clerk files a request for the named people; its address.</summary>
    public static async Task<string> FileAsync(this Visitor clerk, string unit, string[] names, string kind = "New", string? q = null)
    {
        using var answer = await clerk.TryFileAsync(unit, names, kind, q);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        return answer.Headers.Location!.ToString();
    }

    public static async Task<HttpResponseMessage> TryFileAsync(this Visitor clerk, string unit, string[] names, string kind = "New", string? q = null)
    {
        var start = await clerk.ReadAsync($"/certificates/requests/new?kind={kind}");
        var unitId = UnitOption().Matches(start).First(m => WebUtility.HtmlDecode(m.Groups["name"].Value) == unit).Groups["id"].Value;
        var page = $"/certificates/requests/new?kind={kind}&subject=Person&unitId={unitId}&q={Uri.EscapeDataString(q ?? "")}";
        var form = await clerk.ReadAsync(page);
        var candidates = Candidate().Matches(form).Select(m => (Key: m.Groups["key"].Value, Name: WebUtility.HtmlDecode(m.Groups["name"].Value)));
        var fields = new List<KeyValuePair<string, string>> { new("Id", Hidden(form, "Id")), new("Kind", kind), new("Subject", "Person"), new("UnitId", unitId), new("q", q ?? "") };
        fields.AddRange(candidates.Where(c => names.Contains(c.Name)).Select(c => KeyValuePair.Create("Chosen", c.Key)));
        return await clerk.SendFormAsync(page, fields);
    }

    /// <summary>Fills in every draft of the request; what is not given keeps its prefilled value.</summary>
    public static async Task FillAsync(this Visitor clerk, string request, IReadOnlyDictionary<string, string>? answers = null)
    {
        foreach (var line in await clerk.LinesAsync(request))
        {
            var form = await clerk.ReadAsync($"{request}/lines/{line}");
            var fields = Input().Matches(form).Select(m => (Name: m.Groups["name"].Value, Value: WebUtility.HtmlDecode(m.Groups["value"].Value)))
                .Concat(Choice().Matches(form).Select(m => (Name: m.Groups["name"].Value, m.Groups["value"].Value)))
                .Where(f => f.Name.Length > 0 && !f.Name.StartsWith('_')).DistinctBy(f => f.Name).ToDictionary(f => f.Name, f => f.Value);
            foreach (var (name, value) in answers ?? Answers) fields[name] = value;
            using var saved = await clerk.SendFormAsync($"{request}/lines/{line}", fields);
            Assert.True(saved.StatusCode == HttpStatusCode.Redirect, await saved.Content.ReadAsStringAsync());
        }
    }

    public static async Task<IReadOnlyList<string>> LinesAsync(this Visitor who, string request) => [.. LineRow().Matches(await who.ReadAsync(request)).Select(m => m.Groups["id"].Value)];

    public static async Task<IReadOnlyList<string>> StatesAsync(this Visitor who, string request) => [.. LineRow().Matches(await who.ReadAsync(request)).Select(m => m.Groups["state"].Value)];

    /// <summary>Takes a step with the given lines, or all; the page when it was refused, else null.</summary>
    public static async Task<string?> TakeAsync(this Visitor who, string request, string act, string reason = "", IEnumerable<string>? lines = null, IEnumerable<string>? questioned = null)
    {
        var fields = new List<KeyValuePair<string, string>> { new("act", act), new("Reason", reason) };
        fields.AddRange((lines ?? []).Select(l => KeyValuePair.Create("lines", l)));
        fields.AddRange((questioned ?? []).Select(q => KeyValuePair.Create("Questioned", q)));
        using var answer = await who.SendFormAsync(request, fields, to: $"{request}/take");
        if (answer.StatusCode == HttpStatusCode.Redirect) return null;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Takes a step that must succeed.</summary>
    public static async Task MustTakeAsync(this Visitor who, string request, string act, string reason = "", IEnumerable<string>? lines = null)
    {
        var refused = await who.TakeAsync(request, act, reason, lines);
        Assert.True(refused is null, refused);
    }

    /// <summary>What the job does each minute.</summary>
    public static Task ExchangeAsync(this PortalFixture portal) => portal.Host.WithAsync<ExchangeWithIssuer, bool>(async job =>
    {
        await job.RunAsync(TestContext.Current.CancellationToken);
        return true;
    });

    private static string Hidden(string html, string name) => Regex.Match(html, $"name=\"{name}\"[^>]* value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["value"].Value;

    [GeneratedRegex("<option value=\"(?<id>[0-9a-f-]{36})\"[^>]*>(?<name>[^<]*)</option>", RegexOptions.ExplicitCapture)]
    private static partial Regex UnitOption();

    [GeneratedRegex("name=\"Chosen\" value=\"(?<key>[^\"]+)\".*?<strong>(?<name>[^<]*)</strong>", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Candidate();

    [GeneratedRegex("<tr id=\"line-(?<id>[0-9a-f-]{36})\" data-state=\"(?<state>\\w+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex LineRow();

    [GeneratedRegex("<input class=\"form-control\" id=\"(?<name>\\w+)\"[^>]* value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Input();

    [GeneratedRegex("<select class=\"form-select\" id=\"(?<name>\\w+)\"(?:(?!</select>).)*<option value=\"(?<value>[^\"]*)\" selected", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Choice();
}
