using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Organisation.Reorganising;

/// <summary>What a reorganisation does or did, in the words of a page.</summary>
/// <param name="Refusals">Why it cannot be applied.</param>
/// <param name="Ended">Units that end, and who takes over.</param>
/// <param name="Begun">Units that begin.</param>
/// <param name="Moved">Units that go under another.</param>
/// <param name="Kept">What goes over from units that live on.</param>
/// <param name="People">One page of the posts that move or end.</param>
/// <param name="PeopleCount">How many there are in all.</param>
/// <param name="EndedPosts">How many of them end.</param>
internal sealed record Effects(
    IReadOnlyList<Refusal> Refusals,
    IReadOnlyList<(Link Unit, IReadOnlyList<(Link Unit, string? Share)> Successors)> Ended,
    IReadOnlyList<Link> Begun,
    IReadOnlyList<(Link Unit, Link Parent)> Moved,
    IReadOnlyList<(Link Unit, Link Successor, string? Share)> Kept,
    IReadOnlyList<PersonEffect> People,
    int PeopleCount,
    int EndedPosts)
{
    public static Effects OfPlan(ReorganisationPlan plan, int skip, int take)
    {
        var (posts, successions) = (plan.Posts.OrderBy(p => p.From.Code, StringComparer.Ordinal).ThenBy(p => p.Post.Rank).ToList(), plan.Successions.ToLookup(s => s.Predecessor));
        var ended = plan.Ended.Select(e => e.Unit).ToHashSet();
        return new(
            plan.Refusals,
            [.. ended.OrderBy(u => u.Code, StringComparer.Ordinal).Select(u => (Link.To(u), (IReadOnlyList<(Link, string?)>)[.. successions[u].Select(s => (Link.To(s.Successor), s.Transfer.Share))]))],
            [.. plan.Begun.OrderBy(u => u.Code, StringComparer.Ordinal).Select(Link.To)],
            [.. plan.Moved.Select(m => (Link.To(m.Unit), Link.To(m.Parent)))],
            [.. plan.Successions.Where(s => !ended.Contains(s.Predecessor)).Select(s => (Link.To(s.Predecessor), Link.To(s.Successor), s.Transfer.Share))],
            [.. posts.Skip(skip).Take(take).Select(p => new PersonEffect(p.Person.Id, p.Person.FullName, $"{p.Post.Title}, {p.From.Name}", p.To is null ? null : $"{p.Details.Title}, {p.To.Name}"))],
            posts.Count,
            posts.Count(p => p.To is null));
    }

    public static async Task<Effects> OfAppliedAsync(OrganisationDb db, Reorganisation act, int skip, int take, CancellationToken cancel)
    {
        var ids = act.Transfers.SelectMany(t => new[] { t.PredecessorId, t.SuccessorId }).Concat(act.Beginnings.Select(b => b.UnitId)).Concat(act.Moves.SelectMany(m => new[] { m.UnitId, m.ParentId })).OfType<Guid>().Distinct().ToList();
        var units = (await db.Units.AsNoTracking().Where(u => ids.Contains(u.Id)).ToListAsync(cancel)).ToDictionary(u => u.Id, Link.To);
        var effects = db.PostEffects.AsNoTracking().Where(e => e.ReorganisationId == act.Id);
        var people = await (from effect in effects
                            join person in db.People on effect.PersonId equals person.Id
                            join unit in db.Units on effect.FromUnitId equals unit.Id
                            join to in db.Units on effect.ToUnitId equals (Guid?)to.Id into follows
                            from to in follows.DefaultIfEmpty()
                            orderby unit.Code, person.FullName, effect.PostId
                            select new PersonEffect(person.MergedIntoId ?? person.Id, person.FullName, effect.FromTitle + ", " + unit.Name, effect.ToTitle == null ? null : effect.ToTitle + ", " + to!.Name)).Skip(skip).Take(take).ToListAsync(cancel);
        return new(
            [],
            [.. act.Transfers.Where(t => t.EndsPredecessor).GroupBy(t => t.PredecessorId!.Value).OrderBy(g => g.First().PredecessorCode, StringComparer.Ordinal)
                .Select(g => (units[g.Key], (IReadOnlyList<(Link, string?)>)[.. g.Where(t => t.SuccessorId is not null).Select(t => (units[t.SuccessorId!.Value], t.Share))]))],
            [.. act.Beginnings.Where(b => b.UnitId is not null).OrderBy(b => b.Code, StringComparer.Ordinal).Select(b => units[b.UnitId!.Value])],
            [.. act.Moves.Where(m => m is { UnitId: not null, ParentId: not null }).Select(m => (units[m.UnitId!.Value], units[m.ParentId!.Value]))],
            [.. act.Transfers.Where(t => t is { EndsPredecessor: false, PredecessorId: not null, SuccessorId: not null } && t.PredecessorId != t.SuccessorId).Select(t => (units[t.PredecessorId!.Value], units[t.SuccessorId!.Value], t.Share))],
            people,
            await effects.CountAsync(cancel),
            await effects.CountAsync(e => e.ToUnitId == null, cancel));
    }
}

/// <summary>A unit with its page; one that is only planned has none.</summary>
internal sealed record Link(Guid Id, string Name)
{
    public static Link To(Unit unit) => new(unit.Id, $"{unit.Name} ({unit.Code})");
}

/// <param name="PersonId">The person.</param>
/// <param name="Name">Their name.</param>
/// <param name="From">The post that ends.</param>
/// <param name="To">The post that follows; null when none does.</param>
internal sealed record PersonEffect(Guid PersonId, string Name, string From, string? To);
