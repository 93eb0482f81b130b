using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Certificates.Demonstration;
using ThanhHoa.DigitalSignature.Platform.Demonstration;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Demonstration;

[Collection(nameof(Alone))]
public sealed class LargeDemonstrationTests(PortalFixture portal, ITestOutputHelper output) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_province_of_certificates_in_every_state_is_issued_by_the_Sandbox_and_loaded_by_the_import_within_a_minute()
    {
        var settings = new Dictionary<string, string?>(portal.Settings) { ["Demonstration:Size"] = "Province" };
        await using var host = new PortalHost(portal.ConnectionString, settings);
        var begun = Stopwatch.GetTimestamp();
        await host.StartAsync();
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        output.WriteLine($"Started with units, people and certificates of a province in {seconds:0.0} s");
        Assert.InRange(seconds, 0, 60);

        var all = await portal.CountAsync("select count(*) from certificates.certificate");
        Assert.True(all >= 6_000, $"{all} certificates");
        foreach (var state in new[]
        {
            "revoked_at is null and not_before <= now() and not_after >= now()",
            "revoked_at is null and not_after between now() and now() + interval '90 days'",
            "revoked_at is null and not_after < now()",
            "revoked_at is not null and device_id is not null",
            "subject = 'Organisation' and unit_id is not null",
            "subject = 'System'",
            "device = 'SimPki'",
            "issuer_name like '%thế hệ cũ%'",
        })
        {
            var count = await portal.CountAsync($"select count(*) from certificates.certificate where {state}");
            output.WriteLine($"{count} {state}");
            Assert.NotEqual(0, count);
        }

        Assert.Equal("Entered,Unsure,NotYetValid,NobodyFits,DeviceEntered", await portal.TextAsync("select string_agg(outcome, ',' order by at) from (select outcome, case outcome when 'Entered' then 1 when 'Unsure' then 2 when 'NotYetValid' then 3 when 'NobodyFits' then 4 else 5 end as at from certificates.imported_certificate group by outcome) outcomes"));
        Assert.Equal("Assigned,Broken,Destroyed,HandedOver,InStock,InUse,Locked,Lost,Returned", await portal.TextAsync("select string_agg(distinct state, ',' order by state) from certificates.device"));
        Assert.Equal(0, await portal.CountAsync("select count(*) from certificates.device d where (select count(*) from certificates.device_move m where m.device_id = d.id) = 0 or state <> (select \"to\" from certificates.device_move m where m.device_id = d.id order by ordinal desc limit 1)"));
        Assert.Equal(0, await portal.CountAsync("select count(*) from certificates.certificate where not is_demonstration"));

        // Loading again adds nothing, and neither does another start.
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<LargeDemonstration>().LoadAsync(Stop);
        Assert.Equal(all, await portal.CountAsync("select count(*) from certificates.certificate"));
        Assert.Equal(1, await portal.CountAsync("select count(*) from certificates.certificate_import"));

        // One of the doubtful ones is confirmed as any other.
        using var keeper = new Visitor(host.Address);
        await keeper.SignInAsync("chuyen-vien-skhcn@trinh-dien.example", PortalFixture.Password);
        var unsure = await portal.TextAsync("select import_id || '/' || ordinal || '/' || candidates[1] from certificates.imported_certificate where outcome = 'Unsure' order by ordinal limit 1");
        var (import, ordinal, person) = (unsure.Split('/')[0], unsure.Split('/')[1], unsure.Split('/')[2]);
        using var confirmed = await keeper.SendFormAsync($"/certificates/import/{import}", new Dictionary<string, string> { ["ordinal"] = ordinal, ["person"] = person });
        Assert.Equal(HttpStatusCode.Redirect, confirmed.StatusCode);
        Assert.Equal(all + 1, await portal.CountAsync("select count(*) from certificates.certificate"));

        await scope.ServiceProvider.GetRequiredService<RemoveDemonstration>().RunAsync(Stop);
        Assert.Equal(0, await portal.CountAsync("select (select count(*) from certificates.certificate) + (select count(*) from certificates.device) + (select count(*) from certificates.certificate_import)"));
    }
}

/// <summary>What is measured against the clock runs when nothing else does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
