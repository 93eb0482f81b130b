using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Signing.Exchange;

namespace ThanhHoa.DigitalSignature.Signing.Incoming;

/// <summary>Takes in what other agencies say of a document: a recipient's status, a sender's recall or replacement. Only whoever sent a document may recall or replace it; only a recipient has a say on its arrival.</summary>
internal sealed class TakeMessage(SigningDb db, DocumentAccess access, FindAddress addresses, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text)
{
    private const int LongestReason = 900;

    private Actor Actor => new(user.AccountId, user.DisplayName);

    /// <summary>A status message: about one of ours, or code 13, which asks for one of theirs back.</summary>
    public async Task<(Guid? Document, string Sentence)> StatusAsync(EdxmlStatus status, CancellationToken cancel)
    {
        var reach = await access.ClerkReachAsync(cancel);
        if (status.Code is ExchangeCode.RecallAsked)
            return await db.Incoming.Where(f => reach.Contains(f.UnitId) && f.EdxmlId == status.About.DocumentId).Select(f => (Guid?)f.UnitId).FirstOrDefaultAsync(cancel) is { } unit
                ? await RecallAsync(unit, status.From, new EdxmlBusiness(BusinessKind.Recall, status.Description) { DocumentId = status.About.DocumentId }, cancel)
                : Unknown(status.About.DocumentId);
        if (await OursAsync(status.About.DocumentId, reach, cancel) is not { } document) return Unknown(status.About.DocumentId);
        if (document.Recipients.FirstOrDefault(r => OrganIds.Same(r.OrganId, status.From.OrganId)) is not { } recipient)
            return (null, text["{0} không phải nơi nhận của văn bản này nên bản tin không được ghi.", status.From.Name.Length > 0 ? status.From.Name : status.From.OrganId]);
        await RecordAsync(document, recipient, status, cancel);
        return (document.Id, text["Đã ghi bản tin trạng thái của {0}: {1}.", recipient.Name, text[ExchangeCodeNames.Of(status.Code)]]);
    }

    /// <summary>Once for each code and recipient; a receipt counts as the recipient's confirmation.</summary>
    private async Task RecordAsync(Document document, Recipient recipient, EdxmlStatus status, CancellationToken cancel)
    {
        if (await db.Statuses.AnyAsync(s => s.DocumentId == document.Id && !s.IsOurs && s.Code == status.Code && s.OrganId == status.From.OrganId, cancel)) return;
        var now = clock.GetUtcNow();
        db.Statuses.Add(new ExchangeStatus(document.Id, isOurs: false, status.Code, status.From.OrganId, recipient.Name, Short(status.Description, LongestReason), Actor, now));
        if (ExchangeCode.IsReceipt(status.Code) && recipient.AcknowledgedAt is null) document.Acknowledge(recipient, new Actor(user.AccountId, Short(status.Staff ?? recipient.Name, 200)), now);
        db.Audit.Add(AuditEntry.By(user, now, "signing.exchange.status", ("document", document.Id), document.UnitId, new { status.Code, status.From.OrganId }));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The sender asks for a document back: it is marked until the clerk answers.</summary>
    public async Task<(Guid? Document, string Sentence)> RecallAsync(Guid unit, EdxmlOrganisation from, EdxmlBusiness business, CancellationToken cancel)
    {
        var facts = await db.Incoming.SingleOrDefaultAsync(f => f.UnitId == unit && f.EdxmlId == business.DocumentId, cancel);
        if (facts is null || !OrganIds.Same(facts.SenderOrganId, from.OrganId)) return Unknown(business.DocumentId);
        var now = clock.GetUtcNow();
        if (facts.RecallAskedAt is null && await db.Documents.AnyAsync(d => d.Id == facts.DocumentId && d.State != DocumentState.Recalled, cancel))
        {
            var reason = Short(business.Reason, LongestReason);
            facts.AskRecall(reason, now);
            db.Statuses.Add(new ExchangeStatus(facts.DocumentId, isOurs: false, ExchangeCode.RecallAsked, from.OrganId, facts.SenderName, reason, Actor, now));
            db.Audit.Add(AuditEntry.By(user, now, "signing.incoming.recall-asked", ("document", facts.DocumentId), unit));
            await db.SaveChangesAsync(cancel);
        }

        return (facts.DocumentId, text["Nơi gửi đề nghị thu hồi văn bản này. Hãy đồng ý hoặc từ chối."]);
    }

    /// <summary>A new document stands in the place of one that came before. Saved by who calls.</summary>
    public async Task ReplaceAsync(Guid unit, string senderOrganId, string edxmlId, Document by, CancellationToken cancel)
    {
        var facts = await db.Incoming.SingleOrDefaultAsync(f => f.UnitId == unit && f.EdxmlId == edxmlId, cancel);
        if (facts is null || !OrganIds.Same(facts.SenderOrganId, senderOrganId)) return;
        if (await DocumentAccess.Whole(db.Documents).SingleAsync(d => d.Id == facts.DocumentId, cancel) is { State: DocumentState.Issued } replaced) replaced.ReplaceBy(by, Actor, clock.GetUtcNow());
    }

    /// <summary>One of ours, by its name between agencies.</summary>
    private async Task<Document?> OursAsync(string name, IReadOnlyList<Guid> reach, CancellationToken cancel)
    {
        var parts = name.Split(',', 3);
        if (parts.Length < 3 || !DateOnly.TryParseExact(parts[1], EdxmlWriter.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return null;
        var stroke = parts[2].IndexOf('/', StringComparison.Ordinal);
        if (!int.TryParse(stroke < 0 ? parts[2] : parts[2][..stroke], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        var symbol = stroke < 0 ? "" : parts[2][(stroke + 1)..];
        var found = await DocumentAccess.Whole(db.Documents).Where(d => reach.Contains(d.UnitId) && d.IssuedAt != null && (d.Purpose == DocumentPurpose.Administrative || d.Purpose == DocumentPurpose.Copy) && d.Number == number && d.DatedOn == date && d.Symbol == symbol).OrderBy(d => d.Id).Take(20).ToListAsync(cancel);
        foreach (var document in found)
            if (await addresses.OfAsync(document.UnitId, cancel) is { } address && OrganIds.Same(address.OrganId, parts[0])) return document;
        return null;
    }

    private (Guid? Document, string Sentence) Unknown(string name) => (null, text["Không tìm thấy văn bản “{0}” mà bản tin nói đến, nên không có gì được ghi.", Short(name, 200)]);

    private static string Short(string written, int most) => written[..Math.Min(written.Length, most)];
}
