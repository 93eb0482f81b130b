using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;
using ThanhHoa.DigitalSignature.Signing.Verification;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Signing.Verification;

/// <summary>What one person, a crowd, a huge file and a client who hangs up can do to the portal.</summary>
public sealed partial class VerificationLimitsTests(PortalDatabase database, SandboxFixture sandbox) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("verification-").FullName;
    private PortalFixture portal = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        portal = new PortalFixture(database, sandbox) { Differently = new Dictionary<string, string?> { ["Verification:Folder"] = folder, ["Verification:AtOnce"] = "1" } };
        await portal.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Who_checks_too_often_reads_when_to_try_again_and_others_are_served()
    {
        await portal.RuleAsync(isPublic: true, perMinute: 2);
        using var busy = await portal.SignInAsync("gd-stc");
        for (var i = 0; i < 2; i++)
        {
            using var served = await busy.CheckAsync(PdfSample.Valid());
            Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        }

        using var refused = await busy.CheckAsync(PdfSample.Valid());

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        var wait = int.Parse(Sentence().Match(await refused.TextAsync()).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(wait, 1, 60);
        Assert.Equal(wait, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        using var api = await busy.CallAsync(PdfSample.Valid());
        Assert.Equal(HttpStatusCode.TooManyRequests, api.StatusCode);
        using var other = await portal.SignInAsync("ct-bim-son");
        using var welcome = await other.CheckAsync(PdfSample.Valid());
        Assert.Equal(HttpStatusCode.OK, welcome.StatusCode);
        // People without account count by their address.
        using var anyone = portal.Visitor();
        HttpStatusCode[] answers = new HttpStatusCode[3];
        for (var i = 0; i < answers.Length; i++)
        {
            using var answer = await anyone.CallAsync(PdfSample.Valid());
            answers[i] = answer.StatusCode;
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers);
    }

    [Fact]
    public async Task A_file_above_the_limit_is_refused_with_the_limit_in_the_sentence()
    {
        await portal.RuleAsync(isPublic: false, mostMegabytes: 1);
        using var visitor = await portal.SignInAsync("gd-stc");
        using var answer = await visitor.CheckAsync(new byte[(1024 * 1024) + 1]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("Tệp lớn hơn 1 MB", await answer.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task A_crowd_waits_and_who_finds_the_queue_full_is_told_to_come_back()
    {
        await portal.RuleAsync(isPublic: true);
        var gate = portal.Host.Services.GetRequiredService<VerificationGate>();
        var held = await gate.CheckAsync(Stop);
        Assert.True(held.IsAcquired);
        var queue = Enumerable.Range(0, 8).Select(_ => gate.CheckAsync(Stop).AsTask()).ToList();

        using var anyone = portal.Visitor();
        using var refused = await anyone.CallAsync(PdfSample.Valid());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Contains("đang bận", (await refused.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);

        held.Dispose();
        foreach (var waiting in queue) (await waiting).Dispose();
        using var served = await anyone.CallAsync(PdfSample.Valid());
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
    }

    [Fact]
    public async Task A_check_without_end_is_ended()
    {
        await using var impatient = new PortalHost(portal.ConnectionString, portal.Settings.Append(new("Verification:Seconds", "0")).ToDictionary());
        await impatient.StartAsync();
        await portal.RuleAsync(isPublic: true);
        using var anyone = new Visitor(impatient.Address);
        using var answer = await anyone.CallAsync(PdfSample.Valid());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("kéo dài quá lâu", (await answer.JsonAsync()).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_file_nothing_is_left_when_the_client_hangs_up_and_while_it_arrives_it_has_no_name()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks at the process's open files as Linux shows them.");
        await portal.RuleAsync(isPublic: true);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(portal.Host.Address.Host, portal.Host.Address.Port, Stop);
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes("POST /api/v1/verifications HTTP/1.1\r\nHost: x\r\nContent-Type: application/pdf\r\nContent-Length: 50000000\r\n\r\n%PDF-1.7\n"), Stop);
            await stream.WriteAsync(new byte[1 << 20], Stop);
            await Until(() => OpenFiles() == 1);
            Assert.Empty(Directory.GetFiles(folder));
        }

        await Until(() => OpenFiles() == 0);
        Assert.Empty(Directory.GetFiles(folder));
        using var anyone = portal.Visitor();
        using var served = await anyone.CallAsync(PdfSample.Valid());
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
        await Until(() => OpenFiles() == 0);
        Assert.Empty(Directory.GetFiles(folder));
    }

    private int OpenFiles() => Directory.GetFiles("/proc/self/fd").Count(link =>
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName.StartsWith(folder, StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            return false;
        }
    });

    private static async Task Until(Func<bool> condition)
    {
        for (var tries = 0; tries < 200 && !condition(); tries++) await Task.Delay(50, Stop);
        Assert.True(condition());
    }

    [GeneratedRegex(@"thử lại sau (\d+) giây")]
    private static partial Regex Sentence();
}
