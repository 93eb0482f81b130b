using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing.ServerSeals;

/// <summary>
/// The organisation's signature on all files of a numbered document, with the key on the server: prepared and accepted like one
/// from a device. Every use of the key is in the audit trail before it happens.
/// </summary>
internal sealed class SealOnServer(SigningDb db, DocumentAccess access, StartSigning start, FinishSigning finish, SealToken token, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text, ILogger<SealOnServer> log)
{
    /// <summary>Found: false when there is no such document for this clerk. Complaint: null when all files are sealed.</summary>
    public async Task<(bool Found, string? Complaint)> RunAsync(Guid id, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { } document || !await access.IsClerkOfAsync(document, cancel)) return (false, null);
        if (await db.ServerSeals.AsNoTracking().SingleOrDefaultAsync(s => s.UnitId == document.UnitId && s.DisabledAt == null, cancel) is not { } seal)
            return (true, text["Đơn vị chưa bật ký bằng khóa của cơ quan trên máy chủ. Văn bản vẫn còn nguyên; hãy ký bằng thiết bị của người được giao giữ khóa."]);
        try
        {
            return (true, (await SealAsync(document, seal, cancel))?.Explain(text));
        }
        catch (SealTokenException e)
        {
            log.LogError(e, "The seal {Seal} cannot be used", seal.Id);
            return (true, text["Khóa của cơ quan trên máy chủ chưa dùng được. Văn bản vẫn còn nguyên, chưa tệp nào bị ký dở; hãy báo quản trị viên hoặc ký bằng thiết bị."]);
        }
    }

    private async Task<SigningRefusal?> SealAsync(Document document, ServerSeal seal, CancellationToken cancel)
    {
        var der = token.Certificates().FirstOrDefault(c => c.Thumbprint == seal.CertificateThumbprint) ?? throw new SealTokenException($"No token holds the certificate {seal.CertificateThumbprint}.");
        using var certificate = X509CertificateLoader.LoadCertificate(der.Certificate);
        var started = await start.RunAsync(SigningPurpose.Seal, [new DocumentToSign(document.Id, document.LatestVersion.Id)], certificate, cancel, SigningChannel.Server);
        if (started.Refused.Count > 0) return started.Refused[0].Refusal;
        var attempts = started.Prepared.Select(p => p.Attempt).ToList();
        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "signing.server-seal.used", ("document", document.Id), document.UnitId, new { seal = seal.Id, certificate = seal.CertificateThumbprint, attempts = attempts.Select(a => a.Id) }));
        await db.SaveChangesAsync(cancel);
        var values = token.Sign(seal, [.. attempts.Select(a => PreparedSignature.FromBytes(a.Prepared))]);
        foreach (var (attempt, value) in attempts.Zip(values))
        {
            if ((await finish.RunAsync(attempt.Id, value, cancel)).Refusal is { } refusal) return refusal;
        }

        return null;
    }
}
