using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Expiry;

/// <summary>A certificate that is running out.</summary>
/// <param name="Id">The certificate.</param>
/// <param name="Name">Its subject.</param>
/// <param name="PersonId">Holder or custodian.</param>
/// <param name="UnitId">Its unit as registered.</param>
/// <param name="Serial">Serial number.</param>
/// <param name="Device">On what it is.</param>
/// <param name="NotAfter">Its end.</param>
/// <param name="DaysLeft">Whole days of Vietnam's calendar until its last day.</param>
/// <param name="Rung">What is told.</param>
internal sealed record ExpiringCertificate(Guid Id, string Name, Guid? PersonId, Guid? UnitId, string Serial, DeviceKind Device, DateTimeOffset NotAfter, int DaysLeft, int Rung);

/// <summary>Whom an end concerns: the holder, the clerks of the unit and of those above it, and the lead agency; a few queries for all.</summary>
internal sealed class ExpiryRecipients(PlatformDb platform, IPeople people, IUnits units, TimeProvider clock)
{
    /// <summary>The certificates to tell about, by address.</summary>
    public async Task<IReadOnlyDictionary<string, List<ExpiringCertificate>>> ForAsync(IReadOnlyList<ExpiringCertificate> expiring, CancellationToken cancel)
    {
        var persons = expiring.Where(c => c.PersonId is not null).Select(c => c.PersonId!.Value).Distinct().ToList();
        var addresses = (await people.FindAsync(persons, cancel)).Where(p => p.Email is not null).ToDictionary(p => p.Id, p => p.Email!);
        var posts = (await people.PostsAsync(persons, clock.TodayInVietnam(), cancel)).ToLookup(p => p.PersonId, p => p.UnitId);
        var holders = await OfficersAsync(cancel);
        var lead = holders.Where(h => h.Role == Role.LeadAgency).Select(h => h.Address).ToHashSet();
        var clerks = holders.Where(h => h.Role == Role.Clerk).ToLookup(h => h.UnitId, h => h.Address);
        var parents = await ParentsAsync([.. expiring.SelectMany(Units).Distinct()], cancel);
        var told = new Dictionary<string, List<ExpiringCertificate>>(StringComparer.OrdinalIgnoreCase);
        foreach (var certificate in expiring.OrderBy(c => c.NotAfter).ThenBy(c => c.Name, VietnameseOrder.Instance))
        {
            var to = new HashSet<string>(lead, StringComparer.OrdinalIgnoreCase);
            if (certificate.PersonId is { } person && addresses.TryGetValue(person, out var own)) to.Add(own);
            foreach (var unit in Units(certificate).SelectMany(Up)) to.UnionWith(clerks[unit]);
            foreach (var address in to) (told.TryGetValue(address, out var list) ? list : told[address] = []).Add(certificate);
        }

        return told;

        // Where the certificate is kept, and where its holder is today.
        IEnumerable<Guid> Units(ExpiringCertificate c) => (c.UnitId is { } unit ? [unit] : Array.Empty<Guid>()).Concat(c.PersonId is { } holder ? posts[holder] : []).Distinct();

        IEnumerable<Guid> Up(Guid unit)
        {
            for (Guid? at = unit; at is { } current; at = parents.GetValueOrDefault(current)) yield return current;
        }
    }

    private async Task<List<(Role Role, Guid UnitId, string Address)>> OfficersAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var found = await (from grant in platform.RoleGrants.AsNoTracking()
                           where (grant.Role == Role.Clerk || grant.Role == Role.LeadAgency) && grant.From <= now && (grant.To == null || grant.To > now)
                           join account in platform.Users on grant.AccountId equals account.Id
                           where account.ClosedAt == null && account.Email != null
                           select new { grant.Role, grant.UnitId, account.Email }).ToListAsync(cancel);
        return [.. found.Select(f => (f.Role, f.UnitId, f.Email!))];
    }

    private async Task<Dictionary<Guid, Guid?>> ParentsAsync(List<Guid> of, CancellationToken cancel)
    {
        var parents = new Dictionary<Guid, Guid?>();
        while (of.Count > 0)
        {
            foreach (var unit in await units.FindAsync(of, cancel)) parents[unit.Id] = unit.ParentId;
            of = [.. of.Where(parents.ContainsKey).Select(id => parents[id]).OfType<Guid>().Distinct().Where(id => !parents.ContainsKey(id))];
        }

        return parents;
    }
}
