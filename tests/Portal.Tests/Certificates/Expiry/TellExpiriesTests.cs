using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Expiry;
using ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Requests;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Expiry;

public sealed class TellExpiriesTests(PortalFixture portal) : IClassFixture<PortalFixture>, IAsyncLifetime
{
    private const string Mails = "select string_agg(split_part(recipient, '@', 1), ' ' order by recipient) from platform.outgoing_mail";
    private readonly TestClock clock = new();
    private PortalHost host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await portal.ExecuteAsync("truncate certificates.certificate, certificates.request, certificates.expiry_day, platform.outgoing_mail cascade");
        // The whole day counts: noon of tomorrow keeps the tests away from midnight, and from the moment the accounts were opened.
        clock.Now = new DateTimeOffset(clock.Now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1).AddHours(5);
        host = new PortalHost(portal.ConnectionString, portal.Settings.Append(KeyValuePair.Create("Portal:Url", (string?)"https://ky.trinh-dien.example/")).ToDictionary()) { Clock = clock };
        await host.StartAsync();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Holder_clerk_and_lead_agency_hear_of_the_end_in_one_mail_each_and_nobody_else_does()
    {
        var serial = await EndsInAsync("pgd-sxd", 90);
        await EndsInAsync("gd-sxd", 88);
        await TellAsync();

        Assert.Equal("chuyen-vien-skhcn gd-skhcn gd-sxd pgd-sxd van-thu-sxd", await portal.TextAsync(Mails));
        Assert.Equal("2 chứng thư số sắp hết hạn", await portal.TextAsync("select subject from platform.outgoing_mail where recipient like 'van-thu-sxd@%'"));
        var body = await portal.TextAsync("select body from platform.outgoing_mail where recipient like 'pgd-sxd@%'");
        Assert.Contains($"- Hồ Mẫu Sơn, E-token, số sê-ri {serial}: hết hạn ngày", body, StringComparison.Ordinal);
        Assert.Contains("(còn 90 ngày)", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Tống Mẫu Quyên", body, StringComparison.Ordinal);
        Assert.Contains("chứng thư số còn dưới 60 ngày không gia hạn được nữa", body, StringComparison.Ordinal);
        Assert.Contains($"serial number {serial}: ends on", body, StringComparison.Ordinal);
        Assert.Contains($"https://ky.trinh-dien.example/certificates/{await portal.TextAsync($"select id::text from certificates.certificate where serial_number = '{serial}'")}", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_rung_is_told_once_however_often_the_job_runs()
    {
        await EndsInAsync("pgd-sxd", 90);
        for (var hour = 0; hour < 3; hour++) await TellAsync();
        Assert.Equal(4, await MailsAsync());

        for (var day = 0; day < 29; day++) await NextDayAsync();
        Assert.Equal(4, await MailsAsync());

        await NextDayAsync();
        Assert.Equal(8, await MailsAsync());
        Assert.Equal("90 60", await RungsAsync());
        Assert.DoesNotContain("cấp mới.", await portal.TextAsync("select body from platform.outgoing_mail where recipient like 'pgd-sxd@%' order by created_at desc limit 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_days_on_which_nothing_ran_only_the_lowest_rung_is_told()
    {
        await EndsInAsync("pgd-sxd", 95);
        await TellAsync();
        Assert.Equal(0, await MailsAsync());
        clock.Now += TimeSpan.FromDays(70);
        await TellAsync();

        Assert.Equal("30", await RungsAsync());
        Assert.Equal(4, await MailsAsync());
    }

    [Fact]
    public async Task A_renewal_handed_in_silences_the_ladder_but_a_forgotten_draft_does_not()
    {
        await EndsInAsync("pgd-sxd", 60);
        await portal.ExecuteAsync("update certificates.certificate set unit_id = (select id from organisation.unit where name = 'Sở Xây dựng' and valid_to is null)");
        using var clerk = await portal.SignInAsync("van-thu-sxd");
        var request = await clerk.FileAsync("Sở Xây dựng", ["Hồ Mẫu Sơn"], "Renewal");
        await TellAsync();
        Assert.Equal("60", await RungsAsync());

        await clerk.FillAsync(request);
        await clerk.MustTakeAsync(request, "Submit");
        clock.Now += TimeSpan.FromDays(31);
        await TellAsync();
        Assert.Equal("60", await RungsAsync());

        await portal.ExecuteAsync("update certificates.request_line set state = 'Refused'");
        await NextDayAsync();
        Assert.Equal("60 30", await RungsAsync());
    }

    [Fact]
    public async Task A_newer_certificate_in_use_silences_the_ladder_and_one_still_in_the_post_does_not()
    {
        await EndsInAsync("pgd-sxd", 30);
        await EndsInAsync("pgd-sxd", 900);
        await portal.ExecuteAsync("""
            insert into certificates.device (id, kind, serial, state, registered_at, state_since, is_demonstration) values (gen_random_uuid(), 'EToken', 'T-1', 'Assigned', now(), now(), false);
            update certificates.certificate set device_id = (select id from certificates.device where serial = 'T-1') where not_after > now() + interval '1 year'
            """);
        await TellAsync();
        Assert.Equal("30", await RungsAsync());

        await portal.ExecuteAsync("update certificates.device set state = 'InUse'");
        clock.Now += TimeSpan.FromDays(24);
        await TellAsync();
        Assert.Equal("30", await RungsAsync());
        await portal.ExecuteAsync("update certificates.certificate set device_id = null; delete from certificates.device");
    }

    [Fact]
    public async Task Revoked_and_ended_certificates_are_not_spoken_of()
    {
        var revoked = await EndsInAsync("pgd-sxd", 20);
        await EndsInAsync("gd-sxd", -1);
        await portal.ExecuteAsync($"update certificates.certificate set revoked_at = now() where serial_number = '{revoked}'");
        await TellAsync();
        Assert.Equal(0, await MailsAsync());
    }

    [Fact]
    public async Task Several_processes_at_once_write_one_digest_for_each()
    {
        await EndsInAsync("pgd-sxd", 7);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(TellAsync, Stop)));
        Assert.Equal("chuyen-vien-skhcn gd-skhcn pgd-sxd van-thu-sxd", await portal.TextAsync(Mails));
    }

    [Fact]
    public async Task A_job_cut_off_in_the_middle_leaves_nothing_and_the_next_one_tells_all()
    {
        await EndsInAsync("pgd-sxd", 7);
        await portal.ExecuteAsync("""
            create function certificates.cut_off() returns trigger language plpgsql as $$ begin raise exception 'cut off'; end $$;
            create trigger cut_off before insert on certificates.expiry_notice for each row execute function certificates.cut_off()
            """);
        await Assert.ThrowsAnyAsync<DbUpdateException>(TellAsync);
        Assert.Equal(0, await MailsAsync());
        Assert.Equal(0, await portal.CountAsync("select count(*) from certificates.expiry_day"));

        await portal.ExecuteAsync("drop trigger cut_off on certificates.expiry_notice; drop function certificates.cut_off");
        await TellAsync();
        Assert.Equal(4, await MailsAsync());
    }

    [Fact]
    public async Task The_page_says_what_was_told_and_that_mails_wait_for_a_server()
    {
        await EndsInAsync("pgd-sxd", 7);
        await TellAsync();
        using var lead = await portal.SignInAsync("chuyen-vien-skhcn");
        var page = System.Net.WebUtility.HtmlDecode(await lead.ReadAsync("/certificates/reminders"));
        Assert.Contains("Máy chủ thư chưa được cài đặt: 4 thư đang chờ.", page, StringComparison.Ordinal);
        using var clerk = await portal.SignInAsync("van-thu-sxd");
        using var refused = await clerk.GetAsync("/certificates/reminders");
        Assert.NotEqual(System.Net.HttpStatusCode.OK, refused.StatusCode);
    }

    private async Task<string> EndsInAsync(string name, int days)
    {
        var end = clock.Now.AddDays(days);
        return (await portal.GiveCertificateAsync(name, new CertificateProfile("") { NotBefore = end.AddYears(-3), NotAfter = end })).SerialNumber;
    }

    private Task TellAsync() => host.RunAsync<TellExpiries>(job => job.RunAsync(Stop));

    private Task NextDayAsync()
    {
        clock.Now += TimeSpan.FromDays(1);
        return TellAsync();
    }

    private Task<long> MailsAsync() => portal.CountAsync("select count(*) from platform.outgoing_mail");

    private Task<string> RungsAsync() => portal.TextAsync("select string_agg(rung::text, ' ' order by rung desc) from certificates.expiry_notice");
}
