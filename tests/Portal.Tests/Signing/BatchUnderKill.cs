using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing;

/// <summary>What was found after the last restart.</summary>
/// <param name="Rounds">How often the portal was killed.</param>
/// <param name="SignedOnce">Documents that were signed in all.</param>
/// <param name="Lost">Documents that are neither waiting nor signed, or whose file is not there.</param>
/// <param name="Duplicates">Documents with more than one signature of the one signer.</param>
/// <param name="NumberGaps">Numbers of the series that no document carries.</param>
/// <param name="NumberDuplicates">Numbers that two documents carry.</param>
public sealed record KillFigures(int Rounds, long SignedOnce, long Lost, long Duplicates, long NumberGaps, long NumberDuplicates);

/// <summary>
/// A leader signs batches and a clerk numbers them while the portal is killed at random moments and started again. As the page does,
/// what the device has signed and nobody has answered for is sent again; then the rest of the batch is asked for.
/// </summary>
public sealed class BatchUnderKill(PortalFixture portal, int documentsInBatch, int seed)
{
    private const string Signer = "Tống Mẫu Quyên";
    private readonly Random random = new(seed);
    private readonly List<(string Id, string Signature)> unanswered = [];

    /// <summary>Kills so many times, finishes what is left, and counts.</summary>
    public async Task<KillFigures> RunAsync(int rounds, CancellationToken cancel)
    {
        var certificate = await portal.GiveCertificateAsync("gd-sxd");
        for (var round = 0; round < rounds; round++)
        {
            if (await portal.CountAsync("select count(*) from signing.document where state in ('Signing', 'Signed') and title like 'Lô %'") == 0) await PrepareAsync();
            using var process = await PortalProcess.StartAsync(portal.ConnectionString, portal.Settings, cancel);
            var working = WorkAsync(process.Address, certificate, cancel);
            await Task.WhenAny(working, Task.Delay(random.Next(50, 2500), cancel));
            process.Kill();
            await Ended(working);
        }

        using (var last = await PortalProcess.StartAsync(portal.ConnectionString, portal.Settings, cancel)) await WorkAsync(last.Address, certificate, cancel);
        return await CountAsync(rounds);
    }

    private async Task PrepareAsync()
    {
        using var clerk = await portal.SignInAsync("van-thu-sxd");
        var ids = new List<string>();
        for (var i = 0; i < documentsInBatch; i++) ids.Add((await clerk.SubmitAsync(LayoutTests.Letter(Signer), Signer, $"Lô {i}")).Split('/')[^1]);
        using var answer = await clerk.SendFormAsync("/signing/documents", ids.Select(id => KeyValuePair.Create("chosen", id)), to: "/signing/documents?handler=Batch");
    }

    /// <summary>Delivers what is left over, signs what waits, numbers what is signed.</summary>
    private async Task WorkAsync(Uri address, X509Certificate2 certificate, CancellationToken cancel)
    {
        using var leader = new Visitor(address);
        await leader.SignInAsync("gd-sxd@trinh-dien.example", PortalFixture.Password);
        await DeliverAsync(leader, cancel);
        foreach (var batch in await BatchesAsync())
        {
            using var options = await leader.OptionsAsync(batch);
            if (!options.RootElement.TryGetProperty("documents", out var documents)) continue;
            using var started = await leader.SendJsonAsync(batch, "/signing/sign/start", new { purpose = "Sign", certificate = Convert.ToBase64String(certificate.RawData), documents });
            var begun = await started.Content.ReadFromJsonAsync<JsonElement>(cancel);
            unanswered.AddRange(Desk.SignAllWithDevice(begun, certificate));
            await DeliverAsync(leader, cancel);
        }

        using var clerk = new Visitor(address);
        await clerk.SignInAsync("van-thu-sxd@trinh-dien.example", PortalFixture.Password);
        var signed = (await portal.TextAsync("select coalesce(string_agg(id::text, ','), '') from signing.document where state = 'Signed' and title like 'Lô %'")).Split(',', StringSplitOptions.RemoveEmptyEntries);
        using var numbered = await clerk.SendFormAsync("/signing/documents", signed.Select(id => KeyValuePair.Create("chosen", id)), to: "/signing/documents?handler=Number");
    }

    private async Task DeliverAsync(Visitor leader, CancellationToken cancel)
    {
        while (unanswered.Count > 0)
        {
            var some = unanswered.Take(10).ToList();
            using var answer = await leader.SendJsonAsync("/signing/inbox", "/signing/sign/finish", new { signatures = some.Select(s => new { id = Guid.Parse(s.Id), signature = s.Signature }) });
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
            unanswered.RemoveRange(0, some.Count);
        }
    }

    private async Task<IReadOnlyList<string>> BatchesAsync() =>
        [.. (await portal.TextAsync("select coalesce(string_agg(distinct b.id::text, ','), '') from signing.batch b join signing.batch_item i on i.batch_id = b.id join signing.document d on d.id = i.document_id where d.state = 'Signing' and i.taken_out_at is null"))
            .Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => $"/signing/batches/{id}")];

    private static async Task Ended(Task working)
    {
        try
        {
            await working;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException or OperationCanceledException or Xunit.Sdk.XunitException)
        {
            // The portal is gone: that is the point.
        }
    }

    private async Task<KillFigures> CountAsync(int rounds)
    {
        const string Ours = "title like 'Lô %'";
        var missing = 0;
        foreach (var hash in (await portal.TextAsync($"select coalesce(string_agg(distinct v.sha256, ','), '') from signing.document_version v join signing.document d on d.id = v.document_id where d.{Ours}")).Split(',', StringSplitOptions.RemoveEmptyEntries))
            if (!File.Exists(Path.Combine(portal.FilesFolder, hash[..2], hash[2..4], hash))) missing++;
        return new KillFigures(
            rounds,
            await portal.CountAsync($"select count(*) from signing.document d where {Ours} and exists (select 1 from signing.document_version v join signing.signature s on s.version_id = v.id where v.document_id = d.id)"),
            missing + await portal.CountAsync($"select count(*) from signing.document d where {Ours} and not (state = 'Numbered' and (select count(*) from signing.document_version v where v.document_id = d.id) = 3)"),
            await portal.CountAsync($"select count(*) from (select v.document_id from signing.document_version v join signing.signature s on s.version_id = v.id join signing.document d on d.id = v.document_id where d.{Ours} group by 1 having count(*) > 1) twice"),
            await portal.CountAsync("select coalesce(sum(s.last), 0) - (select count(*) from signing.given_number where document_id is not null) from signing.number_series s"),
            await portal.CountAsync($"select count(*) from (select number from signing.document where {Ours} and number is not null group by unit_id, number having count(*) > 1) twice"));
    }
}
