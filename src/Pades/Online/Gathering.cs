using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Online;

/// <summary>What is fetched for one document: each question once, and only so many.</summary>
internal sealed class Gathering(FetchedEvidence evidence, ValidationOptions options, int mostRequests)
{
    private readonly HashSet<(string, string)> asked = [];
    private readonly List<X509Certificate2> issuers = [];
    private readonly List<OcspResponse> responses = [];
    private readonly List<CertificateRevocationList> lists = [];
    private int requests;

    public List<OutsideProblem> Problems { get; } = [];

    /// <summary>The caller's options with what was fetched so far.</summary>
    public ValidationOptions Options => options with
    {
        Certificates = [.. options.Certificates, .. issuers],
        Crls = [.. options.Crls, .. lists],
        Path = options.Path with { OcspResponses = [.. options.Path.OcspResponses, .. responses] },
    };

    /// <returns>Whether anything new came, so that judging again makes sense.</returns>
    public async Task<bool> Fetch(ValidationReport report, CancellationToken cancellation)
    {
        var known = Known;
        foreach (var path in report.Signatures.Where(s => s.IsIntact && s.Conclusion.Indication != Indication.TotalPassed).SelectMany(Paths).ToList())
        {
            if (path.Status == CertificatePathStatus.NoAnchor) await FetchIssuer(path.Chain[^1], cancellation);
            // Only where every signature up to the anchor was checked are the addresses the authority's own.
            else if (path.Status is CertificatePathStatus.RevocationUnknown) await FetchRevocation(path, cancellation);
        }
        return Known > known;
    }

    private int Known => issuers.Count + responses.Count + lists.Count;

    // The paths of the signer and of the time stamp, today and at the time that is proven.
    private IEnumerable<CertificatePathResult> Paths(SignatureReport signature)
    {
        foreach (var (path, purpose) in new[] { (signature.Path, signature.Kind == SignatureKind.DocumentTimeStamp ? CertificatePurpose.TimeStamping : CertificatePurpose.DocumentSigning), (signature.TimeStamp?.Path, CertificatePurpose.TimeStamping) })
        {
            if (path is null) continue;
            yield return path;
            var proven = signature.Conclusion.BestSignatureTime;
            if (proven >= options.At || path.Status == CertificatePathStatus.NoAnchor) continue;
            var now = Options;
            yield return CertificatePath.Check(path.Chain[0], path.Chain, options.Trust, proven, now.Crls, now.Path with { Purpose = purpose });
        }
    }

    private async Task FetchIssuer(X509Certificate2 certificate, CancellationToken cancellation)
    {
        if (!MayAsk(certificate, "")) return;
        var (found, problems) = await evidence.Issuer(certificate, cancellation);
        Problems.AddRange(problems);
        issuers.AddRange(found.Where(issuer => !issuers.Exists(known => known.RawDataMemory.Span.SequenceEqual(issuer.RawDataMemory.Span))));
    }

    private async Task FetchRevocation(CertificatePathResult path, CancellationToken cancellation)
    {
        for (var i = 0; i + 1 < path.Chain.Count; i++)
        {
            if (path.Revocations[i].Status != RevocationStatus.Unknown || !MayAsk(path.Chain[i], path.Chain[i + 1].Thumbprint)) continue;
            var (response, list, problems) = await evidence.Revocation(path.Chain[i], path.Chain[i + 1], cancellation);
            Problems.AddRange(problems);
            if (response is not null) responses.Add(response);
            if (list is not null) lists.Add(list);
        }
    }

    private bool MayAsk(X509Certificate2 certificate, string issuer)
    {
        if (!asked.Add((certificate.Thumbprint, issuer))) return false;
        if (++requests <= mostRequests) return true;
        if (requests == mostRequests + 1) Problems.Add(new(null, OutsideFailure.TooLarge, $"more than {mostRequests} requests about one document"));
        return false;
    }
}
