using System.Net;
using System.Text.Json;
using ThanhHoa.DigitalSignature.Agent.Tests.Parts;

namespace ThanhHoa.DigitalSignature.Agent.Tests.Pairing;

public sealed class PairingTests
{
    [Fact]
    public async Task A_pairing_survives_a_restart()
    {
        await using var agent = await RunningAgent.With();
        var portal = await agent.PairedPortal();

        await agent.Restart();

        var (_, hello) = await portal.Ask(HttpMethod.Get, "/v1/hello");
        Assert.True(hello.GetProperty("paired").GetBoolean());
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(agent.Data) is (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Fact]
    public async Task The_window_names_the_origin_and_the_key()
    {
        await using var agent = await RunningAgent.With();
        await agent.Portal().Pair();
        using var user = await agent.User();

        var shown = await user.Request();

        Assert.Equal(("pairing", "https://kyso.example", "Cổng ký số tỉnh"), (shown.Text("kind"), shown.Text("origin"), shown.Text("name")));
        Assert.Matches(@"\A[0-9A-F]{4}( [0-9A-F]{4}){3}\z", shown.GetProperty("fingerprints")[0].GetString());
        Assert.False(shown.GetProperty("newKey").GetBoolean());
    }

    [Fact]
    public async Task A_refused_origin_stays_unknown()
    {
        await using var agent = await RunningAgent.With();
        var portal = agent.Portal();
        var operation = await portal.Pair();
        using var user = await agent.User();
        await user.Post("/refuse");

        Assert.Equal("pairing-refused", await portal.Refusal(operation));
        Assert.Equal(HttpStatusCode.Forbidden, (await portal.Ask(HttpMethod.Post, "/v1/certificates")).Status);
    }

    [Fact]
    public async Task The_same_keys_ask_nothing_and_a_new_key_asks_again()
    {
        await using var agent = await RunningAgent.With();
        var portal = await agent.PairedPortal();
        Assert.Equal("done", (await portal.End(await portal.Pair())).Text("state"));
        Assert.False(agent.OpenedAnotherWindow);

        var next = new ManifestKey("key-2");
        var operation = await portal.Pair(portal.Key, next);
        Assert.Equal("waiting", (await portal.Look(operation)).Text("state"));
        using var user = await agent.User();
        Assert.True((await user.Request()).GetProperty("newKey").GetBoolean());
    }

    [Fact]
    public async Task Another_key_under_a_known_kid_asks_again()
    {
        await using var agent = await RunningAgent.With();
        var portal = await agent.PairedPortal();

        var operation = await portal.Pair(new ManifestKey(portal.Key.Kid));

        Assert.Equal("waiting", (await portal.Look(operation)).Text("state"));
    }

    [Fact]
    public async Task A_page_that_insists_is_turned_away_for_ten_minutes()
    {
        await using var agent = await RunningAgent.With();
        var portal = agent.Portal();
        for (var time = 0; time < 3; time++)
        {
            var operation = await portal.Pair();
            using var user = await agent.User();
            await user.Post("/refuse");
            await portal.End(operation);
        }

        Assert.Equal("pairing-refused", (await portal.AskToPair()).Body.Text("code"));
        Assert.False(agent.OpenedAnotherWindow);
        Assert.Equal(HttpStatusCode.Accepted, (await agent.Portal("https://khac.example").AskToPair()).Status);

        agent.Clock.Offset = TimeSpan.FromMinutes(14);
        // The other origin's question has timed out meanwhile.
        await Task.Delay(600, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, (await portal.AskToPair()).Status);
    }

    [Theory]
    [InlineData("""{"name":"Cổng"}""")]
    [InlineData("""{"name":"Cổng","keys":[]}""")]
    [InlineData("""{"name":"Cổng","keys":[null]}""")]
    [InlineData("""{"name":"Cổng","keys":[{"kid":"1","kty":"RSA","crv":"P-256","x":"AA","y":"AA"}]}""")]
    [InlineData("""{"name":"Cổng","keys":[{"kid":"1","kty":"EC","crv":"P-384","x":"AA","y":"AA"}]}""")]
    [InlineData("""{"name":"Cổng","keys":[{"kid":"1","kty":"EC","crv":"P-256","x":"AA","y":"AA"}]}""")]
    [InlineData("""{"name":"Cổng","keys":[{"kid":"1","kty":"EC","crv":"P-256","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","y":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}]}""")]
    [InlineData("""{"name":"Cổng","keys":[{"kty":"EC","crv":"P-256"}]}""")]
    public async Task Keys_that_are_not_sound_are_refused(string body)
    {
        await using var agent = await RunningAgent.With();

        var (status, answer) = await agent.Portal().Ask(HttpMethod.Post, "/v1/pairings", JsonSerializer.Deserialize<JsonElement>(body));

        Assert.Equal((HttpStatusCode.Forbidden, "pairing-refused"), (status, answer.Text("code")));
    }

    [Fact]
    public async Task A_broken_data_file_stops_the_start_instead_of_being_forgotten()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "used-manifests.json"), "[{", TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<AgentStartException>(() => RunningAgent.With(options => options.Data = folder.Path));

        Assert.Contains("used-manifests.json", refused.Message, StringComparison.Ordinal);
    }
}
