using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Certificates.Revocation;

/// <summary>
/// Keeps the lists of all issuers in the registry fresh and writes what they say into it, so that a leader rarely waits for one.
/// The revoked serial numbers of a list are looked up in the registry, not the registry's certificates in the list: the work
/// grows with what was revoked, not with what was issued.
/// </summary>
internal sealed class RefreshRevocationLists(CertificatesDb db, RevocationLists lists, TrustStore trust, TimeProvider clock, ILogger<RefreshRevocationLists> log)
{
    private const int AtOnce = 5000;

    // Keys of servers and services are revoked too.
    private static readonly CertificatePathOptions AnyPurpose = CertificatePathOptions.Default with { Purpose = CertificatePurpose.Any };

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var issuer in await Active(now).Select(c => new { c.IssuerName, c.IssuerKeyId }).Distinct().ToListAsync(cancel))
        {
            // A certificate says where its issuer's list is. Several, because anybody's may be entered under an issuer's name.
            var samples = await Of(issuer.IssuerName, issuer.IssuerKeyId, now).OrderByDescending(c => c.RegisteredAt).Take(5).Select(c => c.Der).ToListAsync(cancel);
            if (samples.Select(der => PathOf(der, now, [])).FirstOrDefault(p => p.Status == CertificatePathStatus.RevocationUnknown) is not { } path) continue;
            try
            {
                await RecordAsync(Of(issuer.IssuerName, issuer.IssuerKeyId, now), [.. await lists.ForAsync(path.Chain, cancel, TimeSpan.Zero)], path.Chain[0], now, cancel);
            }
            catch (AsnContentException malformed)
            {
                // One issuer's bad list does not hold up the others'.
                log.LogWarning(malformed, "The revocation list of {Issuer} has an entry that cannot be read", path.Chain[1].Subject);
            }
        }
    }

    private async Task RecordAsync(IQueryable<Certificate> ofIssuer, IReadOnlyList<CertificateRevocationList> known, X509Certificate2 sample, DateTimeOffset now, CancellationToken cancel)
    {
        var serials = known.SelectMany(list => list.RevokedSerialNumbers()).ToHashSet();
        var hits = new List<Guid>();
        foreach (var some in serials.Chunk(AtOnce)) hits.AddRange(await ofIssuer.Where(c => some.Contains(c.SerialNumber)).Select(c => c.Id).ToListAsync(cancel));
        // Revoked without being listed: an authority above it was.
        if (!serials.Contains(sample.SerialNumber) && PathOf(sample.RawData, now, known).Revoked is not null) hits = await ofIssuer.Select(c => c.Id).ToListAsync(cancel);
        foreach (var some in hits.Chunk(AtOnce)) await RevokeAsync(some, known, now, cancel);
    }

    // The rows are held while they are judged: of two processes the second finds nothing left to write.
    private async Task RevokeAsync(Guid[] ids, IReadOnlyList<CertificateRevocationList> known, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var rows = await db.Certificates.FromSql($"select * from certificates.certificate where id = any({ids}) and revoked_at is null order by id for update").ToListAsync(cancel);
        foreach (var row in rows)
        {
            // The same number under another key of that name is another certificate; the path knows.
            if (PathOf(row.Der, now, known).Revoked is not { } revoked) continue;
            row.Revoke(revoked.Since, revoked.Reason.ToString(), now);
            db.Audit.Add(AuditEntry.ByPortal(now, "certificates.certificate.revocation-found", ("certificate", row.Id), row.UnitId, new { row.Thumbprint, revoked.Since, reason = revoked.Reason.ToString() }));
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        if (rows.Count > 0) log.LogInformation("{Count} certificates of the registry are on their issuer's list", rows.Count);
    }

    private CertificatePathResult PathOf(byte[] der, DateTimeOffset now, IReadOnlyList<CertificateRevocationList> known) =>
        CertificatePath.Check(X509CertificateLoader.LoadCertificate(der), [], trust, now, known, AnyPurpose);

    private IQueryable<Certificate> Of(string issuer, string? key, DateTimeOffset now) => Active(now).Where(c => c.IssuerName == issuer && c.IssuerKeyId == key);

    private IQueryable<Certificate> Active(DateTimeOffset now) => db.Certificates.Where(c => c.RevokedAt == null && c.NotAfter > now);
}
