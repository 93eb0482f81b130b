using System.Linq.Expressions;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Certificates.Revocation;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Certificates.Registry;

internal sealed class CertificateRegistry(CertificatesDb db, RevocationLists lists, TrustStore trust, TimeProvider clock) : ICertificateRegistry
{
    public Task<IReadOnlyList<RegisteredCertificate>> ActiveOfAsync(Guid personId, CancellationToken cancel) =>
        ActiveAsync(c => c.PersonId == personId && c.Subject == SubjectKind.Person, cancel);

    public Task<IReadOnlyList<RegisteredCertificate>> ActiveSealsAsync(Guid unitId, Guid custodianId, CancellationToken cancel) =>
        ActiveAsync(c => c.UnitId == unitId && c.PersonId == custodianId && c.Subject == SubjectKind.Organisation, cancel);

    public async Task<CertificateAnswer> CheckAsync(X509Certificate2 certificate, Guid personId, CancellationToken cancel)
    {
        if (await FindAsync(certificate, cancel) is not { } row) return new CertificateAnswer.NotRegistered();
        return row.Subject is SubjectKind.Person && row.PersonId == personId ? await CheckAsync(certificate, row, cancel) : new CertificateAnswer.BelongsToAnother();
    }

    public async Task<CertificateAnswer> CheckSealAsync(X509Certificate2 certificate, Guid unitId, Guid? custodianId, CancellationToken cancel)
    {
        if (await FindAsync(certificate, cancel) is not { } row) return new CertificateAnswer.NotRegistered();
        if (row.Subject is not SubjectKind.Organisation || row.UnitId != unitId) return new CertificateAnswer.BelongsToAnother();
        return custodianId is null || row.PersonId == custodianId ? await CheckAsync(certificate, row, cancel) : new CertificateAnswer.KeptByAnother();
    }

    private async Task<IReadOnlyList<RegisteredCertificate>> ActiveAsync(Expression<Func<Certificate, bool>> whose, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return await db.Certificates.AsNoTracking().Where(whose)
            .Where(c => c.NotBefore <= now && c.NotAfter >= now && (c.RevokedAt == null || c.RevokedAt > now))
            .OrderByDescending(c => c.NotAfter)
            .Select(c => new RegisteredCertificate(c.Thumbprint, c.SubjectName, c.NotAfter))
            .ToListAsync(cancel);
    }

    private Task<Certificate?> FindAsync(X509Certificate2 certificate, CancellationToken cancel)
    {
        var thumbprint = Certificate.ThumbprintOf(certificate);
        return db.Certificates.SingleOrDefaultAsync(c => c.Thumbprint == thumbprint, cancel);
    }

    private async Task<CertificateAnswer> CheckAsync(X509Certificate2 certificate, Certificate row, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (row.RevokedAt is { } since && since <= now) return new CertificateAnswer.Revoked(since);
        if (row.NotBefore > now) return new CertificateAnswer.NotYetValid(row.NotBefore);
        if (row.NotAfter < now) return new CertificateAnswer.Expired(row.NotAfter);

        // Whether the path holds is asked first: only then may the addresses in its certificates be connected to.
        var path = CertificatePath.Check(certificate, [], trust, now, []);
        if (path.Status is CertificatePathStatus.RevocationUnknown)
            path = CertificatePath.Check(certificate, [], trust, now, [.. await lists.ForAsync(path.Chain, cancel)]);
        return path.Status switch
        {
            CertificatePathStatus.Trusted => new CertificateAnswer.Usable(Embedded(path), RevocationKnown: true),
            CertificatePathStatus.RevocationUnknown => new CertificateAnswer.Usable(Embedded(path), RevocationKnown: false),
            CertificatePathStatus.Revoked => await RecordAsync(row, path.Revoked!, cancel),
            _ => new CertificateAnswer.Untrusted($"{path.Status}: {path.Detail}"),
        };
    }

    private static X509Certificate2[] Embedded(CertificatePathResult path) => [.. path.Chain.Skip(1).SkipLast(1)];

    /// <summary>What the issuer's list says is written into the registry, so that the page shows it before the next attempt.</summary>
    private async Task<CertificateAnswer> RecordAsync(Certificate row, RevokedCertificate revoked, CancellationToken cancel)
    {
        row.Revoke(revoked.Since, revoked.Reason.ToString(), clock.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return new CertificateAnswer.Revoked(revoked.Since);
    }
}
