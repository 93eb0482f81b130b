using ThanhHoa.DigitalSignature.Pades.Preservation;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Validation;

/// <summary>Certificates and revocation data at hand: the caller's and the document's own (its DSS). None of it is believed for standing there.</summary>
internal sealed class Evidence
{
    public Evidence(PdfFile file, ValidationOptions options)
    {
        var (certificates, crls, responses) = (ParsedCertificate.Readable(options.Certificates).ToList(), options.Crls.ToList(), options.Path.OcspResponses.ToList());
        try
        {
            var store = new SecurityStore(file);
            certificates.AddRange(store.Certificates.Select(encoded => ParsedCertificate.TryRead(encoded)).OfType<ParsedCertificate>());
            foreach (var encoded in store.Crls)
            {
                if (CertificateRevocationList.TryRead(encoded, out var list, out _)) crls.Add(list);
            }
            foreach (var encoded in store.OcspResponses)
            {
                if (OcspResponse.TryRead(encoded, out var response, out _)) responses.Add(response);
            }
        }
        catch (PdfException)
        {
            // A damaged store withholds help; it breaks no signature.
        }
        (Certificates, Crls) = (certificates, crls);
        Known = [.. certificates, .. options.Trust.ParsedAnchors, .. options.Trust.ParsedIntermediates];
        Path = options.Path with { OcspResponses = responses };
        Stored = new(crls.Skip(options.Crls.Count).ToList(), responses.Skip(options.Path.OcspResponses.Count).ToList(), options.Path.Algorithms, options.Path.Freshness);
    }

    public IReadOnlyList<ParsedCertificate> Certificates { get; }

    /// <summary>With those that the caller knows.</summary>
    public IReadOnlyCollection<ParsedCertificate> Known { get; }

    public IReadOnlyCollection<CertificateRevocationList> Crls { get; }

    public CertificatePathOptions Path { get; }

    /// <summary>What the document itself keeps: level B-LT asks for nothing from elsewhere.</summary>
    public Revocation Stored { get; }
}
