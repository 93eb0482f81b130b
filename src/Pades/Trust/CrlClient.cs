using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>
/// Fetches the revocation list that a certificate names (RFC 5280 §4.2.1.13). Ask only for certificates whose path holds:
/// the addresses of a stranger's certificate would let him choose what this machine connects to.
/// </summary>
/// <param name="http">Its own time-out should be longer than <paramref name="timeout"/>.</param>
/// <param name="clock">Decides whether a list is current.</param>
/// <param name="timeout">For each address; 10 seconds when null.</param>
/// <param name="reuse">How long a fetched list is given again without asking, if it is still current; never when null.</param>
/// <param name="algorithms">Digests and keys believed in answers; the default policy when null.</param>
public sealed class CrlClient(
    HttpClient http, TimeProvider clock, TimeSpan? timeout = null, TimeSpan? reuse = null, AlgorithmPolicy? algorithms = null)
{
    private const int LargestList = 32 * 1024 * 1024;
    private const int MostKept = 16;
    private readonly OutsideExchange exchange = new(http, clock, timeout ?? TimeSpan.FromSeconds(10), LargestList);
    private readonly ConcurrentDictionary<Uri, (CertificateRevocationList List, DateTimeOffset FetchedAt)> kept = new();

    /// <summary>Fetches from the addresses of cRLDistributionPoints in turn; the list returned is signed by the issuer and current.</summary>
    /// <param name="certificate">Whose revocation is asked.</param>
    /// <param name="issuer">Its issuer.</param>
    /// <param name="cancellation">Stops the asking.</param>
    public async Task<OutsideAnswer<CertificateRevocationList>> FetchAsync(
        X509Certificate2 certificate, X509Certificate2 issuer, CancellationToken cancellation = default)
    {
        var (subject, authority) = (ParsedCertificate.Of(certificate), ParsedCertificate.Of(issuer));
        var addresses = CertificateAddresses.Lists(subject);
        foreach (var address in addresses)
        {
            if (kept.TryGetValue(address, out var known) && clock.GetUtcNow() - known.FetchedAt < reuse && WhyNot(known.List, subject, authority) is null)
                return new(known.List, []);
        }
        return await exchange.FirstOf<CertificateRevocationList>(
            addresses,
            address => new(HttpMethod.Get, address),
            (address, bytes) => Read(address, bytes, subject, authority), cancellation);
    }

    private (CertificateRevocationList?, OutsideProblem?) Read(Uri address, byte[] bytes, ParsedCertificate certificate, ParsedCertificate issuer)
    {
        if (!CertificateRevocationList.TryRead(bytes, out var list, out var problem))
            return (null, new(address, OutsideFailure.Malformed, problem));
        if (WhyNot(list, certificate, issuer) is { } why)
            return (null, new(address, OutsideFailure.NotBelievable, why));
        if (reuse is not null)
        {
            if (kept.Count >= MostKept)
                kept.Clear();
            kept[address] = (list, clock.GetUtcNow());
        }
        return (list, null);
    }

    private string? WhyNot(CertificateRevocationList list, ParsedCertificate certificate, ParsedCertificate issuer)
    {
        var answer = new Revocation([list], [], algorithms ?? AlgorithmPolicy.Default, TimeSpan.FromDays(1)).Of(certificate, issuer, clock.GetUtcNow());
        // An expired certificate has left the list, but the list itself is sound.
        return answer.Status != RevocationStatus.Unknown
            || (certificate.NotAfter < list.ThisUpdate && list.IsSignedBy(issuer) && list.IssuerName == issuer.SubjectName)
            ? null : answer.Problem ?? "the list does not tell about this certificate";
    }
}
