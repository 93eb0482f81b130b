using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>
/// What a long-term signature keeps so that its path can be checked for ever: certificates, OCSP answers and lists
/// (EN 319 142-1 §5.4.2.2, the DSS). Immutable.
/// </summary>
/// <param name="Certificates">Every certificate used, responders' too; shared objects, not to be disposed of.</param>
/// <param name="OcspResponses">Answers, each about at least one of them.</param>
/// <param name="Lists">Lists, each about at least one of them.</param>
/// <param name="Paths">The path of each certificate asked about, checked with exactly this data.</param>
/// <param name="Problems">Outside services that did not help.</param>
public sealed record RevocationData(
    IReadOnlyList<X509Certificate2> Certificates, IReadOnlyList<OcspResponse> OcspResponses, IReadOnlyList<CertificateRevocationList> Lists,
    IReadOnlyList<CertificatePathResult> Paths, IReadOnlyList<OutsideProblem> Problems)
{
    /// <summary>Nothing collected.</summary>
    public static RevocationData Empty { get; } = new([], [], [], [], []);

    /// <summary>True when revocation is known for every certificate of every path.</summary>
    public bool IsComplete => Paths.Count > 0 && Paths.All(p => p.Status is CertificatePathStatus.Trusted or CertificatePathStatus.Revoked);

    /// <summary>
    /// Builds the path of a certificate and asks, for each certificate on it below the anchor, its responder and, when that does
    /// not help, its list. Only addresses in certificates whose path holds are asked. Never throws for what others answer.
    /// </summary>
    /// <param name="certificate">Of a signer or a time-stamping service.</param>
    /// <param name="candidates">Certificates that may stand between it and an anchor.</param>
    /// <param name="trust">Anchors and intermediates.</param>
    /// <param name="at">The moment the path is checked for: the proven time of the signature, or now.</param>
    /// <param name="ocsp">Asks responders.</param>
    /// <param name="lists">Fetches lists.</param>
    /// <param name="options">Purpose and algorithms.</param>
    /// <param name="cancellation">Stops the asking.</param>
    public static async Task<RevocationData> CollectAsync(
        X509Certificate2 certificate, IEnumerable<X509Certificate2> candidates, TrustStore trust, DateTimeOffset at,
        OcspClient ocsp, CrlClient lists, CertificatePathOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= CertificatePathOptions.Default;
        var pool = candidates.ToList();
        var path = CertificatePath.Check(certificate, pool, trust, at, [], options);
        if (path.Status is not (CertificatePathStatus.Trusted or CertificatePathStatus.RevocationUnknown))
            return Empty with { Certificates = path.Chain, Paths = [path] };

        var collected = Empty with { Certificates = path.Chain };
        for (var i = 0; i + 1 < path.Chain.Count; i++)
            collected = await collected.With(path.Chain[i], path.Chain[i + 1], ocsp, lists, cancellation);
        var final = CertificatePath.Check(certificate, pool, trust, at, collected.Lists, options with { OcspResponses = [.. options.OcspResponses, .. collected.OcspResponses] });
        return collected with { Paths = [final] };
    }

    /// <summary>Both together, each certificate, answer and list once.</summary>
    public RevocationData Merge(RevocationData other) => new(
        [.. Certificates.Concat(other.Certificates).DistinctBy(c => ParsedCertificate.Of(c).Digest)],
        [.. OcspResponses.Concat(other.OcspResponses).DistinctBy(r => r.Encoded, ByBytes.Instance)],
        [.. Lists.Concat(other.Lists).DistinctBy(l => l.Encoded, ByBytes.Instance)],
        [.. Paths, .. other.Paths], [.. Problems, .. other.Problems]);

    private async Task<RevocationData> With(
        X509Certificate2 certificate, X509Certificate2 issuer, OcspClient ocsp, CrlClient lists, CancellationToken cancellation)
    {
        var answer = await ocsp.FetchAsync(certificate, issuer, cancellation);
        if (answer.Value is { } response)
            return await Merge(Empty with { OcspResponses = [response], Problems = answer.Problems }).WithResponder(response, issuer, lists, cancellation);
        var list = await lists.FetchAsync(certificate, issuer, cancellation);
        // That a certificate names no responder is no problem when its list came.
        var problems = answer.Problems.Where(p => p.Failure != OutsideFailure.NoAddress).Concat(list.Problems);
        return Merge(Empty with { Lists = list.Value is null ? [] : [list.Value], Problems = [.. problems] });
    }

    // A delegated responder is itself revocable unless id-pkix-ocsp-nocheck says otherwise (RFC 6960 §4.2.2.2.1).
    private async Task<RevocationData> WithResponder(OcspResponse response, X509Certificate2 issuer, CrlClient lists, CancellationToken cancellation)
    {
        var collected = this;
        foreach (var responder in response.PossibleResponders(ParsedCertificate.Of(issuer)).Where(response.IsSignedBy).Take(1))
        {
            collected = collected.Merge(Empty with { Certificates = [responder.Certificate] });
            if (responder.Digest == ParsedCertificate.Of(issuer).Digest || responder.Extensions.ContainsKey(Oids.OcspNoCheck))
                continue;
            var list = await lists.FetchAsync(responder.Certificate, issuer, cancellation);
            collected = collected.Merge(Empty with { Lists = list.Value is null ? [] : [list.Value], Problems = list.Problems });
        }
        return collected;
    }

    private sealed class ByBytes : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        public static ByBytes Instance { get; } = new();

        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> obj) => obj.Length;
    }
}
