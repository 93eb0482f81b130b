using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Organisation.Seed;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.Demonstration;

internal sealed class InventedPeople(OrganisationDb db, CurrentUser user, TimeProvider clock) : IDemonstrationPeople
{
    // All invented posts begin with the communes of July 2025.
    private static readonly DateOnly InPostSince = new(2025, 7, 1);

    public async Task<IReadOnlyList<DemonstrationPerson>> EnsureAsync(CancellationToken cancel)
    {
        var today = clock.TodayInVietnam();
        var day = today < InPostSince ? InPostSince : today;
        var units = await db.Units.AsNoTracking().Where(u => u.ValidFrom <= day && (u.ValidTo == null || u.ValidTo >= day)).ToListAsync(cancel);
        var (byName, byCode) = (units.ToDictionary(u => u.Name), units.ToDictionary(u => u.Code, u => u.Id));
        var known = await db.People.Where(p => p.IsDemonstration).ToDictionaryAsync(p => p.Email!, cancel);
        var all = new List<DemonstrationPerson>();
        foreach (var row in SeedTable.Read("demonstration-people.tsv"))
        {
            var (email, fullName, unit, title) = (row[0], row[1], byName[row[2]], row[3]);
            var roles = row[4].Split(' ').Select(role => RoleOf(role, unit.Id, byCode)).ToList();
            if (!known.TryGetValue(email, out var person))
            {
                person = Person.Invent(fullName, email);
                person.TakeUp(unit.Id, title, roles.Exists(r => r.Role == Role.Leader), InPostSince);
                db.People.Add(person);
            }
            all.Add(new(person.ToInfo(), unit.Id, unit.Name, title, roles));
        }
        await db.SaveChangesAsync(cancel);
        return all;
    }

    public async Task<IReadOnlyList<PersonInfo>> AllAsync(CancellationToken cancel) =>
        [.. (await db.People.AsNoTracking().Where(p => p.IsDemonstration).OrderBy(p => p.Id).ToListAsync(cancel)).Select(p => p.ToInfo())];

    public Task<int> CountAsync(CancellationToken cancel) => db.People.CountAsync(p => p.IsDemonstration, cancel);

    public async Task<int> RemoveAsync(CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.LockTreeAsync(cancel);
        await db.Posts.Where(p => db.People.Any(who => who.Id == p.PersonId && who.IsDemonstration)).ExecuteDeleteAsync(cancel);
        // A real record that was merged into an invented one, by mistake or in trying things out, stands for itself again.
        await db.People.Where(p => !p.IsDemonstration && db.People.Any(other => other.Id == p.MergedIntoId && other.IsDemonstration)).ExecuteUpdateAsync(set => set.SetProperty(p => p.MergedIntoId, (Guid?)null), cancel);
        var removed = await db.People.Where(p => p.IsDemonstration).ExecuteDeleteAsync(cancel);
        var units = await RemoveUnitsAsync(cancel);
        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "organisation.demonstration.removed", ("demonstration", "people"), details: new { people = removed, units }));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return removed;
    }

    /// <summary>Invented units go from the leaves upwards, unless something real has come to depend on one.</summary>
    private async Task<int> RemoveUnitsAsync(CancellationToken cancel)
    {
        var removed = 0;
        for (var gone = -1; gone != 0; removed += gone)
        {
            gone = await db.Units.Where(u => u.IsDemonstration
                && !db.Posts.Any(p => p.UnitId == u.Id)
                && !db.Placements.Any(p => p.ParentId == u.Id)
                && !db.Successions.Any(s => s.PredecessorId == u.Id || s.SuccessorId == u.Id)).ExecuteDeleteAsync(cancel);
        }

        return removed;
    }

    // "Clerk" is held at the person's own unit, "LeadAgency@38" at the unit with that code.
    private static (Role Role, Guid UnitId) RoleOf(string text, Guid own, Dictionary<string, Guid> byCode) =>
        text.Split('@') is [var role, var code] ? (Enum.Parse<Role>(role), byCode[code]) : (Enum.Parse<Role>(text), own);
}
