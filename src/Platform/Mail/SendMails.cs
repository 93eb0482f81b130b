using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MimeKit;
using MimeKit.Text;

namespace ThanhHoa.DigitalSignature.Platform.Mail;

/// <summary>Sends what waits. Each mail is taken for ten minutes before it is sent, so that of two processes one sends it.</summary>
internal sealed class SendMails(PlatformDb db, IConfiguration settings, TimeProvider clock, ILogger<SendMails> log)
{
    private const int MostAttempts = 12;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    // When a mail server is set up at last, it must not pour out what nobody needs to know any more.
    private static readonly TimeSpan Stale = TimeSpan.FromDays(14);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var (oldest, until) = (now - Stale, now + Kept);
        await db.Mails.Where(m => m.State != MailState.Waiting && m.DueAt < now).ExecuteDeleteAsync(cancel);
        await db.Mails.Where(m => m.State == MailState.Waiting && m.CreatedAt < oldest).ExecuteUpdateAsync(set => set.SetProperty(m => m.State, MailState.Failed).SetProperty(m => m.Fault, "too old").SetProperty(m => m.DueAt, until), cancel);
        if (settings["Mail:Host"] is not { Length: > 0 } host || settings["Mail:From"] is not { Length: > 0 } sender) return;
        var from = MailboxAddress.Parse(sender);
        using var smtp = new SmtpClient { Timeout = 30_000 };
        for (var sent = 0; sent < 500 && await TakeAsync(cancel) is { } mail; sent++)
        {
            try
            {
                if (!smtp.IsConnected) await ConnectAsync(smtp, host, cancel);
                await smtp.SendAsync(Compose(mail, from), cancel);
                (mail.State, mail.Fault, mail.DueAt) = (MailState.Sent, null, clock.GetUtcNow() + Kept);
            }
            catch (Exception error) when (error is CommandException or ProtocolException or AuthenticationException or SslHandshakeException or IOException or System.Net.Sockets.SocketException or ParseException or TimeoutException)
            {
                // Neither address nor text: the identity finds both in the table.
                var refusal = error as SmtpCommandException;
                mail.Fault = refusal is null ? error.GetType().Name : $"SMTP {(int)refusal.StatusCode}";
                if (error is ParseException || refusal is { StatusCode: >= (SmtpStatusCode)500 } || mail.Attempts >= MostAttempts) (mail.State, mail.DueAt) = (MailState.Failed, clock.GetUtcNow() + Kept);
                else mail.DueAt = clock.GetUtcNow() + TimeSpan.FromMinutes(Math.Min(Math.Pow(2, mail.Attempts), 720));
                log.LogWarning("Mail {Id} was not sent at attempt {Attempt}: {Fault}", mail.Id, mail.Attempts, mail.Fault);
            }

            await db.SaveChangesAsync(CancellationToken.None);
            // A server that is away is away for the others too; they wait without counting an attempt.
            if (mail is { State: MailState.Waiting } && !smtp.IsConnected) return;
        }
    }

    private async Task<OutgoingMail?> TakeAsync(CancellationToken cancel)
    {
        var (now, until) = (clock.GetUtcNow(), clock.GetUtcNow().AddMinutes(10));
        return (await db.Mails.FromSql($"""
            update platform.outgoing_mail set due_at = {until}, attempts = attempts + 1
            where id = (select id from platform.outgoing_mail where state = 'Waiting' and due_at <= {now} order by due_at limit 1 for update skip locked) returning *
            """).ToListAsync(cancel)).SingleOrDefault();
    }

    private async Task ConnectAsync(SmtpClient smtp, string host, CancellationToken cancel)
    {
        var security = Enum.Parse<SecureSocketOptions>(settings["Mail:Security"] ?? nameof(SecureSocketOptions.StartTls));
        await smtp.ConnectAsync(host, settings.GetValue("Mail:Port", 587), security, cancel);
        if (settings["Mail:User"] is { Length: > 0 } user) await smtp.AuthenticateAsync(user, settings["Mail:Password"] ?? "", cancel);
    }

    private static MimeMessage Compose(OutgoingMail mail, MailboxAddress from) =>
        new([from], [MailboxAddress.Parse(mail.Recipient)], mail.Subject, new TextPart(TextFormat.Plain) { Text = mail.Body }) { MessageId = $"{mail.Id:N}@{from.Domain}", Date = mail.CreatedAt };
}
