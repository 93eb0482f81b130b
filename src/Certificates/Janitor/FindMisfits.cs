using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Janitor;

/// <summary>Compares registry, devices, people and use as they are now: everything is read at once, nothing one by one.</summary>
internal sealed class FindMisfits(CertificatesDb db, IPeople people, IUnits units, ICertificateUse use, TimeProvider clock)
{
    private static readonly TimeSpan Unused = TimeSpan.FromDays(90);

    public async Task<IReadOnlyList<Misfit>> RunAsync(CancellationToken cancel)
    {
        var (now, today) = (clock.GetUtcNow(), clock.TodayInVietnam());
        var active = await db.Certificates.AsNoTracking().Where(c => c.RevokedAt == null && c.NotBefore <= now && c.NotAfter >= now)
            .Select(c => new Active(c.Id, c.Thumbprint, c.Subject, c.PersonId, c.UnitId, c.DeviceId, c.Device, c.SubjectName, c.Email, c.OrganisationUnits, c.SerialNumber, c.NotBefore, c.NotAfter)).ToListAsync(cancel);
        var holders = active.Where(c => c.PersonId is not null).Select(c => c.PersonId!.Value).Distinct().ToList();
        var known = (await people.FindAsync(holders, cancel)).ToDictionary(p => p.Id);
        var posts = (await people.PostsAsync(holders, today, cancel)).ToLookup(p => p.PersonId);
        var places = await PlacesAsync([.. posts.SelectMany(p => p).Select(p => p.UnitId).Distinct()], cancel);
        var persons = active.Where(c => c.Subject == SubjectKind.Person && c.PersonId is not null).ToList();
        return
        [
            .. Left(active, posts),
            .. persons.SelectMany(c => Changed(c, known.GetValueOrDefault(c.PersonId!.Value), [.. posts[c.PersonId.Value]], places)),
            .. Twice(persons, known, posts),
            .. await UnusedAsync(active, posts, now, cancel),
            .. await EmptyDevicesAsync(active, cancel),
            .. await LeadersAsync(persons, known, today, cancel),
        ];
    }

    private static IEnumerable<Misfit> Left(List<Active> active, ILookup<Guid, PostInfo> posts) => active.Where(c => c.PersonId is { } person && !posts[person].Any())
        .Select(c => new Misfit(c.Subject == SubjectKind.Person ? FindingRule.HolderLeft : FindingRule.CustodianLeft, c.Id, c.Id, c.PersonId, c.UnitId, c.Name, c.Serial));

    private static IEnumerable<Misfit> Changed(Active c, PersonInfo? person, List<PostInfo> posts, Dictionary<Guid, Place> places)
    {
        // Without a post it is another matter, see Left.
        if (person is null || posts.Count == 0) yield break;
        if (c.Email is { } inside && person.Email is { } official && inside != official) yield return new(FindingRule.EmailChanged, c.Id, c.Id, c.PersonId, posts[0].UnitId, c.Name, $"{inside} → {official}");
        // The innermost unit named in the certificate, or the one it was registered for, is the holder's or one above it.
        var around = posts.SelectMany(p => Around(p.UnitId)).ToList();
        var written = c.Units.Split(" / ")[^1];
        var fits = (written.Length > 0 && around.Exists(u => SearchText.Fold(u.Name) == SearchText.Fold(written))) || (c.UnitId is { } registered && around.Exists(u => u.Id == registered));
        if (!fits && (written.Length > 0 || c.UnitId is not null)) yield return new(FindingRule.UnitChanged, c.Id, c.Id, c.PersonId, posts[0].UnitId, c.Name, $"{(written.Length > 0 ? written : c.Serial)} → {posts[0].UnitName}");

        IEnumerable<Place> Around(Guid unit)
        {
            for (Guid? at = unit; at is { } current && places.TryGetValue(current, out var place) && place.ParentId is not null; at = place.ParentId) yield return place;
        }
    }

