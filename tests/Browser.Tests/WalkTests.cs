using Microsoft.Playwright;
using ThanhHoa.DigitalSignature.Browser.Tests.Signing.Act;

namespace ThanhHoa.DigitalSignature.Browser.Tests;

/// <summary>Every page, for somebody who may see it, in both languages: no violation, no complaint of the browser.</summary>
[Collection(nameof(OfficeHours))]
public sealed class WalkTests(Chromium chromium, SigningOffice office)
{
    private static readonly string[] Languages = ["vi", "en"];

    public static TheoryData<string, string[]> Walks => new()
    {
        { "gd-skhcn", ["/", "/signing/inbox", "/signing/delegations", "/signing/archive", "/signing/server-seals", "/signing/preservation", "/signing/retention", "/signing/diagnostics", "/verify", "/organisation/units", "/sign-out", "/khong-co-trang-nay", "/accounts"] },
        { "van-thu-skhcn", ["/signing/documents", "/signing/documents?q=khong%20co", "/signing/documents/submit", "/certificates/requests/new", "/organisation/people", "/", "/signing/documents?state=Signing", "/signing/numbers", "/signing/seal", "/signing/images", "/signing/archive", "/signing/incoming", "/signing/incoming/new", "/signing/copies/new", "/signing/exchange/addresses"] },
        { "chuyen-vien-skhcn", ["/certificates", "/certificates/register", "/certificates/import", "/certificates/devices", "/certificates/devices/register", "/certificates/requests", "/certificates/requests/new", "/certificates/requests/proposed", "/certificates/server-keys", "/certificates/server-keys/edit"] },
        { "quan-tri", ["/accounts", "/accounts/open", "/verify/settings", "/organisation/demonstration", "/organisation/people", "/organisation/people/new", "/organisation/imports", "/organisation/units/new", "/organisation/reorganisations", "/organisation/reorganisations/new", "/"] },
    };

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task Every_page_passes_axe_in_both_languages(string who, string[] pages)
    {
        await chromium.Visit(office.Portal.Host.Address, async visit =>
        {
            // Pages that refuse are pages too.
            visit.Expect("status of 404");
            visit.Expect("status of 403");
            await visit.SignIn(who);
            foreach (var language in Languages)
            {
                foreach (var page in pages)
                {
                    await visit.GoTo(page);
                    Assert.Equal(language, await visit.Page.Locator("html").GetAttributeAsync("lang"));
                    await visit.AssertAccessible();
                    await visit.Photograph($"walk-{who}{(page == "/" ? "" : page.Split('?')[0].Replace('/', '-'))}-{language}");
                }

                await visit.Page.Locator("header .dropdown-toggle").ClickAsync();
                await visit.AssertAccessible();
                await visit.Page.GetByRole(AriaRole.Button, new() { Name = language == "vi" ? "English" : "Tiếng Việt" }).ClickAsync();
            }
        });
    }

    [Fact]
    public async Task The_sign_in_page_and_a_unit_and_an_account_pass_axe_on_a_phone_and_in_the_dark()
    {
        await chromium.Visit(office.Portal.Host.Address, async visit =>
        {
            await visit.GoTo("/sign-in");
            await visit.AssertAccessible();
            await visit.Photograph("walk-sign-in-dark");
            await visit.SignIn("quan-tri");
            await visit.GoTo("/organisation/units");
            await visit.Page.Locator("main a[href^='/organisation/units/']").First.ClickAsync();
            await visit.AssertAccessible();
            await visit.Photograph("walk-unit-dark");
            await visit.GoTo("/accounts");
            await visit.Page.Locator("main a[href^='/accounts/0']").First.ClickAsync();
            await visit.AssertAccessible();
            await visit.Photograph("walk-account-dark");
        }, Screen.Phone, ColorScheme.Dark);
    }
}
