using System.Net;
using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Waves;

public sealed class RenewalWavesTests(PortalFixture portal) : IClassFixture<PortalFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    // The middle of a month, two and three ahead.
    private static readonly DateTimeOffset First = new(Now.AddMonths(2).Year, Now.AddMonths(2).Month, 15, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Second = First.AddMonths(1);

    public async ValueTask InitializeAsync()
    {
        await portal.ExecuteAsync("truncate certificates.certificate, certificates.request cascade");
        foreach (var (name, end, unit) in new[] { ("gd-sxd", First, "Sở Xây dựng"), ("pgd-sxd", First, "Sở Xây dựng"), ("gd-stc", First, "Sở Tài chính"), ("pgd-stc", Second, "Sở Tài chính") })
        {
            var certificate = await portal.GiveCertificateAsync(name, new CertificateProfile("") { NotBefore = Now.AddYears(-1), NotAfter = end });
            await portal.ExecuteAsync($"update certificates.certificate set unit_id = (select id from organisation.unit where name = '{unit}' and valid_to is null) where serial_number = '{certificate.SerialNumber}'");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_lead_agency_sees_each_month_with_its_devices_and_units_and_a_clerk_their_own()
    {
        await portal.ExecuteAsync("update certificates.certificate set device = 'SimPki' where subject_name = 'Cao Mẫu Nam'");
        using var lead = await portal.SignInAsync("chuyen-vien-skhcn");
        using var clerk = await portal.SignInAsync("van-thu-sxd");

        var months = await lead.ReadAsync("/certificates/renewals");
        Assert.Equal(24, Regex.Count(months, "<tr data-month=", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Equal("3 2 1 0", Row(months, First));
        Assert.Equal("1 1 0 0", Row(months, Second));
        Assert.Equal("2 2 0 0", Row(await clerk.ReadAsync("/certificates/renewals"), First));
        var units = WebUtility.HtmlDecode(await lead.ReadAsync($"/certificates/renewals?month={Key(First)}"));
        Assert.Contains(">Sở Xây dựng</a>", units, StringComparison.Ordinal);
        Assert.Contains(">Sở Tài chính</a>", units, StringComparison.Ordinal);
        Assert.DoesNotContain("Sở Tài chính", WebUtility.HtmlDecode(await clerk.ReadAsync($"/certificates/renewals?month={Key(First)}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_click_files_one_request_for_the_chosen_ones_and_a_second_files_nothing()
    {
        using var clerk = await portal.SignInAsync("van-thu-sxd");
        var page = await UnitPageAsync("Sở Xây dựng");
        var fields = await FormAsync(clerk, page);
        Assert.Equal(2, fields.Count(f => f.Key == "Chosen"));

        var answers = await Task.WhenAll(clerk.SendFormAsync(page, fields), clerk.SendFormAsync(page, fields));
        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.Redirect);
        foreach (var answer in answers) answer.Dispose();
        Assert.Equal(1, await portal.CountAsync("select count(*) from certificates.request where kind = 'Renewal'"));
        Assert.Equal("Hồ Mẫu Sơn, Tống Mẫu Quyên", await portal.TextAsync("select string_agg(subject_name, ', ' order by subject_name) from certificates.request_line where certificate_id is not null and state = 'Draft'"));

        Assert.Equal("2 2 0 2", Row(await clerk.ReadAsync("/certificates/renewals"), First));
        Assert.DoesNotContain("Lập đề nghị gia hạn", WebUtility.HtmlDecode(await clerk.ReadAsync(page)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clerk_neither_sees_nor_files_for_another_unit_and_a_head_sees_without_filing()
    {
        using var clerk = await portal.SignInAsync("van-thu-stc");
        using var head = await portal.SignInAsync("gd-sxd");
        var page = await UnitPageAsync("Sở Xây dựng");
        using var foreign = await clerk.GetAsync(page);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        using var own = await portal.SignInAsync("van-thu-sxd");
        using var sent = await clerk.SendFormAsync("/certificates/renewals", await FormAsync(own, page), to: page);
        Assert.Equal(HttpStatusCode.NotFound, sent.StatusCode);
        using var byHead = await head.SendFormAsync(page, await FormAsync(own, page));
        Assert.Equal(HttpStatusCode.Forbidden, (await Settled(byHead, head)).StatusCode);
        Assert.Equal(0, await portal.CountAsync("select count(*) from certificates.request"));
    }

    [Fact]
    public async Task A_certificate_that_was_replaced_is_not_planned_for_again()
    {
        await portal.GiveCertificateAsync("gd-sxd");
        using var lead = await portal.SignInAsync("chuyen-vien-skhcn");
        Assert.Equal("2 2 0 0", Row(await lead.ReadAsync("/certificates/renewals"), First));
    }

    // A refusal leads a browser to the page that says so.
    private static async Task<HttpResponseMessage> Settled(HttpResponseMessage answer, Visitor visitor) =>
        answer.Headers.Location is { } to ? await visitor.GetAsync(to.IsAbsoluteUri ? to.PathAndQuery : to.ToString()) : answer;

    private async Task<string> UnitPageAsync(string unit) => $"/certificates/renewals/{Key(First)}/{await portal.TextAsync($"select id::text from organisation.unit where name = '{unit}' and valid_to is null")}";

    private static async Task<IReadOnlyList<KeyValuePair<string, string>>> FormAsync(Visitor clerk, string page)
    {
        var html = await clerk.ReadAsync(page);
        return [.. Regex.Matches(html, "name=\"(?<name>Id|Subject|Chosen)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => KeyValuePair.Create(m.Groups["name"].Value, m.Groups["value"].Value))];
    }

    private static string Key(DateTimeOffset month) => $"{month:yyyy-MM}";

    /// <summary>All, E-token, SIM PKI, filed.</summary>
    private static string Row(string html, DateTimeOffset month)
    {
        var row = Regex.Match(html, $"<tr data-month=\"{Key(month)}\">.*?</tr>", RegexOptions.Singleline, TimeSpan.FromSeconds(1)).Value;
        return string.Join(' ', Regex.Matches(row, "<(strong|td)>(?<number>\\d+)</", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(m => m.Groups["number"].Value));
    }
}
