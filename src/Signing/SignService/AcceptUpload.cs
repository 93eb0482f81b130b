using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Signing.Verification;

namespace ThanhHoa.DigitalSignature.Signing.SignService;

/// <summary>
/// Takes a file that the signer's own component signed: exactly what was sent, plus one update with one valid signature of the
/// expected person. The version, the end of the ticket and the audit entry are one transaction; the same bytes again get the
/// same answer.
/// </summary>
internal sealed class AcceptUpload(SigningDb db, TicketDocument documents, FileStore files, TrustStore trust, TimeProvider clock)
{
    /// <param name="tickets">The upload tickets of one address, tracked; at least one.</param>
    /// <param name="upload">What came.</param>
    /// <param name="cancel">Gives up; nothing is accepted then.</param>
    /// <returns>The ticket that the upload belongs to, accepted or with its refusal.</returns>
    public async Task<(SignTicket Ticket, UploadRefusal? Refusal)> RunAsync(IReadOnlyList<SignTicket> tickets, ReceivedFile upload, CancellationToken cancel)
    {
        var versions = await documents.VersionsAsync(tickets.Select(t => t.VersionId), cancel);
        var beginnings = await SignedUpload.BeginningsAsync(upload.Content, versions.Values.Select(v => (v.Length, v.Sha256)), cancel);
        var matching = tickets.Where(t => versions[t.VersionId] is var v && beginnings.Contains((v.Length, v.Sha256))).ToList();
        // Two documents of a batch may be the same file, and signed in the same second the same bytes: the first that still waits takes them.
        if (matching.FirstOrDefault(t => t.UsedAt is null) is not { } ticket)
        {
            if (tickets.FirstOrDefault(t => t.UploadSha256 == upload.Sha256) is { } before) return (before, null);
            if (matching.Count > 0) return (matching[0], UploadRefusal.Used);
            if (tickets.Count > 1) return (tickets[0], await RefuseAsync(tickets, UploadRefusal.Altered, cancel));
            ticket = tickets[0];
        }

        if (ticket.UsedAt is not null) return (ticket, UploadRefusal.Used);
        var document = await documents.LoadAsync(ticket.DocumentId, cancel);
        var refusal = ticket.Tries >= SignTicket.MostUploads ? UploadRefusal.UnknownTicket
            : ticket.ExpiresAt < clock.GetUtcNow() ? UploadRefusal.Expired
            : TicketDocument.Stale(document, ticket) ?? (matching.Count == 0 ? UploadRefusal.Altered : null);
        return refusal is { } reason ? await RefuseAsync(document, ticket, upload, reason, null, cancel) : await JudgeAsync(document, ticket, versions[ticket.VersionId], upload, cancel);
    }

    /// <summary>Writes down that what came could not even be told to belong to one document.</summary>
    public async Task<UploadRefusal> RefuseAsync(IReadOnlyList<SignTicket> tickets, UploadRefusal refusal, CancellationToken cancel)
    {
        var first = tickets[0];
        db.Audit.Add(AuditEntry.ByPortal(clock.GetUtcNow(), "signing.signature.refused", tickets.Count == 1 ? ("document", first.DocumentId) : ("call", first.CallId), null,
            new { code = refusal.ToString(), call = first.CallId, account = first.AccountId, person = first.PersonId, by = "sign-service" }));
        await db.SaveChangesAsync(cancel);
        return refusal;
    }

    private async Task<(SignTicket Ticket, UploadRefusal? Refusal)> JudgeAsync(Document document, SignTicket ticket, DocumentVersion version, ReceivedFile upload, CancellationToken cancel)
    {
        var (signature, refusal) = SignedUpload.Judge(upload.Content, version.Length, trust, clock.GetUtcNow(), cancel);
        if (signature is null) return await RefuseAsync(document, ticket, upload, refusal!.Value, null, cancel);
        var certificate = signature.Certificate!;
        var thumbprint = Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
        var (wrong, revocationKnown) = await documents.CheckAsync(document, ticket, certificate, thumbprint, cancel);
        if (wrong is { } reason) return await RefuseAsync(document, ticket, upload, reason, thumbprint, cancel);
        upload.Content.Position = 0;
        var file = await files.PutAsync(upload.Content, long.MaxValue, cancel);
        var claimed = (signature.SignedAt ?? clock.GetUtcNow()).ToUniversalTime();
        var name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        var facts = new SignatureFacts(ticket.Act, SigningChannel.Pc, ticket.PersonId, ticket.AccountId, ticket.SignerName, thumbprint, name, claimed, revocationKnown) { FieldName = signature.FieldName };
        return await AcceptAsync(document, ticket, file, facts, cancel);
    }

    private async Task<(SignTicket Ticket, UploadRefusal? Refusal)> AcceptAsync(Document document, SignTicket ticket, StoredFile file, SignatureFacts facts, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var version = TicketDocument.Accept(document, ticket, file, facts, now);
        ticket.Accept(file.Sha256, version, now);
        db.Audit.Add(AuditEntry.ByPortal(now, "signing.signature.accepted", ("document", document.Id), document.UnitId,
            new { version = file.Sha256, kind = ticket.Act.ToString(), certificate = facts.CertificateThumbprint, call = ticket.CallId, account = ticket.AccountId, person = ticket.PersonId, by = "sign-service" }));
        return await SaveAsync(ticket, file.Sha256, null, cancel);
    }

    private async Task<(SignTicket Ticket, UploadRefusal? Refusal)> RefuseAsync(Document document, SignTicket ticket, ReceivedFile upload, UploadRefusal refusal, string? thumbprint, CancellationToken cancel)
    {
        ticket.Refuse(refusal);
        db.Audit.Add(AuditEntry.ByPortal(clock.GetUtcNow(), "signing.signature.refused", ("document", document.Id), document.UnitId,
            new { code = refusal.ToString(), certificate = thumbprint, call = ticket.CallId, account = ticket.AccountId, person = ticket.PersonId, by = "sign-service" }));
        return await SaveAsync(ticket, upload.Sha256, refusal, cancel);
    }

    private async Task<(SignTicket Ticket, UploadRefusal? Refusal)> SaveAsync(SignTicket ticket, string upload, UploadRefusal? refusal, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
            return (ticket, refusal);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Another request was first: this very upload, sent twice, or a signature by another way.
            db.ChangeTracker.Clear();
            var winner = await db.Tickets.AsNoTracking().SingleAsync(t => t.Id == ticket.Id && t.VersionId == ticket.VersionId, cancel);
            return (winner, winner.UploadSha256 == upload ? null : winner.UsedAt is not null ? UploadRefusal.Used : UploadRefusal.AlreadySigned);
        }
    }
}
