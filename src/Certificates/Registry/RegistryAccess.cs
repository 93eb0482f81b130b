using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Certificates.Registry;

/// <summary>Which certificates and devices the current user sees: all for the lead agency, the units' for clerk and head, their own for everybody.</summary>
internal sealed class RegistryAccess(CertificatesDb db, CurrentUser user, IUnits units)
{
    public bool SeesAll => user.Holds(Role.LeadAgency, Role.Inspector);

    /// <summary>May enter, move and revoke.</summary>
    public bool Keeps => user.Holds(Role.LeadAgency);

    public async Task<IQueryable<Certificate>> CertificatesAsync(CancellationToken cancel)
    {
        if (SeesAll) return db.Certificates;
        var (reach, person) = (await ReachAsync(cancel), user.PersonId);
        return db.Certificates.Where(c => (c.UnitId != null && reach.Contains(c.UnitId.Value)) || (person != null && c.PersonId == person));
    }

    public async Task<IQueryable<Device>> DevicesAsync(CancellationToken cancel)
    {
        if (SeesAll) return db.Devices;
        var (reach, person) = (await ReachAsync(cancel), user.PersonId);
        return db.Devices.Where(d => (d.UnitId != null && reach.Contains(d.UnitId.Value)) || (person != null && d.PersonId == person));
    }

    private async Task<Guid[]> ReachAsync(CancellationToken cancel)
    {
        Guid[] held = [.. user.UnitsAs(Role.Clerk), .. user.UnitsAs(Role.UnitHead)];
        return held.Length == 0 ? [] : [.. await units.WithinAsync(held, cancel)];
    }
}
