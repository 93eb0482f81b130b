using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Certificates.Reorganising;
using ThanhHoa.DigitalSignature.Platform.Web;
using ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Requests;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Organisation.People;
using ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Reorganising;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Reorganising;

public sealed partial class FollowReorganisationsTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task A_merger_proposes_changes_for_who_moves_and_revocation_for_the_seal_and_the_heir_files_them_in_bulk()
    {
        foreach (var name in new[] { "pct-bim-son", "ct-bim-son" }) (await portal.GiveCertificateAsync(name)).Dispose();
        await portal.GiveSealAsync("Phường Bỉm Sơn", "UBND phường Bỉm Sơn");
        using var heir = await portal.SignInAsync("van-thu-hac-thanh");
        await MergeAsync("Phường Bỉm Sơn", "Phường Hạc Thành");
        Assert.DoesNotContain("Khổng Mẫu Tuấn", await ProposedAsync(heir), StringComparison.Ordinal);

        await Task.WhenAll(FollowAsync(), FollowAsync());
        await FollowAsync();

        var page = await ProposedAsync(heir);
        Assert.Contains("Chuyển đến Phường Hạc Thành theo Quyết định số 12/NQ-GIẢ-ĐỊNH", page, StringComparison.Ordinal);
        Assert.Equal(("2", "1"), (await portal.TextAsync("select count(*)::text from certificates.proposed_request where kind = 'Change'"), await portal.TextAsync("select count(*)::text from certificates.proposed_request where kind = 'Revocation'")));
        using var stranger = await portal.SignInAsync("van-thu-snv");
        Assert.DoesNotContain("Khổng Mẫu Tuấn", await ProposedAsync(stranger), StringComparison.Ordinal);

        var request = await FileAsync(heir, page, ["Khổng Mẫu Tuấn", "Âu Mẫu Trung"]);
        Assert.Equal(["Draft", "Draft"], await heir.StatesAsync(request));
        Assert.Equal(2, await portal.CountAsync($"select count(*) from certificates.request_line where request_id = '{request.Split('/')[^1]}' and kind = 'Change' and fields->>'reason' like 'Chuyển đến Phường Hạc Thành%'"));
        var left = await ProposedAsync(heir);
        Assert.DoesNotContain("Khổng Mẫu Tuấn", left, StringComparison.Ordinal);
        Assert.Contains("UBND phường Bỉm Sơn", left, StringComparison.Ordinal);

        using var dismissed = await heir.SendFormAsync("/certificates/requests/proposed", [.. Row().Matches(left).Select(m => KeyValuePair.Create("Chosen", m.Groups["id"].Value))], to: "/certificates/requests/proposed?handler=Dismiss");
        Assert.DoesNotContain("UBND phường Bỉm Sơn", await ProposedAsync(heir), StringComparison.Ordinal);
    }

    private async Task MergeAsync(string former, string heir)
    {
        var today = TimeProvider.System.TodayInVietnam().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var agency = await portal.SignInAsync("chuyen-vien-skhcn");
        var draft = await agency.DraftAsync("12/NQ-GIẢ-ĐỊNH", today, today);
        Assert.Contains("Đã đưa tệp", await agency.UploadAsync(draft, [await CodeAsync(former), await CodeAsync(heir), "toàn bộ", "x", "", "", ""]), StringComparison.Ordinal);
        await agency.ActAsync(draft, [], "Apply");
    }

    private static async Task<string> FileAsync(Visitor who, string page, string[] names)
    {
        var chosen = Row().Matches(page).Where(m => names.Contains(m.Groups["name"].Value)).Select(m => KeyValuePair.Create("Chosen", m.Groups["id"].Value));
        using var filed = await who.SendFormAsync("/certificates/requests/proposed", [new("Id", Guid.NewGuid().ToString()), .. chosen], to: "/certificates/requests/proposed?handler=File");
        Assert.Equal(HttpStatusCode.Redirect, filed.StatusCode);
        return filed.Headers.Location!.ToString();
    }

    private Task<bool> FollowAsync() => portal.Host.WithAsync<FollowReorganisations, bool>(async job =>
    {
        await job.RunAsync(TestContext.Current.CancellationToken);
        return true;
    });

    private static async Task<string> ProposedAsync(Visitor who) => WebUtility.HtmlDecode(await who.ReadAsync("/certificates/requests/proposed"));

    private Task<string> CodeAsync(string unit) => portal.TextAsync($"select code from organisation.unit where name = '{unit}' and valid_to is null");

    [GeneratedRegex("name=\"Chosen\" value=\"(?<id>[0-9a-f-]{36})\".*?<span class=\"fw-bold\">(?<name>[^<]*)</span>", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Row();
}
