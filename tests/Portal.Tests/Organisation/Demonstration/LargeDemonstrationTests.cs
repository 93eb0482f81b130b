using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Organisation.Demonstration;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation.Demonstration;

public sealed class LargeDemonstrationTests(PortalFixture portal, ITestOutputHelper output) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_province_of_units_and_people_is_loaded_by_a_setting_once_and_goes_in_one_act()
    {
        var settings = new Dictionary<string, string?>(portal.Settings) { ["Demonstration:Size"] = "Province", ["Issuer:Url"] = "" };
        await using var host = new PortalHost(portal.ConnectionString, settings);
        var begun = Stopwatch.GetTimestamp();
        await host.StartAsync();
        output.WriteLine($"Started with the province's demonstration in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s");

        Assert.True(await portal.CountAsync("select count(*) from organisation.unit where valid_from <= '2025-07-01' and valid_to is null") >= 1_000);
        var people = await portal.CountAsync("select count(*) from organisation.person");
        Assert.True(people >= 5_000, $"{people} people");
        output.WriteLine($"{people} people");
        Assert.Equal(0, await portal.CountAsync("select count(*) from organisation.person where not is_demonstration or full_name not like '% Mẫu %' or email not like '%.example'"));
        Assert.Equal(0, await portal.CountAsync("select count(*) from organisation.unit where is_demonstration and name not like '% Mẫu %'"));
        Assert.Equal(40, await portal.CountAsync("select count(*) from platform.account"));
        // One head a unit: the named leaders keep their posts.
        Assert.Equal(0, await portal.CountAsync("select count(*) from (select unit_id from organisation.post where rank = 1 group by unit_id having count(*) > 1) several"));

        await using var scope = host.Services.CreateAsyncScope();
        begun = Stopwatch.GetTimestamp();
        await scope.ServiceProvider.GetRequiredService<LargeDemonstration>().LoadAsync(Stop);
        output.WriteLine($"Loaded again, adding nobody, in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s");
        Assert.Equal(people, await portal.CountAsync("select count(*) from organisation.person"));

        Assert.Equal(people, await scope.ServiceProvider.GetRequiredService<IDemonstrationPeople>().RemoveAsync(Stop));
        Assert.Equal(0, await portal.CountAsync("select count(*) from organisation.unit where is_demonstration"));
        Assert.Equal(0, await portal.CountAsync("select count(*) from organisation.post"));
    }
}
