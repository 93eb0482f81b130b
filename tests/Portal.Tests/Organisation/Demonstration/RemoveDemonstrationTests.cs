using System.Net;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Demonstration;

public sealed class RemoveDemonstrationTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task An_administrator_removes_the_invented_people_and_their_accounts_and_nobody_else_may()
    {
        using var leader = await portal.SignInAsync("chu-tich");
        Assert.Equal(HttpStatusCode.Forbidden, (await leader.GetAsync("/organisation/demonstration")).StatusCode);

        using var administrator = await portal.SignInAsync("quan-tri");
        Assert.Contains("40 người giả định", await administrator.ReadAsync("/organisation/demonstration"), StringComparison.Ordinal);
        using var answer = await administrator.SendFormAsync("/organisation/demonstration", new Dictionary<string, string>());

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(0, await portal.CountAsync("select count(*) from organisation.person"));
        Assert.Equal(0, await portal.CountAsync("select count(*) from platform.account where is_demonstration"));
        using var again = portal.Visitor();
        using var refused = await again.TrySignInAsync("chu-tich@trinh-dien.example", PortalFixture.Password);
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await leader.GetAsync("/organisation/units")).StatusCode);
    }
}
