using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Signing.Batches;

/// <summary>A batch as its signer sees it.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Waiting">Its documents that still wait for the signer and are as they were frozen, in their order.</param>
/// <param name="Signed">How many were signed.</param>
/// <param name="Changed">Documents whose file is no longer the frozen one; they wait in the inbox by themselves.</param>
/// <param name="Units">Names of the units that issue them.</param>
/// <param name="ChangedSinceSeen">Documents whose file the clerk replaced after the signer had seen it.</param>
internal sealed record BatchCard(Batch Batch, IReadOnlyList<Document> Waiting, int Signed, IReadOnlyList<Document> Changed, IReadOnlyList<string> Units, IReadOnlySet<Guid> ChangedSinceSeen)
{
    /// <summary>Documents of which something should be looked at before they are signed.</summary>
    public int Risky => Waiting.Count(IsRisky);

    /// <summary>Whether something about it should be looked at before it is signed.</summary>
    public bool IsRisky(Document document) => document.LatestVersion.Warnings.ForSigner() is not FileWarning.None || ChangedSinceSeen.Contains(document.Id);
}

/// <summary>Puts batches together and reads them; documents are loaded in one go, however many there are.</summary>
internal sealed class BatchCards(SigningDb db, DocumentAccess access, IUnits units, CurrentUser user, TimeProvider clock)
{
    /// <summary>The open batches of a signer, oldest first.</summary>
    public async Task<IReadOnlyList<BatchCard>> OpenForAsync(Guid person, CancellationToken cancel)
    {
        var found = await CardsAsync(await db.Batches.Include(b => b.Items).Where(b => b.PersonId == person && b.ClosedAt == null).OrderBy(b => b.FrozenAt).ToListAsync(cancel), cancel);
        // Signed, returned or withdrawn one by one: what is left over is put away here, so that the inbox does not read it for ever.
        foreach (var over in found.Where(c => c.Waiting.Count == 0)) over.Batch.Close(clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return [.. found.Where(c => c.Waiting.Count > 0)];
    }

    /// <summary>One batch of the current user, as its signer or as clerk of its unit; null when there is none.</summary>
    public async Task<BatchCard?> FindAsync(Guid id, CancellationToken cancel)
    {
        var reach = await access.ClerkReachAsync(cancel);
        var batch = await db.Batches.Include(b => b.Items).SingleOrDefaultAsync(b => b.Id == id && (b.PersonId == user.PersonId || reach.Contains(b.UnitId)), cancel);
        return batch is null ? null : (await CardsAsync([batch], cancel))[0];
    }

    /// <summary>Freezes documents that wait for a signer; null when none of them does.</summary>
    /// <param name="chosen">The documents, in their order.</param>
    /// <param name="person">Who is to sign.</param>
    /// <param name="title">The batch's name.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Batch?> AssembleAsync(IReadOnlyList<Guid> chosen, Guid person, string title, CancellationToken cancel)
    {
        var found = (await access.FindAsync(chosen, cancel)).ToDictionary(d => d.Id);
        var documents = chosen.Distinct().Select(found.GetValueOrDefault).Where(d => d is not null && d.Waiting.Any(s => s.PersonId == person)).Select(d => d!).ToList();
        if (documents.Count == 0) return null;
        var now = clock.GetUtcNow();
        var batch = new Batch(documents[0].UnitId, person, title, documents, new Actor(user.AccountId, user.DisplayName), now);
        // A document is in one batch at a time: the newest says in which.
        var ids = documents.ConvertAll(d => d.Id);
        foreach (var earlier in await db.Batches.Include(b => b.Items).Where(b => b.PersonId == person && b.ClosedAt == null && b.Items.Any(i => i.TakenOutAt == null && ids.Contains(i.DocumentId))).ToListAsync(cancel))
        {
            foreach (var item in earlier.Items.Where(i => i.TakenOutAt is null && ids.Contains(i.DocumentId))) item.TakeOut(user.DisplayName, now);
            if (earlier.Items.TrueForAll(i => i.TakenOutAt is not null)) earlier.Close(now);
        }

        db.Batches.Add(batch);
        db.Audit.Add(AuditEntry.By(user, now, "signing.batch.assembled", ("batch", batch.Id), batch.UnitId, new { person, documents = ids }));
        await db.SaveChangesAsync(cancel);
        return batch;
    }

    private async Task<IReadOnlyList<BatchCard>> CardsAsync(IReadOnlyList<Batch> batches, CancellationToken cancel)
    {
        var ids = batches.SelectMany(b => b.Items).Select(i => i.DocumentId).Distinct().ToList();
        var documents = await DocumentAccess.Whole(db.Documents.AsNoTracking()).Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancel);
        var names = (await units.FindAsync([.. documents.Values.Select(d => d.UnitId).Distinct()], cancel)).ToDictionary(u => u.Id, u => u.Name);
        var people = batches.Select(b => b.PersonId).Distinct().ToList();
        var seen = (await db.ReadMarks.AsNoTracking().Where(m => people.Contains(m.PersonId) && ids.Contains(m.DocumentId)).ToListAsync(cancel)).ToLookup(m => m.PersonId);
        return [.. batches.Select(batch => Card(batch, documents, names, [.. seen[batch.PersonId].Where(m => WasReplaced(documents[m.DocumentId], m)).Select(m => m.DocumentId)]))];
    }

    private static bool WasReplaced(Document document, ReadMark seen) =>
        document.Versions.SingleOrDefault(v => v.Id == seen.VersionId) is { } before && document.Versions.Any(v => v.Part == 0 && v.Origin is VersionOrigin.Submitted && v.Ordinal > before.Ordinal);

    private static BatchCard Card(Batch batch, Dictionary<Guid, Document> documents, Dictionary<Guid, string> names, HashSet<Guid> changedSinceSeen)
    {
        var items = batch.Items.Where(i => i.TakenOutAt is null && documents.ContainsKey(i.DocumentId)).OrderBy(i => i.Ordinal).Select(i => (Item: i, Document: documents[i.DocumentId])).ToList();
        var waiting = items.Where(i => i.Document.Waiting.Any(s => s.PersonId == batch.PersonId)).ToList();
        var asFrozen = waiting.Where(i => i.Document.LatestVersion.Id == i.Item.VersionId).Select(i => i.Document).ToList();
        return new BatchCard(batch, asFrozen, items.Count(i => i.Document.Signatories.Any(s => s.PersonId == batch.PersonId && s.SignedAt is not null)),
            [.. waiting.Where(i => i.Document.LatestVersion.Id != i.Item.VersionId).Select(i => i.Document)], [.. asFrozen.Select(d => names.GetValueOrDefault(d.UnitId, "")).Distinct()], changedSinceSeen);
    }
}
