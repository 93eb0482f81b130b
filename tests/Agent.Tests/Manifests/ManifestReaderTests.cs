using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ThanhHoa.DigitalSignature.Agent.Tests.Parts;
using ThanhHoa.DigitalSignature.Agent.Tests.Tokens;

namespace ThanhHoa.DigitalSignature.Agent.Tests.Manifests;

public sealed class ManifestReaderTests(SoftTokens tokens)
{
    /// <summary>Altered on the way: the portal's signature no longer fits, whatever the member.</summary>
    [Theory]
    [InlineData("iss")]
    [InlineData("aud")]
    [InlineData("sub")]
    [InlineData("jti")]
    [InlineData("iat")]
    [InlineData("exp")]
    [InlineData("code")]
    [InlineData("certificate")]
    [InlineData("items/0/id")]
    [InlineData("items/0/title")]
    [InlineData("items/0/digest")]
    [InlineData("items/0/hash")]
    [InlineData("items/0/scheme")]
    public async Task An_altered_member_is_refused(string path)
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var manifest = portal.Manifest(tokens.RsaId, 2);
        var parts = portal.Seal(manifest).Split('.');
        Set(manifest, path, path switch
        {
            "iat" or "exp" => manifest[path]!.GetValue<long>() + 1,
            "items/0/digest" => Convert.ToBase64String(TestPortal.Digest("SHA-256", 99)),
            "items/0/hash" => "SHA-384",
            "items/0/scheme" => "RsaPss",
            "code" => "K7P3",
            "certificate" => tokens.EcId,
            _ => "altered-" + Guid.NewGuid().ToString("N"),
        });

