using System.Net;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Platform;

public sealed class SignInTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Five_wrong_passwords_lock_for_five_minutes_and_no_longer()
    {
        using var visitor = portal.Visitor();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var wrong = await visitor.TrySignInAsync("van-thu-kkt@trinh-dien.example", "not the password");
            Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        }

        using var locked = await visitor.TrySignInAsync("van-thu-kkt@trinh-dien.example", PortalFixture.Password);
        Assert.Contains("Tài khoản tạm khóa", await locked.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await portal.CountAsync("select count(*) from platform.account where user_name = 'van-thu-kkt@trinh-dien.example' and lockout_end between now() + interval '3 minutes' and now() + interval '5 minutes'"));
        Assert.Equal(6, await portal.CountAsync("select count(*) from platform.audit_entry where act = 'platform.account.sign-in-refused' and subject_id = (select id::text from platform.account where user_name = 'van-thu-kkt@trinh-dien.example')"));
    }

    [Fact]
    public async Task An_unknown_name_and_a_wrong_password_get_the_same_answer()
    {
        using var visitor = portal.Visitor();
        using var unknown = await visitor.TrySignInAsync("nobody@trinh-dien.example", "not the password");
        using var wrong = await visitor.TrySignInAsync("tb-kkt@trinh-dien.example", "not the password");
        const string sentence = "Tên đăng nhập hoặc mật khẩu chưa đúng";
        Assert.Contains(sentence, await unknown.TextAsync(), StringComparison.Ordinal);
        Assert.Contains(sentence, await wrong.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_the_sign_in_page_and_never_to_a_foreign_site_afterwards()
    {
        using var visitor = portal.Visitor();
        using var answer = await visitor.GetAsync("/signing/inbox");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/sign-in?returnUrl=%2Fsigning%2Finbox", answer.Headers.Location!.ToString(), StringComparison.Ordinal);

        using var lured = await visitor.SendFormAsync("/sign-in?returnUrl=https://evil.example/", new Dictionary<string, string> { ["UserName"] = "gd-syt@trinh-dien.example", ["Password"] = PortalFixture.Password });
        Assert.Equal("/", lured.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_role_that_is_ended_is_gone_with_the_next_click_and_a_closed_account_too()
    {
        using var administrator = await portal.SignInAsync("quan-tri");
        using var clerk = await portal.SignInAsync("van-thu-sxd");
        await clerk.ReadAsync("/signing/documents");

        await portal.ExecuteAsync("update platform.role_grant set \"to\" = now() where account_id = (select id from platform.account where user_name = 'van-thu-sxd@trinh-dien.example')");
        using var refused = await clerk.GetAsync("/signing/documents");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        var id = await portal.TextAsync("select id::text from platform.account where user_name = 'van-thu-sxd@trinh-dien.example'");
        using var closed = await administrator.SendFormAsync($"/accounts/{id}", new Dictionary<string, string>(), to: $"/accounts/{id}?handler=Close");
        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        using var gone = await clerk.GetAsync("/");
        Assert.NotEqual(HttpStatusCode.OK, gone.StatusCode);
    }

    [Fact]
    public async Task An_administrator_opens_an_account_whose_owner_can_sign_in_and_do_what_the_role_allows()
    {
        using var administrator = await portal.SignInAsync("quan-tri");
        // Invented people all have accounts; this one is made to have none.
        await portal.ExecuteAsync("delete from platform.account where user_name = 'van-thu-muong-lat@trinh-dien.example'");
        var code = await portal.TextAsync("select code from organisation.unit where name = 'Xã Mường Lát' and valid_to is null");

        using var opened = await administrator.SendFormAsync("/accounts/open", new Dictionary<string, string>
        {
            ["Email"] = "van-thu-muong-lat@trinh-dien.example",
            ["Password"] = "một câu dễ nhớ",
            ["Role"] = "Clerk",
            ["UnitCode"] = code,
        });

        Assert.True(opened.StatusCode == HttpStatusCode.Redirect, string.Join("; ", await opened.ComplaintsAsync()));
        using var clerk = portal.Visitor();
        await clerk.SignInAsync("van-thu-muong-lat@trinh-dien.example", "một câu dễ nhớ");
        Assert.Contains("Hà Mẫu Uyên", await clerk.ReadAsync("/signing/documents/submit"), StringComparison.Ordinal);
        using var accounts = await clerk.GetAsync("/accounts");
        Assert.Equal(HttpStatusCode.Forbidden, accounts.StatusCode);
    }
}
