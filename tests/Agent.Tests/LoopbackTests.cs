using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using ThanhHoa.DigitalSignature.Agent.Tests.Parts;

namespace ThanhHoa.DigitalSignature.Agent.Tests;

public sealed class LoopbackTests
{
    [Fact]
    public async Task Only_127_0_0_1_is_bound()
    {
        await using var agent = await RunningAgent.With();

        var bound = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == agent.Address.Port).ToList();
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, agent.Address.Port)], bound);

        var others = NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address).Where(address => !IPAddress.IsLoopback(address) && address.AddressFamily == AddressFamily.InterNetwork);
        foreach (var address in others)
        {
            using var client = new TcpClient();
            await Assert.ThrowsAsync<SocketException>(async () => await client.ConnectAsync(address, agent.Address.Port, TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("kyso.example")]
    [InlineData("127.0.0.1")]
    [InlineData("localhost:1")]
    [InlineData("127.0.0.1.kyso.example:{port}")]
    [InlineData("[::1]:{port}")]
    public async Task A_foreign_Host_gets_no_answer(string host)
    {
        await using var agent = await RunningAgent.With();
        host = host.Replace("{port}", agent.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        foreach (var path in new[] { "/v1/hello", "/consent/1", "/window/window.js" })
        {
            using var answer = await agent.Portal().Send(HttpMethod.Get, path, null, ("Host", host));
            Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Localhost_is_this_machine_too()
    {
        await using var agent = await RunningAgent.With();
        using var answer = await agent.Portal().Send(HttpMethod.Get, "/v1/hello", null, ("Host", $"localhost:{agent.Address.Port}"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("http://kyso.example")]
    [InlineData("https://kyso.example/")]
    [InlineData("https://KYSO.example")]
    [InlineData("https://kyso.example:443")]
    [InlineData("https://user@kyso.example")]
    [InlineData("http://localhost.kyso.example")]
    [InlineData("ftp://localhost")]
    [InlineData("chrome-extension://abcdef")]
    public async Task An_origin_that_cannot_be_trusted_cannot_be_paired(string origin)
    {
        await using var agent = await RunningAgent.With();

        var (status, body) = await agent.Portal(origin).AskToPair();

        Assert.Equal((HttpStatusCode.Forbidden, "origin-unknown"), (status, body.Text("code")));
    }

    [Theory]
    [InlineData("https://kyso.example")]
    [InlineData("https://kyso.example:8443")]
    [InlineData("http://localhost:5080")]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://localhost")]
    public async Task An_origin_that_can_be_trusted_may_ask(string origin)
    {
        await using var agent = await RunningAgent.With();
        Assert.Equal(HttpStatusCode.Accepted, (await agent.Portal(origin).AskToPair()).Status);
    }

    [Fact]
    public async Task Without_an_origin_there_is_nothing_to_read()
    {
        await using var agent = await RunningAgent.With();
        using var answer = await agent.Portal().Send(HttpMethod.Get, "/v1/hello", null, ("Origin", ""));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("Private-Network")]
    [InlineData("Local-Network")]
    public async Task A_preflight_is_answered_for_this_origin_with_the_network_it_asks_for(string network)
    {
        await using var agent = await RunningAgent.With();
        var portal = agent.Portal();

        using var answer = await portal.Send(
            HttpMethod.Options, "/v1/signatures", null, ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-" + network, "true"));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal([portal.Origin], answer.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Equal(["true"], answer.Headers.GetValues("Access-Control-Allow-" + network));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.Equal(["Origin"], answer.Headers.Vary);
    }

    [Fact]
    public async Task A_taken_port_is_told_in_one_sentence()
    {
        await using var agent = await RunningAgent.With();

        var refused = await Assert.ThrowsAsync<AgentStartException>(() => RunningAgent.With(options => options.Port = agent.Address.Port));

        Assert.Contains($"Cổng {agent.Address.Port}", refused.Message, StringComparison.Ordinal);
    }
}
