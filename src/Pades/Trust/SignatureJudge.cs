using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>A time stamp with the digest that it should be about.</summary>
internal sealed record StampedDigest(TimestampToken Token, ReadOnlyMemory<byte> Imprint);

/// <summary>Everything that decides about one signature besides its own mathematics.</summary>
internal sealed record SignatureEvidence(TrustStore Trust, DateTimeOffset Now)
{
    /// <summary>Certificates from the CMS, the DSS, and wherever else.</summary>
    public IReadOnlyList<ParsedCertificate> Certificates { get; init; } = [];
    public IReadOnlyList<CertificateRevocationList> Lists { get; init; } = [];

    /// <summary>Algorithms, freshness and OCSP answers.</summary>
    public CertificatePathOptions Options { get; init; } = CertificatePathOptions.Default;

    /// <summary>Time stamps that cover this signature, the innermost first: its own, then those of later revisions.</summary>
    public IReadOnlyList<StampedDigest> Stamps { get; init; } = [];

    /// <summary>What time stamps prove about certificates, lists and answers; only now when null.</summary>
    public ProofsOfExistence? Proofs { get; init; }
}

/// <summary>
/// The conclusion of EN 319 102-1: basic (§5.3), with time (§5.5) and long term (§5.6), as plain functions of facts.
/// </summary>
internal static class SignatureJudge
{
    public static SignatureConclusion Conclude(CmsVerdict verdict, CmsSigner signer, SignatureEvidence evidence)
    {
        var (proven, _) = ProvenTime(evidence);
        SignatureConclusion Answer(Indication indication, SubIndication why, CertificatePathResult? path = null) => new(indication, why, proven, path);

        if (Broken(verdict) is var (broken, because))
            return Answer(broken, because);
        var certificate = verdict.Certificate!;
        if (proven < certificate.NotBefore)
            return Answer(Indication.TotalFailed, SubIndication.NotYetValid);
        if (!evidence.Options.Algorithms.Accepts(signer.SignatureAlgorithm!, certificate.Key, proven)
            || !evidence.Options.Algorithms.Accepts(signer.Digest!.Value, proven)
            // RFC 8419 §3.1: each of the two has its one digest.
            || (signer.SignatureAlgorithm!.IsEdwards && signer.SignedAttributes is not null && signer.SignatureAlgorithm.Hash != signer.Digest))
            return Answer(Indication.Indeterminate, SubIndication.CryptoConstraintsFailureNoPoe);

        var today = PathAt(certificate, evidence, evidence.Now);
        if (today.Status == CertificatePathStatus.Trusted)
            return Answer(Indication.TotalPassed, SubIndication.None, today);
        if (proven < evidence.Now && MayHaveHeldBefore(today.Status))
        {
            var then = PathAt(certificate, evidence, proven);
            // §5.5.4: what befell the signer's own certificate later does not matter; what befell a CA asks for §5.6.2.
            if (then.Status == CertificatePathStatus.Trusted && !IsAboutCa(today))
                return Answer(Indication.TotalPassed, SubIndication.None, then);
            if (then.Status == CertificatePathStatus.Trusted)
                return ConcludePast(then, today, evidence, proven);
            // The past tells more exactly what is wrong, unless it only lacks data.
            if (then.Status != CertificatePathStatus.RevocationUnknown)
                today = then;
        }
        return Answer(Indication.Indeterminate, Why(today), today);
    }

    /// <summary>
    /// Walks the time stamps from the outermost inwards: the last one must hold today, each one before it at the time of the
    /// one around it (§5.6.3). One that does not hold proves nothing, and the rest is judged without it.
    /// </summary>
    /// <returns>The earliest proven moment, and each stamp's verdict in the order given.</returns>
    public static (DateTimeOffset Proven, TimestampVerdict[] Verdicts) ProvenTime(SignatureEvidence evidence)
    {
        var proven = evidence.Now;
        var verdicts = new TimestampVerdict[evidence.Stamps.Count];
        for (var i = verdicts.Length - 1; i >= 0; i--)
        {
            var (token, imprint) = evidence.Stamps[i];
            verdicts[i] = token.Check(imprint.Span, evidence.Certificates, evidence.Trust, evidence.Lists, evidence.Options, proven);
            if (verdicts[i].IsBelievable && token.Time < proven)
                proven = token.Time;
        }
        return (proven, verdicts);
    }

