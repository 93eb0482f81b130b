using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using ThanhHoa.DigitalSignature.Platform.Mail;

namespace ThanhHoa.DigitalSignature.Certificates.Expiry;

/// <summary>What the reminders did lately, and whether their mails leave the house.</summary>
internal sealed class IndexModel(CertificatesDb db, ExpiryLadder ladder, IConfiguration settings) : PageModel
{
    public IReadOnlyList<ExpiryDay> Days { get; private set; } = [];

    public IReadOnlyList<int> Rungs => ladder.Rungs;

    public bool SendsMail => settings["Mail:Host"] is { Length: > 0 } && settings["Mail:From"] is { Length: > 0 };

    public bool HasLinks => settings["Portal:Url"] is { Length: > 0 };

    public IReadOnlyDictionary<MailState, int> Mails { get; private set; } = new Dictionary<MailState, int>();

    public IReadOnlyList<OutgoingMail> Failed { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Days = await db.ExpiryDays.AsNoTracking().OrderByDescending(d => d.Day).Take(30).ToListAsync(cancel);
        Mails = await db.Mails.GroupBy(m => m.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        Failed = await db.Mails.AsNoTracking().Where(m => m.State == MailState.Failed).OrderByDescending(m => m.DueAt).Take(20).ToListAsync(cancel);
    }
}
