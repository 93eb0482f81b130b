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

/// <summary>What one authentic list or answer says; whether it counts for a moment is another question.</summary>
internal sealed record RevocationFinding(RevokedCertificate? Revoked, DateTimeOffset MadeAt, DateTimeOffset? Next, ReadOnlyMemory<byte> Encoded)
{
    /// <summary>True while the next one is not due and this one is not older than we allow.</summary>
    public bool IsFresh(DateTimeOffset at, TimeSpan freshness, TimeSpan? maximumAge) =>
        (Next is { } promised ? promised >= at : at - MadeAt <= freshness) && (maximumAge is null || at - MadeAt <= maximumAge);
}

/// <summary>Finds among lists and answers the one that tells about a certificate at a moment (RFC 5280 §6.3, RFC 6960 §3.2).</summary>
internal sealed class Revocation(
    IReadOnlyCollection<CertificateRevocationList> lists, IReadOnlyCollection<OcspResponse> responses, AlgorithmPolicy algorithms, TimeSpan freshness,
    TimeSpan? maximumAge = null)
{
    public RevocationAnswer Of(ParsedCertificate certificate, ParsedCertificate issuer, DateTimeOffset at)
    {
        var problems = new List<string>();
        var counting = new List<RevocationFinding>();
        foreach (var finding in Findings(certificate, issuer, problems))
        {
            if (WhyNot(finding, certificate, at) is { } problem)
                problems.Add(problem);
            else
                counting.Add(finding);
        }
        if (counting.Count == 0)
            return new(certificate.Certificate, RevocationStatus.Unknown, Problem: problems.Count > 0 ? string.Join("; ", problems) : "no list or answer");
        // A revocation once told is never outweighed by an answer that does not know of it yet; else the youngest counts.
        var decisive = counting.OrderByDescending(f => f.Revoked is not null && f.Revoked.Since <= at).ThenByDescending(f => f.MadeAt).First();
        var status = decisive.Revoked?.Since <= at ? RevocationStatus.Revoked : RevocationStatus.Good;
        return new(certificate.Certificate, status, decisive.Revoked, decisive.MadeAt);
    }

    /// <summary>Everything authentic about a certificate, of whatever age.</summary>
    public List<RevocationFinding> Findings(ParsedCertificate certificate, ParsedCertificate issuer, List<string> problems)
    {
        var found = new List<RevocationFinding>();
        foreach (var response in responses)
            Consider(() => FromOcsp(response, certificate, issuer), found, problems);
        foreach (var list in lists)
            Consider(() => FromList(list, certificate, issuer), found, problems);
        return found;
    }

    private static void Consider(Func<(RevocationFinding?, string?)> read, List<RevocationFinding> found, List<string> problems)
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

    private (RevocationFinding?, string?) FromList(CertificateRevocationList list, ParsedCertificate certificate, ParsedCertificate issuer)
    {
        if (list.IssuerName != certificate.IssuerName || !IsInScope(list, certificate))
            return (null, null);
        if (!KeyUsages.Allow(issuer, KeyUsages.CrlSign) || list.Algorithm is not { } algorithm)
            return (null, "the issuer may not sign lists, or signed with an unknown algorithm");
        if (!algorithms.Accepts(algorithm, issuer.Key, list.ThisUpdate))
            return (null, "the list is signed with a weak algorithm");
        // Before the signature holds no entry is read.
        if (!list.IsSignedBy(issuer))
            return (null, "the list is not signed by the certificate's issuer");
        return (new(list.Find(certificate.SerialNumber.Span), list.ThisUpdate, list.NextUpdate, list.Encoded), null);
    }

    private (RevocationFinding?, string?) FromOcsp(OcspResponse response, ParsedCertificate certificate, ParsedCertificate issuer)
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
                ? (new(answer.Revoked, answer.ThisUpdate, answer.NextUpdate, response.Encoded), null)
                : (null, "the responder was not entitled to answer for this issuer at that time");
        }
        return (null, "the answer is not signed by its responder");
    }

    // RFC 6960 §4.2.2.2: issued directly by the CA in question, with id-kp-OCSPSigning, valid and not revoked when it answered.
    private bool MayAnswerFor(ParsedCertificate issuer, ParsedCertificate responder, DateTimeOffset producedAt) =>
        responder.IssuerName == issuer.SubjectName
        && responder.NotBefore <= producedAt && producedAt <= responder.NotAfter
        && KeyUsages.HasPurpose(responder, Oids.PurposeOcspSigning)
        && SignatureAlgorithm.Read(responder.SignatureAlgorithm) is { } algorithm
        && algorithms.Accepts(algorithm, issuer.Key, producedAt)
        && issuer.Key.Verify(algorithm, responder.TbsCertificate.Span, responder.Signature.Span)
        && !lists.Any(list => FromList(list, responder, issuer).Item1?.Revoked?.Since <= producedAt);

    private string? WhyNot(RevocationFinding finding, ParsedCertificate certificate, DateTimeOffset at)
    {
        // That it was revoked stays true however old the answer is.
        if (finding.Revoked is { } revoked && revoked.Reason != RevocationReason.CertificateHold && revoked.Since <= at)
            return null;
        if (!finding.IsFresh(at, freshness, maximumAge))
            return $"what was made at {finding.MadeAt:u} is too old for {at:u}";
        // RFC 5280 §3.3: expired certificates leave the list, so that silence means nothing afterwards.
        return finding.Revoked is null && finding.MadeAt > certificate.NotAfter ? $"what was made at {finding.MadeAt:u} came after the certificate expired" : null;
    }

    private static bool IsInScope(CertificateRevocationList list, ParsedCertificate certificate)
    {
        var isCa = BasicConstraints.Of(certificate).IsCa;
        if ((list.OnlyUserCertificates && isCa) || (list.OnlyCaCertificates && !isCa))
            return false;
        return list.DistributionPoint.Count == 0 || CertificateAddresses.DistributionPointNames(certificate)
            .Any(name => list.DistributionPoint.Any(other => other.Span.SequenceEqual(name.Span)));
    }
}
