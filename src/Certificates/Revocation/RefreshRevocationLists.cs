using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Certificates.Revocation;

/// <summary>Keeps the lists of all issuers in the registry fresh and writes what they say into it, so that a leader rarely waits for one.</summary>
internal sealed class RefreshRevocationLists(CertificatesDb db, RevocationLists lists, TrustStore trust, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var row in await db.Certificates.Where(c => c.RevokedAt == null && c.NotAfter > now).ToListAsync(cancel))
        {
            using var certificate = X509CertificateLoader.LoadCertificate(row.Der);
            var path = CertificatePath.Check(certificate, [], trust, now, []);
            if (path.Status is not CertificatePathStatus.RevocationUnknown) continue;
            path = CertificatePath.Check(certificate, [], trust, now, [.. await lists.ForAsync(path.Chain, cancel)]);
            if (path.Revoked is { } revoked) row.Revoke(revoked.Since, revoked.Reason.ToString(), now);
        }

        await db.SaveChangesAsync(cancel);
    }
}
