using System.Net;
using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Agent.Tests.Parts;
using ThanhHoa.DigitalSignature.Agent.Tests.Tokens;

namespace ThanhHoa.DigitalSignature.Agent.Tests.Consent;

public sealed class ConsentWindowTests(SoftTokens tokens)
{
    [Fact]
    public async Task The_secret_opens_one_window_and_no_second()
    {
        await using var agent = await RunningAgent.With();
        await agent.Portal().Pair();
        var address = await agent.NextWindow();
        using var user = await ConsentPage.Open(address);

        var (second, status) = await ConsentPage.TryOpen(address);

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal(HttpStatusCode.Forbidden, await second.Post("/approve"));
        Assert.Equal("pairing", (await user.Request()).Text("kind"));
        second.Dispose();
    }

    [Fact]
    public async Task A_guessed_secret_opens_nothing_and_spends_nothing()
    {
        await using var agent = await RunningAgent.With();
        await agent.Portal().Pair();
        var address = await agent.NextWindow();

        var (guess, status) = await ConsentPage.TryOpen(new UriBuilder(address) { Fragment = new string('0', 64) }.Uri);
        guess.Dispose();

        Assert.Equal(HttpStatusCode.Forbidden, status);
        using var user = await ConsentPage.Open(address);
    }

    [Fact]
    public async Task The_cookie_is_HttpOnly_strict_and_for_this_operation_only()
    {
        await using var agent = await RunningAgent.With();
        await agent.Portal().Pair();
        var address = await agent.NextWindow();
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = agent.Address };
        http.DefaultRequestHeaders.Add("Origin", agent.Address.GetLeftPart(UriPartial.Authority));
        using var body = System.Net.Http.Json.JsonContent.Create(new { secret = address.Fragment[1..] });

        using var answer = await http.PostAsync(address.AbsolutePath + "/enter", body, TestContext.Current.CancellationToken);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Matches($@"\Athds-consent=[0-9a-f]{{64}}; path={address.AbsolutePath}; samesite=strict; httponly\z", cookie);
        Assert.DoesNotContain(address.Fragment[1..], cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://kyso.example")]
    [InlineData("http://localhost:{port}")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Only_the_agents_own_page_may_post(string origin)
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId));
        using var user = await agent.User();
        user.Http.DefaultRequestHeaders.Remove("Origin");
        if (origin.Length > 0)
            user.Http.DefaultRequestHeaders.Add("Origin", origin.Replace("{port}", agent.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Forbidden, await user.Approve(SoftTokens.Pin));
        Assert.Equal(HttpStatusCode.Forbidden, await user.Post("/refuse"));
        Assert.Equal("waiting", (await portal.Look(operation)).Text("state"));
    }

    [Fact]
    public async Task Cookie_and_token_are_both_needed()
    {
        await using var agent = await RunningAgent.With();
        await agent.Portal().Pair();
        using var user = await agent.User();

        user.Http.DefaultRequestHeaders.Remove("X-Consent-Token");
        Assert.Equal(HttpStatusCode.Forbidden, await user.Post("/approve"));
        user.Http.DefaultRequestHeaders.Add("X-Consent-Token", new string('0', 64));
        Assert.Equal(HttpStatusCode.Forbidden, await user.Post("/approve"));
    }

    [Fact]
    public async Task A_foreign_page_may_not_even_start_a_read()
    {
        await using var agent = await RunningAgent.With();
        await agent.Portal().Pair();
        using var user = await agent.User();
        user.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await user.Http.GetAsync(user.Path + "/request", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task The_page_has_a_policy_without_inline_code_and_obeys_it()
    {
        await using var agent = await RunningAgent.With();
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = agent.Address };
        using var answer = await http.GetAsync("/consent/anything", TestContext.Current.CancellationToken);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex(@"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", RegexOptions.None, TimeSpan.FromSeconds(1)), html);
        var files = Regex.Matches(html, @"(href|src)=""(?<file>[^""]+)""", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(match => match.Groups["file"].Value).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files.Append("/window/texts.js"))
        {
            using var got = await http.GetAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, got.StatusCode);
            Assert.NotEqual("application/octet-stream", got.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task A_PIN_of_absurd_length_is_not_given_to_the_token()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId));
        using var user = await agent.User();

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await user.Approve(new string('1', 257)));
        Assert.Equal("waiting", (await portal.Look(operation)).Text("state"));
    }
}
