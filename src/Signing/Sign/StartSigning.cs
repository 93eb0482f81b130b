using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Serialization;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Platform.Web;
using ThanhHoa.DigitalSignature.Signing.Numbering;

namespace ThanhHoa.DigitalSignature.Signing.Sign;

/// <summary>What the signer wants to do.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SigningPurpose>))]
internal enum SigningPurpose
{
    /// <summary>Sign or initial as the person.</summary>
    Sign,

    /// <summary>Put the organisation's signature on numbered documents, as the custodian of its key.</summary>
    Seal,
}

/// <summary>One document to sign.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="VersionId">The version that was on the screen.</param>
/// <param name="Placement">Where the signer moved the box to; null to leave it where it is.</param>
internal sealed record DocumentToSign(Guid DocumentId, Guid VersionId, SignatureBox? Placement = null);

/// <summary>What came of the first half.</summary>
/// <param name="Manifest">What the prepared signatures share; null when there is none.</param>
/// <param name="Prepared">The prepared signatures and their documents, in the order asked for.</param>
/// <param name="Refused">Documents that were left out, and why.</param>
internal sealed record StartedSigning(ManifestHead? Manifest, IReadOnlyList<(Document Document, SigningAttempt Attempt)> Prepared, IReadOnlyList<(Guid DocumentId, SigningRefusal Refusal)> Refused);

/// <summary>
/// First half of a signature: checks who, what and with which certificate, lays the signatures out and keeps them as rows.
/// The documents are not touched. One that cannot be signed is left out and does not hold up the others.
/// </summary>
internal sealed class StartSigning(SigningDb db, DocumentAccess access, CurrentUser user, ICertificateRegistry registry, SignatureLooks looks, FileStore files, TimeProvider clock)
{
    /// <summary>How long the signer has to enter the PIN; the agent's manifest lives as long.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>As many as the agent takes in one manifest (docs/agent.md).</summary>
    public const int Most = 500;

    // Without 0/O, 1/I/L: read aloud over a phone they are one.
    private const string CodeAlphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private readonly List<(Document, SigningAttempt)> prepared = [];
    private readonly List<(Guid, SigningRefusal)> refused = [];

    /// <param name="purpose">What the signer wants.</param>
    /// <param name="asked">The documents and the versions that were seen.</param>
    /// <param name="certificate">As the device gave it.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="channel">By what it will be signed; the organisation's key on the server has no custodian to be checked.</param>
    public async Task<StartedSigning> RunAsync(SigningPurpose purpose, IReadOnlyList<DocumentToSign> asked, X509Certificate2 certificate, CancellationToken cancel, SigningChannel channel = SigningChannel.Pc)
    {
        var now = clock.GetUtcNow();
        var head = new ManifestHead(Guid.CreateVersion7(now), RandomNumberGenerator.GetString(CodeAlphabet, 4), now);
        var documents = (await access.FindAsync([.. asked.Select(a => a.DocumentId)], cancel)).ToDictionary(d => d.Id);
        var answers = new Dictionary<Guid, CertificateAnswer>();
        foreach (var item in asked.DistinctBy(a => a.DocumentId))
        {
            var document = documents.GetValueOrDefault(item.DocumentId);
            var refusal = document is null || user.PersonId is null ? new SigningRefusal.NotYours()
                : purpose is SigningPurpose.Sign ? await SignAsync(document, item, head, certificate, answers, cancel)
                : await SealAsync(document, item, head, certificate, channel, answers, cancel);
            if (refusal is null) continue;
            refused.Add((item.DocumentId, refusal));
            // A stranger's probing is not written beside a document they may not see.
            if (document is not null) db.Audit.Add(AuditEntry.By(user, now, "signing.signature.refused", ("document", document.Id), document.UnitId, new { refusal.Code }));
        }

        await db.SaveChangesAsync(cancel);
        return new StartedSigning(prepared.Count > 0 ? head : null, prepared, refused);
    }

    private async Task<SigningRefusal?> SignAsync(Document document, DocumentToSign item, ManifestHead head, X509Certificate2 certificate, Dictionary<Guid, CertificateAnswer> answers, CancellationToken cancel)
    {
        if (await access.TurnAsync(document, cancel) is not var (signatory, delegation))
            return document.Signatories.Any(s => s.PersonId == user.PersonId && s.SignedAt is not null) ? new SigningRefusal.AlreadySigned() : new SigningRefusal.NotYours();
        if (document.LatestVersion.Id != item.VersionId) return new SigningRefusal.NewerVersion();
        if (!answers.TryGetValue(Guid.Empty, out var answer)) answers[Guid.Empty] = answer = await registry.CheckAsync(certificate, user.PersonId!.Value, cancel);
        if (answer is not CertificateAnswer.Usable usable) return new SigningRefusal.Certificate(answer);
        if (signatory.CertificateThumbprint is { } only && only != ThumbprintOf(certificate)) return new SigningRefusal.AnotherCertificate();
        var kind = signatory.Role is SignatoryRole.Initial ? SignatureKind.Initial : SignatureKind.Approval;
        var facts = Facts(kind, delegation?.ToName ?? signatory.Name, certificate, usable, head);
        var look = await looks.OfPersonAsync(user.PersonId!.Value, signatory, delegation, head.IssuedAt, cancel);
        return await PrepareAsync(document, 0, signatory.Ordinal, facts, head, look, page => (item.Placement ?? signatory.Box).Within(page), certificate, usable, cancel);
    }

