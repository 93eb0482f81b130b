using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Expiry;

/// <summary>
/// Writes the digests of a day: the day, the rungs told and the mails are one transaction, so that running twice, at once or
/// after a crash tells nothing twice. A day on which nothing ran is caught up with: only the lowest rung reached is told.
/// </summary>
internal sealed class TellExpiries(CertificatesDb db, ExpiryLadder ladder, ExpiryRecipients recipients, ExpiryDigest digest, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var (now, today) = (clock.GetUtcNow(), clock.TodayInVietnam());
        if (await db.ExpiryDays.AnyAsync(d => d.Day == today, cancel)) return;
        var expiring = await ToTellAsync(now, today, cancel);
        var told = await recipients.ForAsync(expiring, cancel);
        foreach (var (address, certificates) in told) db.Mails.Add(digest.Write(address, certificates, now));
        // What nobody could be told about is tried again tomorrow.
        var heard = told.Values.SelectMany(certificates => certificates).DistinctBy(c => c.Id).ToList();
        foreach (var one in heard) db.ExpiryNotices.Add(new ExpiryNotice { CertificateId = one.Id, Rung = one.Rung, Day = today });
        db.ExpiryDays.Add(new ExpiryDay { Day = today, At = now, Certificates = heard.Count, Mails = told.Count, Unheard = expiring.Count - heard.Count });
        if (told.Count > 0) db.Audit.Add(AuditEntry.ByPortal(now, "certificates.expiry.told", ("day", today.ToString("O", CultureInfo.InvariantCulture)), details: new { certificates = heard.Count, mails = told.Count }));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Another process wrote this day's digests at the same moment.
            db.ChangeTracker.Clear();
        }
    }

    private async Task<IReadOnlyList<ExpiringCertificate>> ToTellAsync(DateTimeOffset now, DateOnly today, CancellationToken cancel)
    {
        var until = now.AddDays(ladder.Rungs[0] + 1);
        var found = await RunningOut.Unattended(db, now).Where(c => c.NotAfter <= until)
            .Select(c => new { c.Id, c.SubjectName, c.PersonId, c.UnitId, c.SerialNumber, c.Device, c.NotAfter, Lowest = db.ExpiryNotices.Where(n => n.CertificateId == c.Id).Min(n => (int?)n.Rung) }).ToListAsync(cancel);
        return [.. found
            .Select(c => (Row: c, Left: DateOnly.FromDateTime(c.NotAfter.ToVietnam().DateTime).DayNumber - today.DayNumber))
            .Select(c => (c.Row, c.Left, Rung: ladder.At(c.Left)))
            .Where(c => c.Rung is { } rung && !(c.Row.Lowest <= rung))
            .Select(c => new ExpiringCertificate(c.Row.Id, c.Row.SubjectName, c.Row.PersonId, c.Row.UnitId, c.Row.SerialNumber, c.Row.Device, c.Row.NotAfter, c.Left, c.Rung!.Value))];
    }
}
