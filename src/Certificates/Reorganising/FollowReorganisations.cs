using Microsoft.EntityFrameworkCore;
using Npgsql;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Certificates.Reorganising;

/// <summary>The decision a proposal follows from.</summary>
/// <param name="Id">The reorganisation.</param>
/// <param name="DecisionNumber">Number of its decision.</param>
/// <param name="EffectiveOn">The first day of the new state.</param>
internal sealed record Cause(Guid Id, string DecisionNumber, DateOnly EffectiveOn);

/// <summary>
/// Proposes what follows from each reorganisation (law-and-layout §3): whoever moves to another unit needs another content, whoever
/// is left without a post and every key of a unit that ended is to be revoked. One reorganisation in one transaction, each once.
/// </summary>
internal sealed class FollowReorganisations(CertificatesDb db, IReorganisations reorganisations, IPeople people, IUnits units, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var last = await db.FollowedReorganisations.AsNoTracking().OrderByDescending(f => f.FollowedAt).FirstOrDefaultAsync(cancel);
        while (await reorganisations.NextAsync(last?.Id, cancel) is { } act)
        {
            var proposals = await ProposeAsync(act, cancel);
            db.ProposedRequests.AddRange(proposals);
            // Later than the one before whatever the clock says: their order is by this time, to the microsecond.
            var now = clock.GetUtcNow();
            var followed = new FollowedReorganisation(act.Id, last is not null && now <= last.FollowedAt ? last.FollowedAt.AddMicroseconds(1) : now);
            db.FollowedReorganisations.Add(followed);
            if (proposals.Count > 0) db.Audit.Add(AuditEntry.ByPortal(clock.GetUtcNow(), "certificates.reorganisation.followed", ("reorganisation", act.Id), details: new { proposals = proposals.Count }));
            try
            {
                await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                // Another process followed the same one; it goes on with the next as well.
                return;
            }

            last = followed;
        }
    }

    private async Task<List<ProposedRequest>> ProposeAsync(AppliedReorganisation act, CancellationToken cancel)
    {
        var (now, cause) = (clock.GetUtcNow(), new Cause(act.Id, act.DecisionNumber, act.EffectiveOn));
        var moved = act.People.Select(e => e.PersonId).Distinct().ToList();
        var ended = act.UnitsEnded.ToDictionary(u => u.UnitId);
        var posts = (await people.PostsAsync(moved, act.EffectiveOn, cancel)).ToLookup(p => p.PersonId);
        var heirs = await HeirsAsync(act, cancel);
        var inForce = db.Certificates.AsNoTracking().Where(c => c.NotAfter >= now && c.RevokedAt == null);
        var proposals = new List<ProposedRequest>();
        var effects = act.People.ToLookup(e => e.PersonId);
        foreach (var certificate in await inForce.Where(c => c.Subject == SubjectKind.Person && c.PersonId != null && moved.Contains(c.PersonId.Value)).OrderBy(c => c.Id).ToListAsync(cancel))
        {
            var effect = effects[certificate.PersonId!.Value].First();
            if (posts[certificate.PersonId.Value].FirstOrDefault() is not { } post)
                proposals.Add(new ProposedRequest(cause, heirs.GetValueOrDefault(effect.FromUnitId, effect.FromUnitId), RequestKind.Revocation, certificate, $"Thôi giữ chức vụ {effect.FromTitle} theo Quyết định số {act.DecisionNumber}", now));
            else if (post.UnitId != effect.FromUnitId)
                proposals.Add(new ProposedRequest(cause, post.UnitId, RequestKind.Change, certificate, $"Chuyển đến {post.UnitName} theo Quyết định số {act.DecisionNumber}", now));
        }

        foreach (var certificate in await inForce.Where(c => c.Subject != SubjectKind.Person && c.UnitId != null && ended.Keys.Contains(c.UnitId.Value)).OrderBy(c => c.Id).ToListAsync(cancel))
            proposals.Add(new ProposedRequest(cause, heirs[certificate.UnitId!.Value], RequestKind.Revocation, certificate, $"Cơ quan kết thúc hoạt động theo Quyết định số {act.DecisionNumber}", now));
        return proposals;
    }

    // Who files for a unit that is no more: the one that took over, else the one above it.
    private async Task<Dictionary<Guid, Guid>> HeirsAsync(AppliedReorganisation act, CancellationToken cancel)
    {
        var above = (await units.FindAsync([.. act.UnitsEnded.Select(u => u.UnitId)], cancel)).ToDictionary(u => u.Id, u => u.ParentId);
        return act.UnitsEnded.ToDictionary(u => u.UnitId, u => u.SuccessorIds is [var heir, ..] ? heir : above.GetValueOrDefault(u.UnitId) ?? u.UnitId);
    }
}
