using System.Net;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation.People;

/// <summary>What a clerk does with people at the pages, said in their words.</summary>
internal static class PersonDesk
{
    public static Dictionary<string, string> NewPerson(string name, string unit, string title = "Chuyên viên", string from = "2025-07-01") => new()
    {
        ["Person.FullName"] = name,
        ["Unit"] = unit,
        ["Post.Title"] = title,
        ["From"] = from,
    };

    /// <summary>Adds a person who must be taken; their page.</summary>
    public static async Task<string> AddAsync(this Visitor clerk, Dictionary<string, string> person)
    {
        using var answer = await clerk.SendFormAsync("/organisation/people/new", person);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, string.Join("; ", await answer.ComplaintsAsync()) + await answer.TextAsync());
        return answer.Headers.Location!.ToString();
    }

    /// <summary>Sends a form that must be taken.</summary>
    public static async Task ActAsync(this Visitor clerk, string page, Dictionary<string, string> form, string? handler = null)
    {
        using var answer = await clerk.SendFormAsync(page, form, to: To(page, handler));
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.TextAsync());
    }

    /// <summary>Sends a form that must be refused with this sentence.</summary>
    public static async Task RefusedAsync(this Visitor clerk, string page, Dictionary<string, string> form, string sentence, string? handler = null)
    {
        using var answer = await clerk.SendFormAsync(page, form, to: To(page, handler));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(sentence, await answer.TextAsync(), StringComparison.Ordinal);
    }

    private static string? To(string page, string? handler) => handler is null ? null : page + (page.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "handler=" + handler;

    public static async Task<string> ReadTextAsync(this Visitor visitor, string page) => WebUtility.HtmlDecode(await visitor.ReadAsync(page));
}
