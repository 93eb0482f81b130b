using ThanhHoa.DigitalSignature.Platform;
using ThanhHoa.DigitalSignature.Platform.Mail;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Platform.Mail;

public sealed class SendMailsTests(PortalFixture portal) : IClassFixture<PortalFixture>, IAsyncLifetime
{
    private readonly MailServer server = new();
    private readonly TestClock clock = new();
    private PortalHost host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await portal.ExecuteAsync("delete from platform.outgoing_mail");
        host = await OpenAsync(server.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_stored_mail_is_sent_once_with_its_Vietnamese_letters()
    {
        await StoreAsync("nguoi-nhan@trinh-dien.example");
        await SendAsync(host);
        await SendAsync(host);

        var mail = Assert.Single(server.Taken);
        Assert.Equal("Chứng thư số sắp hết hạn", mail.Subject);
        Assert.Equal("Kính gửi ông Nguyễn Mẫu Ước\nhạn 90 ngày", mail.TextBody!.ReplaceLineEndings("\n").TrimEnd());
        Assert.Equal("nguoi-nhan@trinh-dien.example", mail.To.Mailboxes.Single().Address);
        Assert.Equal("Sent", await StateAsync());
    }

    [Fact]
    public async Task Without_a_mail_server_mails_wait_and_go_when_there_is_one()
    {
        await using (var mute = await OpenAsync(new Dictionary<string, string?>()))
        {
            await StoreAsync("nguoi-nhan@trinh-dien.example");
            await SendAsync(mute);
            Assert.Equal("Waiting", await StateAsync());
        }

        await SendAsync(host);
        Assert.Equal("Sent", await StateAsync());
    }

    [Fact]
    public async Task A_mail_refused_for_now_is_tried_again_later_and_later()
    {
        server.Refuse = _ => "451 4.3.0 try again later";
        await StoreAsync("nguoi-nhan@trinh-dien.example");
        await SendAsync(host);
        await SendAsync(host);
        Assert.Equal(1, await portal.CountAsync("select attempts from platform.outgoing_mail where state = 'Waiting' and fault = 'SMTP 451'"));

        server.Refuse = _ => null;
        clock.Now += TimeSpan.FromMinutes(1);
        await SendAsync(host);
        Assert.Empty(server.Taken);
        clock.Now += TimeSpan.FromMinutes(2);
        await SendAsync(host);
        Assert.Single(server.Taken);
    }

    [Fact]
    public async Task A_mail_nobody_takes_is_given_up_and_the_others_go()
    {
        server.Refuse = line => line.Contains("khong-co", StringComparison.Ordinal) ? "550 5.1.1 no such user" : null;
        await StoreAsync("khong-co@trinh-dien.example");
        await StoreAsync("khong phai dia chi");
        await StoreAsync("nguoi-nhan@trinh-dien.example");
        await SendAsync(host);

        Assert.Equal(2, await portal.CountAsync("select count(*) from platform.outgoing_mail where state = 'Failed'"));
        Assert.Equal("SMTP 550", await portal.TextAsync("select fault from platform.outgoing_mail where recipient like 'khong-co@%'"));
        Assert.Single(server.Taken);
    }

    [Fact]
    public async Task A_server_that_is_away_is_asked_once_and_not_for_each_mail()
    {
        for (var one = 0; one < 5; one++) await StoreAsync($"nguoi-nhan-{one}@trinh-dien.example");
        await using var away = await OpenAsync(new Dictionary<string, string?>(server.Settings) { ["Mail:Port"] = "1" });
        await SendAsync(away);
        Assert.Equal(1, await portal.CountAsync("select sum(attempts) from platform.outgoing_mail"));

        await SendAsync(host);
        Assert.Equal(4, server.Taken.Count);
    }

    [Fact]
    public async Task Several_processes_at_once_send_each_mail_once()
    {
        for (var one = 0; one < 40; one++) await StoreAsync($"nguoi-nhan-{one}@trinh-dien.example");
        await using var second = await OpenAsync(server.Settings);

        await Task.WhenAll(SendAsync(host), SendAsync(second), SendAsync(host));

        Assert.Equal(40, server.Taken.Count);
        Assert.Equal(40, server.Taken.Select(m => m.To.Mailboxes.Single().Address).Distinct().Count());
    }

    [Fact]
    public async Task A_mail_whose_answer_was_lost_goes_again_under_the_same_identity_so_that_the_copy_can_be_dropped()
    {
        server.DiesAfterTaking = true;
        await StoreAsync("nguoi-nhan@trinh-dien.example");
        await SendAsync(host);
        Assert.Equal("Waiting", await StateAsync());

        server.DiesAfterTaking = false;
        clock.Now += TimeSpan.FromMinutes(11);
        await SendAsync(host);

        Assert.Equal(2, server.Taken.Count);
        Assert.Single(server.Taken.Select(m => m.MessageId).Distinct());
        Assert.Equal("Sent", await StateAsync());
    }

    [Fact]
    public async Task A_mail_is_thrown_away_long_after_it_was_sent_and_one_that_waited_too_long_is_given_up_first()
    {
        await StoreAsync("nguoi-nhan@trinh-dien.example");
        await SendAsync(host);
        server.Refuse = _ => "451 later";
        clock.Now += TimeSpan.FromDays(80);
        await StoreAsync("cho-mai@trinh-dien.example");
        clock.Now += TimeSpan.FromDays(15);
        await SendAsync(host);
        Assert.Equal("cho-mai@trinh-dien.example Failed too old", await portal.TextAsync("select string_agg(recipient || ' ' || state || ' ' || fault, ',') from platform.outgoing_mail"));

        clock.Now += TimeSpan.FromDays(91);
        await SendAsync(host);
        Assert.Equal(0, await portal.CountAsync("select count(*) from platform.outgoing_mail"));
    }

    private async Task<PortalHost> OpenAsync(IReadOnlyDictionary<string, string?> mail)
    {
        var opened = new PortalHost(portal.ConnectionString, portal.Settings.Concat(mail).ToDictionary()) { Clock = clock };
        await opened.StartAsync();
        return opened;
    }

    private static Task SendAsync(PortalHost on) => on.RunAsync<SendMails>(job => job.RunAsync(Stop));

    private Task<int> StoreAsync(string to) => host.WithAsync<PlatformDb, int>(db =>
    {
        db.Add(new OutgoingMail(to, "Chứng thư số sắp hết hạn", "Kính gửi ông Nguyễn Mẫu Ước\nhạn 90 ngày", clock.Now));
        return db.SaveChangesAsync(Stop);
    });

    private Task<string> StateAsync() => portal.TextAsync("select state from platform.outgoing_mail");
}
