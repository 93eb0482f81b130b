using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Signing.Verification;

namespace ThanhHoa.DigitalSignature.Signing.Documents;

/// <summary>One stored version, checked now as a stranger's file would be.</summary>
internal sealed class CheckModel(SigningDb db, DocumentAccess access, CurrentUser user, FileStore files, CheckFile check, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    public Document Document { get; private set; } = null!;

    public DocumentVersion Version { get; private set; } = null!;

    public ResultView? Result { get; private set; }

    /// <summary>Why there is no result.</summary>
    public string? Complaint { get; private set; }

    public string Options => VerificationTexts.Options(text);

    public async Task<IActionResult> OnGetAsync(Guid id, int ordinal, int part, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { } document || document.Versions.SingleOrDefault(v => v.Part == part && v.Ordinal == ordinal) is not { } version) return NotFound();
        (Document, Version) = (document, version);
        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "signing.document.checked", ("document", id), document.UnitId, new { version = version.Sha256 }));
        await db.SaveChangesAsync(cancel);
        try
        {
            await using var pdf = await files.OpenVerifiedAsync(version.Sha256, cancel);
            var (file, refusal) = await check.RunAsync(pdf, $"{document.Title}.pdf", version.Sha256, password: null, cancel);
            if (file is not null) Result = new ResultView(file, text, $"/signing/documents/{id}/versions/{ordinal}/file{(part > 0 ? $"?part={part}" : "")}");
            else Complaint = refusal!.Explain(text);
        }
        catch (FileDamagedException)
        {
            return StatusCode(StatusCodes.Status410Gone);
        }

        return Page();
    }
}
