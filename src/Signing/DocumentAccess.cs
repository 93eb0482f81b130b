using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>
/// Which documents the current user may see: those they are to sign or signed, also for another by delegation; those of units they are
/// clerk of; issued ones whose recipient is such a unit; and papers about certificates as the lead agency.
/// </summary>
internal sealed class DocumentAccess(SigningDb db, CurrentUser user, IUnits units, TimeProvider clock)
{
    private IReadOnlyList<Guid>? reach;
    private IReadOnlyList<Delegation>? delegations;

    /// <summary>The only door to documents for pages; administrators get nothing here.</summary>
    public async Task<IQueryable<Document>> VisibleAsync(CancellationToken cancel)
    {
        var isLeadAgency = user.Holds(Role.LeadAgency);
        var (people, units) = (await SignsForAsync(cancel), await ClerkReachAsync(cancel));
        return db.Documents.Where(d => d.Signatories.Any(s => people.Contains(s.PersonId) && (s.WaitingSince != null || s.SignedAt != null))
            || units.Contains(d.UnitId)
            || (d.IssuedAt != null && d.Recipients.Any(r => r.UnitId != null && units.Contains(r.UnitId.Value)))
            || (isLeadAgency && d.Purpose == DocumentPurpose.CertificatePaper));
    }

    /// <summary>The units for which the current user prepares documents.</summary>
    public async Task<IReadOnlyList<Guid>> ClerkReachAsync(CancellationToken cancel) =>
        reach ??= user.UnitsAs(Role.Clerk) is { Count: > 0 } held ? await units.WithinAsync(held, cancel) : [];

    /// <summary>Whether the current user is clerk of the unit that issues the document.</summary>
    public async Task<bool> IsClerkOfAsync(Document document, CancellationToken cancel) => (await ClerkReachAsync(cancel)).Contains(document.UnitId);

    /// <summary>Those whose inbox the current user works on: themselves, and whoever delegated to them.</summary>
    public async Task<IReadOnlyList<Guid>> SignsForAsync(CancellationToken cancel) =>
        user.PersonId is { } person ? [person, .. (await DelegationsAsync(cancel)).Select(d => d.FromPersonId)] : [];

    /// <summary>The delegations to the current user that hold now.</summary>
    public async Task<IReadOnlyList<Delegation>> DelegationsAsync(CancellationToken cancel)
    {
        if (delegations is not null || user.PersonId is not { } person) return delegations ?? [];
        var now = clock.GetUtcNow();
        return delegations = await db.Delegations.AsNoTracking().Where(d => d.ToPersonId == person && d.From <= now && d.Until > now && d.EndedAt == null).ToListAsync(cancel);
    }

    /// <summary>The place on the route at which the current user may sign now, and the delegation by which they do; null when it is not their turn.</summary>
    public async Task<(Signatory Signatory, Delegation? By)?> TurnAsync(Document document, CancellationToken cancel)
    {
        if (document.Waiting.FirstOrDefault(s => s.PersonId == user.PersonId) is { } own) return (own, null);
        // A paper that asks for one certain certificate asks for its holder.
        var held = await DelegationsAsync(cancel);
        return document.Waiting.Where(s => s.CertificateThumbprint is null && s.Role is SignatoryRole.Approve)
            .Select(s => (s, held.FirstOrDefault(d => d.FromPersonId == s.PersonId))).Where(t => t.Item2 is not null).Cast<(Signatory, Delegation?)?>().FirstOrDefault();
    }

    /// <summary>One visible document with all its versions, or null.</summary>
    public async Task<Document?> FindAsync(Guid id, CancellationToken cancel) => (await FindAsync([id], cancel)).SingleOrDefault();

    /// <summary>Those of these documents that are visible, with all their versions.</summary>
    public async Task<IReadOnlyList<Document>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        await Whole(await VisibleAsync(cancel)).Where(d => ids.Contains(d.Id)).ToListAsync(cancel);

    /// <summary>With everything an act on a document needs.</summary>
    public static IQueryable<Document> Whole(IQueryable<Document> documents) =>
        documents.Include(d => d.Signatories).Include(d => d.Versions).ThenInclude(v => v.Signature).Include(d => d.Recipients).AsSplitQuery();
}