    private async Task<SigningRefusal?> SealAsync(Document document, DocumentToSign item, ManifestHead head, X509Certificate2 certificate, SigningChannel channel, Dictionary<Guid, CertificateAnswer> answers, CancellationToken cancel)
    {
        if (!await access.IsClerkOfAsync(document, cancel)) return new SigningRefusal.NotYours();
        if (document.State is not DocumentState.Numbered) return document.State < DocumentState.Numbered ? new SigningRefusal.NoNumber() : new SigningRefusal.AlreadySigned();
        if (document.LatestVersion.Id != item.VersionId) return new SigningRefusal.NewerVersion();
        if (!answers.TryGetValue(document.UnitId, out var answer)) answers[document.UnitId] = answer = await registry.CheckSealAsync(certificate, document.UnitId, channel is SigningChannel.Server ? null : user.PersonId!.Value, cancel);
        if (answer is not CertificateAnswer.Usable usable) return new SigningRefusal.Certificate(answer);
        var unitName = await looks.NameOfAsync(document.UnitId, cancel);
        foreach (var part in document.Parts.Where(p => !document.IsSealed(p)).ToList())
        {
            var kind = SignatureLooks.KindOf(document, part);
            var look = await looks.OfOrganisationAsync(document, kind, head.IssuedAt, cancel);
            var refusal = await PrepareAsync(document, part, null, Facts(kind, unitName, certificate, usable, head) with { Channel = channel }, head, look, page => look.Place(page, document), certificate, usable, cancel);
            if (refusal is not null) return refusal;
        }

        return null;
    }

    private async Task<SigningRefusal?> PrepareAsync(
        Document document, int part, int? signatory, SignatureFacts facts, ManifestHead head, SignatureLook look, Func<PdfInspection, SignatureBox> place, X509Certificate2 certificate, CertificateAnswer.Usable usable, CancellationToken cancel)
    {
        var version = document.LatestOf(part);
        try
        {
            await using var file = await files.OpenVerifiedAsync(version.Sha256, cancel);
            var signature = PdfSigner.Prepare(file, Plan(facts, head, look, certificate, usable) with { Appearance = look.At(place(PdfInspector.Inspect(file))), Lock = LockOf(version, facts) });
            var attempt = new SigningAttempt(head, version, facts with { ImageAspect = look.Image?.Aspect }, signatory, signature);
            db.Attempts.Add(attempt);
            db.Audit.Add(AuditEntry.By(user, head.IssuedAt, "signing.signature.prepared", ("document", document.Id), document.UnitId,
                new { version = version.Sha256, kind = facts.Kind.ToString(), certificate = attempt.CertificateThumbprint, attempt = attempt.Id }));
            prepared.Add((document, attempt));
            return null;
        }
        catch (FileDamagedException)
        {
            return new SigningRefusal.FileDamaged();
        }
        catch (PdfException e)
        {
            return new SigningRefusal.Unsignable(e.Code);
        }
    }

    private static SignaturePlan Plan(SignatureFacts facts, ManifestHead head, SignatureLook look, X509Certificate2 certificate, CertificateAnswer.Usable usable) => new()
    {
        Certificate = certificate,
        Chain = usable.Chain,
        SigningTime = head.IssuedAt.ToVietnam(),
        Expires = head.IssuedAt + Lifetime,
        SignerName = facts.SignerName,
        Reason = look.Reason,
    };

    /// <summary>The organisation's signature comes after the number and lets nobody change it (ISO 32000-2 §12.8.2.4).</summary>
    private static FieldLock? LockOf(DocumentVersion version, SignatureFacts facts) =>
        facts.Kind is SignatureKind.Organisation && WriteNumber.NamesOf(version.NumberFields) is { Count: > 0 } names ? new FieldLock(FieldLockScope.Include, names) : null;

    private SignatureFacts Facts(SignatureKind kind, string signerName, X509Certificate2 certificate, CertificateAnswer.Usable usable, ManifestHead head) =>
        new(kind, SigningChannel.Pc, user.PersonId, user.AccountId, signerName, ThumbprintOf(certificate), certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), head.IssuedAt, usable.RevocationKnown);

    private static string ThumbprintOf(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
}
