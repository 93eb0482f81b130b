using System.Net;
using ThanhHoa.DigitalSignature.Agent.Tests.Parts;
using ThanhHoa.DigitalSignature.Agent.Tests.Tokens;

namespace ThanhHoa.DigitalSignature.Agent.Tests;

/// <summary>Each refusal has an answer of its own; those of hardware that SoftHSM2 cannot play are in <see cref="LockingTokenTests"/>.</summary>
public sealed class RefusalTests(SoftTokens tokens)
{
    [Fact]
    public async Task An_origin_that_is_not_paired_gets_nothing_but_hello()
    {
        await using var agent = await RunningAgent.With(tokens);
        var stranger = agent.Portal("https://khac.example");
        await agent.PairedPortal();

        Assert.Equal((HttpStatusCode.Forbidden, "origin-unknown"), Code(await stranger.Ask(HttpMethod.Post, "/v1/certificates")));
        Assert.Equal((HttpStatusCode.Forbidden, "origin-unknown"), Code(await stranger.AskToSign(stranger.Manifest(tokens.RsaId))));
        var (status, hello) = await stranger.Ask(HttpMethod.Get, "/v1/hello");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["paired", "product", "version"], hello.EnumerateObject().Select(member => member.Name).Order());
        Assert.False(hello.GetProperty("paired").GetBoolean());
        Assert.False(agent.OpenedAnotherWindow);
    }

    [Fact]
    public async Task A_missing_certificate_and_a_missing_token_are_told_apart_and_use_up_nothing()
    {
        await using var without = await RunningAgent.With();
        var portal = await without.PairedPortal();
        Assert.Equal((HttpStatusCode.NotFound, "token-missing"), Code(await portal.AskToSign(portal.Manifest(tokens.RsaId))));

        await using var agent = await RunningAgent.With(tokens);
        portal = await agent.PairedPortal();
        var manifest = portal.Seal(portal.Manifest(new string('a', 64)));
        Assert.Equal((HttpStatusCode.NotFound, "certificate-missing"), Code(await portal.AskToSign(manifest)));
        Assert.Equal((HttpStatusCode.NotFound, "certificate-missing"), Code(await portal.AskToSign(manifest)));
        Assert.False(agent.OpenedAnotherWindow);
    }

    [Fact]
    public async Task A_driver_that_does_not_load_hides_no_other_token()
    {
        await using var agent = await RunningAgent.With(options => options.Pkcs11Modules = ["/nowhere/vendor.so", tokens.Module]);
        var portal = await agent.PairedPortal();

        var (_, body) = await portal.Ask(HttpMethod.Post, "/v1/certificates");

        Assert.Equal(3, body.GetArrayLength());
        Assert.Contains(agent.Log.Lines, line => line.Contains("/nowhere/vendor.so", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_first_wrong_PIN_ends_the_operation()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId, 3));
        using var user = await agent.User();

        await user.Approve("sai-" + SoftTokens.Pin);
        var report = await portal.End(operation);

        Assert.Equal(("refused", "pin-wrong", 0), (report.Text("state"), report.Text("code"), report.GetProperty("done").GetInt32()));
        Assert.Equal(HttpStatusCode.Conflict, await user.Approve(SoftTokens.Pin));
        Assert.Equal("refused", (await portal.Look(operation)).Text("state"));
    }

    [Fact]
    public async Task The_user_may_refuse()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId));
        using var user = await agent.User();

        Assert.Equal(HttpStatusCode.OK, await user.Post("/refuse"));

        Assert.Equal("user-cancelled", await portal.Refusal(operation));
    }

    [Fact]
    public async Task The_page_may_cancel()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId));

        var (_, body) = await portal.Ask(HttpMethod.Delete, $"/v1/operations/{operation}");

        Assert.Equal(("refused", "user-cancelled"), (body.Text("state"), body.Text("code")));
    }

    [Fact]
    public async Task A_window_that_says_it_leaves_is_closed_unless_it_was_reloaded()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId));
        var (user, _) = await ConsentPage.TryOpen(await agent.NextWindow());
        await user.Post("/leave");
        user.Dispose();

        agent.Clock.Offset += TimeSpan.FromSeconds(3);

        Assert.Equal("window-closed", await portal.Refusal(operation));
    }

    [Fact]
    public async Task A_window_whose_connection_is_lost_is_closed()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId));
        using (var user = await agent.User())
        {
            agent.Clock.Offset += TimeSpan.FromSeconds(30);
            Assert.Equal("waiting", (await portal.Look(operation, "?wait=1")).Text("state"));
        }

        // The agent may notice the broken connection only after the clock was moved, and then counts from there.
        for (var step = 0; step < 8 && (await portal.Look(operation, "?wait=1")).Text("state") == "waiting"; step++)
            agent.Clock.Offset += TimeSpan.FromSeconds(15);

        Assert.Equal("window-closed", await portal.Refusal(operation));
    }

    [Fact]
    public async Task A_question_nobody_answers_times_out_with_the_manifest()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId));

        agent.Clock.Offset += TimeSpan.FromSeconds(301);

        Assert.Equal("timeout", await portal.Refusal(operation));
    }

    [Fact]
    public async Task A_second_operation_is_told_to_wait()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var other = await agent.PairedPortal("https://khac.example");
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId));

        var waiting = other.Seal(other.Manifest(tokens.RsaId));
        Assert.Equal((HttpStatusCode.Conflict, "busy"), Code(await other.AskToSign(waiting)));
        Assert.Equal((HttpStatusCode.Conflict, "busy"), Code(await agent.Portal("https://moi.example").AskToPair()));

        await portal.Ask(HttpMethod.Delete, $"/v1/operations/{operation}");
        Assert.Equal(HttpStatusCode.Accepted, (await other.AskToSign(waiting)).Status);
    }

    [Fact]
    public async Task Two_origins_do_not_see_each_others_operations()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var other = await agent.PairedPortal("https://khac.example");
        var operation = await portal.Sign(portal.Manifest(tokens.RsaId));

        Assert.Equal(HttpStatusCode.NotFound, (await other.Ask(HttpMethod.Get, $"/v1/operations/{operation}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Ask(HttpMethod.Delete, $"/v1/operations/{operation}")).Status);
        Assert.Equal("waiting", (await portal.Look(operation)).Text("state"));
    }

    [Fact]
    public async Task A_window_that_cannot_be_opened_is_told_at_once()
    {
        await using var agent = await RunningAgent.With(options =>
        {
            options.OpenWindow = null;
            options.OpenCommand = "/nowhere/browser {url}";
        });
        var portal = agent.Portal();

        Assert.Equal("window-closed", await portal.Refusal(await portal.Pair()));
    }

    [Fact]
    public async Task Every_refusal_code_has_its_sentence_in_both_languages_or_never_reaches_the_window()
    {
        await using var agent = await RunningAgent.With();
        using var answer = await agent.Portal().Send(HttpMethod.Get, "/window/texts.js");
        var texts = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        string[] beforeTheWindow = ["origin-unknown", "manifest-invalid", "manifest-expired", "manifest-replayed", "certificate-missing", "token-missing", "busy"];

        var codes = Enum.GetNames<RefusalCode>().Select(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName).Except(beforeTheWindow, StringComparer.Ordinal).ToList();

        Assert.Equal(8, codes.Count);
        Assert.All(codes, code => Assert.Equal(3, texts.Split('"' + code + '"').Length));
    }

    private static (HttpStatusCode Status, string Code) Code((HttpStatusCode Status, System.Text.Json.JsonElement Body) answer) => (answer.Status, answer.Body.Text("code"));
}
