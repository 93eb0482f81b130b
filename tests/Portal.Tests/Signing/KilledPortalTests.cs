using System.Net;
using Npgsql;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing;

public sealed class KilledPortalTests(PortalFixture portal) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_between_prepare_and_complete_it_finishes_the_same_signature_after_a_restart()
    {
        var certificate = await portal.GiveCertificateAsync("gd-sxd");
        var (document, started) = await SubmitAndStartThenKillAsync("van-thu-sxd", "gd-sxd", "Tống Mẫu Quyên", certificate);

        using var process = await PortalProcess.StartAsync(portal.ConnectionString, portal.Settings, Stop);
        using var leader = await SignInAsync(process, "gd-sxd");
        Assert.Equal(1, await VersionsAsync(document));
        var (status, answer) = await leader.FinishAsync(document, started, Desk.SignWithDevice(started, certificate));

        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        Assert.Equal(2, await VersionsAsync(document));
    }

    [Fact]
    public async Task Killed_while_it_saves_the_signed_version_nothing_is_half_done_and_the_retry_signs_once()
    {
        var certificate = await portal.GiveCertificateAsync("gd-syt");
        using var process = await PortalProcess.StartAsync(portal.ConnectionString, portal.Settings, Stop);
        using var clerk = await SignInAsync(process, "van-thu-syt");
        using var leader = await SignInAsync(process, "gd-syt");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "La Mẫu Thảo");
        var (_, started) = await leader.StartAsync(document, certificate);
        var signature = Desk.SignWithDevice(started, certificate);

        // The audit entry is the last row of the transaction: holding its table stops the portal in the middle of it.
        await using (var connection = new NpgsqlConnection(portal.ConnectionString))
        {
            await connection.OpenAsync(Stop);
            await using var transaction = await connection.BeginTransactionAsync(Stop);
            await using var hold = new NpgsqlCommand("lock table platform.audit_entry in exclusive mode", connection, transaction);
            // The page itself writes an audit entry when it is opened; the request is therefore on its way before the lock.
            using var half = await leader.BeginFinishAsync(document, started, signature, () => hold.ExecuteNonQueryAsync(Stop));
            await WaitForAsync("select count(*) from pg_stat_activity where wait_event_type = 'Lock'");
            process.Kill();
        }

        Assert.Equal(1, await VersionsAsync(document));
        await RetryAsync("gd-syt", document, started, signature);
    }

    [Fact]
    public async Task Killed_after_saving_and_before_answering_the_retry_gets_the_same_version()
    {
        var certificate = await portal.GiveCertificateAsync("ct-hac-thanh");
        using var process = await PortalProcess.StartAsync(portal.ConnectionString, portal.Settings, Stop);
        using var clerk = await SignInAsync(process, "van-thu-hac-thanh");
        using var leader = await SignInAsync(process, "ct-hac-thanh");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Lưu Mẫu Thịnh");
        var (_, started) = await leader.StartAsync(document, certificate);
        var signature = Desk.SignWithDevice(started, certificate);

        // The request is sent and its answer never read: the version appears, then the process is gone.
        using var unread = await leader.BeginFinishAsync(document, started, signature, () => Task.CompletedTask);
        await WaitForAsync($"select count(*) from signing.signature s join signing.document_version v on v.id = s.version_id where v.document_id = '{document.Split('/')[^1]}'");
        process.Kill();

        await RetryAsync("ct-hac-thanh", document, started, signature);
    }

    [Fact]
    public async Task Killed_at_random_moments_of_a_batch_every_document_is_signed_once_and_numbers_have_neither_gap_nor_double()
    {
        var found = await new BatchUnderKill(portal, documentsInBatch: 25, seed: Environment.ProcessId).RunAsync(rounds: 5, Stop);
        Assert.Equal((0L, 0L, 0L, 0L), (found.Lost, found.Duplicates, found.NumberGaps, found.NumberDuplicates));
        Assert.True(found.SignedOnce >= 25, found.ToString());
    }

    private async Task RetryAsync(string signer, string document, System.Text.Json.JsonElement started, string signature)
    {
        using var again = await PortalProcess.StartAsync(portal.ConnectionString, portal.Settings, Stop);
        using var back = await SignInAsync(again, signer);
        var (status, answer) = await back.FinishAsync(document, started, signature);
        Assert.True(status == HttpStatusCode.OK, answer.ToString());
        Assert.Equal(2, await VersionsAsync(document));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from platform.audit_entry where act = 'signing.signature.accepted' and subject_id = '{document.Split('/')[^1]}'"));
    }

    private async Task<(string Document, System.Text.Json.JsonElement Started)> SubmitAndStartThenKillAsync(string clerkName, string leaderName, string signer, System.Security.Cryptography.X509Certificates.X509Certificate2 certificate)
    {
        using var process = await PortalProcess.StartAsync(portal.ConnectionString, portal.Settings, Stop);
        using var clerk = await SignInAsync(process, clerkName);
        using var leader = await SignInAsync(process, leaderName);
        var document = await clerk.SubmitAsync(PdfSample.Valid(), signer);
        var (status, started) = await leader.StartAsync(document, certificate);
        Assert.True(status == HttpStatusCode.OK, started.ToString());
        process.Kill();
        return (document, started);
    }

    private static async Task<Visitor> SignInAsync(PortalProcess process, string name)
    {
        var visitor = new Visitor(process.Address);
        await visitor.SignInAsync($"{name}@trinh-dien.example", PortalFixture.Password);
        return visitor;
    }

    private Task<long> VersionsAsync(string document) => portal.CountAsync($"select count(*) from signing.document_version where document_id = '{document.Split('/')[^1]}'");

    private async Task WaitForAsync(string sql)
    {
        while (await portal.CountAsync(sql) == 0) await Task.Delay(20, Stop);
    }
}
