using System.Net;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Certificates.Janitor;
using ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Requests;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Janitor;

public sealed class FindingsTests(PortalFixture portal) : IClassFixture<PortalFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await portal.ExecuteAsync("truncate certificates.certificate, certificates.request, certificates.device, certificates.finding cascade");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_holder_who_left_the_post_is_found_and_gone_again_when_back_in_one()
    {
        await HeldAsync("pgd-sxd");
        await ReviewAsync();
        Assert.Equal("", await RulesAsync("Hồ Mẫu Sơn"));

        var post = "person_id = (select id from organisation.person where full_name = 'Hồ Mẫu Sơn')";
        await portal.ExecuteAsync($"update organisation.post set held_from = current_date - 30, held_to = current_date - 2 where {post}");
        await ReviewAsync();
        Assert.Equal("HolderLeft", await RulesAsync("Hồ Mẫu Sơn"));

        await portal.ExecuteAsync($"update organisation.post set held_to = null where {post}");
        await ReviewAsync();
        Assert.Equal("", await RulesAsync("Hồ Mẫu Sơn"));
    }

    [Fact]
    public async Task Another_address_or_unit_than_in_the_certificate_is_found_and_the_units_above_are_no_other()
    {
        await HeldAsync("gd-stc", new CertificateProfile("") { OrganisationUnits = ["Sở Tài chính"] });
        await HeldAsync("pgd-stc", new CertificateProfile("") { OrganisationUnits = ["Sở Kế hoạch và Đầu tư"] });
        await portal.ExecuteAsync("update certificates.certificate set email = 'cu@trinh-dien.example' where subject_name = 'Cao Mẫu Nam'");
        await ReviewAsync();

        Assert.Equal("EmailChanged", await RulesAsync("Cao Mẫu Nam"));
        Assert.Equal("cu@trinh-dien.example → gd-stc@trinh-dien.example", await DetailAsync("EmailChanged"));
        Assert.Equal("UnitChanged", await RulesAsync("Phan Mẫu Nga"));
        Assert.Equal("Sở Kế hoạch và Đầu tư → Sở Tài chính", await DetailAsync("UnitChanged"));
    }

    [Fact]
    public async Task A_device_in_use_is_found_when_nothing_on_it_is_in_force()
    {
        await portal.ExecuteAsync("insert into certificates.device (id, kind, serial, state, registered_at, state_since, is_demonstration) values (gen_random_uuid(), 'EToken', 'T-7', 'InUse', now(), now(), false), (gen_random_uuid(), 'EToken', 'T-8', 'InStock', now(), now(), false)");
        await HeldAsync("gd-syt");
        await ReviewAsync();
        Assert.Equal("E-token T-7", await portal.TextAsync("select string_agg(name, ',') from certificates.finding where rule = 'DeviceWithoutCertificate'"));

        await portal.ExecuteAsync("update certificates.certificate set device_id = (select id from certificates.device where serial = 'T-7')");
        await ReviewAsync();
        Assert.Equal(0, await portal.CountAsync("select count(*) from certificates.finding where rule = 'DeviceWithoutCertificate'"));
    }

    [Fact]
    public async Task Of_two_certificates_on_one_kind_of_device_the_older_is_found()
    {
        var old = await HeldAsync("gd-snv", new CertificateProfile("") { NotAfter = Now.AddYears(1) });
        var young = await HeldAsync("gd-snv");
        await ReviewAsync();
        Assert.Equal($"{old.SerialNumber} ↔ {young.SerialNumber}", await DetailAsync("TwoActive"));

        await portal.ExecuteAsync($"update certificates.certificate set device = 'SimPki' where serial_number = '{old.SerialNumber}'");
        await ReviewAsync();
        Assert.Equal("", await RulesAsync("Chu Mẫu Phong"));
    }

    [Fact]
    public async Task A_certificate_nobody_signed_with_for_ninety_days_is_found_until_it_is_used()
    {
        var certificate = await HeldAsync("ct-hac-thanh", new CertificateProfile("") { NotBefore = Now.AddDays(-100) });
        await HeldAsync("pct-hac-thanh-1", new CertificateProfile("") { NotBefore = Now.AddDays(-80) });
        await ReviewAsync();
        Assert.Equal("NeverUsed", await RulesAsync("Lưu Mẫu Thịnh"));
        Assert.Equal("", await RulesAsync("Nghiêm Mẫu Thu"));

        using var clerk = await portal.SignInAsync("van-thu-hac-thanh");
        using var leader = await portal.SignInAsync("ct-hac-thanh");
        await leader.SignAsync(await clerk.SubmitAsync(PdfSample.Valid(), "Lưu Mẫu Thịnh"), certificate);
        await ReviewAsync();
        Assert.Equal("", await RulesAsync("Lưu Mẫu Thịnh"));

        await portal.ExecuteAsync("update signing.signature set accepted_at = now() - interval '95 days'");
        await ReviewAsync();
        Assert.StartsWith($"{certificate.SerialNumber}, ", await DetailAsync("NeverUsed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_leader_without_a_certificate_is_found_and_nobody_else_without_one_is()
    {
        await HeldAsync("tb-kkt");
        await ReviewAsync();
        Assert.Equal("", await RulesAsync("Ninh Mẫu Xuân"));
        Assert.Equal("LeaderWithoutCertificate", await RulesAsync("Hà Mẫu Uyên"));
        Assert.Equal("", await RulesAsync("Vi Mẫu Vinh"));
        Assert.Equal("Chủ tịch UBND xã", await portal.TextAsync("select detail from certificates.finding where name = 'Hà Mẫu Uyên'"));
    }

    [Fact]
    public async Task Reviewing_twice_and_at_once_changes_nothing_and_a_review_cut_off_leaves_the_night_before()
    {
        await ReviewAsync();
        var before = await portal.TextAsync("select string_agg(id::text, ' ' order by id) from certificates.finding");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(ReviewAsync, Stop)));
        Assert.Equal(before, await portal.TextAsync("select string_agg(id::text, ' ' order by id) from certificates.finding"));

        await HeldAsync("gd-sxd");
        await HeldAsync("gd-sxd", new CertificateProfile("") { NotAfter = Now.AddYears(1) });
        await portal.ExecuteAsync("""
            create function certificates.cut_off() returns trigger language plpgsql as $$ begin raise exception 'cut off'; end $$;
            create trigger cut_off before insert on certificates.finding for each row execute function certificates.cut_off()
            """);
        await Assert.ThrowsAnyAsync<Exception>(ReviewAsync);
        Assert.Equal(before, await portal.TextAsync("select string_agg(id::text, ' ' order by id) from certificates.finding"));
        await portal.ExecuteAsync("drop trigger cut_off on certificates.finding; drop function certificates.cut_off");
        await ReviewAsync();
        Assert.Equal("TwoActive", await RulesAsync("Tống Mẫu Quyên"));
    }

    [Fact]
    public async Task A_finding_is_put_off_with_a_reason_until_a_day_or_until_its_figures_change()
    {
        await HeldAsync("gd-stc");
        await portal.ExecuteAsync("update certificates.certificate set email = 'cu@trinh-dien.example'");
        await ReviewAsync();
        var id = await portal.TextAsync("select id::text from certificates.finding where rule = 'EmailChanged'");
        using var clerk = await portal.SignInAsync("van-thu-stc");
        Assert.Contains("Cao Mẫu Nam", await ListAsync(clerk), StringComparison.Ordinal);

        Assert.Contains("Hãy ghi lý do", await DismissAsync(clerk, id, "", Today(30)), StringComparison.Ordinal);
        Assert.Contains("từ ngày mai đến một năm sau", await DismissAsync(clerk, id, "Đang đổi", Today(0)), StringComparison.Ordinal);
        Assert.Null(await DismissAsync(clerk, id, "Đang đổi hộp thư", Today(30)));
        await ReviewAsync();
        Assert.DoesNotContain("cu@trinh-dien.example", await ListAsync(clerk), StringComparison.Ordinal);
        Assert.Contains("Đang đổi hộp thư", await ListAsync(clerk, "?dismissed=true"), StringComparison.Ordinal);
        Assert.Equal(1, await portal.CountAsync("select count(*) from platform.audit_entry where act = 'certificates.finding.dismissed'"));

        await portal.ExecuteAsync("update certificates.certificate set email = 'khac@trinh-dien.example'");
        await ReviewAsync();
        Assert.Contains("khac@trinh-dien.example", await ListAsync(clerk), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_action_files_the_request_once_and_the_list_then_leads_to_it()
    {
        await HeldAsync("pgd-sxd");
        await portal.ExecuteAsync("""
            update certificates.certificate set unit_id = (select id from organisation.unit where name = 'Sở Xây dựng' and valid_to is null);
            update organisation.post set held_from = current_date - 30, held_to = current_date - 2 where person_id = (select id from organisation.person where full_name = 'Hồ Mẫu Sơn')
            """);
        await ReviewAsync();
        var id = await portal.TextAsync("select id::text from certificates.finding where rule = 'HolderLeft'");
        using var clerk = await portal.SignInAsync("van-thu-sxd");
        var request = await FileAsync(clerk, id);
        Assert.Equal(request, await FileAsync(clerk, id));
        Assert.Equal(["Draft"], await clerk.StatesAsync(request));
        Assert.Equal(1, await portal.CountAsync("select count(*) from certificates.request where kind = 'Revocation'"));
        Assert.Contains($"href=\"{request}\"", await ListAsync(clerk), StringComparison.Ordinal);
        await portal.ExecuteAsync("update organisation.post set held_to = null where person_id = (select id from organisation.person where full_name = 'Hồ Mẫu Sơn')");
    }

    [Fact]
    public async Task Whoever_does_not_reach_the_unit_sees_nothing_and_can_do_nothing()
    {
        await ReviewAsync();
        var id = await portal.TextAsync("select id::text from certificates.finding where name = 'Hà Mẫu Uyên'");
        using var foreign = await portal.SignInAsync("van-thu-stc");
        using var inspector = await portal.SignInAsync("thanh-tra-skhcn");
        using var leader = await portal.SignInAsync("pgd-stc");
        Assert.DoesNotContain("Hà Mẫu Uyên", await ListAsync(foreign), StringComparison.Ordinal);
        using var refused = await foreign.GetAsync($"/certificates/findings/{id}");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.DoesNotContain("Tạm ẩn</button>", WebUtility.HtmlDecode(await inspector.ReadAsync($"/certificates/findings/{id}")), StringComparison.Ordinal);
        using var closed = await leader.GetAsync("/certificates/findings");
        Assert.NotEqual(HttpStatusCode.OK, closed.StatusCode);
        Assert.Contains("Hà Mẫu Uyên", await ListAsync(inspector, "?rule=LeaderWithoutCertificate"), StringComparison.Ordinal);
    }

    private Task<X509Certificate2> HeldAsync(string name, CertificateProfile? profile = null) => portal.GiveCertificateAsync(name, profile);

    private Task ReviewAsync() => portal.Host.RunAsync<KeepFindings>(job => job.RunAsync(Stop));

    private Task<string> RulesAsync(string name) => portal.TextAsync($"select coalesce(string_agg(rule, ' ' order by rule), '') from certificates.finding where name = '{name}'");

    private Task<string> DetailAsync(string rule) => portal.TextAsync($"select string_agg(detail, '; ') from certificates.finding where rule = '{rule}'");

    private static string Today(int plus) => TimeProvider.System.GetUtcNow().AddHours(7).AddDays(plus).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> ListAsync(Visitor who, string query = "") => WebUtility.HtmlDecode(await who.ReadAsync($"/certificates/findings{query}"));

    private static async Task<string> FileAsync(Visitor clerk, string id)
    {
        using var answer = await clerk.SendFormAsync($"/certificates/findings/{id}", new Dictionary<string, string> { ["RequestId"] = Guid.CreateVersion7().ToString() }, to: $"/certificates/findings/{id}?handler=File");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private static async Task<string?> DismissAsync(Visitor who, string id, string reason, string until)
    {
        using var answer = await who.SendFormAsync($"/certificates/findings/{id}", new Dictionary<string, string> { ["Reason"] = reason, ["Until"] = until }, to: $"/certificates/findings/{id}?handler=Dismiss");
        return answer.StatusCode == HttpStatusCode.Redirect ? null : WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
    }
}
