using Microsoft.Playwright;
using ThanhHoa.DigitalSignature.Browser.Tests.Signing.Act;
using ThanhHoa.DigitalSignature.Certificates.Expiry;
using ThanhHoa.DigitalSignature.Certificates.Janitor;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Browser.Tests.Certificates;

/// <summary>The lead agency's pages that keep certificates from lapsing, as they look with something to do on them.</summary>
public sealed class UpkeepTests(Chromium chromium, PortalFixture portal) : IClassFixture<PortalFixture>, IAsyncLifetime
{
    private static readonly string[] InEnglish = ["/certificates/findings", "/certificates/renewals", "/certificates/reminders", "/certificates/holidays"];
    private static readonly DateTimeOffset Soon = TimeProvider.System.GetUtcNow().AddDays(29);

    public async ValueTask InitializeAsync()
    {
        await portal.ExecuteAsync("truncate certificates.certificate, certificates.request, certificates.finding, certificates.expiry_day, platform.outgoing_mail cascade");
        foreach (var name in new[] { "gd-sxd", "pgd-sxd", "gd-stc", "pgd-stc", "gd-snv" }) await portal.GiveCertificateAsync(name, new CertificateProfile("") { NotBefore = Soon.AddYears(-3), NotAfter = Soon });
        await portal.GiveCertificateAsync("gd-snv");
        await portal.ExecuteAsync("""
            update certificates.certificate c set unit_id = (select p.unit_id from organisation.post p where p.person_id = c.person_id limit 1);
            update certificates.certificate set email = 'dia-chi-cu-rat-dai-cua-lanh-dao-so@trinh-dien.example' where subject_name = 'Cao Mẫu Nam'
            """);
        await portal.Host.RunAsync<KeepFindings>(job => job.RunAsync(TestContext.Current.CancellationToken));
        await portal.Host.RunAsync<TellExpiries>(job => job.RunAsync(TestContext.Current.CancellationToken));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_pages_of_reviews_renewals_reminders_and_holidays_pass_axe_in_both_languages() =>
        await chromium.Visit(portal.Host.Address, async visit =>
        {
            await visit.SignIn("chuyen-vien-skhcn");
            foreach (var (path, name) in new[]
            {
                ("/certificates", "registry-links"), ("/certificates/requests", "requests-links"), ("/certificates/findings", "findings"), ("/certificates/findings?rule=TwoActive", "findings-filtered"), ("/certificates/findings?dismissed=true", "findings-none"),
                ("/certificates/renewals", "renewals"), ($"/certificates/renewals?month={Soon.AddHours(7):yyyy-MM}", "renewals-month"), ("/certificates/reminders", "reminders"), ("/certificates/holidays?year=2027", "holidays"),
            })
            {
                await visit.GoTo(path);
                await visit.AssertAccessible();
                await visit.Photograph($"upkeep-{name}");
            }

            await visit.GoTo("/certificates/findings?rule=EmailChanged");
            await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Lập đề nghị thay đổi nội dung" }).ClickAsync();
            await visit.AssertAccessible();
            await visit.Photograph("upkeep-finding");
            await visit.Page.Locator("header .dropdown-toggle").ClickAsync();
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
            foreach (var path in InEnglish)
            {
                await visit.GoTo(path);
                await visit.AssertAccessible();
            }

            await visit.Photograph("upkeep-holidays-english");
        });

    [Fact]
    public async Task The_pages_fit_a_phone_in_the_dark() =>
        await chromium.Visit(portal.Host.Address, async visit =>
        {
            await visit.SignIn("chuyen-vien-skhcn");
            var unit = await portal.TextAsync("select unit_id::text from certificates.certificate where subject_name = 'Cao Mẫu Nam'");
            var finding = await portal.TextAsync("select id::text from certificates.finding where rule = 'EmailChanged'");
            foreach (var path in InEnglish.Concat([$"/certificates/renewals?month={Soon.AddHours(7):yyyy-MM}", $"/certificates/renewals/{Soon.AddHours(7):yyyy-MM}/{unit}", $"/certificates/findings/{finding}"]))
            {
                await visit.GoTo(path);
                await visit.AssertAccessible();
            }

            await visit.Photograph("upkeep-finding-dark");
        }, Screen.Phone, ColorScheme.Dark);

    [Fact]
    public async Task A_clerk_files_a_months_renewals_with_one_click_and_puts_a_finding_off_by_keyboard() =>
        await chromium.Visit(portal.Host.Address, async visit =>
        {
            await visit.SignIn("van-thu-sxd");
            await visit.GoTo("/certificates/renewals");
            await visit.Page.Locator("tr[data-month] a").First.ClickAsync();
            await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sở Xây dựng" }).ClickAsync();
            await visit.AssertAccessible();
            await visit.Photograph("upkeep-renewals-unit");
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Lập đề nghị gia hạn" }).ClickAsync();
            await Assertions.Expect(visit.Page.GetByText("Đã lập đề nghị với 2 dòng.")).ToBeVisibleAsync();

            await visit.GoTo("/certificates/findings?rule=NeverUsed");
            await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Hỏi người giữ, thu hồi nếu không cần" }).First.ClickAsync();
            await visit.Page.GetByLabel("Lý do").FillAsync("Đi học dài hạn, về sẽ dùng");
            await visit.Page.GetByLabel("Đến ngày").FillAsync($"{TimeProvider.System.GetUtcNow().AddDays(60):yyyy-MM-dd}");
            await visit.Page.GetByLabel("Đến ngày").PressAsync("Enter");
            await Assertions.Expect(visit.Page.GetByText("Đã tạm ẩn đến ngày")).ToBeVisibleAsync();
            await visit.GoTo("/certificates/findings?dismissed=true");
            await Assertions.Expect(visit.Page.GetByText("Đi học dài hạn, về sẽ dùng")).ToBeVisibleAsync();
            await visit.AssertAccessible();
            await visit.Photograph("upkeep-findings-put-off");
        });
}
