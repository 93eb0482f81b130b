using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Certificates.Revocation;

/// <summary>
/// Keeps the lists of all issuers in the registry fresh and writes what they say into it, so that a leader rarely waits for one.
/// One list is had for each issuer, and only certificates that stand on one are judged one by one: a province has thousands.
/// </summary>
internal sealed class RefreshRevocationLists(CertificatesDb db, RevocationLists lists, TrustStore trust, TimeProvider clock)
{
    private const int Page = 1000;

    private static readonly CertificatePathOptions AnyPurpose = CertificatePathOptions.Default with { Purpose = CertificatePurpose.Any };

    private readonly Dictionary<string, Issuer> issuers = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        issuers.Clear();
        for (var last = Guid.Empty; ;)
        {
            db.ChangeTracker.Clear();
            var page = await db.Certificates.AsNoTracking().Where(c => c.RevokedAt == null && c.NotAfter > now && c.Id > last).OrderBy(c => c.Id).Take(Page).Select(c => new { c.Id, c.Der }).ToListAsync(cancel);
            var found = new Dictionary<Guid, RevokedCertificate>();
            foreach (var row in page)
            {
                using var certificate = X509CertificateLoader.LoadCertificate(row.Der);
                if (await IssuerOfAsync(certificate, now, cancel) is not { } issuer || !issuer.MayHaveRevoked(certificate)) continue;
                if (CertificatePath.Check(certificate, [], trust, now, issuer.Lists, AnyPurpose).Revoked is { } revoked) found[row.Id] = revoked;
            }

            if (found.Count > 0)
            {
                foreach (var row in await db.Certificates.Where(c => found.Keys.Contains(c.Id)).ToListAsync(cancel)) row.Revoke(found[row.Id].Since, found[row.Id].Reason.ToString(), now);
                await db.SaveChangesAsync(cancel);
            }

            if (page.Count < Page) return;
            last = page[^1].Id;
        }
    }

    /// <returns>Null while no path to a trusted authority was found: addresses in a stranger's certificate are not connected to.</returns>
    private async Task<Issuer?> IssuerOfAsync(X509Certificate2 certificate, DateTimeOffset now, CancellationToken cancel)
    {
        var key = Convert.ToHexString(certificate.IssuerName.RawData) + certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().Select(e => Convert.ToHexString(e.RawData)).FirstOrDefault();
        if (issuers.TryGetValue(key, out var known)) return known;
        var path = CertificatePath.Check(certificate, [], trust, now, [], AnyPurpose);
        if (path.Status is not CertificatePathStatus.RevocationUnknown) return null;
        var all = await lists.ForAsync(path.Chain, cancel);
        return issuers[key] = new Issuer(all, path.Chain.Skip(1).SkipLast(1).Any(authority => Names(all, authority)));
    }

    // Whether the serial's bytes are anywhere in a list: right when it is not there, and quick; else the path is checked.
    private static bool Names(IEnumerable<CertificateRevocationList> lists, X509Certificate2 certificate) => lists.Any(list => list.Encoded.Span.IndexOf(certificate.SerialNumberBytes.Span) >= 0);

    private sealed record Issuer(IReadOnlyList<CertificateRevocationList> Lists, bool IsNamedItself)
    {
        public bool MayHaveRevoked(X509Certificate2 certificate) => IsNamedItself || Names(Lists, certificate);
    }
}
