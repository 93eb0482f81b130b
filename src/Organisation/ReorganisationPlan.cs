using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>
/// Everything a reorganisation would do, worked out on the units and people as they are: shown before it is applied, saved when
/// it is. What stands against it is gathered, not thrown, so that a draft is corrected once and not refusal by refusal.
/// </summary>
internal sealed class ReorganisationPlan
{
    private readonly Reorganisation act;
    private readonly UnitHistory history;
    private readonly List<Refusal> refusals = [];
    private readonly Dictionary<string, Unit> predecessors = [];
    private readonly Dictionary<Unit, List<(Unit Successor, UnitTransfer Transfer)>> successors = [];
    private readonly List<EndedUnit> ended = [];
    private readonly List<(Unit Unit, Unit Parent)> moved = [];
    private readonly List<PlannedPost> people = [];
    private readonly List<(Unit Unit, int People)> undecided = [];

    private ReorganisationPlan(Reorganisation act, UnitHistory history) => (this.act, this.history) = (act, history);

    /// <summary>Why it cannot be applied; empty when it can.</summary>
    public IReadOnlyList<Refusal> Refusals => refusals;

    public IReadOnlyList<EndedUnit> Ended => ended;

    public IReadOnlyList<Unit> Begun => history.Added;

    public IReadOnlyList<(Unit Unit, Unit Parent)> Moved => moved;

    /// <summary>Predecessor, successor and what goes over, also from units that live on.</summary>
    public IEnumerable<(Unit Predecessor, Unit Successor, UnitTransfer Transfer)> Successions =>
        successors.SelectMany(s => s.Value.Where(one => one.Successor != s.Key).Select(one => (s.Key, one.Successor, one.Transfer)));

    /// <summary>Everybody in post at a unit from which something goes over, also who stays and for whom nobody has said where to.</summary>
    public IReadOnlyList<PlannedPost> People => people;

    /// <summary>The posts that move or end.</summary>
    public IEnumerable<PlannedPost> Posts => people.Where(p => p.Fate is PostFate.Moves or PostFate.Ends);

    /// <summary>Units with several successors and people for whom nobody has said where they go.</summary>
    public IReadOnlyList<(Unit Unit, int People)> Undecided => undecided;

    /// <summary>The units that may take over from one.</summary>
    public IEnumerable<Unit> SuccessorsOf(Unit unit) => successors.GetValueOrDefault(unit)?.Select(one => one.Successor).Where(one => one != unit) ?? [];

    public Unit? UnitOnEve(string code) => predecessors.GetValueOrDefault(code);

    public Unit? UnitOnDay(string code) => history.WithCode(code, act.EffectiveOn);

    /// <summary>Works it out on tracked entities: saving the context keeps it, leaving the context alone forgets it.</summary>
    public static async Task<ReorganisationPlan> WorkOutAsync(OrganisationDb db, Reorganisation act, CancellationToken cancel)
    {
        var plan = new ReorganisationPlan(act, await UnitHistory.LoadAsync(db, cancel));
        plan.WorkOutUnits();
        var ids = plan.predecessors.Values.Select(u => u.Id).ToList();
        var holders = await db.People.Include(p => p.Posts).Where(p => p.Posts.Any(post => ids.Contains(post.UnitId) && (post.HeldTo == null || post.HeldTo >= act.Eve)))
            .OrderBy(p => p.FullName).ThenBy(p => p.Id).AsSplitQuery().ToListAsync(cancel);
        plan.WorkOutPosts(holders);
        return plan;
    }

