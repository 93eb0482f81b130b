using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Readiness;

/// <summary>Gathers what all modules know about a person's way to signing.</summary>
internal sealed class PersonReadiness(CertificatesDb db, IPeople people, IEnumerable<IReadinessFacts> others, TimeProvider clock)
{
    public async Task<IReadOnlyList<ChannelReadiness>> OfAsync(Guid person, CancellationToken cancel)
    {
        var name = (await people.FindAsync([person], cancel)).Select(p => p.FullName).FirstOrDefault() ?? "";
        var facts = await OwnAsync(person, cancel);
        HashSet<ReadinessStep> known = [ReadinessStep.Post, ReadinessStep.Device, ReadinessStep.Certificate];
        foreach (var module in others)
        {
            known.UnionWith(module.Steps);
            facts.AddRange(await module.OfAsync([person], cancel));
        }

        var open = await db.RequestLines.AsNoTracking().Where(l => l.PersonId == person && l.Kind == RequestKind.New && l.State != RequestState.Refused && l.State != RequestState.Withdrawn && l.State != RequestState.InUse).OrderByDescending(l => l.Id).ToListAsync(cancel);
        return [.. Enum.GetValues<ReadinessChannel>().Select(channel => ChannelReadiness.Of(channel, facts, known, OpenOn(channel, open), $"/certificates/requests/new?kind=New&q={Uri.EscapeDataString(name)}"))];
    }

    // Post, devices and certificates.
    private async Task<List<ReadinessFact>> OwnAsync(Guid person, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var facts = new List<ReadinessFact>();
        var posts = await people.PostsAsync([person], clock.TodayInVietnam(), cancel);
        facts.AddRange(posts.Take(1).Select(p => new ReadinessFact(person, null, ReadinessStep.Post, new DateTimeOffset(p.HeldFrom, TimeOnly.MinValue, TimeSpan.Zero))));
        facts.AddRange((await db.Devices.AsNoTracking().Where(d => d.PersonId == person && (d.State == DeviceState.HandedOver || d.State == DeviceState.InUse)).Select(d => new { d.Kind, d.StateSince }).ToListAsync(cancel))
            .Select(d => new ReadinessFact(person, ChannelOf(d.Kind), ReadinessStep.Device, d.StateSince)));
        var certificates = await db.Certificates.AsNoTracking().Where(c => c.PersonId == person && c.Subject == SubjectKind.Person && c.RevokedAt == null && c.NotBefore <= now && c.NotAfter >= now).Select(c => new { c.Device, c.DeviceId, c.NotBefore, c.RegisteredAt }).ToListAsync(cancel);
        facts.AddRange(certificates.Select(c => new ReadinessFact(person, ChannelOf(c.Device), ReadinessStep.Certificate, c.NotBefore)));
        // A certificate that was entered by itself came with a device the registry does not know.
        facts.AddRange(certificates.Where(c => c.DeviceId is null).Select(c => new ReadinessFact(person, ChannelOf(c.Device), ReadinessStep.Device, c.RegisteredAt)));
        return facts;
    }

    private static (RequestState, string)? OpenOn(ReadinessChannel channel, List<RequestLine> open) =>
        open.Find(l => l.Fields.GetValueOrDefault("deviceKind") is not { Length: > 0 } kind || (kind == nameof(DeviceKind.SimPki)) == (channel == ReadinessChannel.Mobile)) is { } line ? (line.State, $"/certificates/requests/{line.RequestId}") : null;

    private static ReadinessChannel ChannelOf(DeviceKind kind) => kind == DeviceKind.EToken ? ReadinessChannel.Pc : ReadinessChannel.Mobile;
}
