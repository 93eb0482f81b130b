using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation;

internal sealed class UnitTree(OrganisationDb db, TimeProvider clock) : IUnits
{
    public async Task<IReadOnlyList<UnitInfo>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var found = await db.Units.AsNoTracking().Include(u => u.Placements).Where(u => ids.Contains(u.Id)).ToListAsync(cancel);
        return [.. found.Select(u => u.ToInfo())];
    }

    public async Task<IReadOnlyList<UnitInfo>> FindByNamesAsync(IReadOnlyCollection<string> names, CancellationToken cancel)
    {
        var (wanted, today) = (names.Select(SearchText.Fold).ToArray(), clock.TodayInVietnam());
        var found = await db.Units.AsNoTracking().Include(u => u.Placements).Where(u => wanted.Contains(u.SearchName) && u.ValidFrom <= today && (u.ValidTo == null || u.ValidTo >= today)).ToListAsync(cancel);
        return [.. found.Select(u => u.ToInfo())];
    }

    public Task<IReadOnlyList<Guid>> WithinAsync(IReadOnlyCollection<Guid> heldAt, CancellationToken cancel) =>
        WithinAsync(heldAt, clock.TodayInVietnam(), cancel);

    public async Task<IReadOnlyList<Guid>> WithinAsync(IReadOnlyCollection<Guid> heldAt, DateOnly day, CancellationToken cancel)
    {
        if (heldAt.Count == 0)
            return [];
        return await db.Database.SqlQuery<Guid>($"""
            with recursive within as (
                select unnest({heldAt.ToArray()}) as id
                union
                select p.unit_id
                from within w
                join organisation.unit_placement p on p.parent_id = w.id and p.valid_from <= {day} and (p.valid_to is null or p.valid_to >= {day})
                join organisation.unit u on u.id = p.unit_id and u.valid_from <= {day} and (u.valid_to is null or u.valid_to >= {day})
            )
            select id as "Value" from within
            """).ToListAsync(cancel);
    }

    public async Task<bool> ReachesAsync(IReadOnlyCollection<Guid> heldAt, Guid unit, CancellationToken cancel)
    {
        if (heldAt.Count == 0)
            return false;
        // Upwards by the last place of each unit, so that a document of an ended unit stays with those above it.
        return await db.Database.SqlQuery<bool>($"""
            with recursive above as (
                select {unit} as id
                union
                select p.parent_id from above a join organisation.unit_placement p on p.unit_id = a.id and p.valid_to is null
            )
            select exists (select from above where id = any({heldAt.ToArray()})) as "Value"
            """).SingleAsync(cancel);
    }
}
