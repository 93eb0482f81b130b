using Microsoft.EntityFrameworkCore;
using Npgsql;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Signing.Sign;

/// <summary>
/// Second half of a signature: puts the device's value in place, checks the result as a stranger would, and adds the
/// signed version, the end of the attempt and the audit entry in one transaction. Asking again gives the same answer.
/// </summary>
internal sealed class FinishSigning(SigningDb db, CurrentUser user, FileStore files, TrustStore trust, TimeProvider clock)
{
    public async Task<(DocumentVersion? Version, SigningRefusal? Refusal)> RunAsync(Guid attemptId, byte[] signatureValue, CancellationToken cancel)
    {
        // Of the signature before this one nothing is to be saved again.
        db.ChangeTracker.Clear();
        var documentId = await db.Attempts.Where(a => a.Id == attemptId && a.AccountId == user.AccountId).Select(a => (Guid?)a.DocumentId).SingleOrDefaultAsync(cancel);
        if (documentId is null) return (null, new SigningRefusal.NotYours());
        // The document before the attempt: should the same request finish elsewhere in between, the attempt tells.
        var document = await DocumentAccess.Whole(db.Documents).SingleAsync(d => d.Id == documentId, cancel);
        var attempt = await db.Attempts.SingleAsync(a => a.Id == attemptId, cancel);
        if (attempt.FinishedVersionId is { } finished) return (await db.Versions.AsNoTracking().SingleAsync(v => v.Id == finished, cancel), null);
        if (Stale(document, attempt) is { } stale) return (null, stale);
        try
        {
            var file = await AssembleAsync(document.LatestOf(attempt.Part), attempt, signatureValue, cancel);
            return file is null ? (null, new SigningRefusal.WrongSignature()) : await AcceptAsync(document, attempt, file, cancel);
        }
        catch (FileDamagedException)
        {
            return (null, new SigningRefusal.FileDamaged());
        }
        catch (PdfException)
        {
            return (null, new SigningRefusal.WrongSignature());
        }
    }

    private SigningRefusal? Stale(Document document, SigningAttempt attempt) =>
        NotTheTurn(document, attempt) ??
        (document.LatestOf(attempt.Part).Id != attempt.VersionId ? new SigningRefusal.NewerVersion()
        : attempt.ExpiresAt < clock.GetUtcNow() ? new SigningRefusal.Expired()
        : null);

    private static SigningRefusal? NotTheTurn(Document document, SigningAttempt attempt)
    {
        if (attempt.SignatoryOrdinal is null)
            return document.IsSealed(attempt.Part) ? new SigningRefusal.AlreadySigned() : document.State is DocumentState.Numbered ? null : new SigningRefusal.NotYours();
        if (document.Waiting.Any(s => s.Ordinal == attempt.SignatoryOrdinal)) return null;
        return document.Signatories.Any(s => s.Ordinal == attempt.SignatoryOrdinal && s.SignedAt is not null) ? new SigningRefusal.AlreadySigned() : new SigningRefusal.NotYours();
    }

    /// <summary>The signed file, stored; null when its new signature does not hold. Storing is harmless until a version points at it.</summary>
    private async Task<StoredFile?> AssembleAsync(DocumentVersion version, SigningAttempt attempt, byte[] signatureValue, CancellationToken cancel)
    {
        var prepared = PreparedSignature.FromBytes(attempt.Prepared);
        await using var file = await files.OpenVerifiedAsync(version.Sha256, cancel);
        file.Seek(0, SeekOrigin.End);
        await file.WriteAsync(PdfSigner.Complete(prepared, signatureValue), cancel);
        file.Position = 0;
        var report = PdfValidator.Validate(file, new ValidationOptions { Trust = trust, At = clock.GetUtcNow() });
        var signature = report.Signatures.SingleOrDefault(s => s.FieldName == prepared.FieldName);
        if (signature is not { IsIntact: true, Coverage: SignatureCoverage.EntireFile }) return null;
        file.Position = 0;
        return await files.PutAsync(file, long.MaxValue, cancel);
    }

    private async Task<(DocumentVersion? Version, SigningRefusal? Refusal)> AcceptAsync(Document document, SigningAttempt attempt, StoredFile file, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var version = attempt.SignatoryOrdinal is { } ordinal
            ? document.AddSigned(document.Signatories.Single(s => s.Ordinal == ordinal), file, attempt.Facts, now)
            : document.AddSealed(attempt.Part, file, attempt.Facts, now);
        attempt.Finish(version);
        db.Audit.Add(AuditEntry.By(user, now, "signing.signature.accepted", ("document", document.Id), document.UnitId,
            new { version = file.Sha256, kind = attempt.Kind.ToString(), certificate = attempt.CertificateThumbprint, attempt = attempt.Id }));
        try
        {
            await db.SaveChangesAsync(cancel);
            return (version, null);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Something else was first: this very attempt sent twice, another one of the same signer, or another act on the document.
            db.ChangeTracker.Clear();
            var winner = await db.Attempts.AsNoTracking().SingleAsync(a => a.Id == attempt.Id, cancel);
            if (winner.FinishedVersionId is { } id) return (await db.Versions.AsNoTracking().SingleAsync(v => v.Id == id, cancel), null);
            var changed = await DocumentAccess.Whole(db.Documents.AsNoTracking()).SingleAsync(d => d.Id == document.Id, cancel);
            return (null, NotTheTurn(changed, winner) ?? new SigningRefusal.NewerVersion());
        }
    }
}
