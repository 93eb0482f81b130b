using System.Net;
using ThanhHoa.DigitalSignature.Pades.Tests.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Online;

/// <summary>Where strangers may not point to.</summary>
public sealed class OutsideHandlerTests(RunningSandbox sandbox)
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("192.0.0.1", true)]
    [InlineData("192.1.1.1", false)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("100.128.0.1", false)]
    [InlineData("198.18.0.1", true)]
    [InlineData("0.0.0.0", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("::1", true)]
    [InlineData("::", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("ff02::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("64:ff9b::a00:1", true)]
    [InlineData("2002:a00:1::", true)]
    [InlineData("2001:4860:4860::8888", false)]
    public void Private_addresses_are_known(string address, bool expected) => Assert.Equal(expected, OutsideHandler.IsPrivate(IPAddress.Parse(address)));

    [Fact]
    public async Task They_are_refused_when_connecting_and_only_to_strangers()
    {
        // A test has no container; the client lives as long as the test.
#pragma warning disable RS0030
        using var http = new HttpClient(OutsideHandler.Create());
#pragma warning restore RS0030
        var address = new Uri(sandbox.Host.TsaUrl, "/ca/root.cer");
        var cancellation = TestContext.Current.CancellationToken;
        foreach (var host in new[] { address.Host, "localhost" })
        {
            using var strangers = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(address) { Host = host }.Uri);
            strangers.Options.Set(OutsideHandler.PublicOnly, true);
            var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync(strangers, cancellation));
            Assert.Contains("private address", refusal.ToString(), StringComparison.Ordinal);
        }
        using var own = new HttpRequestMessage(HttpMethod.Get, address);
        using var answer = await http.SendAsync(own, cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
