using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>One act of a person on one document: found if they may see it, refused with a sentence if it does not fit, saved with its audit entry.</summary>
internal sealed class ActOnDocument(SigningDb db, DocumentAccess access, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text)
{
    /// <summary>Who acts.</summary>
    public Actor Actor => new(user.AccountId, user.DisplayName);

    /// <summary>Does it.</summary>
    /// <param name="id">The document.</param>
    /// <param name="act">Code word for the audit trail, without "signing.document.".</param>
    /// <param name="does">Does it, or says why not in a sentence.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Found: false when there is no such document for this user. Complaint: null when it was done.</returns>
    public async Task<(bool Found, string? Complaint)> RunAsync(Guid id, string act, Func<Document, DateTimeOffset, Task<string?>> does, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { } document) return (false, null);
        var now = clock.GetUtcNow();
        if (await does(document, now) is { } complaint) return (true, complaint);
        db.Audit.Add(AuditEntry.By(user, now, $"signing.document.{act}", ("document", id), document.UnitId));
        try
        {
            await db.SaveChangesAsync(cancel);
            return (true, null);
        }
        catch (DbUpdateConcurrencyException)
        {
            return (true, text["Văn bản vừa được người khác xử lý nên việc này chưa được ghi. Không có gì bị mất; hãy tải lại trang để xem tình trạng mới."]);
        }
    }
}
