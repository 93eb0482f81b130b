using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>
/// Builds paths to a trust anchor and checks them by RFC 5280 §6. Works only with what it is given: nothing is fetched, no
/// store of the machine is consulted, so that the same question always has the same answer.
/// </summary>
public static class CertificatePath
{
    private const int LongestPath = 10;
    private const int MostPaths = 64;
    private const int MostSteps = 2000;

    /// <summary>Checks one certificate.</summary>
    /// <param name="certificate">The one asked about.</param>
    /// <param name="candidates">Certificates that may stand between it and an anchor, in any order; strangers' are welcome.</param>
    /// <param name="trust">Anchors and known intermediates.</param>
    /// <param name="at">The moment asked: now, or the proven time of a signature.</param>
    /// <param name="crls">Lists at hand; one made after <paramref name="at"/> counts as well, as it knows more.</param>
    /// <param name="options">Purpose, OCSP answers, algorithms; the default when null.</param>
    public static CertificatePathResult Check(
        X509Certificate2 certificate, IEnumerable<X509Certificate2> candidates, TrustStore trust, DateTimeOffset at,
        IReadOnlyCollection<CertificateRevocationList> crls, CertificatePathOptions? options = null)
    {
        try
        {
            return Check(ParsedCertificate.Of(certificate), ParsedCertificate.Readable(candidates), trust, at, crls, options);
        }
        catch (AsnContentException malformed)
        {
            return new(CertificatePathStatus.Malformed, [certificate], certificate, [], malformed.Message);
        }
    }

    internal static CertificatePathResult Check(
        ParsedCertificate certificate, IEnumerable<ParsedCertificate> candidates, TrustStore trust, DateTimeOffset at,
        IReadOnlyCollection<CertificateRevocationList> crls, CertificatePathOptions? options = null)
    {
        options ??= CertificatePathOptions.Default;
        var search = new PathSearch(candidates, trust);
        CertificatePathResult? best = null;
        foreach (var path in search.PathsFrom(certificate).Take(MostPaths))
        {
            var result = new PathValidation(path, trust, at, options, crls).Run();
            if (result.Status == CertificatePathStatus.Trusted)
                return result;
            // The enumeration runs from the mildest answer to the worst.
            if (best is null || result.Status < best.Status)
                best = result;
        }
        if (best is not null)
            return best;
        var reached = search.LongestAttempt(certificate);
        return new(CertificatePathStatus.NoAnchor, [.. reached.Select(c => c.Certificate)], reached[^1].Certificate, [],
            $"No trusted issuer was found for {reached[^1].Certificate.Subject}.");
    }

    /// <summary>Walks from issuer to issuer, likelier ones first, within a fixed number of steps: crossed certificates of strangers make no explosion.</summary>
    private sealed class PathSearch(IEnumerable<ParsedCertificate> candidates, TrustStore trust)
    {
        private readonly List<ParsedCertificate> pool =
            [.. trust.ParsedAnchors.Concat(trust.ParsedIntermediates).Concat(candidates).DistinctBy(c => c.Digest)];
        private int steps;

        /// <summary>Each path ends in an anchor.</summary>
        public IEnumerable<ParsedCertificate[]> PathsFrom(ParsedCertificate certificate)
        {
            var open = new Stack<ParsedCertificate[]>([[certificate]]);
            while (open.TryPop(out var path) && steps++ < MostSteps)
            {
                if (trust.IsAnchor(path[^1]))
                    yield return path;
                else if (path.Length < LongestPath)
                    IssuersOf(path[^1]).Where(issuer => !path.Contains(issuer)).Reverse().ToList().ForEach(issuer => open.Push([.. path, issuer]));
            }
        }

        public ParsedCertificate[] LongestAttempt(ParsedCertificate certificate)
        {
            var path = new List<ParsedCertificate> { certificate };
            while (path.Count < LongestPath && IssuersOf(path[^1]).FirstOrDefault(i => !path.Contains(i)) is { } issuer)
                path.Add(issuer);
            return [.. path];
        }

        // Key identifiers only sort (RFC 5280 §4.2.1.1 calls them a help); the signature decides.
        private IEnumerable<ParsedCertificate> IssuersOf(ParsedCertificate certificate) => pool
            .Where(issuer => issuer.SubjectName == certificate.IssuerName)
            .OrderByDescending(issuer => KeyIdentifiers.Match(certificate, issuer))
            .ThenByDescending(trust.IsAnchor)
            .ThenByDescending(issuer => issuer.NotAfter);
    }
}
