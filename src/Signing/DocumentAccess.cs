using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>Which documents the current user may see: those waiting for or signed by them, and those of units they are clerk of.</summary>
internal sealed class DocumentAccess(SigningDb db, CurrentUser user, IUnits units)
{
    /// <summary>The only door to documents for pages; administrators get nothing here.</summary>
    public async Task<IQueryable<Document>> VisibleAsync(CancellationToken cancel)
    {
        var person = user.Holds(Role.Leader) ? user.PersonId : null;
        var reach = await ClerkReachAsync(cancel);
        return db.Documents.Where(d => d.SignerPersonId == person || reach.Contains(d.UnitId));
    }

    /// <summary>The units for which the current user prepares documents.</summary>
    public async Task<IReadOnlyList<Guid>> ClerkReachAsync(CancellationToken cancel) =>
        user.UnitsAs(Role.Clerk) is { Count: > 0 } held ? await units.WithinAsync(held, cancel) : [];

    /// <summary>One visible document with all its versions, or null.</summary>
    public async Task<Document?> FindAsync(Guid id, CancellationToken cancel) =>
        await (await VisibleAsync(cancel)).Include(d => d.Versions).ThenInclude(v => v.Signature).SingleOrDefaultAsync(d => d.Id == id, cancel);
}
