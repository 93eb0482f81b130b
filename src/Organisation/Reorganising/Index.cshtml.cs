using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Organisation.Reorganising;

/// <summary>Drafts that wait, and every act on units that was applied, the latest first.</summary>
internal sealed class IndexModel(OrganisationDb db) : PageModel
{
    private const int PageSize = 30;

    [BindProperty(Name = "p", SupportsGet = true)]
    public int Number { get; set; } = 1;

    public IReadOnlyList<Line> Drafts { get; private set; } = [];

    public IReadOnlyList<Line> Applied { get; private set; } = [];

    public bool HasMore { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Number = Math.Clamp(Number, 1, 10_000);
        Drafts = await Lines(db.Reorganisations.Where(r => r.Sequence == null).OrderByDescending(r => r.CreatedAt)).Take(PageSize).ToListAsync(cancel);
        var applied = await Lines(db.Reorganisations.Where(r => r.Sequence != null).OrderByDescending(r => r.Sequence)).Skip((Number - 1) * PageSize).Take(PageSize + 1).ToListAsync(cancel);
        (Applied, HasMore) = ([.. applied.Take(PageSize)], applied.Count > PageSize);
    }

    private static IQueryable<Line> Lines(IQueryable<Reorganisation> acts) => acts.AsNoTracking()
        .Select(r => new Line(r.Id, r.Kind, r.Decision.Number, r.Decision.Date, r.EffectiveOn, r.Summary, r.Transfers.Count + r.Beginnings.Count + r.Moves.Count, r.AppliedAt));

    public sealed record Line(Guid Id, ReorganisationKind Kind, string Number, DateOnly Date, DateOnly EffectiveOn, string Summary, int Lines, DateTimeOffset? AppliedAt);
}