    // One purpose is one person on one kind of device; the one that lasts longest is the one to keep.
    private static IEnumerable<Misfit> Twice(List<Active> persons, Dictionary<Guid, PersonInfo> known, ILookup<Guid, PostInfo> posts) => persons
        .GroupBy(c => (Person: Living(c.PersonId!.Value, known), c.Device)).Where(g => g.Count() > 1)
        .SelectMany(g => g.OrderByDescending(c => c.NotAfter).ThenByDescending(c => c.NotBefore).ThenBy(c => c.Id).Skip(1).Select(c => (Old: c, New: g.MaxBy(n => (n.NotAfter, n.NotBefore))!)))
        .Select(pair => new Misfit(FindingRule.TwoActive, pair.Old.Id, pair.Old.Id, pair.Old.PersonId, pair.Old.UnitId ?? posts[pair.Old.PersonId!.Value].FirstOrDefault()?.UnitId, pair.Old.Name, $"{pair.Old.Serial} ↔ {pair.New.Serial}"));

    private async Task<IEnumerable<Misfit>> UnusedAsync(List<Active> active, ILookup<Guid, PostInfo> posts, DateTimeOffset now, CancellationToken cancel)
    {
        var old = active.Where(c => c.Subject != SubjectKind.System && c.NotBefore < now - Unused).ToList();
        var last = (await use.OfAsync([.. old.Select(c => c.Thumbprint)], cancel)).ToDictionary(u => u.Thumbprint, u => u.Last);
        return old.Where(c => !last.TryGetValue(c.Thumbprint, out var at) || at < now - Unused)
            .Select(c => new Misfit(FindingRule.NeverUsed, c.Id, c.Id, c.PersonId, c.UnitId ?? (c.PersonId is { } person ? posts[person].FirstOrDefault()?.UnitId : null), c.Name,
                last.TryGetValue(c.Thumbprint, out var at) ? $"{c.Serial}, {at.ToVietnam().ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)}" : c.Serial));
    }

    private async Task<IEnumerable<Misfit>> EmptyDevicesAsync(List<Active> active, CancellationToken cancel)
    {
        var used = active.Where(c => c.DeviceId is not null).Select(c => c.DeviceId!.Value).ToHashSet();
        var inUse = await db.Devices.AsNoTracking().Where(d => d.State == DeviceState.InUse).Select(d => new { d.Id, d.Kind, d.Serial, d.PersonId, d.UnitId }).ToListAsync(cancel);
        return inUse.Where(d => !used.Contains(d.Id)).Select(d => new Misfit(FindingRule.DeviceWithoutCertificate, d.Id, null, d.PersonId, d.UnitId, $"{Registry.RegistryNames.Of(d.Kind)} {d.Serial}", ""));
    }

    private async Task<IEnumerable<Misfit>> LeadersAsync(List<Active> persons, Dictionary<Guid, PersonInfo> known, DateOnly today, CancellationToken cancel)
    {
        var equipped = persons.Select(c => Living(c.PersonId!.Value, known)).ToHashSet();
        return (await people.LeadersAsync(today, cancel)).Where(l => !equipped.Contains(l.PersonId)).DistinctBy(l => l.PersonId)
            .Select(l => new Misfit(FindingRule.LeaderWithoutCertificate, l.PersonId, null, l.PersonId, l.UnitId, l.FullName, l.PostTitle));
    }

    private async Task<Dictionary<Guid, Place>> PlacesAsync(List<Guid> of, CancellationToken cancel)
    {
        var places = new Dictionary<Guid, Place>();
        while (of.Count > 0)
        {
            foreach (var unit in await units.FindAsync(of, cancel)) places[unit.Id] = new Place(unit.Id, unit.Name, unit.ParentId);
            of = [.. of.Where(places.ContainsKey).Select(id => places[id].ParentId).OfType<Guid>().Distinct().Where(id => !places.ContainsKey(id))];
        }

        return places;
    }

    // Two records of one person are one person.
    private static Guid Living(Guid person, Dictionary<Guid, PersonInfo> known) => known.GetValueOrDefault(person)?.MergedInto ?? person;

    private sealed record Place(Guid Id, string Name, Guid? ParentId);

    private sealed record Active(Guid Id, string Thumbprint, SubjectKind Subject, Guid? PersonId, Guid? UnitId, Guid? DeviceId, DeviceKind Device, string Name, string? Email, string Units, string Serial, DateTimeOffset NotBefore, DateTimeOffset NotAfter);
}
