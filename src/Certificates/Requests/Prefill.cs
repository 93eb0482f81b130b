using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>
/// What the portal knows already is not asked again: name, e-mail, post and agency from the organisation, the certificate and
/// the device from the registry, and the rest from the person's last request.
/// </summary>
internal sealed class Prefill(CertificatesDb db, IPeople people, IUnits units, IConfiguration settings, TimeProvider clock)
{
    /// <summary>The answers for several subjects, in a handful of queries however many there are.</summary>
    public async Task<IReadOnlyDictionary<RequestedSubject, Dictionary<string, string>>> ForAsync(RequestForm form, RequestKind kind, IReadOnlyCollection<RequestedSubject> subjects, string filer, CancellationToken cancel)
    {
        var persons = subjects.Where(s => s.PersonId is not null).Select(s => s.PersonId!.Value).Distinct().ToList();
        var known = (await people.FindAsync(persons, cancel)).ToDictionary(p => p.Id);
        var posts = (await people.PostsAsync(persons, clock.TodayInVietnam(), cancel)).ToLookup(p => p.PersonId);
        var paths = await PathsAsync([.. subjects.Select(s => s.UnitId).Distinct()], cancel);
        var certificateIds = subjects.Where(s => s.CertificateId is not null).Select(s => s.CertificateId!.Value).ToList();
        var certificates = await db.Certificates.Where(c => certificateIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.SerialNumber, cancel);
        var deviceIds = subjects.Where(s => s.DeviceId is not null).Select(s => s.DeviceId!.Value).ToList();
        var devices = await db.Devices.Where(d => deviceIds.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => (d.Serial, d.Kind), cancel);
        var last = await LastAnswersAsync(persons, cancel);
        var fields = form.For(kind).ToList();
        return subjects.ToDictionary(subject => subject, subject => fields
            .Select(field => (field.Name, Value: Answer(field, subject)))
            .Where(answer => answer.Value is { Length: > 0 })
            .ToDictionary(answer => answer.Name, answer => answer.Value!));

        string? Answer(FormField field, RequestedSubject subject) => field.From switch
        {
            "person.name" => subject.Name,
            "person.email" => subject.PersonId is { } id ? known.GetValueOrDefault(id)?.Email : null,
            "post.title" => subject.PersonId is { } id ? (posts[id].FirstOrDefault(p => p.UnitId == subject.UnitId) ?? posts[id].FirstOrDefault())?.Title : null,
            "unit.name" => subject.Name,
            "unit.path" => paths.GetValueOrDefault(subject.UnitId),
            "province" => settings["Province:Name"] ?? "Thanh Hóa",
            "certificate.serial" => subject.CertificateId is { } id ? certificates.GetValueOrDefault(id) : null,
            "device.serial" => subject.DeviceId is { } id ? devices.GetValueOrDefault(id).Serial : null,
            "filer.name" => filer,
            _ when field.Name == "deviceKind" && subject.DeviceId is { } id => devices[id].Kind.ToString(),
            // A single choice is no choice; why and what are new each time.
            _ when field.Options.Count == 1 => field.Options[0],
            _ when field.Kind == FieldKind.LongText => null,
            _ => subject.PersonId is { } id ? last.GetValueOrDefault(id)?.GetValueOrDefault(field.Name) : null,
        };
    }

    private async Task<Dictionary<Guid, Dictionary<string, string>>> LastAnswersAsync(List<Guid> persons, CancellationToken cancel)
    {
        var lines = await db.RequestLines.AsNoTracking().Where(l => l.PersonId != null && persons.Contains(l.PersonId.Value)).OrderBy(l => l.Id)
            .Select(l => new { Person = l.PersonId!.Value, l.Fields }).ToListAsync(cancel);
        var last = new Dictionary<Guid, Dictionary<string, string>>();
        foreach (var line in lines)
        {
            var answers = last.TryGetValue(line.Person, out var found) ? found : last[line.Person] = [];
            foreach (var (name, value) in line.Fields) answers[name] = value;
        }

        return last;
    }

    /// <summary>"Văn phòng, Sở Khoa học và Công nghệ, UBND tỉnh Thanh Hóa": the unit and those above it.</summary>
    private async Task<Dictionary<Guid, string>> PathsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var seen = new Dictionary<Guid, UnitInfo>();
        for (var next = ids.ToList(); next.Count > 0;)
        {
            foreach (var unit in await units.FindAsync(next, cancel)) seen[unit.Id] = unit;
            next = [.. seen.Values.Where(u => u.ParentId is { } parent && !seen.ContainsKey(parent)).Select(u => u.ParentId!.Value).Distinct()];
        }

        return ids.ToDictionary(id => id, id => string.Join(", ", Up(id)));

        IEnumerable<string> Up(Guid id)
        {
            for (Guid? at = id; at is { } current && seen.TryGetValue(current, out var unit); at = unit.ParentId)
            {
                if (unit.Kind != UnitKind.Province || current == id) yield return unit.Name;
            }
        }
    }
}
