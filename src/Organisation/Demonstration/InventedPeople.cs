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
        var invented = await db.People.Include(p => p.Posts).Where(p => p.IsDemonstration).ToListAsync(cancel);
        db.People.RemoveRange(invented);
        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "organisation.demonstration.removed", ("demonstration", "people"), details: new { people = invented.Count }));
        await db.SaveChangesAsync(cancel);
        return invented.Count;
    }

    // "Clerk" is held at the person's own unit, "LeadAgency@38" at the unit with that code.
    private static (Role Role, Guid UnitId) RoleOf(string text, Guid own, Dictionary<string, Guid> byCode) =>
        text.Split('@') is [var role, var code] ? (Enum.Parse<Role>(role), byCode[code]) : (Enum.Parse<Role>(text), own);
}
