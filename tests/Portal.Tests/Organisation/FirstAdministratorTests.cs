using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation;

public sealed class FirstAdministratorTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static readonly Dictionary<string, string?> First = new()
    {
        ["Demonstration:Enabled"] = "false",
        ["FirstAdministrator:UserName"] = "quan-tri-dau-tien",
        ["FirstAdministrator:Password"] = "một câu dễ nhớ",
    };

    [Fact]
    public async Task The_settings_open_one_account_in_an_empty_portal_and_none_in_one_that_is_used()
    {
        await using (var used = new PortalHost(portal.ConnectionString, First))
        {
            await used.StartAsync();
            Assert.Equal(0, await portal.CountAsync("select count(*) from platform.account where user_name = 'quan-tri-dau-tien'"));
        }

        await portal.ExecuteAsync("delete from platform.account");
        await using var empty = new PortalHost(portal.ConnectionString, First);
        await empty.StartAsync();
        using var administrator = new Visitor(empty.Address);
        await administrator.SignInAsync("quan-tri-dau-tien", "một câu dễ nhớ");
        Assert.Contains("quan-tri-dau-tien", await administrator.ReadAsync("/accounts"), StringComparison.Ordinal);
    }
}
