using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ThanhHoa.DigitalSignature.Agent.Tests.Parts;

/// <summary>A portal and its page: holds a manifest key and talks to the agent as a browser does for that origin.</summary>
internal sealed class TestPortal(RunningAgent agent, string origin)
{
    public string Origin => origin;

    public ManifestKey Key { get; set; } = new("key-1");

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = agent.Address };
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Origin", origin);
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.Add(name, value);
        }
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> Ask(HttpMethod method, string path, object? body = null)
    {
        using var answer = await Send(method, path, body);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    public async Task<string> Pair(params ManifestKey[] keys)
    {
        var (status, body) = await AskToPair(keys);
        Assert.Equal(HttpStatusCode.Accepted, status);
        return body.Text("operation");
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> AskToPair(params ManifestKey[] keys) =>
        Ask(HttpMethod.Post, "/v1/pairings", new { keys = (keys.Length == 0 ? [Key] : keys).Select(key => key.Jwk), name = "Cổng ký số tỉnh" });

    /// <summary>A sound manifest for so many documents; change it before <see cref="Seal"/>.</summary>
    public JsonObject Manifest(string certificate, int count = 1, string scheme = "RsaPkcs1", string hash = "SHA-256")
    {
        var now = agent.Clock.GetUtcNow().ToUnixTimeSeconds();
        var items = Enumerable.Range(1, count).Select(number => (JsonNode)new JsonObject
        {
            ["id"] = $"doc-{number}",
            ["title"] = $"Quyết định số {number} về việc thử nghiệm",
            ["digest"] = Convert.ToBase64String(Digest(hash, number)),
            ["hash"] = hash,
            ["scheme"] = scheme,
        });
        return new JsonObject
        {
            ["iss"] = origin,
            ["aud"] = "thds-agent",
            ["sub"] = "Lê Văn Lãnh Đạo",
            ["jti"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
            ["iat"] = now,
            ["exp"] = now + 300,
            ["code"] = "K7P2",
            ["certificate"] = certificate,
            ["items"] = new JsonArray([.. items]),
        };
    }

    public static byte[] Digest(string hash, int number) =>
        CryptographicOperations.HashData(new HashAlgorithmName(hash.Replace("-", "", StringComparison.Ordinal)), Encoding.UTF8.GetBytes($"signed attributes {number}"));

    public string Seal(JsonObject manifest, JsonObject? header = null) =>
        Key.Seal(header ?? new JsonObject { ["alg"] = "ES256", ["kid"] = Key.Kid, ["typ"] = "thds-manifest" }, manifest);

    public Task<(HttpStatusCode Status, JsonElement Body)> AskToSign(string sealedManifest) => Ask(HttpMethod.Post, "/v1/signatures", new { manifest = sealedManifest });

    public Task<(HttpStatusCode Status, JsonElement Body)> AskToSign(JsonObject manifest) => AskToSign(Seal(manifest));

    public async Task<string> Sign(JsonObject manifest)
    {
        var (status, body) = await AskToSign(manifest);
        Assert.True(status == HttpStatusCode.Accepted, body.ToString());
        return body.Text("operation");
    }

    public async Task<JsonElement> Look(string operation, string query = "") => (await Ask(HttpMethod.Get, $"/v1/operations/{operation}{query}")).Body;

    /// <summary>Polls like a page until the operation is over.</summary>
    public async Task<JsonElement> End(string operation)
    {
        for (var (seen, asked) = (0L, 0); ; asked++)
        {
            Assert.True(asked < 300, $"The operation does not end: {agent.Log.Lines.LastOrDefault()}");
            var report = await Look(operation, $"?wait=1&seen={seen}");
            if (report.Text("state") is "done" or "refused")
                return report;
            seen = report.GetProperty("version").GetInt64();
        }
    }

    public async Task<string> Refusal(string operation)
    {
        var report = await End(operation);
        Assert.Equal("refused", report.Text("state"));
        return report.Text("code");
    }
}