    private void WorkOutUnits()
    {
        if (act.Beginnings.Count + act.Transfers.Count + act.Moves.Count == 0) refusals.Add(new(RefusalCode.NothingToDo));
        foreach (var code in act.Transfers.Select(t => t.PredecessorCode).Distinct())
        {
            if (history.WithCode(code, act.Eve) is { } unit) predecessors.Add(code, unit);
            else refusals.Add(new(RefusalCode.NoPredecessor, code, Days.Show(act.Eve)));
        }

        var begins = act.Beginnings.Select(b => b.Code).ToHashSet();
        foreach (var (code, unit) in predecessors)
        {
            var livesOn = act.Transfers.Any(t => t.PredecessorCode == code && t.SuccessorCode == code) && !begins.Contains(code) && unit.ExistsOn(act.EffectiveOn);
            if (livesOn) continue;
            var before = unit.ValidTo;
            if (UnitHistory.End(unit, act.EffectiveOn, act.Decision) is { } refusal) refusals.Add(refusal);
            else ended.Add(new EndedUnit(unit, WasRecorded: before == act.Eve));
        }

        foreach (var beginning in act.Beginnings) Begin(beginning, 1);
        FindSuccessors();
        foreach (var move in act.Moves) Move(move);
        foreach (var unit in ended.Select(e => e.Unit)) BringAlong(unit);
        refusals.AddRange(ended.Select(e => history.LeftBehind(e.Unit)).OfType<Refusal>());
    }

    /// <summary>Establishes a unit, its parent first when that begins too; one that is there already, from that very day and by that name, is right as it is.</summary>
    private void Begin(BeginningUnit beginning, int level)
    {
        if (history.WithCode(beginning.Code, act.EffectiveOn) is { } there && there.ValidFrom == act.EffectiveOn && there.Name == beginning.Name) return;
        if (history.WithCode(beginning.ParentCode, act.EffectiveOn) is null && level < UnitHistory.MostLevels && act.Beginnings.FirstOrDefault(b => b.Code == beginning.ParentCode && b != beginning) is { } above) Begin(above, level + 1);
        if (history.WithCode(beginning.ParentCode, act.EffectiveOn) is not { } parent) refusals.Add(new(RefusalCode.NoSuchUnit, beginning.ParentCode, Days.Show(act.EffectiveOn)));
        else if (history.Establish(new NewUnit(beginning.Code, beginning.Name, beginning.Kind), parent, act.EffectiveOn, null, act.Decision) is { } refusal) refusals.Add(refusal);
    }

    private void FindSuccessors()
    {
        foreach (var transfer in act.Transfers)
        {
            if (!predecessors.TryGetValue(transfer.PredecessorCode, out var predecessor)) continue;
            if (!successors.TryGetValue(predecessor, out var of)) successors.Add(predecessor, of = []);
            if (transfer.SuccessorCode.Length == 0) continue;
            if (history.WithCode(transfer.SuccessorCode, act.EffectiveOn) is { } successor) of.Add((successor, transfer));
            else refusals.Add(new(RefusalCode.NoSuccessor, transfer.SuccessorCode, Days.Show(act.EffectiveOn)));
        }
    }

    private void Move(UnitMove move)
    {
        var (unit, parent) = (history.WithCode(move.Code, act.EffectiveOn), history.WithCode(move.ParentCode, act.EffectiveOn));
        if (unit is null || parent is null) refusals.Add(new(RefusalCode.NoSuchUnit, unit is null ? move.Code : move.ParentCode, Days.Show(act.EffectiveOn)));
        else Move(unit, parent);
    }

    /// <summary>What stood below a unit goes with it when it has one successor; else somebody must say where to.</summary>
    private void BringAlong(Unit unit)
    {
        if (successors.GetValueOrDefault(unit) is not [{ Successor: var successor }]) return;
        foreach (var child in history.Below(unit, act.EffectiveOn).ToList()) Move(child, successor);
    }

    private void Move(Unit unit, Unit parent)
    {
        if (history.Move(unit, parent, act.EffectiveOn, act.Decision) is { } refusal) refusals.Add(refusal);
        else moved.Add((unit, parent));
    }

