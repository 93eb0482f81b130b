using System.Net;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.Verification;

public sealed class VerificationRulesTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Closed_to_the_public_until_an_administrator_opens_it_and_the_change_has_a_story()
    {
        using var anyone = portal.Visitor();
        using (var closed = await anyone.GetAsync("/verify"))
        {
            Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
            Assert.Contains("/sign-in", closed.Headers.Location!.ToString(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("href=\"/verify\"", await anyone.ReadAsync("/sign-in"), StringComparison.Ordinal);
        using var leader = await portal.SignInAsync("gd-stc");
        Assert.Contains("href=\"/verify\"", await leader.ReadAsync("/verify"), StringComparison.Ordinal);

        await portal.RuleAsync(isPublic: true, mostMegabytes: 50);

        Assert.Contains("Tối đa 50 MB", WebUtility.HtmlDecode(await anyone.ReadAsync("/verify")), StringComparison.Ordinal);
        Assert.Contains("href=\"/verify\"", await anyone.ReadAsync("/sign-in"), StringComparison.Ordinal);
        Assert.Equal("true", await portal.TextAsync("select details->>'isPublic' from platform.audit_entry where act = 'signing.verification.rules-changed' order by id desc limit 1"));
        Assert.Equal("false", await portal.TextAsync("select details->'before'->>'isPublic' from platform.audit_entry where act = 'signing.verification.rules-changed' order by id desc limit 1"));

        await portal.RuleAsync(isPublic: false);
        using var again = await anyone.GetAsync("/verify");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal(2, await portal.CountAsync("select count(*) from signing.verification_rules"));
    }

    [Fact]
    public async Task Only_an_administrator_decides_and_nonsense_is_refused_beside_its_field()
    {
        using var leader = await portal.SignInAsync("gd-stc");
        using var refused = await leader.GetAsync("/verify/settings");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        using var administrator = await portal.SignInAsync("quan-tri");
        var before = await portal.CountAsync("select count(*) from signing.verification_rules");
        using var nonsense = await administrator.SendFormAsync("/verify/settings", new Dictionary<string, string> { ["IsPublic"] = "true", ["MostMegabytes"] = "0", ["PerMinute"] = "nhiều" });
        Assert.Equal(HttpStatusCode.OK, nonsense.StatusCode);
        Assert.Equal(2, (await nonsense.ComplaintsAsync()).Count);
        Assert.Equal(before, await portal.CountAsync("select count(*) from signing.verification_rules"));
    }
}
