using Microsoft.EntityFrameworkCore;
using Npgsql;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Signing.Papers;

/// <summary>Papers about certificates are documents like any other, with readers of their own.</summary>
internal sealed class PapersToSign(SigningDb db, FileStore files, CurrentUser user, TimeProvider clock) : IPapersToSign
{
    public async Task SubmitAsync(PaperToSign paper, CancellationToken cancel)
    {
        if (await db.Documents.AnyAsync(d => d.Id == paper.Id, cancel)) return;
        var now = clock.GetUtcNow();
        await using var pdf = await files.OpenVerifiedAsync(paper.Sha256, cancel);
        var file = await SubmittedFile.TakeAsync(pdf, $"{paper.Title}.pdf", [.. paper.Signers.Select(s => s.Name)], files, cancel);
        var about = new DocumentDetails(paper.UnitId, paper.Title, "", paper.SubmittedBy, paper.SubmittedByName, paper.IsDemonstration) { Id = paper.Id, Purpose = DocumentPurpose.CertificatePaper };
        var document = Document.Draft(about, [file], [.. paper.Signers.Select(s => new SignatoryPlan(s.PersonId, s.Name, s.Post, s.CertificateThumbprint))], now);
        document.Submit(new Actor(paper.SubmittedBy, paper.SubmittedByName), now);
        db.Documents.Add(document);
        db.Audit.Add(AuditEntry.By(user, now, "signing.paper.submitted", ("document", paper.Id), paper.UnitId, new { sha256 = paper.Sha256, signers = paper.Signers.Select(s => s.PersonId) }));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Two processes submitted the same paper at the same moment; one of them is enough.
            db.ChangeTracker.Clear();
        }
    }

    public async Task<IReadOnlyList<PaperState>> StatesAsync(IReadOnlyCollection<Guid> papers, CancellationToken cancel)
    {
        if (papers.Count == 0) return [];
        var found = await db.Documents.AsNoTracking().Include(d => d.Signatories).Where(d => papers.Contains(d.Id)).ToListAsync(cancel);
        var signatures = await db.Versions.AsNoTracking().Where(v => papers.Contains(v.DocumentId) && v.Signature != null)
            .Join(db.Attempts.Where(a => a.FinishedVersionId != null).Select(a => new { VersionId = a.FinishedVersionId!.Value, a.PersonId, a.AccountId })
                .Concat(db.Tickets.Where(t => t.AcceptedVersionId != null).Select(t => new { VersionId = t.AcceptedVersionId!.Value, t.PersonId, t.AccountId })), v => v.Id, a => a.VersionId, (v, a) => new { v.DocumentId, v.Ordinal, a.PersonId, a.AccountId, v.Signature!.SignerName, v.Signature.AcceptedAt }).ToListAsync(cancel);
        return [.. found.Select(d => new PaperState(d.Id, [.. signatures.Where(s => s.DocumentId == d.Id).OrderBy(s => s.Ordinal).Select(s => new PaperSignature(s.PersonId, s.AccountId, s.SignerName, s.AcceptedAt))], d.Next?.Name, d.State is DocumentState.Withdrawn))];
    }

    public async Task WithdrawAsync(IReadOnlyCollection<Guid> papers, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var document in await db.Documents.Include(d => d.Signatories).Where(d => papers.Contains(d.Id) && d.State == DocumentState.Signing).ToListAsync(cancel))
        {
            document.Withdraw("", new Actor(user.IsSignedIn ? user.AccountId : null, user.DisplayName), now);
            db.Audit.Add(AuditEntry.By(user, now, "signing.paper.withdrawn", ("document", document.Id), document.UnitId));
        }

        await db.SaveChangesAsync(cancel);
    }
}
