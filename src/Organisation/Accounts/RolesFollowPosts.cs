using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.Accounts;

/// <summary>
/// A role held at a unit that has ended reaches nobody any more. When its holder's post went on elsewhere by the decision that
/// ended the unit, the role goes along, on the day it takes effect and not before. Safe to run twice.
/// </summary>
internal sealed class RolesFollowPosts(PlatformDb platform, OrganisationDb db, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var (now, today) = (clock.GetUtcNow(), clock.TodayInVietnam());
        var held = await platform.Users.Where(a => a.PersonId != null && a.ClosedAt == null).SelectMany(a => a.Grants).Where(g => g.To == null).Select(g => g.UnitId).Distinct().ToListAsync(cancel);
        var ended = await db.Units.Where(u => held.Contains(u.Id) && u.ValidTo < today).Select(u => u.Id).ToListAsync(cancel);
        if (ended.Count == 0) return;
        var accounts = await platform.Users.Include(a => a.Grants).Where(a => a.PersonId != null && a.ClosedAt == null && a.Grants.Any(g => g.To == null && ended.Contains(g.UnitId))).ToListAsync(cancel);
        var people = accounts.Select(a => a.PersonId!.Value).ToList();
        var moves = await (from old in db.Posts
                           where people.Contains(old.PersonId) && ended.Contains(old.UnitId)
                           join next in db.Posts on old.Id equals next.FollowsId
                           where next.UnitId != old.UnitId && next.HeldFrom <= today && (next.HeldTo == null || next.HeldTo >= today)
                           orderby next.Rank
                           select new { old.PersonId, From = old.UnitId, To = next.UnitId }).ToListAsync(cancel);
        foreach (var account in accounts)
        {
            foreach (var grant in account.Grants.Where(g => g.To is null && ended.Contains(g.UnitId)).ToList())
            {
                if (moves.Find(m => m.PersonId == account.PersonId && m.From == grant.UnitId) is not { } move) continue;
                grant.To = now;
                if (!account.Grants.Any(g => g.To is null && g.Role == grant.Role && g.UnitId == move.To)) platform.Add(new RoleGrant { AccountId = account.Id, Role = grant.Role, UnitId = move.To, From = now });
                platform.Audit.Add(AuditEntry.ByPortal(now, "platform.role.followed", ("account", account.Id), move.To, new { role = grant.Role.ToString(), from = grant.UnitId, to = move.To }));
            }
        }

        await platform.SaveChangesAsync(cancel);
    }
}
