using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Certificates.Revocation;

/// <summary>Revocation lists, fetched when the one at hand has run out and kept for all processes.</summary>
internal sealed class RevocationLists(CertificatesDb db, CrlClient client, TimeProvider clock, ILogger<RevocationLists> log)
{
    /// <summary>The current list of every issuer on a chain that holds; issuers whose list cannot be had are left out.</summary>
    /// <param name="chain">From the certificate to the anchor.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="atMostOld">Asks the issuer for a newer one when the list at hand was fetched longer ago, though it has not run out.</param>
    public async Task<IReadOnlyList<CertificateRevocationList>> ForAsync(IReadOnlyList<X509Certificate2> chain, CancellationToken cancel, TimeSpan? atMostOld = null)
    {
        var issuers = chain.Skip(1).Select(Certificate.ThumbprintOf).ToList();
        var stored = await db.RevocationLists.Where(l => issuers.Contains(l.IssuerThumbprint)).ToDictionaryAsync(l => l.IssuerThumbprint, cancel);
        var lists = new List<CertificateRevocationList>();
        for (var i = 0; i < issuers.Count; i++)
        {
            stored.TryGetValue(issuers[i], out var known);
            CertificateRevocationList? list = null;
            if (known is not null && known.NextUpdate > clock.GetUtcNow() && CertificateRevocationList.TryRead(known.Der, out var current, out _)) list = current;
            if (list is null || known!.FetchedAt < clock.GetUtcNow() - atMostOld) list = await FetchAsync(chain[i], chain[i + 1], issuers[i], known, cancel) ?? list;
            if (list is not null) lists.Add(list);
        }

        return lists;
    }

    private async Task<CertificateRevocationList?> FetchAsync(X509Certificate2 certificate, X509Certificate2 issuer, string thumbprint, StoredRevocationList? known, CancellationToken cancel)
    {
        var answer = await client.FetchAsync(certificate, issuer, cancel);
        if (answer.Value is not { } list)
        {
            log.LogWarning("No revocation list of {Issuer}: {Problems}", issuer.Subject, string.Join("; ", answer.Problems.Select(p => $"{p.Address} {p.Failure} {p.Detail}")));
            return null;
        }

        var now = clock.GetUtcNow();
        var next = list.NextUpdate ?? now.AddDays(1);
        var row = known ?? db.RevocationLists.Add(new StoredRevocationList { IssuerThumbprint = thumbprint, Der = [], FetchedAt = now, NextUpdate = next }).Entity;
        (row.Der, row.FetchedAt, row.NextUpdate) = (list.Encoded.ToArray(), now, next);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // Another process stored the same issuer's list at the same moment; either will do. Only this row is let go:
            // the caller's certificates are tracked here as well, and a revocation recorded on one must still be saved.
            db.Entry(row).State = EntityState.Detached;
        }

        return list;
    }
}
