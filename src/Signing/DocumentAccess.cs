using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>Which documents the current user may see: those they are to sign or signed, those of units they are clerk of, and papers about certificates as the lead agency.</summary>
internal sealed class DocumentAccess(SigningDb db, CurrentUser user, IUnits units)
{
    /// <summary>The only door to documents for pages; administrators get nothing here.</summary>
    public async Task<IQueryable<Document>> VisibleAsync(CancellationToken cancel)
    {
        var (person, isLeadAgency) = (user.PersonId, user.Holds(Role.LeadAgency));
        var reach = await ClerkReachAsync(cancel);
        return db.Documents.Where(d => (person != null && d.Signatories.Any(s => s.PersonId == person && (s.WaitingSince != null || s.SignedAt != null)))
            || reach.Contains(d.UnitId)
            || (isLeadAgency && d.Purpose == DocumentPurpose.CertificatePaper));
    }

    /// <summary>The units for which the current user prepares documents.</summary>
    public async Task<IReadOnlyList<Guid>> ClerkReachAsync(CancellationToken cancel) =>
        user.UnitsAs(Role.Clerk) is { Count: > 0 } held ? await units.WithinAsync(held, cancel) : [];

    /// <summary>One visible document with all its versions, or null.</summary>
    public async Task<Document?> FindAsync(Guid id, CancellationToken cancel) =>
        await (await VisibleAsync(cancel)).Include(d => d.Signatories).Include(d => d.Versions).ThenInclude(v => v.Signature).AsSplitQuery().SingleOrDefaultAsync(d => d.Id == id, cancel);
}
