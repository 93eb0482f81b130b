using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;

namespace ThanhHoa.DigitalSignature.Organisation;

internal sealed class AppliedReorganisations(OrganisationDb db) : IReorganisations
{
    public async Task<AppliedReorganisation?> NextAsync(Guid? after, CancellationToken cancel)
    {
        var last = after is null ? 0 : await db.Reorganisations.Where(r => r.Id == after).Select(r => r.Sequence).SingleOrDefaultAsync(cancel)
            ?? throw new ArgumentException("No reorganisation that was applied.", nameof(after));
        var act = await db.Reorganisations.AsNoTracking().Include(r => r.Transfers).Where(r => r.Sequence > last).OrderBy(r => r.Sequence).FirstOrDefaultAsync(cancel);
        if (act is null) return null;
        var people = await db.PostEffects.AsNoTracking().Where(e => e.ReorganisationId == act.Id).OrderBy(e => e.PersonId).ThenBy(e => e.PostId)
            .Select(e => new ReorganisationEffect(act.Id, act.Decision.Number, act.EffectiveOn, e.PersonId, e.FromUnitId, e.FromTitle, e.ToUnitId, e.ToTitle)).ToListAsync(cancel);
        var units = act.Transfers.Where(t => t.EndsPredecessor).GroupBy(t => t.PredecessorId!.Value).Select(g => new UnitEnded(g.Key, [.. g.Select(t => t.SuccessorId).OfType<Guid>().Distinct()]));
        return new AppliedReorganisation(act.Id, act.Decision.Number, act.Decision.Date, act.EffectiveOn, people, [.. units]);
    }
}
