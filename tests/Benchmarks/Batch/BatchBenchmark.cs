using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Portal.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Benchmarks.Batch;

/// <summary>What one consent for many documents costs beside the token's own work, and what a portal leaves behind that is killed while it works.</summary>
/// <param name="Documents">In the batch, 200 KB each.</param>
/// <param name="TokenSeconds">Spent by the token.</param>
/// <param name="TotalSeconds">From the button to the last answer of the server.</param>
/// <param name="OverheadShare">The part of the whole in which the token did nothing.</param>
/// <param name="KillRounds">How often the portal was killed.</param>
/// <param name="Lost">Documents neither waiting nor signed, or without their file.</param>
/// <param name="Duplicates">Documents signed twice.</param>
/// <param name="NumberGaps">Numbers nobody carries.</param>
/// <param name="NumberDuplicates">Numbers two carry.</param>
internal sealed record BatchFigures(int Documents, double TokenSeconds, double TotalSeconds, double OverheadShare, int KillRounds, long Lost, long Duplicates, long NumberGaps, long NumberDuplicates);

/// <summary>The real portal on the real PostgreSQL, driven as the page drives it: signatures are delivered, ten at most in one request, while the token makes the next ones.</summary>
internal static class BatchBenchmark
{
    private const int Documents = 200;
    private const int Together = 10;
    private const string Signer = "Ngô Mẫu Hưng";

    /// <param name="json">One object instead of a sentence.</param>
    /// <param name="tokenMilliseconds">How long the token takes for one RSA-2048 signature; a USB token needs a quarter of a second or more.</param>
    /// <param name="rounds">How often the portal is killed.</param>
    public static async Task<int> RunAsync(bool json, int tokenMilliseconds, int rounds)
    {
        var output = Console.Out;
        Console.SetOut(Console.Error);
        // The host of the tests looks for the portal beside its sources.
        Environment.SetEnvironmentVariable("ASPNETCORE_TEST_CONTENTROOT_THANHHOA_DIGITALSIGNATURE_PORTAL", AppContext.BaseDirectory);
        await using var database = new PortalDatabase { Fast = false };
        await database.InitializeAsync();
        await using var sandbox = new SandboxFixture();
        await sandbox.InitializeAsync();
        await using var portal = new PortalFixture(database, sandbox);
        await portal.InitializeAsync();
        var (token, total) = await SignAsync(portal, TimeSpan.FromMilliseconds(tokenMilliseconds));
        await Console.Error.WriteLineAsync($"signed: token {token.TotalSeconds:0.00} s, all {total.TotalSeconds:0.00} s");
        var killed = await new BatchUnderKill(portal, documentsInBatch: 40, seed: 1).RunAsync(rounds, CancellationToken.None);
        var figures = new BatchFigures(Documents, Math.Round(token.TotalSeconds, 2), Math.Round(total.TotalSeconds, 2), Math.Round((total - token) / total, 3), killed.Rounds, killed.Lost, killed.Duplicates, killed.NumberGaps, killed.NumberDuplicates);
        await output.WriteLineAsync(json ? JsonSerializer.Serialize(figures, JsonSerializerOptions.Web) : figures.ToString());
        return 0;
    }

    private static async Task<(TimeSpan Token, TimeSpan Total)> SignAsync(PortalFixture portal, TimeSpan pace)
    {
        var certificate = await portal.GiveCertificateAsync("gd-skhcn");
        var batch = await AssembleAsync(portal);
        using var leader = await portal.SignInAsync("gd-skhcn");
        using var options = await leader.OptionsAsync(batch);
        var begun = Stopwatch.GetTimestamp();
        using var started = await leader.SendJsonAsync(batch, "/signing/sign/start", new { purpose = "Sign", certificate = Convert.ToBase64String(certificate.RawData), documents = options.RootElement.GetProperty("documents") });
        started.EnsureSuccessStatusCode();
        var manifest = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars((await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("manifest").GetString()!.Split('.')[1]));
        await Console.Error.WriteLineAsync($"prepared after {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.00} s");
        var made = System.Threading.Channels.Channel.CreateUnbounded<(string Id, string Signature)>();
        var delivering = DeliverAsync(leader, batch, made.Reader);
        var token = await MakeAsync(manifest, certificate, pace, made.Writer);
        await delivering;
        return (token, Stopwatch.GetElapsedTime(begun));
    }

    /// <summary>The token: signs one digest after the other, each at its pace.</summary>
    private static async Task<TimeSpan> MakeAsync(JsonDocument manifest, X509Certificate2 certificate, TimeSpan pace, System.Threading.Channels.ChannelWriter<(string, string)> made)
    {
        using var key = certificate.GetRSAPrivateKey()!;
        var begun = Stopwatch.GetTimestamp();
        foreach (var item in manifest.RootElement.GetProperty("items").EnumerateArray())
        {
            await Task.Delay(pace);
            await made.WriteAsync((item.GetProperty("id").GetString()!, Convert.ToBase64String(key.SignHash(item.GetProperty("digest").GetBytesFromBase64(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))));
        }

        made.Complete();
        return Stopwatch.GetElapsedTime(begun);
    }

    private static async Task DeliverAsync(Visitor leader, string page, System.Threading.Channels.ChannelReader<(string Id, string Signature)> made)
    {
        var token = await leader.TokenOfAsync(page);
        while (await made.WaitToReadAsync())
        {
            var some = new List<object>();
            while (some.Count < Together && made.TryRead(out var one)) some.Add(new { id = Guid.Parse(one.Id), signature = one.Signature });
            using var request = new HttpRequestMessage(HttpMethod.Post, "/signing/sign/finish") { Content = JsonContent.Create(new { signatures = some }) };
            request.Headers.Add("RequestVerificationToken", token);
            using var answer = await leader.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            if ((await answer.Content.ReadAsStringAsync()).Contains("\"code\"", StringComparison.Ordinal)) throw new InvalidOperationException("The server refused a signature.");
        }
    }

    private static async Task<string> AssembleAsync(PortalFixture portal)
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        var ids = new List<string>();
        for (var i = 0; i < Documents; i++) ids.Add((await clerk.SubmitAsync(PdfSample.Valid(new string((char)('a' + (i % 26)), 200_000)), Signer, $"Bench {i}")).Split('/')[^1]);
        using var made = await clerk.SendFormAsync("/signing/documents", ids.Select(id => KeyValuePair.Create("chosen", id)), to: "/signing/documents?handler=Batch");
        return $"/signing/batches/{await portal.TextAsync($"select batch_id::text from signing.batch_item where document_id = '{ids[0]}'")}";
    }
}
