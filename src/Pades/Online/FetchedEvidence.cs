using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Cms;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Online;

/// <summary>Asks the outside world and remembers its answers, and who did not answer, for the documents that follow.</summary>
internal sealed class FetchedEvidence(HttpClient http, TimeProvider clock, NetworkLimits limits, AlgorithmPolicy? algorithms)
{
    private const int LargestIssuer = 256 << 10;
    private const int MostIssuers = 10;
    private const int MostAddresses = 3;
    private const int MostKept = 5000;
    private static readonly TimeSpan Reuse = TimeSpan.FromHours(1);
    // A host that is down costs one wait, not one for each document.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    private readonly OcspClient ocsp = new(http, clock, limits.PerRequest, algorithms);
    private readonly CrlClient crls = new(http, clock, limits.PerRequest, Reuse, algorithms);
    private readonly OutsideExchange exchange = new(http, clock, limits.PerRequest, LargestIssuer);
    private readonly ConcurrentDictionary<string, (OcspResponse Response, DateTimeOffset At)> answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Uri, IReadOnlyList<X509Certificate2>> issuers = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> silent = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The responder's answer, or the list when there is no responder or it does not help.</summary>
    public async Task<(OcspResponse? Response, CertificateRevocationList? List, IReadOnlyList<OutsideProblem> Problems)> Revocation(
        X509Certificate2 certificate, X509Certificate2 issuer, CancellationToken cancellation)
    {
        var parsed = ParsedCertificate.Of(certificate);
        if (answers.TryGetValue(parsed.Digest, out var known) && clock.GetUtcNow() - known.At < Reuse) return (known.Response, null, []);
        var problems = new List<OutsideProblem>();
        if (Speaks(CertificateAddresses.Access(parsed, Oids.AccessOcsp), problems))
        {
            var answer = await ocsp.FetchAsync(certificate, issuer, cancellation);
            Remember(answer.Problems, problems);
            if (answer.Value is { } response)
            {
                if (answers.Count >= MostKept) answers.Clear();
                answers[parsed.Digest] = (response, clock.GetUtcNow());
                return (response, null, problems);
            }
        }
        if (!Speaks(CertificateAddresses.Lists(parsed), problems)) return (null, null, problems);
        var list = await crls.FetchAsync(certificate, issuer, cancellation);
        Remember(list.Problems, problems);
        return (null, list.Value, problems);
    }

    /// <summary>What the addresses of an issuer's certificate give; whether one of them is the issuer is for the path to say.</summary>
    public async Task<(IReadOnlyList<X509Certificate2> Certificates, IReadOnlyList<OutsideProblem> Problems)> Issuer(X509Certificate2 certificate, CancellationToken cancellation)
    {
        var problems = new List<OutsideProblem>();
        var addresses = CertificateAddresses.Access(ParsedCertificate.Of(certificate), Oids.AccessCaIssuers).Take(MostAddresses).ToList();
        foreach (var address in addresses)
        {
            if (issuers.TryGetValue(address, out var known)) return (known, []);
        }
        // Nobody vouches for these addresses: a stranger's certificate must not choose what this machine connects to in its own network.
        var open = addresses.Where(address => limits.PrivateAddresses || !IsPrivate(address)).ToList();
        problems.AddRange(addresses.Except(open).Select(address => new OutsideProblem(address, OutsideFailure.Refused, "a certificate without trusted issuer names a private address")));
        if (open.Count == 0 || !Speaks(open, problems)) return ([], problems);
        var answer = await exchange.FirstOf<IReadOnlyList<X509Certificate2>>(open, Request, Read, cancellation);
        Remember(answer.Problems, problems);
        return (answer.Value ?? [], problems);
    }

    private HttpRequestMessage Request(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (!limits.PrivateAddresses) request.Options.Set(OutsideHandler.PublicOnly, true);
        return request;
    }

    private (IReadOnlyList<X509Certificate2>?, OutsideProblem?) Read(Uri address, byte[] bytes)
    {
        try
        {
            // RFC 5280 §4.2.2.1: one certificate in DER, or a certs-only CMS.
            List<ParsedCertificate> found = CmsSignedData.TryRead(bytes, out var collection, out _) ? [.. collection.Certificates.Take(MostIssuers)] : [ParsedCertificate.Read(bytes)];
            if (issuers.Count >= MostKept) issuers.Clear();
            return (issuers[address] = [.. found.Select(certificate => certificate.Certificate)], null);
        }
        catch (AsnContentException malformed)
        {
            return (null, new(address, OutsideFailure.Malformed, malformed.Message));
        }
    }

    private static bool IsPrivate(Uri address) => address.IsLoopback || !address.Host.Contains('.', StringComparison.Ordinal) && !address.Host.Contains(':', StringComparison.Ordinal)
        || (IPAddress.TryParse(address.DnsSafeHost, out var ip) && OutsideHandler.IsPrivate(ip));

    // False when there is nobody to ask, or when everybody was silent a moment ago.
    private bool Speaks(List<Uri> addresses, List<OutsideProblem> problems)
    {
        if (addresses.Count == 0) return false;
        if (addresses.Any(address => !silent.TryGetValue(address.Authority, out var since) || clock.GetUtcNow() - since > Silence)) return true;
        problems.Add(new(addresses[0], OutsideFailure.Unreachable, "it did not answer a moment ago"));
        return false;
    }

    private void Remember(IEnumerable<OutsideProblem> found, List<OutsideProblem> problems)
    {
        foreach (var problem in found)
        {
            problems.Add(problem);
            if (problem is { Address: { } address, Failure: OutsideFailure.TimedOut or OutsideFailure.Unreachable }) silent[address.Authority] = clock.GetUtcNow();
        }
    }
}
