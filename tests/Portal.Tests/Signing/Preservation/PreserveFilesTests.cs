using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Signing.Preservation;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.Preservation;

/// <summary>The time-stamping services are the Sandbox's, each failing in its own way by its address.</summary>
public sealed class PreserveFilesTests(PortalFixture portal) : IClassFixture<PortalFixture>, IAsyncLifetime
{
    private readonly TestClock clock = new();
    private readonly List<PortalHost> hosts = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await portal.ExecuteAsync("truncate signing.document, signing.preservation cascade");

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts) await host.DisposeAsync();
    }

    [Fact]
    public async Task A_document_at_rest_is_raised_once_to_a_level_that_our_check_and_pdfsig_confirm()
    {
        var host = await HostAsync("");
        var document = await AtRestAsync("skhcn", "Ngô Mẫu Hưng");

        await RunAsync(host);
        await RunAsync(host);

        Assert.Equal("LT", await LevelAsync());
        var pdf = await LatestAsync(document, 3);
        var report = PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions { At = clock.Now, Trust = TrustStore.Load(portal.Settings["Trust:Folder"]!) });
        Assert.Equal(SignatureLevel.LT, Assert.Single(report.Signatures, s => s.Kind is SignatureKind.Approval).Level);
        // pdfsig knows no document time stamps; the leader's signature is still good to it.
        Assert.Single(Regex.Matches(await PdfSigAsync(pdf), "Signature is Valid"));
        Assert.Equal(1, await portal.CountAsync($"select count(*) from platform.audit_entry where act = 'signing.document.extended' and subject_id = '{Id(document)}'"));
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        Assert.Contains("Đã có dấu thời gian và dữ liệu thu hồi", WebUtility.HtmlDecode(await clerk.ReadAsync(document)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_on_its_way_is_left_alone()
    {
        using var clerk = await portal.SignInAsync("van-thu-stc");
        using var leader = await portal.SignInAsync("gd-stc");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), "Cao Mẫu Nam");
        await leader.SignAsync(document, await portal.GiveCertificateAsync("gd-stc"));

        await RunAsync(await HostAsync(""));

        Assert.Equal(0, await portal.CountAsync("select count(*) from signing.preservation"));
    }

    [Theory]
    [InlineData("?fault=Slow")]
    [InlineData("?fault=Dead")]
    [InlineData("?fault=WrongImprint")]
    public async Task A_second_service_takes_over_from_one_that_fails(string fault)
    {
        await AtRestAsync("snv", "Chu Mẫu Phong");
        await RunAsync(await HostAsync(fault, ""));
        Assert.Equal("LT", await LevelAsync());
    }

    [Fact]
    public async Task While_no_service_answers_the_tries_grow_rarer_the_page_says_why_and_another_process_goes_on()
    {
        var document = await AtRestAsync("skhcn", "Ngô Mẫu Hưng");
        var absent = await HostAsync("?fault=Dead");
        var started = clock.Now;
        var waits = new List<double>();
        for (var i = 0; i < 14; i++)
        {
            await RunAsync(absent);
            var next = await NextTryAsync();
            waits.Add((next - clock.Now).TotalMinutes);
            clock.Now = next;
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440, 1440], waits.Select(w => Math.Round(w)));
        Assert.Equal(("B", 2), (await LevelAsync(), await VersionsAsync(document)));
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        Assert.Contains("lý do chậm: dịch vụ dấu thời gian chưa trả lời được", WebUtility.HtmlDecode(await clerk.ReadAsync(document)), StringComparison.Ordinal);

        // Days went by for the document only: services answer for today.
        clock.Now = started;
        await portal.ExecuteAsync("update signing.preservation set next_try_at = now() - interval '1 minute'");
        await RunAsync(await HostAsync(""));
        Assert.Equal(("LT", 3), (await LevelAsync(), await VersionsAsync(document)));
    }

    [Fact]
    public async Task A_process_that_dies_while_it_asks_leaves_the_old_version_and_the_next_makes_the_new_one()
    {
        var document = await AtRestAsync("stc", "Cao Mẫu Nam");
        var slow = await HostAsync("?fault=Slow");
        using var death = new CancellationTokenSource();
        var run = slow.RunAsync<PreserveFiles>(job => job.RunAsync(death.Token));
        while (await portal.CountAsync("select count(*) from signing.preservation where tries = 1") == 0) await Task.Yield();
        await death.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(("B", 2), (await LevelAsync(), await VersionsAsync(document)));

        var other = await HostAsync("");
        await RunAsync(other);
        Assert.Equal("B", await LevelAsync());
        clock.Now = clock.Now.AddMinutes(11);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunAsync(other)));
        Assert.Equal(("LT", 3), (await LevelAsync(), await VersionsAsync(document)));
    }

    [Fact]
    public async Task A_damaged_file_does_not_hold_up_the_others_and_is_told()
    {
        var broken = await AtRestAsync("skhcn", "Ngô Mẫu Hưng");
        var hash = await portal.TextAsync($"select sha256 from signing.document_version where document_id = '{Id(broken)}' and ordinal = 2");
        await File.AppendAllTextAsync(Path.Combine(portal.FilesFolder, hash[..2], hash[2..4], hash), "x", Stop);
        await AtRestAsync("stc", "Cao Mẫu Nam");

        await RunAsync(await HostAsync(""));

        Assert.Equal("B:FileDamaged LT:", await portal.TextAsync("select string_agg(reached || ':' || coalesce(last_problem, ''), ' ' order by reached) from signing.preservation"));
        using var lead = await portal.SignInAsync("chuyen-vien-skhcn");
        Assert.Contains("tệp lưu trữ bị mất hoặc bị thay đổi ngoài hệ thống", WebUtility.HtmlDecode(await lead.ReadAsync("/signing/preservation")), StringComparison.Ordinal);
        using var pressed = await lead.SendFormAsync("/signing/preservation", []);
        Assert.Equal(HttpStatusCode.Redirect, pressed.StatusCode);
        Assert.Equal(1, await portal.CountAsync("select count(*) from signing.preservation where last_problem is not null and next_try_at <= now()"));
    }

    [Fact]
    public async Task Before_the_newest_stamp_ages_the_document_is_stamped_again_and_then_rests()
    {
        var document = await AtRestAsync("snv", "Chu Mẫu Phong");
        var host = await HostAsync("");
        await RunAsync(host);
        var ends = DateTimeOffset.Parse(await portal.TextAsync("select stamp_ends_at::text from signing.preservation"), CultureInfo.InvariantCulture);
        Assert.Equal(180, Math.Round((ends - await NextTryAsync()).TotalDays));

        // The Sandbox's service lives for decades: the margin moves, not the years.
        var soon = await HostAsync([""], (int)(ends - clock.Now).TotalDays + 1);
        await portal.ExecuteAsync("update signing.preservation set next_try_at = now() - interval '1 minute'");
        await RunAsync(soon);

        Assert.Equal(("Lta", 4), (await LevelAsync(), await VersionsAsync(document)));
        Assert.True(await NextTryAsync() >= clock.Now.AddDays(1));
        // And again before that one ages.
        await portal.ExecuteAsync("update signing.preservation set next_try_at = now() - interval '1 minute'");
        await RunAsync(soon);
        Assert.Equal(("Lta", 5), (await LevelAsync(), await VersionsAsync(document)));
        var pdf = await LatestAsync(document, 5);
        var report = PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions { At = clock.Now, Trust = TrustStore.Load(portal.Settings["Trust:Folder"]!) });
        Assert.Equal(SignatureLevel.Lta, Assert.Single(report.Signatures, s => s.Kind is SignatureKind.Approval).Level);
        Assert.Single(Regex.Matches(await PdfSigAsync(pdf), "Signature is Valid"));
    }

    [Fact]
    public async Task Only_who_runs_the_portal_sees_the_numbers()
    {
        using var clerk = await portal.SignInAsync("van-thu-skhcn");
        using var refused = await clerk.GetAsync("/signing/preservation");
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        using var administrator = await portal.SignInAsync("quan-tri");
        Assert.Contains("Mức lưu giữ", WebUtility.HtmlDecode(await administrator.ReadAsync("/signing/preservation")), StringComparison.Ordinal);
    }

    private Task<PortalHost> HostAsync(params string[] faults) => HostAsync(faults, 180);

    private async Task<PortalHost> HostAsync(string[] faults, int refreshBeforeDays)
    {
        var settings = portal.Settings.ToDictionary();
        for (var i = 0; i < faults.Length; i++) settings[$"TimeStamps:Url:{i}"] = $"{portal.Sandbox.TsaUrl}{faults[i]}";
        settings["TimeStamps:Seconds"] = "2";
        settings["Preservation:RefreshBeforeDays"] = refreshBeforeDays.ToString(CultureInfo.InvariantCulture);
        var host = new PortalHost(portal.ConnectionString, settings) { Clock = clock };
        await host.StartAsync();
        hosts.Add(host);
        return host;
    }

    private static Task RunAsync(PortalHost host) => host.RunAsync<PreserveFiles>(job => job.RunAsync(Stop));

    /// <summary>A signed document, put to rest as an issued one.</summary>
    private async Task<string> AtRestAsync(string unit, string signer)
    {
        using var clerk = await portal.SignInAsync($"van-thu-{unit}");
        using var leader = await portal.SignInAsync($"gd-{unit}");
        var document = await clerk.SubmitAsync(PdfSample.Valid(), signer);
        using X509Certificate2 certificate = await portal.GiveCertificateAsync($"gd-{unit}");
        await leader.SignAsync(document, certificate);
        await portal.ExecuteAsync($"update signing.document set state = 'Issued' where id = '{Id(document)}'");
        return document;
    }

    private static string Id(string document) => document.Split('/')[^1];

    private Task<string> LevelAsync() => portal.TextAsync("select string_agg(reached, ' ' order by reached) from signing.preservation");

    private Task<long> VersionsAsync(string document) => portal.CountAsync($"select count(*) from signing.document_version where document_id = '{Id(document)}'");

    private async Task<DateTimeOffset> NextTryAsync() => DateTimeOffset.Parse(await portal.TextAsync("select next_try_at::text from signing.preservation"), CultureInfo.InvariantCulture);

    private async Task<byte[]> LatestAsync(string document, int ordinal)
    {
        var hash = await portal.TextAsync($"select sha256 from signing.document_version where document_id = '{Id(document)}' and ordinal = {ordinal}");
        return await File.ReadAllBytesAsync(Path.Combine(portal.FilesFolder, hash[..2], hash[2..4], hash), Stop);
    }

    private static async Task<string> PdfSigAsync(byte[] pdf)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, pdf, Stop);
            using var judge = Process.Start(new ProcessStartInfo("pdfsig", ["-nocert", path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            return await judge.StandardOutput.ReadToEndAsync(Stop);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