    private void WorkOutPosts(IEnumerable<Person> holders)
    {
        var (gone, choices) = (ended.ToDictionary(e => e.Unit.Id), act.Choices.ToDictionary(c => c.PostId));
        var units = predecessors.Values.ToDictionary(u => u.Id);
        var open = new Dictionary<Unit, int>();
        foreach (var person in holders)
        {
            foreach (var post in person.Posts.ToList())
            {
                if (!units.TryGetValue(post.UnitId, out var unit) || post.HeldTo < act.Eve) continue;
                if (gone.TryGetValue(unit.Id, out var end))
                {
                    // Its holder left on that very day for reasons of their own; only a unit recorded as ended before left people behind.
                    if (post.HeldTo == act.Eve && !end.WasRecorded && !choices.ContainsKey(post.Id)) continue;
                }
                else if (!choices.ContainsKey(post.Id))
                {
                    if (post.HeldFrom <= act.Eve) people.Add(new PlannedPost(person, post, unit, null, post.Details, PostFate.Stays));
                    continue;
                }

                if (post.HeldFrom > act.Eve) refusals.Add(new(RefusalCode.PostBeginsLater, person.FullName, unit.Name, Days.Show(post.HeldFrom)));
                else if (!Decide(person, post, unit, choices.GetValueOrDefault(post.Id))) open[unit] = open.GetValueOrDefault(unit) + 1;
            }
        }

        undecided.AddRange(open.OrderBy(o => o.Key.Code, StringComparer.Ordinal).Select(o => (o.Key, o.Value)));
        refusals.AddRange(undecided.Select(u => new Refusal(RefusalCode.Undecided, $"{u.People}", u.Unit.Name)));
    }

    /// <summary>Moves or ends one post; false when nobody has said where to.</summary>
    private bool Decide(Person person, Post post, Unit unit, PostChoice? choice)
    {
        var to = successors.GetValueOrDefault(unit) ?? [];
        Unit? target = null;
        if (choice is { ToCode: { } code })
        {
            target = history.WithCode(code, act.EffectiveOn);
            if (target is null) refusals.Add(new(RefusalCode.NoSuchUnit, code, Days.Show(act.EffectiveOn)));
        }
        else if (choice is null && to.Count > 0)
        {
            target = to.Count == 1 ? to[0].Successor : to.Find(one => one.Transfer.TakesPeople).Successor;
            if (target is null)
            {
                people.Add(new PlannedPost(person, post, unit, null, post.Details, PostFate.Open));
                return false;
            }
        }

        var details = choice?.Details ?? post.Details;
        if (choice is null && WasMovedByHand(person, post, target, details)) return true;
        var until = post.HeldTo > act.Eve ? post.HeldTo : null;
        post.Cut(act.Eve);
        if (target is not null && person.TakeUp(target, details, act.EffectiveOn, until, follows: post.Id) is { } refusal) refusals.Add(refusal);
        else people.Add(new PlannedPost(person, post, unit, target, details, target is null ? PostFate.Ends : PostFate.Moves));
        return true;
    }

    /// <summary>The decision is entered after the fact, and somebody was quicker with this person.</summary>
    private bool WasMovedByHand(Person person, Post post, Unit? target, PostDetails details) =>
        post.HeldTo == act.Eve && person.Posts.Any(p => p.HeldFrom == act.EffectiveOn
            || (target is not null && p.UnitId == target.Id && p.HeldOn(act.EffectiveOn) && SearchText.Fold(p.Title) == SearchText.Fold(details.Title)));
}

/// <summary>A unit that a reorganisation ends.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="WasRecorded">Its end on that day was on record before, without saying into what.</param>
internal sealed record EndedUnit(Unit Unit, bool WasRecorded);

/// <summary>What a reorganisation does to one post.</summary>
/// <param name="Person">Who holds it.</param>
/// <param name="Post">The post that ends.</param>
/// <param name="From">Its unit.</param>
/// <param name="To">The unit of the post that follows; null when none does.</param>
/// <param name="Details">What the post that follows is.</param>
/// <param name="Fate">What becomes of it.</param>
internal sealed record PlannedPost(Person Person, Post Post, Unit From, Unit? To, PostDetails Details, PostFate Fate);

internal enum PostFate
{
    Moves,
    Ends,

    /// <summary>Its unit lives on, and nobody said otherwise.</summary>
    Stays,

    /// <summary>There are several successors, and nobody has said which.</summary>
    Open,
}
