using System.Diagnostics;
using ThanhHoa.DigitalSignature.Certificates.Expiry;
using ThanhHoa.DigitalSignature.Certificates.Janitor;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Janitor;

/// <summary>The nightly work on a province's worth of rows: 6,000 certificates of 5,000 people.</summary>
public sealed class ProvinceUpkeepTests(PortalFixture portal, ITestOutputHelper output) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reviewing_and_reminding_a_whole_province_takes_seconds()
    {
        await portal.ExecuteAsync("""
            with people as (
                insert into organisation.person (id, full_name, search_name, email, is_demonstration)
                select gen_random_uuid(), 'Người Mẫu ' || n, 'nguoi mau ' || n, 'nguoi-' || n || '@trinh-dien.example', true from generate_series(1, 5000) n returning id, email),
            posts as (
                insert into organisation.post (id, person_id, unit_id, title, is_leading, rank, held_from)
                select gen_random_uuid(), p.id, u.id, 'Phó Giám đốc', true, 2, date '2025-07-01'
                from (select id, row_number() over () as at from people) p
                join (select id, row_number() over () - 1 as at, count(*) over () as many from organisation.unit where valid_to is null) u on u.at = p.at % u.many returning person_id, unit_id)
            insert into certificates.certificate (id, thumbprint, subject, person_id, unit_id, subject_name, search_text, email, organisation_units, issuer_name, serial_number, not_before, not_after, key_algorithm, device, der, is_demonstration, registered_at)
            select gen_random_uuid(), encode(sha256((p.id::text || k)::bytea), 'hex'), 'Person', p.id, s.unit_id, 'Người Mẫu', 'nguoi mau', p.email, '', 'CA', md5(p.id::text || k), now() - interval '200 days', now() + (random() * 800 + 1) * interval '1 day', 'RSA 2048', 'EToken', ''::bytea, true, now()
            from people p join posts s on s.person_id = p.id cross join generate_series(1, 2) k where k = 1 or right(p.email, 40) like '%0@%' or p.email like '%5@%'
            """);
        var certificates = await portal.CountAsync("select count(*) from certificates.certificate");
        Assert.True(certificates >= 6000, $"{certificates}");
        await portal.ExecuteAsync("analyze");

        var first = await TimeAsync(() => portal.Host.RunAsync<KeepFindings>(job => job.RunAsync(Stop)));
        var again = await TimeAsync(() => portal.Host.RunAsync<KeepFindings>(job => job.RunAsync(Stop)));
        var reminded = await TimeAsync(() => portal.Host.RunAsync<TellExpiries>(job => job.RunAsync(Stop)));
        using var lead = await portal.SignInAsync("chuyen-vien-skhcn");
        await lead.ReadAsync("/certificates/findings");
        var list = await TimeAsync(() => lead.ReadAsync("/certificates/findings?rule=NeverUsed"));
        await lead.ReadAsync("/certificates/renewals");
        var waves = await TimeAsync(() => lead.ReadAsync("/certificates/renewals"));

        output.WriteLine($"{certificates} certificates: {await portal.CountAsync("select count(*) from certificates.finding")} findings in {first.TotalSeconds:0.00} s, again in {again.TotalSeconds:0.00} s; {await portal.CountAsync("select count(*) from platform.outgoing_mail")} reminders in {reminded.TotalSeconds:0.00} s; list {list.TotalMilliseconds:0} ms, months {waves.TotalMilliseconds:0} ms");
        // Twenty times what it takes on a slow machine: a query for each row would be caught, or comparing each with each.
        Assert.True(first < TimeSpan.FromSeconds(60) && again < TimeSpan.FromSeconds(30) && reminded < TimeSpan.FromSeconds(60) && waves < TimeSpan.FromSeconds(2) && list < TimeSpan.FromSeconds(2));
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> act)
    {
        var begun = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(begun);
    }
}
