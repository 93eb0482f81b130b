using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Signing.SignService;

/// <summary>What an upload is beside the version that was sent: that version, one update, one signature – or why not.</summary>
/// <param name="Signature">The new signature; null when it was refused.</param>
/// <param name="Refusal">Why it was refused; null when it was not.</param>
internal sealed record SignedUpload(SignatureReport? Signature, UploadRefusal? Refusal)
{
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(60);

    // What a signature brings with it; a filled field or a comment is more.
    private static readonly HashSet<FindingCode> Welcome =
    [
        FindingCode.SignatureAdded, FindingCode.MetadataChanged, FindingCode.ExtensionRaised, FindingCode.StructureExtended, FindingCode.SecurityStoreExtended,
    ];

    /// <summary>The version of which an upload is a continuation, by its bytes alone: no name or number from the component is believed.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="sent">Length and SHA-256 of the versions in question.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The lengths and hashes among <paramref name="sent"/> with which it begins.</returns>
    public static async Task<IReadOnlySet<(long Length, string Sha256)>> BeginningsAsync(Stream upload, IEnumerable<(long Length, string Sha256)> sent, CancellationToken cancel)
    {
        var found = new HashSet<(long, string)>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[128 * 1024];
        upload.Position = 0;
        foreach (var group in sent.Where(s => s.Length < upload.Length).GroupBy(s => s.Length).OrderBy(g => g.Key))
        {
            while (upload.Position < group.Key)
            {
                var read = await upload.ReadAsync(block.AsMemory(0, (int)Math.Min(block.Length, group.Key - upload.Position)), cancel);
                hash.AppendData(block, 0, read);
            }

            var here = Convert.ToHexStringLower(hash.GetCurrentHash());
            found.UnionWith(group.Where(s => s.Sha256 == here));
        }

        return found;
    }

    /// <summary>Judges an upload that begins with the version that was sent.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="sentLength">Where that version ends.</param>
    /// <param name="trust">Whom to believe.</param>
    /// <param name="now">At which moment, UTC.</param>
    /// <param name="cancel">Gives up.</param>
    public static SignedUpload Judge(Stream upload, long sentLength, TrustStore trust, DateTimeOffset now, CancellationToken cancel)
    {
        // As with files of strangers: one made to take for ever is no signed document.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(LongestCheck);
        try
        {
            int revisions;
            var options = new ValidationOptions { Trust = trust, At = now, Cancellation = limit.Token };
            using (var sent = PdfRevisions.UpTo(upload, sentLength)) revisions = PdfInspector.Inspect(sent, options).Revisions;
            var report = PdfValidator.Validate(upload, options);
            var fresh = report.Signatures.Where(s => s.ByteRange.FirstLength >= sentLength || s.ByteRange.End > sentLength).ToList();
            if (report.Revisions != revisions + 1 || fresh is not [{ IsIntact: true, Coverage: SignatureCoverage.EntireFile, Certificate: not null } signature] || !IsUsual(signature)) return new(null, UploadRefusal.NotOneSignature);
            if (signature is { Kind: Pades.SignatureKind.Certification, CertificationLevel: 1 }) return new(null, UploadRefusal.Locked);
            var changes = PdfRevisions.ChangesSince(upload, sentLength, limit.Token);
            // And what the signatures of before say to it, whose permissions may be narrower.
            var objections = report.Findings.Concat(report.Signatures.SelectMany(s => s.Findings)).Where(f => f.Revision == report.Revisions && f.Severity >= FindingSeverity.Forbidden);
            return changes.Any(f => !Welcome.Contains(f.Code) || f.Severity >= FindingSeverity.Forbidden) || objections.Any() ? new(null, UploadRefusal.MoreChanged) : new(signature, null);
        }
        catch (Exception e) when (e is PdfException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new(null, UploadRefusal.Unreadable);
        }
    }

    // The kinds the component writes (adbe.pkcs7.detached, newer ETSI.CAdES.detached), with a digest of this century.
    private static bool IsUsual(SignatureReport signature) =>
        signature.SubFilter is "adbe.pkcs7.detached" or "ETSI.CAdES.detached"
        && signature.DigestAlgorithm is { } digest && (digest == HashAlgorithmName.SHA256 || digest == HashAlgorithmName.SHA384 || digest == HashAlgorithmName.SHA512)
        && signature.Conclusion.Indication is not Indication.TotalFailed;
}
