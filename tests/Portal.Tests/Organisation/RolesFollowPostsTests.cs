using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Organisation;
using ThanhHoa.DigitalSignature.Organisation.Accounts;
using ThanhHoa.DigitalSignature.Organisation.Reorganising;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation;

public sealed class RolesFollowPostsTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_goes_on_in_the_successor_keeps_the_role_there_once_and_not_before_the_day()
    {
        using var clerk = await portal.SignInAsync("van-thu-bim-son");
        await ApplyAsync("14812", "14818", new DateOnly(2025, 9, 1));
        // A unit that ends next year changes nobody's role today.
        await ApplyAsync("14818", "14797", new DateOnly(2035, 1, 1));
        Assert.Equal(1, await RolesAsync("van-thu-bim-son", "14812"));

        await RunAsync();
        await RunAsync();

        Assert.Equal(0, await RolesAsync("van-thu-bim-son", "14812"));
        Assert.Equal(1, await RolesAsync("van-thu-bim-son", "14818"));
        Assert.Equal(0, await RolesAsync("van-thu-bim-son", "14797"));
        Assert.Equal(1, await portal.CountAsync("select count(*) from platform.audit_entry e join platform.account a on a.id::text = e.subject_id where act = 'platform.role.followed' and a.user_name like 'van-thu-bim-son@%'"));
        Assert.Contains("Phường Quang Trung", await clerk.ReadAsync("/organisation/people"), StringComparison.Ordinal);
        // Nobody else's roles moved.
        Assert.Equal(1, await RolesAsync("van-thu-hac-thanh", "14797"));
    }

    private async Task ApplyAsync(string from, string to, DateOnly day)
    {
        var act = Reorganisation.Draft(ReorganisationKind.Reorganisation, new Decision($"{from}/QĐ", day), day, "", "thử", TimeProvider.System.GetUtcNow());
        act.Transfer(from, to, null);
        Assert.Empty(await portal.Host.WithAsync<ApplyReorganisation, IReadOnlyList<Refusal>>(apply => apply.RunAsync(act, Stop)));
    }

    private async Task RunAsync()
    {
        await using var scope = portal.Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RolesFollowPosts>().RunAsync(Stop);
    }

    private Task<long> RolesAsync(string name, string code) => portal.CountAsync($"""
        select count(*) from platform.role_grant g join platform.account a on a.id = g.account_id join organisation.unit u on u.id = g.unit_id
        where a.user_name = '{name}@trinh-dien.example' and u.code = '{code}' and u.valid_from >= '2025-07-01' and g."to" is null
        """);
}
