using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Signing.Sign;

/// <summary>
/// First half of a signature: checks who, what and with which certificate, lays the signature out and keeps it as a row.
/// The document is not touched.
/// </summary>
internal sealed class StartSigning(SigningDb db, DocumentAccess access, CurrentUser user, ICertificateRegistry registry, FileStore files, TimeProvider clock)
{
    /// <summary>How long the signer has to enter the PIN; the agent's manifest lives as long.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // Without 0/O, 1/I/L: read aloud over a phone they are one.
    private const string CodeAlphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    public async Task<(SigningAttempt? Attempt, Document? Document, SigningRefusal? Refusal)> RunAsync(Guid documentId, Guid versionId, X509Certificate2 certificate, SignatureBox box, CancellationToken cancel)
    {
        var document = await access.FindAsync(documentId, cancel);
        if (document is null || user.PersonId is not { } person || document.Signatories.All(s => s.PersonId != person)) return (null, null, new SigningRefusal.NotYours());
        if (document.Next is not { } signatory || signatory.PersonId != person)
            return (null, document, document.Signatories.Any(s => s.PersonId == person && s.SignedAt is not null) ? new SigningRefusal.AlreadySigned() : new SigningRefusal.NotYours());
        var version = document.LatestVersion;
        if (version.Id != versionId) return (null, document, new SigningRefusal.NewerVersion());
        var answer = await registry.CheckAsync(certificate, person, cancel);
        if (answer is not CertificateAnswer.Usable usable) return (null, document, await RefuseAsync(document, new SigningRefusal.Certificate(answer), cancel));
        if (signatory.CertificateThumbprint is { } only && only != ThumbprintOf(certificate)) return (null, document, await RefuseAsync(document, new SigningRefusal.AnotherCertificate(), cancel));
        try
        {
            return (await PrepareAsync(document, signatory, version, certificate, usable, box, cancel), document, null);
        }
        catch (FileDamagedException)
        {
            return (null, document, await RefuseAsync(document, new SigningRefusal.FileDamaged(), cancel));
        }
        catch (PdfException e)
        {
            return (null, document, await RefuseAsync(document, new SigningRefusal.Unsignable(e.Code), cancel));
        }
    }

    private async Task<SigningAttempt> PrepareAsync(Document document, Signatory signatory, DocumentVersion version, X509Certificate2 certificate, CertificateAnswer.Usable usable, SignatureBox box, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var file = await files.OpenVerifiedAsync(version.Sha256, cancel);
        var prepared = PdfSigner.Prepare(file, Plan(signatory, certificate, usable, box.Within(PdfInspector.Inspect(file)), now));
        var attempt = new SigningAttempt(version, signatory.PersonId, user.AccountId, ThumbprintOf(certificate),
            certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), usable.RevocationKnown, prepared, RandomNumberGenerator.GetString(CodeAlphabet, 4), now);
        db.Attempts.Add(attempt);
        db.Audit.Add(AuditEntry.By(user, now, "signing.signature.prepared", ("document", document.Id), document.UnitId,
            new { version = version.Sha256, certificate = attempt.CertificateThumbprint, attempt = attempt.Id }));
        await db.SaveChangesAsync(cancel);
        return attempt;
    }

    private static string ThumbprintOf(X509Certificate2 certificate) => Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));

    private static SignaturePlan Plan(Signatory signatory, X509Certificate2 certificate, CertificateAnswer.Usable usable, SignatureBox box, DateTimeOffset now) => new()
    {
        Certificate = certificate,
        Chain = usable.Chain,
        SigningTime = now.ToVietnam(),
        Expires = now + Lifetime,
        SignerName = signatory.Name,
        Appearance = new SignatureAppearance
        {
            Page = box.Page,
            Rectangle = new PdfRectangle(box.X, box.Y, box.Width, box.Height),
            FirstLineBold = true,
            Lines =
            [
                signatory.Name,
                signatory.Post,
                // Decree 30/2020, annex I: dd-mm-yyyy; hh:mm:ss with the zone of ISO 8601.
                now.ToVietnam().ToString("'Ký ngày' dd-MM-yyyy; HH:mm:ss zzz", System.Globalization.CultureInfo.InvariantCulture),
            ],
        },
    };

    private async Task<SigningRefusal> RefuseAsync(Document document, SigningRefusal refusal, CancellationToken cancel)
    {
        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "signing.signature.refused", ("document", document.Id), document.UnitId, new { refusal.Code }));
        await db.SaveChangesAsync(cancel);
        return refusal;
    }
}
