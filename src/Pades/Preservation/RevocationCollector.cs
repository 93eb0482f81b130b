using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Cms;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Preservation;

/// <summary>What a document needs to be checked later without the outside world.</summary>
internal sealed class ValidationData
{
    public List<byte[]> Certificates { get; } = [];

    public List<byte[]> Crls { get; } = [];

    public List<byte[]> OcspResponses { get; } = [];

    public bool IsComplete { get; set; } = true;

    public static void Add(List<byte[]> list, ReadOnlyMemory<byte> encoded)
    {
        if (!list.Exists(known => encoded.Span.SequenceEqual(known))) list.Add(encoded.ToArray());
    }

    public void Add(ValidationData other)
    {
        other.Certificates.ForEach(value => Add(Certificates, value));
        other.Crls.ForEach(value => Add(Crls, value));
        other.OcspResponses.ForEach(value => Add(OcspResponses, value));
        IsComplete &= other.IsComplete;
    }
}

/// <summary>Collects certificates and revocation data for paths that hold (EN 319 142-1 §5.4.2): OCSP first, then the list.</summary>
internal sealed class RevocationCollector(OcspClient? ocsp, CrlClient? crls, TrustStore trust, TimeProvider clock)
{
    private readonly Dictionary<string, ValidationData> answers = new(StringComparer.Ordinal);

    public List<OutsideProblem> Problems { get; } = [];

    public async Task Collect(ValidationData data, X509Certificate2 certificate, IEnumerable<X509Certificate2> candidates, CertificatePurpose purpose, CancellationToken cancellation)
    {
        var path = CertificatePath.Check(certificate, candidates, trust, clock.GetUtcNow(), [], CertificatePathOptions.Default with { Purpose = purpose });
        foreach (var member in path.Chain) ValidationData.Add(data.Certificates, member.RawData);
        // The addresses of a stranger's certificate would let him choose what this machine connects to.
        if (path.Status is not (CertificatePathStatus.Trusted or CertificatePathStatus.RevocationUnknown or CertificatePathStatus.Revoked))
        {
            Missing(data, $"{certificate.Subject}: {path.Status}, no revocation data was asked for");
            return;
        }
        for (var i = 0; i + 1 < path.Chain.Count; i++) data.Add(await Ask(path.Chain[i], path.Chain[i + 1], mayAskResponder: true, cancellation));
    }

    // Several signatures of one document share most of their certificates: each is asked for once.
    private async Task<ValidationData> Ask(X509Certificate2 certificate, X509Certificate2 issuer, bool mayAskResponder, CancellationToken cancellation)
    {
        if (answers.TryGetValue(certificate.Thumbprint, out var known)) return known;
        var data = answers[certificate.Thumbprint] = new ValidationData();
        if (mayAskResponder && ocsp is not null && CertificateAddresses.Access(ParsedCertificate.Of(certificate), Oids.AccessOcsp).Count > 0)
        {
            var answer = await ocsp.FetchAsync(certificate, issuer, cancellation);
            Problems.AddRange(answer.Problems);
            if (answer.Value is { } response)
            {
                ValidationData.Add(data.OcspResponses, response.Encoded);
                await AddResponder(data, response, issuer, cancellation);
                return data;
            }
        }
        if (crls is not null)
        {
            var answer = await crls.FetchAsync(certificate, issuer, cancellation);
            Problems.AddRange(answer.Problems);
            if (answer.Value is { } list)
            {
                ValidationData.Add(data.Crls, list.Encoded);
                return data;
            }
        }
        Missing(data, $"{certificate.Subject}: nobody could say whether it was revoked");
        return data;
    }

    // RFC 6960 §4.2.2.2.1: a responder's own certificate says by id-pkix-ocsp-nocheck that it need not be checked.
    private async Task AddResponder(ValidationData data, OcspResponse response, X509Certificate2 issuer, CancellationToken cancellation)
    {
        foreach (var responder in response.Certificates.Where(response.IsSignedBy))
        {
            ValidationData.Add(data.Certificates, responder.Encoded);
            if (responder.Encoded.Span.SequenceEqual(issuer.RawData) || responder.Extensions.ContainsKey(Oids.OcspNoCheck)) continue;
            data.Add(await Ask(responder.Certificate, issuer, mayAskResponder: false, cancellation));
        }
    }

    private void Missing(ValidationData data, string detail)
    {
        data.IsComplete = false;
        Problems.Add(new(null, OutsideFailure.NotBelievable, detail));
    }
}
