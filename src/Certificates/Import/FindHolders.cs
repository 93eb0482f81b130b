using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Import;

/// <summary>What the data inside a certificate says about whose it is.</summary>
/// <param name="Outcome">Entered when there is no doubt.</param>
/// <param name="Holder">Whose it is; set with Entered.</param>
/// <param name="Candidates">Whose it could be; set with Unsure.</param>
internal sealed record HolderFound(ImportOutcome Outcome, CertificateHolder? Holder = null, IReadOnlyList<Guid>? Candidates = null);

/// <summary>
/// Matches certificates to people and units, many at once. Sure is only: trusted, and the official e-mail and the name inside are
/// those of one person, or the name is that of one unit. A name alone is a candidate that somebody has to confirm.
/// </summary>
internal sealed class FindHolders(IPeople people, IUnits units, TrustStore trust, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, bool> trusted = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<HolderFound>> RunAsync(IReadOnlyList<(X509Certificate2 Certificate, CertificateData Data)> all, CancellationToken cancel)
    {
        // Signatures cost more than all the rest, and need nobody else.
        Parallel.ForEach(all, new ParallelOptions { CancellationToken = cancel }, c => IsTrusted(c.Certificate, c.Data));
        var byEmail = (await people.FindByEmailsAsync([.. all.Where(c => c.Data.Email is not null).Select(c => c.Data.Email!).Distinct()], cancel)).ToDictionary(p => p.Email!);
        var byName = (await people.FindByNamesAsync([.. all.Select(c => c.Data.CommonName).Distinct()], cancel)).ToLookup(p => SearchText.Fold(p.FullName));
        var unitsByName = (await units.FindByNamesAsync([.. all.Select(c => c.Data.CommonName).Distinct()], cancel)).ToLookup(u => SearchText.Fold(u.Name));
        var persons = byEmail.Values.Concat(byName.SelectMany(g => g)).Select(p => p.Id).Distinct().ToList();
        var posts = (await people.PostsAsync(persons, clock.TodayInVietnam(), cancel)).ToLookup(p => p.PersonId);
        return [.. all.Select(c => Find(c.Certificate, c.Data))];

        HolderFound Find(X509Certificate2 certificate, CertificateData data)
        {
            if (certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(e => e.CertificateAuthority)) return new(ImportOutcome.AuthorityCertificate);
            if (!IsTrusted(certificate, data)) return new(ImportOutcome.Untrusted);
            if (data.NotBefore > clock.GetUtcNow()) return new(ImportOutcome.NotYetValid);
            if (unitsByName[SearchText.Fold(data.CommonName)].ToList() is [var unit]) return new(ImportOutcome.Entered, new CertificateHolder(SubjectKind.Organisation, null, unit.Id));
            if (data.IsForServer) return new(ImportOutcome.Entered, new CertificateHolder(SubjectKind.System, null, null));
            var named = byName[SearchText.Fold(data.CommonName)].ToList();
            if (data.Email is { } email && byEmail.TryGetValue(email, out var person))
            {
                return SearchText.Fold(person.FullName) == SearchText.Fold(data.CommonName)
                    ? new(ImportOutcome.Entered, new CertificateHolder(SubjectKind.Person, person.Id, posts[person.Id].FirstOrDefault()?.UnitId))
                    : new(ImportOutcome.Unsure, Candidates: [person.Id, .. named.Select(p => p.Id).Where(id => id != person.Id).Take(9)]);
            }

            // Whose post is in a unit that the certificate names comes first.
            var likely = named.OrderByDescending(p => posts[p.Id].Any(post => data.OrganisationUnits.Contains(post.UnitName, StringComparison.OrdinalIgnoreCase))).Select(p => p.Id).Take(10).ToList();
            return likely.Count > 0 ? new(ImportOutcome.Unsure, Candidates: likely) : new(ImportOutcome.NobodyFits);
        }
    }

    // An expired certificate is history worth keeping: it is judged for the last moment of its life.
    private bool IsTrusted(X509Certificate2 certificate, CertificateData data)
    {
        if (trusted.TryGetValue(data.Thumbprint, out var known)) return known;
        var now = clock.GetUtcNow();
        var at = data.NotAfter < now ? data.NotAfter.AddSeconds(-1) : data.NotBefore > now ? data.NotBefore.AddSeconds(1) : now;
        var path = CertificatePath.Check(certificate, [], trust, at, [], CertificatePathOptions.Default with { Purpose = CertificatePurpose.Any });
        return trusted[data.Thumbprint] = path.Status is CertificatePathStatus.Trusted or CertificatePathStatus.RevocationUnknown;
    }
}
