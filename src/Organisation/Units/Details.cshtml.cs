using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.Units;

/// <summary>One unit: its life, where it stood, what it came from and became, and who holds or held posts in it.</summary>
[Authorize(RolePolicy.SignedIn)]
internal sealed class DetailsModel(OrganisationDb db, TimeProvider clock) : PageModel
{
    public Unit Unit { get; private set; } = null!;

    public bool Exists => Unit.ExistsOn(clock.TodayInVietnam());

    public IReadOnlyList<Tie> Above { get; private set; } = [];

    public IReadOnlyList<Tie> Predecessors { get; private set; } = [];

    public IReadOnlyList<Tie> Successors { get; private set; } = [];

    public IReadOnlyList<Holder> InPost { get; private set; } = [];

    public IReadOnlyList<Holder> Former { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        var unit = await db.Units.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancel);
        if (unit is null)
            return NotFound();
        Unit = unit;
        Above = await db.Placements.Where(p => p.UnitId == id).OrderBy(p => p.ValidFrom)
            .Join(db.Units, p => p.ParentId, u => u.Id, (p, u) => new Tie(u.Id, u.Name, p.ValidFrom, p.ValidTo, null)).ToListAsync(cancel);
        Predecessors = await db.Successions.Where(s => s.SuccessorId == id)
            .Join(db.Units, s => s.PredecessorId, u => u.Id, (s, u) => new Tie(u.Id, u.Name, s.EffectiveOn, null, s.Decision == null ? null : s.Decision.Number)).ToListAsync(cancel);
        Successors = await db.Successions.Where(s => s.PredecessorId == id)
            .Join(db.Units, s => s.SuccessorId, u => u.Id, (s, u) => new Tie(u.Id, u.Name, s.EffectiveOn, null, s.Decision == null ? null : s.Decision.Number)).ToListAsync(cancel);
        var holders = await db.Posts.Where(p => p.UnitId == id)
            .Join(db.People, p => p.PersonId, who => who.Id, (p, who) => new Holder(who.FullName, p.Title, p.Rank, p.HeldFrom, p.HeldTo, who.IsDemonstration))
            .ToListAsync(cancel);
        var today = clock.TodayInVietnam();
        InPost = [.. holders.Where(h => h.From <= today && (h.To is null || h.To >= today)).OrderBy(h => h.Rank).ThenBy(h => h.Name, StringComparer.Create(CultureInfo.GetCultureInfo("vi"), ignoreCase: true))];
        Former = [.. holders.Where(h => h.To < today).OrderByDescending(h => h.To)];
        return Page();
    }

    public static string Show(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    public sealed record Tie(Guid UnitId, string Name, DateOnly From, DateOnly? To, string? Decision);

    public sealed record Holder(string Name, string Title, int Rank, DateOnly From, DateOnly? To, bool IsDemonstration);
}