    private static (Indication, SubIndication)? Broken(CmsVerdict verdict)
    {
        bool Has(CmsDefect defect) => verdict.Defects.Contains(defect);
        if (Has(CmsDefect.DigestDiffers))
            return (Indication.TotalFailed, SubIndication.HashFailure);
        if (Has(CmsDefect.AttributesMalformed) || Has(CmsDefect.ContentTypeDiffers) || Has(CmsDefect.AlgorithmsDisagree) || Has(CmsDefect.AlgorithmsReplaced))
            return (Indication.TotalFailed, SubIndication.FormatFailure);
        if (Has(CmsDefect.AlgorithmUnknown))
            return (Indication.Indeterminate, SubIndication.CryptoConstraintsFailureNoPoe);
        if (Has(CmsDefect.SignerCertificateMissing))
            return (Indication.Indeterminate, SubIndication.NoSigningCertificateFound);
        if (Has(CmsDefect.SignatureInvalid))
            return (Indication.TotalFailed, SubIndication.SigCryptoFailure);
        return Has(CmsDefect.SigningCertificateDiffers) ? (Indication.Indeterminate, SubIndication.NoSigningCertificateFound) : null;
    }

    private static SignatureConclusion ConcludePast(CertificatePathResult then, CertificatePathResult today, SignatureEvidence evidence, DateTimeOffset proven)
    {
        var revocation = new Revocation(evidence.Lists, evidence.Options.OcspResponses, evidence.Options.Algorithms, evidence.Options.Freshness, evidence.Options.MaximumAge);
        var chain = then.Chain.Select(ParsedCertificate.Of).ToList();
        var control = ValidationTimeSliding.Slide(chain, revocation, evidence.Options, evidence.Proofs ?? new(evidence.Now), evidence.Now);
        if (control is null)
            return new(Indication.Indeterminate, SubIndication.NoPoe, proven, then);
        return proven <= control
            ? new(Indication.TotalPassed, SubIndication.None, proven, then)
            : new(Indication.Indeterminate, Why(today), proven, today);
    }

    private static CertificatePathResult PathAt(ParsedCertificate certificate, SignatureEvidence evidence, DateTimeOffset at) =>
        CertificatePath.Check(certificate, evidence.Certificates, evidence.Trust, at, evidence.Lists, evidence.Options);

    private static bool MayHaveHeldBefore(CertificatePathStatus status) => status is CertificatePathStatus.Expired or CertificatePathStatus.Revoked
        or CertificatePathStatus.RevocationUnknown or CertificatePathStatus.WeakAlgorithm;

    // Not knowing about a CA today is no accident that befell it.
    private static bool IsAboutCa(CertificatePathResult path) =>
        path.Status is CertificatePathStatus.Expired or CertificatePathStatus.Revoked && path.Chain.Count > 0 && !path.Chain[0].Equals(path.AtFault);

    public static SubIndication Why(CertificatePathResult path) => path.Status switch
    {
        CertificatePathStatus.RevocationUnknown => SubIndication.TryLater,
        CertificatePathStatus.Revoked => IsAboutCa(path) ? SubIndication.RevokedCaNoPoe : SubIndication.RevokedNoPoe,
        CertificatePathStatus.Expired or CertificatePathStatus.NotYetValid => SubIndication.OutOfBoundsNoPoe,
        CertificatePathStatus.NoAnchor or CertificatePathStatus.BadSignature => SubIndication.NoCertificateChainFound,
        CertificatePathStatus.WeakAlgorithm => SubIndication.CryptoConstraintsFailureNoPoe,
        CertificatePathStatus.WrongKeyUsage => SubIndication.ChainConstraintsFailure,
        _ => SubIndication.CertificateChainGeneralFailure,
    };
}
