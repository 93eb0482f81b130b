using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Organisation.Reorganising;

/// <summary>Does what a reorganisation plans, in one transaction and once: units, successions, posts, and what others are told.</summary>
internal sealed class ApplyReorganisation(OrganisationDb db, CurrentUser user, TimeProvider clock)
{
    /// <summary>Applies a draft. One that was applied stays as it is.</summary>
    /// <returns>Why not; empty when it is applied.</returns>
    public async Task<IReadOnlyList<Refusal>> RunAsync(Guid id, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.LockTreeAsync(cancel);
        db.ChangeTracker.Clear();
        var act = await db.Reorganisations.WithLines().SingleAsync(r => r.Id == id, cancel);
        if (act.IsApplied) return [];
        return await RunAsync(act, transaction, cancel);
    }

    /// <summary>An act entered at a page of its own: recorded and applied together, or not at all.</summary>
    /// <param name="act">The act, with its lines.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Why not; empty when it is applied.</returns>
    public async Task<IReadOnlyList<Refusal>> RunAsync(Reorganisation act, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.LockTreeAsync(cancel);
        db.ChangeTracker.Clear();
        db.Reorganisations.Add(act);
        return await RunAsync(act, transaction, cancel);
    }

    private async Task<IReadOnlyList<Refusal>> RunAsync(Reorganisation act, Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, CancellationToken cancel)
    {
        var plan = await ReorganisationPlan.WorkOutAsync(db, act, cancel);
        if (plan.Refusals.Count > 0)
        {
            // The entities were changed on trial; nobody may save them.
            db.ChangeTracker.Clear();
            return plan.Refusals;
        }

        db.Units.AddRange(plan.Begun);
        await RecordSuccessionsAsync(act, plan, cancel);
        WriteDown(act, plan);
        db.PostEffects.AddRange(plan.Posts.Select(p => new PostEffect(act.Id, p.Post.Id, p.Person.Id, p.From.Id, p.Post.Title, p.To?.Id, p.To is null ? null : p.Details.Title)));
        var now = clock.GetUtcNow();
        act.Apply((await db.Reorganisations.MaxAsync(r => r.Sequence, cancel) ?? 0) + 1, user.DisplayName, now);
        var figures = new { kind = act.Kind.ToString(), decision = act.Decision.Number, act.EffectiveOn, ended = plan.Ended.Count, begun = plan.Begun.Count, moved = plan.Moved.Count, people = plan.Posts.Count() };
        db.Audit.Add(AuditEntry.By(user, now, "organisation.reorganisation.applied", ("reorganisation", act.Id), details: figures));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return [];
    }

    private async Task RecordSuccessionsAsync(Reorganisation act, ReorganisationPlan plan, CancellationToken cancel)
    {
        var pairs = plan.Successions.ToList();
        var from = pairs.Select(p => p.Predecessor.Id).Distinct().ToList();
        var known = (await db.Successions.Where(s => from.Contains(s.PredecessorId)).ToListAsync(cancel)).ToDictionary(s => (s.PredecessorId, s.SuccessorId));
        foreach (var (predecessor, successor, transfer) in pairs)
        {
            if (!known.TryGetValue((predecessor.Id, successor.Id), out var succession)) db.Successions.Add(succession = new UnitSuccession(predecessor.Id, successor.Id, act.EffectiveOn));
            succession.By(act.Decision, transfer.Share);
        }
    }

    /// <summary>The units the codes meant, for codes may be handed on.</summary>
    private static void WriteDown(Reorganisation act, ReorganisationPlan plan)
    {
        var ended = plan.Ended.ToDictionary(e => e.Unit.Code, e => e.Unit);
        foreach (var transfer in act.Transfers)
        {
            transfer.EndsPredecessor = ended.ContainsKey(transfer.PredecessorCode);
            transfer.PredecessorId = plan.UnitOnEve(transfer.PredecessorCode)?.Id;
            transfer.SuccessorId = plan.UnitOnDay(transfer.SuccessorCode)?.Id;
        }

        foreach (var beginning in act.Beginnings) beginning.UnitId = plan.UnitOnDay(beginning.Code)?.Id;
        foreach (var (unit, parent) in plan.Moved) act.Move(unit.Code, parent.Code);
        foreach (var move in act.Moves) (move.UnitId, move.ParentId) = (plan.UnitOnDay(move.Code)?.Id, plan.UnitOnDay(move.ParentCode)?.Id);
    }
}

internal static class ReorganisationLines
{
    public static IQueryable<Reorganisation> WithLines(this IQueryable<Reorganisation> acts) =>
        acts.Include(r => r.Beginnings).Include(r => r.Transfers).Include(r => r.Moves).Include(r => r.Choices).AsSplitQuery();
}
