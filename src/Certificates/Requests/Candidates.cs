using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>Somebody or something a request can be about.</summary>
/// <param name="Key">For the form.</param>
/// <param name="Subject">What would stand in the line.</param>
/// <param name="Detail">Post and unit, or serial number and end.</param>
/// <param name="HasActive">Has a certificate in force already.</param>
/// <param name="HasOpen">Another request of this kind is on its way.</param>
/// <param name="IsDemonstration">Invented.</param>
internal sealed record Candidate(string Key, RequestedSubject Subject, string Detail, bool HasActive, bool HasOpen, bool IsDemonstration);

/// <summary>Finds whom a unit can ask for: its people in post for a new certificate, its certificates for everything else.</summary>
internal sealed class Candidates(CertificatesDb db, IPeople people, IUnits units, TimeProvider clock)
{
    private const int Most = 500;

    /// <param name="kind">What is asked.</param>
    /// <param name="subject">For what kind of subject.</param>
    /// <param name="unit">The filing unit; it and the units below are looked at.</param>
    /// <param name="name">Also people whose name holds this and who have a post there, leading or not.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<Candidate>> FindAsync(RequestKind kind, SubjectKind subject, UnitInfo unit, string? name, CancellationToken cancel)
    {
        var within = await units.WithinAsync([unit.Id], cancel);
        var today = clock.TodayInVietnam();
        if (subject != SubjectKind.Person) return kind == RequestKind.New ? NewSeal(subject, unit) : await OfUnitsAsync(kind, subject, within, cancel);
        var leaders = (await people.LeadersAsync(within, today, cancel)).Select(l => (l.PersonId, l.FullName, l.UnitId, l.UnitName, l.PostTitle)).ToList();
        if (!string.IsNullOrWhiteSpace(name))
        {
            var found = (await people.SearchAsync(name, 50, cancel)).ToDictionary(p => p.Id);
            var posts = await people.PostsAsync([.. found.Keys], today, cancel);
            leaders = [.. posts.Where(p => within.Contains(p.UnitId)).Select(p => (p.PersonId, found[p.PersonId].FullName, p.UnitId, p.UnitName, p.Title))];
        }

        // Whoever holds two posts is asked for once, by the first.
        var persons = leaders.DistinctBy(l => l.PersonId).Take(Most).ToList();
        return kind == RequestKind.New ? await NewAsync(persons, cancel) : await OfPeopleAsync(kind, persons, cancel);
    }

    /// <summary>A unit's certificates that end between two instants, to be renewed together, whether or not their holders are in a leading post.</summary>
    public async Task<IReadOnlyList<Candidate>> ToRenewAsync(SubjectKind subject, Guid unit, DateTimeOffset from, DateTimeOffset until, CancellationToken cancel)
    {
        var certificates = await InForce(subject).Where(c => c.UnitId == unit && c.NotAfter >= from && c.NotAfter < until).OrderBy(c => c.NotAfter).Take(Most).ToListAsync(cancel);
        var names = (await people.FindAsync([.. certificates.Where(c => subject == SubjectKind.Person && c.PersonId is not null).Select(c => c.PersonId!.Value).Distinct()], cancel)).ToDictionary(p => p.Id, p => p.FullName);
        var open = await OpenCertificatesAsync(RequestKind.Renewal, certificates, cancel);
        return [.. certificates.Select(c => ToCandidate(c, new RequestedSubject(c.PersonId is { } id ? names.GetValueOrDefault(id, c.SubjectName) : c.SubjectName, unit, subject == SubjectKind.Person ? c.PersonId : null, c.Id), open))];
    }

    private static IReadOnlyList<Candidate> NewSeal(SubjectKind subject, UnitInfo unit) =>
        subject == SubjectKind.Organisation ? [new Candidate($"u.{unit.Id:N}", new RequestedSubject(unit.Name, unit.Id), unit.Code, false, false, false)] : [];

