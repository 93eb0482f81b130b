using System.Formats.Asn1;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>Checks one path from certificate to anchor by RFC 5280 §6.1, from the anchor downwards.</summary>
internal sealed class PathValidation(
    ParsedCertificate[] path, TrustStore trust, DateTimeOffset at, CertificatePathOptions options, IReadOnlyCollection<CertificateRevocationList> crls)
{
    private static readonly string[] Understood =
    [
        Oids.BasicConstraints, Oids.KeyUsage, Oids.ExtendedKeyUsage, Oids.NameConstraints, Oids.SubjectAltName, Oids.CertificatePolicies,
        Oids.PolicyMappings, Oids.PolicyConstraints, Oids.InhibitAnyPolicy, Oids.AuthorityKeyIdentifier, Oids.SubjectKeyIdentifier,
        Oids.CrlDistributionPoints, Oids.AuthorityInfoAccess,
    ];

    private readonly NameConstraints names = new();
    private readonly PolicyState policies = new(path.Length);
    private int casAllowed = int.MaxValue;

    public CertificatePathResult Run()
    {
        for (var i = path.Length - 1; i >= 0; i--)
        {
            try
            {
                if (CheckOne(i) is var (status, detail))
                    return new(status, [.. path.Select(c => c.Certificate)], path[i].Certificate, [], detail);
            }
            catch (AsnContentException malformed)
            {
                return new(CertificatePathStatus.Malformed, [.. path.Select(c => c.Certificate)], path[i].Certificate, [], malformed.Message);
            }
        }
        return CheckRevocation();
    }

    private (CertificatePathStatus, string?)? CheckOne(int index)
    {
        var certificate = path[index];
        // An anchor is a name and a key, believed as configured (§6.1.1 d); on a path of one it is judged as any other.
        if (index == path.Length - 1 && index > 0)
            return PrepareForNext(certificate, isAnchor: true);
        var problem = index == path.Length - 1 ? CheckValidity(certificate) : CheckAgainstIssuer(certificate, path[index + 1]);
        problem ??= CheckExtensions(certificate, isLeaf: index == 0);
        return problem ?? (index == 0 ? CheckPurpose(certificate) : PrepareForNext(certificate, isAnchor: false));
    }

    private (CertificatePathStatus, string?)? CheckAgainstIssuer(ParsedCertificate certificate, ParsedCertificate issuer)
    {
        if (SignatureAlgorithm.Read(certificate.SignatureAlgorithm) is not { } algorithm)
            return (CertificatePathStatus.WeakAlgorithm, "The signature algorithm is not known.");
        if (!certificate.InnerSignatureAlgorithm.Span.SequenceEqual(certificate.SignatureAlgorithm.Span))
            return (CertificatePathStatus.BadSignature, "The two signature algorithms of the certificate differ (§4.1.1.2).");
        if (!certificate.IsSignedBy(issuer))
            return (CertificatePathStatus.BadSignature, null);
        // What the administrator put into the trust store needs no strong digest to prove that it is genuine.
        if (!trust.VouchesFor(certificate) && !options.Algorithms.Accepts(algorithm.Hash, at))
            return (CertificatePathStatus.WeakAlgorithm, $"It is signed with {algorithm.Hash.Name}.");
        if (!options.Algorithms.Accepts(certificate.Key, at))
            return (CertificatePathStatus.WeakAlgorithm, $"Its key is {certificate.Key.Algorithm} of {certificate.Key.Size} bits.");
        return CheckValidity(certificate);
    }

    private (CertificatePathStatus, string?)? CheckValidity(ParsedCertificate certificate)
    {
        if (at < certificate.NotBefore)
            return (CertificatePathStatus.NotYetValid, $"Valid from {certificate.NotBefore:u}.");
        return at > certificate.NotAfter ? (CertificatePathStatus.Expired, $"Valid until {certificate.NotAfter:u}.") : null;
    }

    private (CertificatePathStatus, string?)? CheckExtensions(ParsedCertificate certificate, bool isLeaf)
    {
        foreach (var extension in certificate.Extensions.Values)
        {
            if (extension.IsCritical && !Understood.Contains(extension.Oid, StringComparer.Ordinal))
                return (CertificatePathStatus.UnknownCriticalExtension, extension.Oid);
        }
        // Self-issued CAs (a key changing hands) are exempt, the certificate asked about never is (§6.1.3 b).
        if ((isLeaf || !certificate.IsSelfIssued) && !names.Allow(certificate))
            return (CertificatePathStatus.NameNotAllowed, null);
        return policies.Process(certificate, isLeaf) ? null : (CertificatePathStatus.PolicyNotMet, null);
    }

    private (CertificatePathStatus, string?)? PrepareForNext(ParsedCertificate ca, bool isAnchor)
    {
        var constraints = BasicConstraints.Of(ca);
        // An old anchor may be of version 1, without extensions.
        if (!constraints.IsCa && !(isAnchor && ca.Extensions.Count == 0))
            return (CertificatePathStatus.NotACa, null);
        if (!KeyUsages.Allow(ca, KeyUsages.KeyCertSign))
            return (CertificatePathStatus.WrongKeyUsage, "The issuer may not sign certificates.");
        if (!isAnchor && !ca.IsSelfIssued && casAllowed-- <= 0)
            return (CertificatePathStatus.PathTooLong, null);
        if (constraints.PathLength < casAllowed)
            casAllowed = constraints.PathLength.Value;
        if (ca.Extensions.TryGetValue(Oids.NameConstraints, out var extension))
            names.Add(extension.Value);
        return null;
    }

    private (CertificatePathStatus, string?)? CheckPurpose(ParsedCertificate certificate)
    {
        var purposes = KeyUsages.Purposes(certificate);
        var allowed = options.Purpose switch
        {
            CertificatePurpose.DocumentSigning => KeyUsages.Allow(certificate, KeyUsages.DigitalSignature, KeyUsages.NonRepudiation),
            CertificatePurpose.TimeStamping => purposes is [Oids.PurposeTimeStamping] && certificate.Extensions[Oids.ExtendedKeyUsage].IsCritical
                && KeyUsages.Allow(certificate, KeyUsages.DigitalSignature, KeyUsages.NonRepudiation),
            _ => true,
        };
        return allowed ? null : (CertificatePathStatus.WrongKeyUsage, $"Not for {options.Purpose}.");
    }

    private CertificatePathResult CheckRevocation()
    {
        var revocation = new Revocation(crls, options.OcspResponses, options.Algorithms, options.Freshness, options.MaximumAge);
        var answers = new RevocationAnswer[path.Length];
        for (var i = 0; i < path.Length; i++)
        {
            answers[i] = i == path.Length - 1
                ? new(path[i].Certificate, RevocationStatus.NotNeeded)
                : revocation.Of(path[i], path[i + 1], at);
        }
        var worst = answers.FirstOrDefault(a => a.Status == RevocationStatus.Revoked) ?? answers.FirstOrDefault(a => a.Status == RevocationStatus.Unknown);
        var status = worst?.Status switch
        {
            RevocationStatus.Revoked => CertificatePathStatus.Revoked,
            RevocationStatus.Unknown => CertificatePathStatus.RevocationUnknown,
            _ => CertificatePathStatus.Trusted,
        };
        return new(status, [.. path.Select(c => c.Certificate)], worst?.Certificate, answers, worst?.Problem);
    }
}
