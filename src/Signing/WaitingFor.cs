using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>What waits for somebody, in the order in which it should be dealt with: most urgent, then due first, then longest waiting.</summary>
internal sealed class WaitingFor(SigningDb db)
{
    /// <summary>One document that waits.</summary>
    /// <param name="Document">With its signatories and versions.</param>
    /// <param name="PersonId">For whom it waits.</param>
    /// <param name="Since">Since when.</param>
    public sealed record Item(Document Document, Guid PersonId, DateTimeOffset Since);

    /// <summary>The documents themselves.</summary>
    public async Task<IReadOnlyList<Item>> ListAsync(IReadOnlyList<Guid> people, int atMost, CancellationToken cancel)
    {
        var found = await Ordered(people).Take(atMost).Select(w => new { w.Document.Id, w.PersonId, w.Since }).ToListAsync(cancel);
        var ids = found.ConvertAll(f => f.Id);
        var documents = await db.Documents.AsNoTracking().Include(d => d.Signatories).Include(d => d.Versions).AsSplitQuery().Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancel);
        return [.. found.Select(f => new Item(documents[f.Id], f.PersonId, f.Since))];
    }

    public Task<int> CountAsync(IReadOnlyList<Guid> people, CancellationToken cancel) => Ordered(people).CountAsync(cancel);

    /// <summary>The next of them besides the one at hand.</summary>
    public async Task<IReadOnlyList<Guid>> IdsAsync(IReadOnlyList<Guid> people, Guid besides, CancellationToken cancel) =>
        await Ordered(people).Where(w => w.Document.Id != besides).Take(20).Select(w => w.Document.Id).ToListAsync(cancel);

    private IQueryable<Waiting> Ordered(IReadOnlyList<Guid> people) =>
        db.Signatories.Where(s => people.Contains(s.PersonId) && s.SignedAt == null && s.WaitingSince != null)
            .Join(db.Documents, s => s.DocumentId, d => d.Id, (s, d) => new Waiting { Document = d, PersonId = s.PersonId, Since = s.WaitingSince!.Value })
            .OrderByDescending(w => w.Document.Urgency).ThenBy(w => w.Document.DueOn).ThenBy(w => w.Since);

    private sealed class Waiting
    {
        public Document Document { get; init; } = null!;

        public Guid PersonId { get; init; }

        public DateTimeOffset Since { get; init; }
    }
}
