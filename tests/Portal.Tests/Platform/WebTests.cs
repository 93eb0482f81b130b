using System.Net;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Platform;

public sealed class WebTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    [Fact]
    public async Task Every_answer_forbids_inline_script_framing_and_sniffing()
    {
        using var visitor = portal.Visitor();
        using var answer = await visitor.GetAsync("/sign-in");
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Health_is_told_to_anyone_and_readiness_asks_the_database()
    {
        using var visitor = portal.Visitor();
        Assert.Equal("Healthy", await visitor.ReadAsync("/healthz/live"));
        Assert.Equal("Healthy", await visitor.ReadAsync("/healthz/ready"));
    }

    [Fact]
    public async Task A_page_that_does_not_exist_says_so_with_a_reference_and_no_stack_trace()
    {
        using var visitor = await portal.SignInAsync("gd-stc");
        using var answer = await visitor.GetAsync("/khong-co");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var text = await answer.TextAsync();
        Assert.Contains("Không tìm thấy trang", text, StringComparison.Ordinal);
        Assert.Contains("Mã tra cứu", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_is_remembered_and_a_form_without_its_token_is_refused()
    {
        using var visitor = portal.Visitor();
        using var changed = await visitor.SendFormAsync("/sign-in", new Dictionary<string, string>(), to: "/language/en?returnUrl=/sign-in");
        Assert.Equal("/sign-in", changed.Headers.Location!.ToString());
        Assert.Contains("<h1 class=\"h2 mb-3\">Sign in</h1>", await visitor.ReadAsync("/sign-in"), StringComparison.Ordinal);

        using var forged = await visitor.SendWithoutTokenAsync("/sign-in", "UserName=x&Password=y");
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
    }

    [Fact]
    public async Task Passwords_and_session_cookies_never_reach_the_log()
    {
        // A process of its own: within one, the loggers of several hosts share a static.
        using var process = await PortalProcess.StartAsync(portal.ConnectionString, new Dictionary<string, string?>(portal.Settings) { ["Serilog:MinimumLevel:Default"] = "Verbose", ["Serilog:MinimumLevel:Override:Microsoft"] = "Verbose", ["Serilog:MinimumLevel:Override:Hangfire"] = "Verbose" }, TestContext.Current.CancellationToken);
        using (var visitor = new Visitor(process.Address))
        {
            using var wrong = await visitor.TrySignInAsync("gd-stc@trinh-dien.example", "planted-wrong-password");
            await visitor.SignInAsync("gd-stc@trinh-dien.example", PortalFixture.Password);
            await visitor.ReadAsync("/signing/inbox");
        }

        // The line of a request is written just after its answer.
        for (var tries = 0; tries < 200 && !process.Said.Contains("/signing/inbox responded 200", StringComparison.Ordinal); tries++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        process.Kill();

        var written = process.Said;
        Assert.Contains("/signing/inbox", written, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-wrong-password", written, StringComparison.Ordinal);
        Assert.DoesNotContain(PortalFixture.Password, written, StringComparison.Ordinal);
        Assert.DoesNotContain("thds=CfDJ8", written, StringComparison.Ordinal);
    }
}
