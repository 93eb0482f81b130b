using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Certificates.Revocation;

/// <summary>
/// Keeps the stored lists read: a national authority's list is megabytes, and every check of a document asks for all.
/// The database says which of them are newer; only those are read again.
/// </summary>
internal sealed class KnownRevocationLists(IDbContextFactory<CertificatesDb> contexts) : IRevocationLists
{
    private readonly ConcurrentDictionary<string, (DateTimeOffset FetchedAt, CertificateRevocationList? List)> read = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<CertificateRevocationList>> KnownAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var stored = await db.RevocationLists.Select(l => new { l.IssuerThumbprint, l.FetchedAt }).ToListAsync(cancel);
        var newer = stored.Where(l => !read.TryGetValue(l.IssuerThumbprint, out var known) || known.FetchedAt < l.FetchedAt).Select(l => l.IssuerThumbprint).ToList();
        if (newer.Count > 0)
        {
            foreach (var row in await db.RevocationLists.AsNoTracking().Where(l => newer.Contains(l.IssuerThumbprint)).ToListAsync(cancel))
                read[row.IssuerThumbprint] = (row.FetchedAt, CertificateRevocationList.TryRead(row.Der, out var list, out _) ? list : null);
        }

        return [.. stored.Select(l => read.TryGetValue(l.IssuerThumbprint, out var known) ? known.List : null).OfType<CertificateRevocationList>()];
    }
}
