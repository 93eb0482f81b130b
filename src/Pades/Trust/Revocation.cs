using System.Formats.Asn1;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>What is known about the revocation of one certificate at one moment.</summary>
public enum RevocationStatus
{
    /// <summary>An answer that counts for the moment asked says it was not revoked.</summary>
    Good,

    /// <summary>It was revoked at or before the moment asked.</summary>
    Revoked,

    /// <summary>No list or answer that counts for the moment asked is at hand.</summary>
    Unknown,

    /// <summary>Nobody is asked: a trust anchor, or a responder that carries id-pkix-ocsp-nocheck.</summary>
    NotNeeded,
}

/// <summary>The answer about one certificate of a path.</summary>
/// <param name="Certificate">A shared object, not to be disposed of.</param>
/// <param name="Status">The answer.</param>
/// <param name="Revoked">Since when and why; also set with <see cref="RevocationStatus.Good"/> when it was revoked after the moment asked.</param>
/// <param name="AnswerMadeAt">thisUpdate of the list or answer that decided; null when there is none.</param>
/// <param name="Problem">For engineers: why what was at hand did not count.</param>
public sealed record RevocationAnswer(
    System.Security.Cryptography.X509Certificates.X509Certificate2 Certificate, RevocationStatus Status,
    RevokedCertificate? Revoked = null, DateTimeOffset? AnswerMadeAt = null, string? Problem = null);

/// <summary>Finds among lists and answers the one that tells about a certificate at a moment (RFC 5280 §6.3, RFC 6960 §3.2).</summary>
internal sealed class Revocation(
    IReadOnlyCollection<CertificateRevocationList> lists, IReadOnlyCollection<OcspResponse> responses, AlgorithmPolicy algorithms, TimeSpan freshness)
{
    public RevocationAnswer Of(ParsedCertificate certificate, ParsedCertificate issuer, DateTimeOffset at)
    {
        var found = new List<Finding>();
        var problems = new List<string>();
        foreach (var response in responses)
            Consider(() => FromOcsp(response, certificate, issuer, at), found, problems);
        foreach (var list in lists)
            Consider(() => FromList(list, certificate, issuer, at), found, problems);
        if (found.Count == 0)
            return new(certificate.Certificate, RevocationStatus.Unknown, Problem: problems.Count > 0 ? string.Join("; ", problems) : "no list or answer");
        // A revocation once told is never outweighed by an answer that does not know of it yet; else the youngest counts.
        var decisive = found.OrderByDescending(f => f.Revoked is not null && f.Revoked.Since <= at).ThenByDescending(f => f.MadeAt).First();
        var status = decisive.Revoked?.Since <= at ? RevocationStatus.Revoked : RevocationStatus.Good;
        return new(certificate.Certificate, status, decisive.Revoked, decisive.MadeAt);
    }

    private static void Consider(Func<(Finding? Finding, string? Problem)> read, List<Finding> found, List<string> problems)
    {
        try
        {
            var (finding, problem) = read();
            if (finding is not null)
                found.Add(finding);
            if (problem is not null)
                problems.Add(problem);
        }
        catch (AsnContentException malformed)
        {
            problems.Add(malformed.Message);
        }
    }

    private (Finding?, string?) FromList(CertificateRevocationList list, ParsedCertificate certificate, ParsedCertificate issuer, DateTimeOffset at)
    {
        if (list.IssuerName != certificate.IssuerName || !IsInScope(list, certificate))
            return (null, null);
        if (!KeyUsages.Allow(issuer, KeyUsages.CrlSign) || list.Algorithm is not { } algorithm)
            return (null, "the issuer may not sign lists, or signed with an unknown algorithm");
        if (!algorithms.Accepts(algorithm, issuer.Key, list.ThisUpdate))
            return (null, "the list is signed with a weak algorithm");
        // An entry must not be read before the signature holds; one that is not ours costs a signature check at most.
        if (!list.IsSignedBy(issuer))
            return (null, "the list is not signed by the certificate's issuer");
        var revoked = list.Find(certificate.SerialNumber.Span);
        return Judge(revoked, list.ThisUpdate, list.NextUpdate, certificate, at, "list");
    }

    private (Finding?, string?) FromOcsp(OcspResponse response, ParsedCertificate certificate, ParsedCertificate issuer, DateTimeOffset at)
    {
        if (response.AnswerFor(certificate, issuer) is not { } answer)
            return (null, null);
        if (!answer.IsKnown)
            return (null, "the responder does not know the certificate");
        foreach (var responder in response.PossibleResponders(issuer))
        {
            if (!response.IsSignedBy(responder))
                continue;
            if (!algorithms.Accepts(response.Algorithm!, responder.Key, response.ProducedAt))
                return (null, "the answer is signed with a weak algorithm");
            return responder.Digest == issuer.Digest || MayAnswerFor(issuer, responder, response.ProducedAt)
                ? Judge(answer.Revoked, answer.ThisUpdate, answer.NextUpdate, certificate, at, "answer")
                : (null, "the responder was not entitled to answer for this issuer at that time");
        }
        return (null, "the answer is not signed by its responder");
    }

    // RFC 6960 §4.2.2.2: issued directly by the CA in question, with id-kp-OCSPSigning, and valid when it answered.
    private bool MayAnswerFor(ParsedCertificate issuer, ParsedCertificate responder, DateTimeOffset producedAt) =>
        responder.IssuerName == issuer.SubjectName
        && responder.NotBefore <= producedAt && producedAt <= responder.NotAfter
        && KeyUsages.HasPurpose(responder, Oids.PurposeOcspSigning)
        && SignatureAlgorithm.Read(responder.SignatureAlgorithm) is { } algorithm
        && algorithms.Accepts(algorithm, issuer.Key, producedAt)
        && issuer.Key.Verify(algorithm, responder.TbsCertificate.Span, responder.Signature.Span);

    private (Finding?, string?) Judge(
        RevokedCertificate? revoked, DateTimeOffset madeAt, DateTimeOffset? next, ParsedCertificate certificate, DateTimeOffset at, string what)
    {
        // That it was revoked stays true however old the answer is.
        if (revoked is not null && revoked.Reason != RevocationReason.CertificateHold && revoked.Since <= at)
            return (new(revoked, madeAt), null);
        if (next is { } promised ? promised < at : at - madeAt > freshness)
            return (null, $"the {what} of {madeAt:u} is too old for {at:u}");
        // RFC 5280 §3.3: expired certificates leave the list, so that silence means nothing afterwards.
        if (revoked is null && madeAt > certificate.NotAfter)
            return (null, $"the {what} was made after the certificate expired");
        return (new(revoked, madeAt), null);
    }

    private static bool IsInScope(CertificateRevocationList list, ParsedCertificate certificate)
    {
        var isCa = BasicConstraints.Of(certificate).IsCa;
        if ((list.OnlyUserCertificates && isCa) || (list.OnlyCaCertificates && !isCa))
            return false;
        return list.DistributionPoint.Count == 0 || CertificateAddresses.DistributionPointNames(certificate)
            .Any(name => list.DistributionPoint.Any(other => other.Span.SequenceEqual(name.Span)));
    }

    private sealed record Finding(RevokedCertificate? Revoked, DateTimeOffset MadeAt);
}
