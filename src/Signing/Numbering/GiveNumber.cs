using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Signing.Numbering;

/// <summary>Gives a signed document its number and today's date, in one transaction with the file that carries them.</summary>
internal sealed class GiveNumber(SigningDb db, TakeNumber take, WriteNumber write, CurrentUser user, TimeProvider clock)
{
    /// <summary>Whether it has its number now; false when another act was first. Asking again for a numbered document changes nothing.</summary>
    /// <param name="documentId">A document the current user is clerk of; who calls has checked it.</param>
    /// <param name="reserved">A number reserved before; null for the next of the series.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<bool> RunAsync(Guid documentId, int? reserved, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var unitId = await db.Documents.Where(d => d.Id == documentId).Select(d => d.UnitId).SingleAsync(cancel);
        var (now, today) = (clock.GetUtcNow(), clock.TodayInVietnam());
        var kind = await db.Documents.Where(d => d.Id == documentId).Select(d => d.Purpose).SingleAsync(cancel) switch
        {
            DocumentPurpose.Incoming => SeriesKind.Incoming,
            DocumentPurpose.Copy => SeriesKind.Copies,
            _ => SeriesKind.Issued,
        };
        var number = reserved is null
            ? await take.RunAsync(unitId, kind, today.Year, cancel)
            : await db.Numbers.SingleOrDefaultAsync(n => n.UnitId == unitId && n.Kind == kind && n.Year == today.Year && n.Number == reserved && n.DocumentId == null, cancel);
        // Only now that the series is held: whoever held it before may have numbered this very document.
        var document = await DocumentAccess.Whole(db.Documents).SingleAsync(d => d.Id == documentId, cancel);
        if (document.State is not DocumentState.Signed || document.Purpose is DocumentPurpose.CertificatePaper || number is null) return document.Number is not null;
        number.GiveTo(document.Id);
        var filled = await write.RunAsync(document.LatestVersion, number.Number, today, cancel);
        document.GiveNumber(number.Number, today, filled, new Actor(user.AccountId, user.DisplayName), now);
        db.Audit.Add(AuditEntry.By(user, now, "signing.document.numbered", ("document", document.Id), unitId, new { number = number.Number, year = today.Year }));
        try
        {
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }
}
