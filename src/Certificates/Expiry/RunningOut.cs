using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Requests;

namespace ThanhHoa.DigitalSignature.Certificates.Expiry;

/// <summary>What silences a reminder; the same for the digest and for the plan of renewals.</summary>
internal static class RunningOut
{
    /// <summary>
    /// Certificates for which a renewal was handed in. A draft does not count: forgotten in a drawer, it would let the certificate lapse.
    /// </summary>
    public static IQueryable<RequestLine> HandedIn(CertificatesDb db) => db.RequestLines.Where(l => l.Kind == RequestKind.Renewal && l.CertificateId != null
        && l.State != RequestState.Draft && l.State != RequestState.Refused && l.State != RequestState.Withdrawn && l.State != RequestState.InUse);

    /// <summary>Those of which nobody takes care.</summary>
    public static IQueryable<Certificate> Unattended(CertificatesDb db, DateTimeOffset now) =>
        Current(db, db.Certificates.AsNoTracking(), now).Where(c => !HandedIn(db).Any(l => l.CertificateId == c.Id));

    /// <summary>In force, and not replaced by a newer one of the same holder on the same kind of device that is already in use.</summary>
    public static IQueryable<Certificate> Current(CertificatesDb db, IQueryable<Certificate> among, DateTimeOffset now)
    {
        var inForce = among.Where(c => c.RevokedAt == null && c.NotBefore <= now && c.NotAfter >= now);
        var used = db.Certificates.Where(n => n.RevokedAt == null && n.NotBefore <= now && (n.DeviceId == null || db.Devices.Any(d => d.Id == n.DeviceId && d.State == DeviceState.InUse)));
        // Apart, because each half has its index; joined by "or" the database would compare every two.
        return inForce
            .Where(c => c.Subject != SubjectKind.Person || !used.Any(n => n.PersonId == c.PersonId && n.Subject == SubjectKind.Person && n.Device == c.Device && n.NotAfter > c.NotAfter))
            .Where(c => c.Subject == SubjectKind.Person || !used.Any(n => n.UnitId == c.UnitId && n.Subject == c.Subject && n.SubjectName == c.SubjectName && n.Device == c.Device && n.NotAfter > c.NotAfter));
    }
}