        var altered = parts[0] + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(manifest.ToJsonString())) + "." + parts[2];

        await Refused(agent, portal, "manifest-invalid", "signature", altered);
    }

    /// <summary>Signed by the pinned key and still not what the protocol allows.</summary>
    [Theory]
    [InlineData("iss", "https://khac.example", "iss")]
    [InlineData("aud", "someone", "aud")]
    [InlineData("sub", "", "sub")]
    [InlineData("sub", "Lãnh\u202Eđạo", "sub")]
    [InlineData("jti", "short", "jti")]
    [InlineData("jti", "sixteen characters?", "jti")]
    [InlineData("code", "K7P", "code")]
    [InlineData("code", "k7p2", "code")]
    [InlineData("certificate", "00", "certificate")]
    [InlineData("items/0/id", "doc-2", "items")]
    [InlineData("items/0/title", "Hai\ndòng", "title")]
    [InlineData("items/0/title", " ", "title")]
    [InlineData("items/0/digest", "AAAA", "digest")]
    [InlineData("items/0/digest", "not base64!", "digest")]
    [InlineData("items/0/hash", "SHA-1", "hash")]
    [InlineData("items/0/hash", "SHA-512", "digest")]
    [InlineData("items/0/scheme", "Dsa", "scheme")]
    [InlineData("items/0/scheme", "Ecdsa", "scheme")]
    [InlineData("items/0/scheme", "Ed25519", "message")]
    [InlineData("items/0/message", "AAAA", "message")]
    [InlineData("items/0/extra", "x", "extra")]
    [InlineData("extra", "x", "extra")]
    public async Task A_member_out_of_bounds_is_refused(string path, string value, string named)
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var manifest = portal.Manifest(tokens.RsaId, 2);

        Set(manifest, path, value);

        await Refused(agent, portal, "manifest-invalid", named, portal.Seal(manifest));
    }

    [Fact]
    public async Task Every_member_is_required()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        foreach (var member in portal.Manifest(tokens.RsaId).Select(one => one.Key))
        {
            var manifest = portal.Manifest(tokens.RsaId);
            manifest.Remove(member);
            await Refused(agent, portal, "manifest-invalid", "payload", portal.Seal(manifest));
        }
        foreach (var member in portal.Manifest(tokens.RsaId)["items"]![0]!.AsObject().Select(one => one.Key))
        {
            var manifest = portal.Manifest(tokens.RsaId);
            manifest["items"]![0]!.AsObject().Remove(member);
            await Refused(agent, portal, "manifest-invalid", "payload", portal.Seal(manifest));
        }
    }

    [Theory]
    [InlineData("alg", "none")]
    [InlineData("alg", "HS256")]
    [InlineData("typ", "JWT")]
    [InlineData("kid", "another")]
    [InlineData("crit", "exp")]
    public async Task Another_header_is_refused(string member, string value)
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var header = new JsonObject { ["alg"] = "ES256", ["kid"] = portal.Key.Kid, ["typ"] = "thds-manifest" };

        header[member] = value;

        await Refused(agent, portal, "manifest-invalid", "", portal.Seal(portal.Manifest(tokens.RsaId), header));
    }

    [Fact]
    public async Task A_foreign_key_under_the_pinned_kid_is_refused()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        portal.Key = new ManifestKey(portal.Key.Kid);

        await Refused(agent, portal, "manifest-invalid", "signature", portal.Seal(portal.Manifest(tokens.RsaId)));
    }

    [Fact]
    public async Task The_key_of_another_paired_portal_is_refused()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var other = agent.Portal("https://khac.example");
        other.Key = new ManifestKey("key-2");
        await other.Pair();
        using (var user = await agent.User())
            await user.Approve("");

        portal.Key = other.Key;

        await Refused(agent, portal, "manifest-invalid", "kid", portal.Seal(portal.Manifest(tokens.RsaId)));
    }

    [Fact]
    public async Task A_member_given_twice_is_refused()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var header = new JsonObject { ["alg"] = "ES256", ["kid"] = portal.Key.Kid, ["typ"] = "thds-manifest" };
        var twice = portal.Manifest(tokens.RsaId).ToJsonString().Replace("\"code\":", "\"code\":\"AAAA\",\"code\":", StringComparison.Ordinal);

        await Refused(agent, portal, "manifest-invalid", "payload", portal.Key.Seal(header, twice));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("!!.!!.!!")]
    [InlineData("bnVsbA.bnVsbA.bnVsbA")]
    public async Task What_is_no_manifest_at_all_is_refused(string text)
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();

        await Refused(agent, portal, "manifest-invalid", "", text);
    }

    [Fact]
    public async Task Five_hundred_documents_are_accepted_and_one_more_is_not()
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        await Refused(agent, portal, "manifest-invalid", "items", portal.Seal(portal.Manifest(tokens.RsaId, 501)));
        await Refused(agent, portal, "manifest-invalid", "items", portal.Seal(portal.Manifest(tokens.RsaId, 0)));
        var longest = portal.Manifest(tokens.RsaId, 500, hash: "SHA-512");
        foreach (var item in longest["items"]!.AsArray())
            item!["title"] = new string('Ễ', 500);

        Assert.Equal(HttpStatusCode.Accepted, (await portal.AskToSign(longest)).Status);
    }

    [Theory]
    [InlineData(-400, 300, "manifest-expired")]
    [InlineData(120, 300, "manifest-expired")]
    [InlineData(0, 601, "manifest-invalid")]
    [InlineData(0, 0, "manifest-invalid")]
    [InlineData(0, -1, "manifest-invalid")]
    public async Task A_manifest_out_of_its_time_is_refused(int issued, int life, string code)
    {
        await using var agent = await RunningAgent.With(tokens);
        var portal = await agent.PairedPortal();
        var manifest = portal.Manifest(tokens.RsaId);
        var iat = manifest["iat"]!.GetValue<long>() + issued;

        manifest["iat"] = iat;
        manifest["exp"] = iat + life;

        await Refused(agent, portal, code, "", portal.Seal(manifest));
    }

    private static async Task Refused(RunningAgent agent, TestPortal portal, string code, string named, string manifest)
    {
        var (status, body) = await portal.AskToSign(manifest);
        Assert.Equal((HttpStatusCode.BadRequest, code), (status, body.Text("code")));
        Assert.Contains(named, body.Text("detail"), StringComparison.Ordinal);
        Assert.False(agent.OpenedAnotherWindow);
    }

    private static void Set(JsonNode manifest, string path, JsonNode value)
    {
        var steps = path.Split('/');
        var place = steps[..^1].Aggregate(manifest, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
        place[steps[^1]] = value;
    }
}
