using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Changes;
using ThanhHoa.DigitalSignature.Pades.Cms;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Inspection;
using ThanhHoa.DigitalSignature.Pades.Look;
using ThanhHoa.DigitalSignature.Pades.Signing;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Validation;

/// <summary>One validation of one file.</summary>
internal sealed class DocumentValidation
{
    // Far beyond any honest document; each costs a hash over what it covers.
    private const int MostSignatures = 500;
    private readonly ByteSource source;
    private readonly PdfFile file;
    private readonly Revisions revisions;
    private readonly ValidationOptions options;
    private readonly Evidence evidence;
    private readonly Dictionary<SignatureCandidate, CmsSignedData> values = [];

    public DocumentValidation(Stream pdf, ValidationOptions options)
    {
        this.options = options;
        source = new ByteSource(pdf, options.Cancellation);
        file = PdfFile.Open(source);
        file.Unlock(options.Password);
        evidence = new Evidence(file, options);
        revisions = new Revisions(file);
    }

    public ValidationReport Run()
    {
        var candidates = new List<SignatureCandidate>();
        var empty = new List<string>();
        foreach (var field in new FieldTree(file).Fields().Where(field => field.Type == "Sig"))
        {
            if (file.Resolve(field.Value) is not PdfDictionary value) empty.Add(field.Name);
            else candidates.Add(new SignatureCandidate(file, field.Name, value));
            if (candidates.Count > MostSignatures) throw new PdfException(PdfErrorCode.LimitExceeded, "The file has too many signatures");
        }
        foreach (var candidate in candidates.Where(c => c.Contents is not null)) ReadValue(candidate);
        foreach (var group in values.Keys.Where(c => c.CanBeHashed).GroupBy(DigestOf).ToList())
        {
            if (group.Key is { } algorithm) RangeHashes.Compute(source, algorithm, group);
        }
        foreach (var candidate in candidates.Where(c => c.Fault == IntegrityFault.None)) FindInSignedRevision(candidate);
        return Conclude(candidates, empty);
    }

    private ValidationReport Conclude(List<SignatureCandidate> candidates, List<string> empty)
    {
        var judged = candidates.OrderBy(c => c.Range.FirstLength)
            .Select(c => (Candidate: c, Value: values.TryGetValue(c, out var cms) ? new ValueJudgement(c, cms, options, evidence) : null)).ToList();
        var shown = candidates.Where(c => c.Contents is not null).Select(c => c.Contents!.Start).ToHashSet();
        var conclusions = new Conclusions(options, evidence, judged);
        var signed = candidates.Where(c => c is { Fault: IntegrityFault.None, Signed: not null })
            .Select(c => new SignedRevision(c.Range.End, c.Signed!.Value.File, c.Signed.Value.Dictionary, c.Signed.Value.Field)).ToList();
        var (steps, pages) = new LookAnalysis(file, revisions).Run(signed, new ChangeAnalysis(file, revisions, shown).Run(signed));
        var removed = new RemovedSignatures(file, revisions).Find(shown, options.Password);
        var active = ActiveContentFindings.Of(file, signed.MinBy(s => s.End)?.File, revisions);
        var copies = Copies(judged).ToHashSet();
        return new ValidationReport
        {
            Signatures = [.. judged.Select(j => Report(j.Candidate, j.Value, conclusions, steps, copies.Contains(j.Candidate)))],
            Findings = [.. removed, .. new HiddenSignatures(file, revisions).Find(), .. steps.SelectMany(step => step.Findings), .. active],
            Revisions = revisions.Count,
            Length = file.Length,
            EmptyFields = empty,
            PageChanges = pages,
        };
    }

    private void ReadValue(SignatureCandidate candidate)
    {
        if (candidate.SubFilter is not ("ETSI.CAdES.detached" or "adbe.pkcs7.detached" or "adbe.pkcs7.sha1" or "ETSI.RFC3161"))
            candidate.Refuse(IntegrityFault.KindUnknown, candidate.SubFilter);
        else if (!CmsSignedData.TryRead(candidate.Contents!.Bytes, out var cms, out var problem))
            candidate.Refuse(IntegrityFault.CmsMalformed, problem);
        else if (cms.Signers.Count == 0)
            candidate.Refuse(IntegrityFault.CmsMalformed, "The value has no signer");
        else
            values[candidate] = cms;
    }

    private HashAlgorithmName? DigestOf(SignatureCandidate candidate)
    {
        if (candidate.SubFilter == "adbe.pkcs7.sha1") return HashAlgorithmName.SHA1;
        if (!candidate.IsTimeStamp) return values[candidate].Signers[0].Digest;
        return TimestampToken.TryRead(candidate.Contents!.Bytes, out var token, out _) ? token.Hash : null;
    }

    // The dictionary must be the one that the signer saw: read again from the bytes that were signed, and only those.
    private void FindInSignedRevision(SignatureCandidate candidate)
    {
        var end = candidate.Range.End;
        try
        {
            var signed = file;
            if (end != file.Length)
            {
                signed = file.OpenRevision(end);
                signed.Unlock(options.Password);
            }
            foreach (var field in new FieldTree(signed).Fields().Where(field => field.Type == "Sig" && field.Name == candidate.FieldName))
            {
                if (signed.Resolve(field.Value) is PdfDictionary value && signed.Resolve(value["Contents"]) is PdfString contents
                    && contents.Start == candidate.Contents!.Start && contents.End == candidate.Contents.End)
                {
                    candidate.Signed = (signed, value, field.Dictionary);
                    return;
                }
            }
            candidate.Refuse(IntegrityFault.NotInSignedRevision, "The field or its value was put there later");
        }
        catch (PdfException error)
        {
            candidate.Refuse(IntegrityFault.NotInSignedRevision, error.Message);
        }
    }