    private async Task<IReadOnlyList<Candidate>> NewAsync(List<(Guid Id, string Name, Guid UnitId, string Unit, string Post)> persons, CancellationToken cancel)
    {
        var ids = persons.Select(p => p.Id).ToList();
        var now = clock.GetUtcNow();
        var active = await db.Certificates.Where(c => c.Subject == SubjectKind.Person && c.PersonId != null && ids.Contains(c.PersonId.Value) && c.NotAfter >= now && (c.RevokedAt == null || c.RevokedAt > now)).Select(c => c.PersonId!.Value).ToHashSetAsync(cancel);
        var open = (await Open(RequestKind.New).Where(l => l.PersonId != null && ids.Contains(l.PersonId.Value)).Select(l => l.PersonId!.Value).ToListAsync(cancel)).ToHashSet();
        var invented = (await people.FindAsync(ids, cancel)).Where(p => p.IsDemonstration).Select(p => p.Id).ToHashSet();
        return [.. persons.Select(p => new Candidate($"p.{p.Id:N}", new RequestedSubject(p.Name, p.UnitId, p.Id), $"{p.Post}, {p.Unit}", active.Contains(p.Id), open.Contains(p.Id), invented.Contains(p.Id)))];
    }

    private async Task<IReadOnlyList<Candidate>> OfPeopleAsync(RequestKind kind, List<(Guid Id, string Name, Guid UnitId, string Unit, string Post)> persons, CancellationToken cancel)
    {
        var byId = persons.ToDictionary(p => p.Id);
        var ids = byId.Keys.ToList();
        var certificates = await InForce(SubjectKind.Person).Where(c => c.PersonId != null && ids.Contains(c.PersonId.Value)).ToListAsync(cancel);
        var open = await OpenCertificatesAsync(kind, certificates, cancel);
        return [.. certificates.Where(c => kind != RequestKind.DeviceRecovery || c.DeviceId is not null).OrderBy(c => c.NotAfter).Take(Most).Select(c =>
        {
            var holder = byId[c.PersonId!.Value];
            return ToCandidate(c, new RequestedSubject(holder.Name, holder.UnitId, holder.Id, c.Id, kind == RequestKind.DeviceRecovery ? c.DeviceId : null), open);
        })];
    }

    private async Task<IReadOnlyList<Candidate>> OfUnitsAsync(RequestKind kind, SubjectKind subject, IReadOnlyList<Guid> within, CancellationToken cancel)
    {
        var certificates = await InForce(subject).Where(c => c.UnitId != null && within.Contains(c.UnitId.Value)).OrderBy(c => c.NotAfter).Take(Most).ToListAsync(cancel);
        var open = await OpenCertificatesAsync(kind, certificates, cancel);
        return [.. certificates.Select(c => ToCandidate(c, new RequestedSubject(c.SubjectName, c.UnitId!.Value, null, c.Id, kind == RequestKind.DeviceRecovery ? c.DeviceId : null), open))];
    }

    private static Candidate ToCandidate(Certificate certificate, RequestedSubject subject, HashSet<Guid> open) =>
        new($"c.{certificate.Id:N}", subject, $"{certificate.SerialNumber} · {VietnamTime.Show(certificate.NotAfter)}", false, open.Contains(certificate.Id), certificate.IsDemonstration);

    private IQueryable<Certificate> InForce(SubjectKind subject)
    {
        var now = clock.GetUtcNow();
        return db.Certificates.AsNoTracking().Where(c => c.Subject == subject && c.NotAfter >= now && (c.RevokedAt == null || c.RevokedAt > now));
    }

    private async Task<HashSet<Guid>> OpenCertificatesAsync(RequestKind kind, IReadOnlyList<Certificate> certificates, CancellationToken cancel)
    {
        var ids = certificates.Select(c => c.Id).ToList();
        return (await Open(kind).Where(l => l.CertificateId != null && ids.Contains(l.CertificateId.Value)).Select(l => l.CertificateId!.Value).ToListAsync(cancel)).ToHashSet();
    }

    // Issued counts as open only as long as something still has to be done, which for a revocation is never.
    private IQueryable<RequestLine> Open(RequestKind kind) =>
        db.RequestLines.Where(l => l.Kind == kind && l.State != RequestState.Refused && l.State != RequestState.Withdrawn && l.State != RequestState.InUse && (l.State != RequestState.Issued || kind != RequestKind.Revocation));
}
