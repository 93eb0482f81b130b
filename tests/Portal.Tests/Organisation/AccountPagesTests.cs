using System.Net;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation;

public sealed class AccountPagesTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task An_administrator_gives_a_role_and_it_counts_with_the_next_click()
    {
        using var leader = await portal.SignInAsync("pgd-skhcn-2");
        Assert.Equal(HttpStatusCode.Forbidden, (await leader.GetAsync("/organisation/people")).StatusCode);
        using var administrator = await portal.SignInAsync("quan-tri");
        var page = "/accounts/" + await portal.TextAsync("select id::text from platform.account where user_name = 'pgd-skhcn-2@trinh-dien.example'");
        using var given = await administrator.SendFormAsync(page, new Dictionary<string, string> { ["role"] = "Clerk", ["unitCode"] = "SKHCN" }, to: page + "?handler=Grant");
        Assert.Equal(HttpStatusCode.Redirect, given.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await leader.GetAsync("/organisation/people")).StatusCode);
    }
}
