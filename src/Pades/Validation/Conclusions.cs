using ThanhHoa.DigitalSignature.Pades.Preservation;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Validation;

/// <summary>The conclusion of EN 319 102-1 and the baseline level of each signature, once all values and document time stamps are judged.</summary>
internal sealed class Conclusions
{
    private readonly ValidationOptions options;
    private readonly Evidence evidence;
    private readonly List<(SignatureCandidate Candidate, StampedDigest Stamp)> documentStamps;

    public Conclusions(ValidationOptions options, Evidence evidence, IEnumerable<(SignatureCandidate Candidate, ValueJudgement? Value)> judged)
    {
        (this.options, this.evidence) = (options, evidence);
        documentStamps =
        [
            .. judged.Where(j => j is { Candidate: { IsTimeStamp: true, Fault: IntegrityFault.None }, Value.Stamp: not null })
                .OrderBy(j => j.Candidate.Range.End).Select(j => (j.Candidate, j.Value!.Stamp!)),
        ];
    }

    public SignatureConclusion Of(SignatureCandidate candidate, ValueJudgement? value)
    {
        if (Failed(candidate.Fault) is var (indication, because)) return new(indication, because, options.At, value?.Path);
        var gathered = Gather(candidate, value!);
        if (value!.Signer is { } signer) return SignatureJudge.Conclude(value.Verdict!, signer, gathered);
        var (proven, verdicts) = SignatureJudge.ProvenTime(gathered);
        var own = verdicts[0];
        if (own is not { IsBelievable: true }) return new(Indication.Indeterminate, own.AlgorithmsHold && own.Path is not null ? SignatureJudge.Why(own.Path) : SubIndication.CryptoConstraintsFailureNoPoe, proven, own.Path);
        return own.Path!.Status == CertificatePathStatus.Trusted
            ? new(Indication.TotalPassed, SubIndication.None, proven, own.Path)
            : new(Indication.Indeterminate, SubIndication.TryLater, proven, own.Path);
    }

    /// <summary>What the document holds (EN 319 142-1 §6), whoever is trusted; null for a broken signature and for a time stamp.</summary>
    public SignatureLevel? LevelOf(SignatureCandidate candidate, ValueJudgement? value)
    {
        if (candidate.Fault != IntegrityFault.None || value?.Signer is null) return null;
        var covering = Covering(candidate).ToList();
        if (value.TimeStamp is not { IsIntact: true } && covering.Count == 0) return SignatureLevel.B;
        if (!IsDocumented(value, value.Path) || (value.TimeStamp is { IsIntact: true } stamp && !IsDocumented(value, stamp.Path))) return SignatureLevel.T;
        return covering.Exists(stamp => StoreAt(stamp.Candidate) is { Exists: true }) ? SignatureLevel.Lta : SignatureLevel.LT;
    }

    private IEnumerable<(SignatureCandidate Candidate, StampedDigest Stamp)> Covering(SignatureCandidate candidate) =>
        documentStamps.Where(stamp => stamp.Candidate.Range.End > candidate.Range.End);

    private SignatureEvidence Gather(SignatureCandidate candidate, ValueJudgement value)
    {
        var gathered = new SignatureEvidence(options.Trust, options.At)
        {
            Certificates = [.. value.Cms?.Certificates ?? [], .. evidence.Certificates],
            Lists = [.. evidence.Crls, .. value.Archive.Lists],
            Options = evidence.Path with { OcspResponses = [.. evidence.Path.OcspResponses, .. value.Archive.Responses] },
            Stamps = [.. value.Stamp is { } own ? [own] : Array.Empty<StampedDigest>(), .. Covering(candidate).Select(c => c.Stamp)],
        };
        return gathered.Stamps.Count == 0 ? gathered : gathered with { Proofs = Prove(candidate, value, gathered) };
    }

    // EN 319 102-1 §5.6.2.3: what stood in the document when a believable stamp was put on it existed then.
    private ProofsOfExistence Prove(SignatureCandidate candidate, ValueJudgement value, SignatureEvidence gathered)
    {
        var proofs = new ProofsOfExistence(options.At);
        var (_, verdicts) = SignatureJudge.ProvenTime(gathered);
        var inAttributes = value.Archive.Lists.Select(l => l.Encoded).Concat(value.Archive.Responses.Select(r => r.Encoded)).ToList();
        var inValue = inAttributes.Concat(value.Cms?.Certificates.Select(c => c.Encoded) ?? []).ToList();
        var covering = Covering(candidate).ToList();
        for (var i = 0; i < verdicts.Length; i++)
        {
            if (!verdicts[i].IsBelievable) continue;
            var time = gathered.Stamps[i].Token.Time;
            // Only what the stamp covers: the one inside the value covers its signed attributes, not the loose certificates.
            foreach (var encoded in i < gathered.Stamps.Count - covering.Count ? inAttributes : inValue) proofs.Add(encoded.Span, time);
            var at = i - (gathered.Stamps.Count - covering.Count);
            if (at < 0 || StoreAt(covering[at].Candidate) is not { } store) continue;
            foreach (var encoded in store.Certificates.Concat(store.Crls).Concat(store.OcspResponses)) proofs.Add(encoded, time);
        }
        return proofs;
    }

    private static SecurityStore? StoreAt(SignatureCandidate stamp)
    {
        try
        {
            return stamp.Signed is { } signed ? new SecurityStore(signed.File) : null;
        }
        catch (PdfException)
        {
            // A damaged store proves nothing.
            return null;
        }
    }

    // Every certificate below the root has a list or an answer in the document.
    private bool IsDocumented(ValueJudgement value, CertificatePathResult? path)
    {
        if (path is null || path.Chain.Count < 2) return false;
        var archived = new Revocation(value.Archive.Lists, value.Archive.Responses, options.Path.Algorithms, options.Path.Freshness);
        var chain = path.Chain.Select(ParsedCertificate.Of).ToList();
        for (var i = 0; i + 1 < chain.Count; i++)
        {
            if (evidence.Stored.Findings(chain[i], chain[i + 1], []).Count == 0 && archived.Findings(chain[i], chain[i + 1], []).Count == 0) return false;
        }
        return chain[^1].IsSelfIssued || options.Trust.IsAnchor(chain[^1]);
    }

    private static (Indication, SubIndication)? Failed(IntegrityFault fault) => fault switch
    {
        IntegrityFault.None => null,
        IntegrityFault.DocumentChanged => (Indication.TotalFailed, SubIndication.HashFailure),
        IntegrityFault.SignatureInvalid => (Indication.TotalFailed, SubIndication.SigCryptoFailure),
        IntegrityFault.CertificateMissing => (Indication.Indeterminate, SubIndication.NoSigningCertificateFound),
        IntegrityFault.AlgorithmUnknown or IntegrityFault.KindUnknown => (Indication.Indeterminate, SubIndication.CryptoConstraintsFailureNoPoe),
        _ => (Indication.TotalFailed, SubIndication.FormatFailure),
    };
}