    // A document time stamp whose token was taken from a genuine one: it never was about its own place.
    private static IEnumerable<SignatureCandidate> Copies(IReadOnlyList<(SignatureCandidate Candidate, ValueJudgement? Value)> judged)
    {
        var genuine = judged.Where(j => j is { Candidate.Fault: IntegrityFault.None, Value: { Stamp: not null, TimeStamp.IsIntact: true } }).Select(j => j.Value!.Stamp!.Token).ToList();
        return judged.Where(j => j is { Candidate: { IsTimeStamp: true, Fault: IntegrityFault.DocumentChanged or IntegrityFault.GapIsNotContents }, Value.Stamp: not null })
            .Where(j => genuine.Exists(token => token.Encoded.Span.SequenceEqual(j.Value!.Stamp!.Token.Encoded.Span))).Select(j => j.Candidate);
    }

    private SignatureReport Report(
        SignatureCandidate candidate, ValueJudgement? judged, Conclusions conclusions, IReadOnlyList<(long From, IReadOnlyList<Finding> Findings)> steps, bool isCopy)
    {
        var dictionary = candidate.Dictionary;
        var revision = candidate.CanBeHashed ? revisions.EndingAt(candidate.Range.End) : 0;
        var certificate = judged?.Certificate;
        var coverage = Coverage(candidate, revision);
        var later = steps.Where(step => step.From >= candidate.Range.End && candidate.CanBeHashed).SelectMany(step => step.Findings).ToList();
        return new SignatureReport
        {
            Changes = later.Count == 0 ? ChangeVerdict.None : later.Exists(f => f.Severity >= FindingSeverity.Forbidden) ? ChangeVerdict.Forbidden : ChangeVerdict.Permitted,
            Findings = [.. OwnFindings(candidate, certificate, coverage, revision, isCopy), .. later],
            Conclusion = conclusions.Of(candidate, judged),
            Level = conclusions.LevelOf(candidate, judged),
            FieldName = candidate.FieldName,
            SubFilter = candidate.SubFilter,
            Kind = candidate.IsTimeStamp ? SignatureKind.DocumentTimeStamp : IsCertification(dictionary) ? SignatureKind.Certification : SignatureKind.Approval,
            CertificationLevel = IsCertification(dictionary) ? Permission.CertificationLevel(file) : 0,
            Certificate = certificate,
            SignerName = Text(dictionary["Name"]) ?? certificate?.GetNameInfo(X509NameType.SimpleName, forIssuer: false) ?? "",
            SignedAt = candidate.IsTimeStamp ? judged?.TimeStampedAt : (Text(dictionary["M"]) is { } date ? TextString.ParseDate(date) : null) ?? judged?.ClaimedTime,
            TimeStampedAt = judged?.TimeStampedAt,
            TimeStamp = judged?.TimeStamp,
            Reason = Text(dictionary["Reason"]),
            Location = Text(dictionary["Location"]),
            Coverage = coverage,
            Fault = candidate.Fault,
            Detail = candidate.Detail,
            Path = judged?.Path,
            ByteRange = candidate.Range,
            DigestAlgorithm = candidate.DigestAlgorithm,
            Digest = candidate.Digest,
            Value = candidate.Value,
            Revision = revision,
        };
    }

    private IEnumerable<Finding> OwnFindings(SignatureCandidate candidate, X509Certificate2? certificate, SignatureCoverage coverage, int revision, bool isCopy)
    {
        Finding Make(FindingCode code, FindingSeverity severity) => ChangeLog.Make(code, severity, revision, 0, "");
        if (isCopy) yield return Make(FindingCode.TimeStampCopied, FindingSeverity.Warning);
        else if (candidate.Fault != IntegrityFault.None) yield return Make(candidate.IsPlaceholder ? FindingCode.NeverSigned : FindingCode.SignatureBroken, FindingSeverity.Broken);
        else if (coverage > SignatureCoverage.EntireRevision) yield return Make(FindingCode.CoverageUnclear, FindingSeverity.Forbidden);
        if (!values.TryGetValue(candidate, out var cms)) yield break;
        foreach (var (code, severity) in ValueFindings.Of(candidate, cms, certificate, evidence.Known, source)) yield return Make(code, severity);
    }

    private SignatureCoverage Coverage(SignatureCandidate candidate, int revision)
    {
        if (!candidate.CanBeHashed || candidate.Fault == IntegrityFault.NotInSignedRevision) return SignatureCoverage.Unclear;
        if (candidate.Range.End == file.Length) return SignatureCoverage.EntireFile;
        return revision > 0 ? SignatureCoverage.EntireRevision : SignatureCoverage.ContiguousBlockFromStart;
    }

    private bool IsCertification(PdfDictionary signature) =>
        file.Dictionary(file.Dictionary(file.Catalog["Perms"])?["DocMDP"]) is { } certification
        && file.Resolve(certification["Contents"]) is PdfString one && file.Resolve(signature["Contents"]) is PdfString other && one.Start == other.Start;

    private string? Text(PdfObject? value) => (file.Resolve(value) as PdfString)?.Text;
}
