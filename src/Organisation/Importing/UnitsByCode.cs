using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>Which unit carries a code on a day; all of them in memory, for files with thousands of rows.</summary>
internal sealed class UnitsByCode
{
    private readonly ILookup<string, Unit> units;

    private UnitsByCode(IEnumerable<Unit> units) => this.units = units.ToLookup(u => u.Code);

    public static async Task<UnitsByCode> LoadAsync(OrganisationDb db, CancellationToken cancel) => new(await db.Units.AsNoTracking().ToListAsync(cancel));

    public Unit? On(string code, DateOnly day) => units[code].FirstOrDefault(u => u.ExistsOn(day));
}
