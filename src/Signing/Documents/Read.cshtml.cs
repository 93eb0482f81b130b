using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Keys;
using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing.Documents;

/// <summary>One document: the very bytes stored, the state of its signature, its versions, and for its signer the button.</summary>
internal sealed class ReadModel(SigningDb db, DocumentAccess access, CurrentUser user, ICertificateRegistry registry, ManifestKey manifestKey, IAntiforgery antiforgery, TimeProvider clock, IConfiguration settings, IStringLocalizer<Texts> text) : PageModel
{
    public Document Document { get; private set; } = null!;

    public bool MaySign { get; private set; }

    public string FileUrl => $"/signing/documents/{Document.Id}/versions/{Document.LatestVersion.Ordinal}/file";

    /// <summary>What the page's script needs, as JSON that is safe inside a script element.</summary>
    public string Options { get; private set; } = "{}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { } document) return NotFound();
        Document = document;
        MaySign = document.Next is { } next && next.PersonId == user.PersonId;
        var texts = SignTexts.All.ToDictionary(t => t.Key, t => text[t.Sentence].Value);
        Options = JsonSerializer.Serialize<object>(MaySign ? await SigningOptionsAsync(texts, cancel) : new { texts }, JsonSerializerOptions.Web);
        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "signing.document.read", ("document", id), document.UnitId, new { version = document.LatestVersion.Sha256 }));
        await db.SaveChangesAsync(cancel);
        return Page();
    }

    private async Task<object> SigningOptionsAsync(Dictionary<string, string> texts, CancellationToken cancel) => new
    {
        versionId = Document.LatestVersion.Id,
        startUrl = $"/signing/sign/start/{Document.Id}",
        finishUrl = "/signing/sign/finish",
        agentUrl = settings["Agent:Url"] ?? "http://127.0.0.1:17888",
        agentKeys = await manifestKey.PublicKeysAsync(cancel),
        portalName = text["Cổng ký số Thanh Hóa"].Value,
        signerName = Document.Next!.Name,
        antiforgery = antiforgery.GetAndStoreTokens(HttpContext).RequestToken,
        placement = Document.Next!.Box,
        thumbprints = (await registry.ActiveOfAsync(user.PersonId!.Value, cancel)).Select(c => c.Thumbprint).Where(t => Document.Next.CertificateThumbprint is null || Document.Next.CertificateThumbprint == t),
        texts,
    };
}
