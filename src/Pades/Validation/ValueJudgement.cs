using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Cms;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Validation;

/// <summary>The mathematics of one value of /Contents, its certificate's path and its time stamp.</summary>
internal sealed class ValueJudgement
{
    public ValueJudgement(SignatureCandidate candidate, CmsSignedData cms, ValidationOptions options, Evidence evidence)
    {
        if (candidate.IsTimeStamp)
        {
            JudgeTimeStamp(candidate, options, evidence);
            return;
        }
        var signer = Signer = cms.Signers[0];
        (candidate.DigestAlgorithm, candidate.Value) = (candidate.SubFilter == "adbe.pkcs7.sha1" ? HashAlgorithmName.SHA1 : signer.Digest, signer.Signature);
        Cms = cms;
        Archive = RevocationArchive.Read(signer);
        var verdict = Verdict = CmsVerifier.VerifyDetached(cms, signer, candidate.Digest, evidence.Certificates);
        ClaimedTime = signer.SigningTime;
        Certificate = verdict.Certificate?.Certificate;
        if (candidate.CanBeHashed) Refuse(candidate, verdict);
        // EN 319 122-1 builds on RFC 5652 §5.4: the value is made over attributes in DER order. Programs of before PAdES forgot to sort.
        if (candidate.SubFilter == "ETSI.CAdES.detached" && verdict.Certificate is { } maker && signer.SignedBytes().ToList() is [_, var ordered]
            && signer.SignatureAlgorithm is { } algorithm && !maker.Key.Verify(algorithm, ordered.Span, signer.Signature.Span))
            candidate.Refuse(IntegrityFault.SignatureInvalid, "The signature was made over attributes that are not in DER order");
        // EN 319 142-1 §5.3 allows one signer; of several, all must be sound.
        for (var i = 1; i < cms.Signers.Count && candidate.CanBeHashed; i++)
        {
            candidate.Remark("The value has several signers; the first one is shown.");
            if (cms.Signers[i].Digest == signer.Digest) Refuse(candidate, CmsVerifier.VerifyDetached(cms, cms.Signers[i], candidate.Digest));
            else candidate.Refuse(IntegrityFault.CmsMalformed, "The signers use different digests");
        }
        if (verdict.Certificate is { } certificate) Path = CertificatePath.Check(certificate, cms.Certificates.Concat(evidence.Certificates), options.Trust, options.At, [.. evidence.Crls, .. Archive.Lists], evidence.Path with { OcspResponses = [.. evidence.Path.OcspResponses, .. Archive.Responses] });
        if (signer.TimestampTokens.FirstOrDefault() is { Length: > 0 } stamp) JudgeSignatureTimeStamp(stamp, signer, cms, options, evidence);
    }

    /// <summary>Null for a document time stamp.</summary>
    public CmsSigner? Signer { get; }

    public CmsSignedData? Cms { get; }

    public CmsVerdict? Verdict { get; }

    /// <summary>Revocation data inside the CMS itself.</summary>
    public (List<CertificateRevocationList> Lists, List<OcspResponse> Responses) Archive { get; } = ([], []);

    /// <summary>The time stamp inside the value, or the document time stamp itself.</summary>
    public StampedDigest? Stamp { get; private set; }

    public X509Certificate2? Certificate { get; private set; }

    public CertificatePathResult? Path { get; private set; }

    public DateTimeOffset? ClaimedTime { get; }

    public DateTimeOffset? TimeStampedAt { get; private set; }

    public TimestampVerdict? TimeStamp { get; private set; }

    private static void Refuse(SignatureCandidate candidate, CmsVerdict verdict)
    {
        foreach (var defect in verdict.Defects)
        {
            var fault = defect switch
            {
                CmsDefect.AlgorithmUnknown or CmsDefect.AlgorithmsDisagree or CmsDefect.AlgorithmsReplaced => IntegrityFault.AlgorithmUnknown,
                CmsDefect.ContentTypeDiffers or CmsDefect.AttributesMalformed => IntegrityFault.CmsMalformed,
                CmsDefect.DigestDiffers => IntegrityFault.DocumentChanged,
                CmsDefect.SignerCertificateMissing => IntegrityFault.CertificateMissing,
                CmsDefect.SignatureInvalid or CmsDefect.SigningCertificateDiffers => IntegrityFault.SignatureInvalid,
                // Signatures of before PAdES bind no certificate; that is no break.
                CmsDefect.SigningCertificateUnbound => IntegrityFault.None,
                _ => IntegrityFault.SignatureInvalid,
            };
            if (fault != IntegrityFault.None) candidate.Refuse(fault, defect.ToString());
        }
        if (!verdict.IsSound) candidate.Refuse(IntegrityFault.SignatureInvalid, "");
    }

    private void JudgeTimeStamp(SignatureCandidate candidate, ValidationOptions options, Evidence evidence)
    {
        if (!TimestampToken.TryRead(candidate.Contents!.Bytes, out var token, out var problem))
        {
            candidate.Refuse(IntegrityFault.CmsMalformed, problem);
            return;
        }
        (candidate.DigestAlgorithm, candidate.Value) = (token.Hash, token.Encoded);
        TimeStampedAt = token.Time;
        Stamp = new(token, candidate.Digest);
        TimeStamp = token.Check(candidate.Digest, evidence.Certificates.Select(c => c.Certificate), options.Trust, evidence.Crls, evidence.Path, options.At);
        Certificate = TimeStamp.Certificate;
        Path = TimeStamp.Path;
        if (!candidate.CanBeHashed) return;
        if (token.Hash is null) candidate.Refuse(IntegrityFault.AlgorithmUnknown, "The digest of the time stamp is not known");
        if (!TimeStamp.ImprintMatches) candidate.Refuse(IntegrityFault.DocumentChanged, "The time stamp is about other bytes");
        if (!TimeStamp.SignatureValid) candidate.Refuse(IntegrityFault.SignatureInvalid, "The time stamp is not genuine");
    }

    private void JudgeSignatureTimeStamp(ReadOnlyMemory<byte> stamp, CmsSigner signer, CmsSignedData cms, ValidationOptions options, Evidence evidence)
    {
        if (!TimestampToken.TryRead(stamp, out var token, out _) || token.Hash is not { } hash) return;
        Stamp = new(token, CryptographicOperations.HashData(hash, signer.Signature.Span));
        TimeStamp = token.Check(Stamp.Imprint.Span, cms.Certificates.Concat(evidence.Certificates).Select(c => c.Certificate), options.Trust, evidence.Crls, evidence.Path, options.At);
        if (TimeStamp.IsIntact) TimeStampedAt = token.Time;
    }
}
