using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Organisation.Accounts;

internal static class UnitWithCode
{
    /// <summary>The unit that carries the code on that day; null when none does.</summary>
    public static Task<Unit?> FindAsync(OrganisationDb db, string code, DateOnly day, CancellationToken cancel)
    {
        var wanted = code.Trim();
        return db.Units.AsNoTracking().SingleOrDefaultAsync(u => u.Code == wanted && u.ValidFrom <= day && (u.ValidTo == null || u.ValidTo >= day), cancel);
    }
}
