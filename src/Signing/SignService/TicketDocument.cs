using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing.SignService;

/// <summary>The document behind a ticket: what of it may be signed, whether it still waits for that, and how it takes it. All that the adapter knows of a document's life stands here.</summary>
internal sealed class TicketDocument(SigningDb db, DocumentAccess access, SignatureLooks looks, ICertificateRegistry registry, CurrentUser user)
{
    /// <summary>What of a visible document the current user may sign now; the organisation's signature goes onto the appendices first, each by itself.</summary>
    public async Task<(FileToSign? File, UploadRefusal Refusal)> FindAsync(Document document, SigningPurpose purpose, CancellationToken cancel)
    {
        if (purpose is SigningPurpose.Seal)
        {
            if (!await access.IsClerkOfAsync(document, cancel)) return (null, UploadRefusal.NotYours);
            if (document.State is not DocumentState.Numbered) return (null, document.State < DocumentState.Numbered ? UploadRefusal.NoNumber : UploadRefusal.AlreadySigned);
            var part = document.Parts.Where(p => !document.IsSealed(p)).Max();
            return (new FileToSign(document.LatestOf(part), SignatureLooks.KindOf(document, part), null, await looks.NameOfAsync(document.UnitId, cancel)), default);
        }

        if (await access.TurnAsync(document, cancel) is not var (signatory, delegation))
            return (null, document.Signatories.Any(s => s.PersonId == user.PersonId && s.SignedAt is not null) ? UploadRefusal.AlreadySigned : UploadRefusal.NotYours);
        return (new FileToSign(document.LatestVersion, signatory.Role is SignatoryRole.Initial ? SignatureKind.Initial : SignatureKind.Approval, signatory.Ordinal, delegation?.ToName ?? signatory.Name), default);
    }

    /// <summary>The versions of these tickets.</summary>
    public async Task<IReadOnlyDictionary<Guid, DocumentVersion>> VersionsAsync(IEnumerable<Guid> ids, CancellationToken cancel) =>
        await db.Versions.AsNoTracking().Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, cancel);

    /// <summary>The document with everything an act on it needs.</summary>
    public Task<Document> LoadAsync(Guid id, CancellationToken cancel) => DocumentAccess.Whole(db.Documents).SingleAsync(d => d.Id == id, cancel);

    /// <summary>Why the signature comes too late; null when it does not.</summary>
    public static UploadRefusal? Stale(Document document, SignTicket ticket)
    {
        var isDone = ticket.SignatoryOrdinal is null ? document.IsSealed(ticket.Part) : document.Signatories.Any(s => s.Ordinal == ticket.SignatoryOrdinal && s.SignedAt is not null);
        if (isDone) return UploadRefusal.AlreadySigned;
        var isDue = ticket.SignatoryOrdinal is null ? document.State is DocumentState.Numbered : document.Waiting.Any(s => s.Ordinal == ticket.SignatoryOrdinal);
        if (!isDue) return UploadRefusal.NotYours;
        return document.LatestOf(ticket.Part).Id == ticket.VersionId ? null : UploadRefusal.NewerVersion;
    }

    /// <summary>May the ticket's person sign this with this certificate now?</summary>
    public async Task<(UploadRefusal? Refusal, bool RevocationKnown)> CheckAsync(Document document, SignTicket ticket, X509Certificate2 certificate, string thumbprint, CancellationToken cancel)
    {
        var answer = ticket.SignatoryOrdinal is null
            ? await registry.CheckSealAsync(certificate, document.UnitId, ticket.PersonId, cancel)
            : await registry.CheckAsync(certificate, ticket.PersonId, cancel);
        if (answer is not CertificateAnswer.Usable usable) return (UploadRefusals.Of(answer), false);
        var only = document.Signatories.SingleOrDefault(s => s.Ordinal == ticket.SignatoryOrdinal)?.CertificateThumbprint;
        return (only is null || only == thumbprint ? null : UploadRefusal.AnotherCertificate, usable.RevocationKnown);
    }

    /// <summary>Adds the signed version; saving is the caller's.</summary>
    public static DocumentVersion Accept(Document document, SignTicket ticket, StoredFile file, SignatureFacts facts, DateTimeOffset now) =>
        ticket.SignatoryOrdinal is { } ordinal
            ? document.AddSigned(document.Signatories.Single(s => s.Ordinal == ordinal), file, facts, now)
            : document.AddSealed(ticket.Part, file, facts, now);
}
