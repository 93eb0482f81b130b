using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Signing.Numbering;

/// <summary>Takes in a scan that nobody has to sign – a copy, a paper that came – and gives it the next number of its series; the organisation's mark follows.</summary>
internal sealed class EnterDocument(SigningDb db, GiveNumber give, CurrentUser user, TimeProvider clock)
{
    /// <summary>The new document. Should the number fail to come, it waits for it like any other.</summary>
    /// <param name="unit">Whose series; the current user is its clerk.</param>
    /// <param name="with">Purpose and what else is to be said of it.</param>
    /// <param name="title">What it is about.</param>
    /// <param name="file">The scan.</param>
    /// <param name="arrival">How it came; null for a copy.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Guid> RunAsync(Guid unit, Func<DocumentDetails, DocumentDetails> with, string title, SubmittedFile file, Arrival? arrival, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var document = Document.Draft(with(new DocumentDetails(unit, title.Trim(), "", user.AccountId, user.DisplayName, false)), [file], [], now);
        document.Submit(new Actor(user.AccountId, user.DisplayName), now);
        db.Documents.Add(document);
        if (arrival is not null) db.Incoming.Add(new IncomingFacts(document, arrival, ArrivalFinding.Unsigned, now));
        db.Audit.Add(AuditEntry.By(user, now, arrival is null ? "signing.copy.made" : "signing.incoming.received", ("document", document.Id), unit, new { sha256 = file.Stored.Sha256 }));
        await db.SaveChangesAsync(cancel);
        await give.RunAsync(document.Id, null, cancel);
        return document.Id;
    }
}
