using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>Units below others, today's and those that ended there: whoever maintains people maintains those of a closed unit too.</summary>
internal sealed class ReachableUnits(OrganisationDb db, TimeProvider clock)
{
    public async Task<IReadOnlyList<Guid>> EverBelowAsync(IReadOnlyCollection<Guid> heldAt, CancellationToken cancel)
    {
        if (heldAt.Count == 0) return [];
        var today = clock.TodayInVietnam();
        return await db.Database.SqlQuery<Guid>($"""
            with recursive within as (
                select unnest({heldAt.ToArray()}) as id
                union
                select p.unit_id
                from within w
                join organisation.unit_placement p on p.parent_id = w.id
                join organisation.unit u on u.id = p.unit_id
                where (p.valid_from <= {today} and (p.valid_to is null or p.valid_to >= {today})) or (p.valid_from > {today} and p.valid_from = u.valid_from)
            )
            select id as "Value" from within
            """).ToListAsync(cancel);
    }
}
