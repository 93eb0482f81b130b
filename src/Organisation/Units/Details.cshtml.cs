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
internal sealed class DetailsModel(OrganisationDb db, PeopleAccess access, CurrentUser user, TimeProvider clock) : PageModel
{
    public Unit Unit { get; private set; } = null!;

    public bool Exists => Unit.ExistsOn(clock.TodayInVietnam());

    public IReadOnlyList<Tie> Above { get; private set; } = [];

    public IReadOnlyList<Tie> Predecessors { get; private set; } = [];

    public IReadOnlyList<Tie> Successors { get; private set; } = [];

    /// <summary>What stands below it today, or stood there on its last day.</summary>
    public IReadOnlyList<(Guid Id, string Name)> Below { get; private set; } = [];

    /// <summary>Decisions by which something was done to it, the latest first.</summary>
    public IReadOnlyList<Entry> Decisions { get; private set; } = [];

    /// <summary>Whether the user may change the tree.</summary>
    public bool MayChange => user.Holds(Role.LeadAgency, Role.Administrator);

    /// <summary>Whether the user may open the pages of this unit's people.</summary>
    public bool MaySeePeople { get; private set; }

    /// <summary>Whether the user maintains this unit's people.</summary>
    public bool MayAddPeople { get; private set; }

    public IReadOnlyList<Holder> InPost { get; private set; } = [];

    public IReadOnlyList<Holder> Former { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Units.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancel) is not { } unit)
            return NotFound();
        Unit = unit;
        await LoadReachAsync(id, cancel);
        await LoadHistoryAsync(id, cancel);
        await LoadHoldersAsync(id, cancel);
        Below = await BelowAsync(unit, cancel);
        Decisions = await DecisionsAsync(id, cancel);
        return Page();
    }

    private async Task LoadReachAsync(Guid id, CancellationToken cancel)
    {
        MaySeePeople = await access.SeenAsync(cancel) is not { } seen || seen.Contains(id);
        MayAddPeople = Exists && user.Holds(Role.Clerk, Role.LeadAgency, Role.Administrator) && (await access.MaintainedAsync(cancel) is not { } maintained || maintained.Contains(id));
    }

    private async Task LoadHistoryAsync(Guid id, CancellationToken cancel)
    {
        Above = await db.Placements.Where(p => p.UnitId == id).OrderBy(p => p.ValidFrom)
            .Join(db.Units, p => p.ParentId, u => u.Id, (p, u) => new Tie(u.Id, u.Name, p.ValidFrom, p.ValidTo, p.Decision, null)).ToListAsync(cancel);
        Predecessors = await db.Successions.Where(s => s.SuccessorId == id)
            .Join(db.Units, s => s.PredecessorId, u => u.Id, (s, u) => new Tie(u.Id, u.Name, s.EffectiveOn, null, s.Decision, s.Share)).ToListAsync(cancel);
        Successors = await db.Successions.Where(s => s.PredecessorId == id)
            .Join(db.Units, s => s.SuccessorId, u => u.Id, (s, u) => new Tie(u.Id, u.Name, s.EffectiveOn, null, s.Decision, s.Share)).ToListAsync(cancel);
    }

    private async Task LoadHoldersAsync(Guid id, CancellationToken cancel)
    {
        var holders = await db.Posts.Where(p => p.UnitId == id)
            .Join(db.People, p => p.PersonId, who => who.Id, (p, who) => new Holder(who.Id, who.FullName, p.Title, p.Rank, p.HeldFrom, p.HeldTo, who.IsDemonstration))
            .ToListAsync(cancel);
        var today = clock.TodayInVietnam();
        InPost = [.. holders.Where(h => h.From <= today && (h.To is null || h.To >= today)).OrderBy(h => h.Rank).ThenBy(h => h.Name, StringComparer.Create(CultureInfo.GetCultureInfo("vi"), ignoreCase: true))];
        Former = [.. holders.Where(h => h.To < today).OrderByDescending(h => h.To)];
    }

    private async Task<IReadOnlyList<(Guid Id, string Name)>> BelowAsync(Unit unit, CancellationToken cancel)
    {
        var (id, today) = (unit.Id, clock.TodayInVietnam());
        var day = unit.ValidTo < today ? unit.ValidTo.Value : unit.ValidFrom > today ? unit.ValidFrom : today;
        var below = await db.Units.AsNoTracking().Where(u => u.ValidFrom <= day && (u.ValidTo == null || u.ValidTo >= day) && u.Placements.Any(p => p.ParentId == id && p.ValidFrom <= day && (p.ValidTo == null || p.ValidTo >= day)))
            .OrderBy(u => u.Name).Select(u => new { u.Id, u.Name }).ToListAsync(cancel);
        return [.. below.Select(u => (u.Id, u.Name))];
    }

    private async Task<IReadOnlyList<Entry>> DecisionsAsync(Guid id, CancellationToken cancel) => await db.Reorganisations.AsNoTracking()
        .Where(r => r.Sequence != null && (r.Transfers.Any(t => t.PredecessorId == id || t.SuccessorId == id) || r.Beginnings.Any(b => b.UnitId == id) || r.Moves.Any(m => m.UnitId == id)))
        .OrderByDescending(r => r.EffectiveOn).ThenByDescending(r => r.Sequence).Select(r => new Entry(r.Id, r.Kind, r.Decision.Number, r.Decision.Date, r.EffectiveOn)).ToListAsync(cancel);

    public static string Show(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    public sealed record Tie(Guid UnitId, string Name, DateOnly From, DateOnly? To, Decision? Decision, string? Share);

    public sealed record Entry(Guid Id, ReorganisationKind Kind, string Number, DateOnly Date, DateOnly EffectiveOn);

    public sealed record Holder(Guid PersonId, string Name, string Title, int Rank, DateOnly From, DateOnly? To, bool IsDemonstration);
}
