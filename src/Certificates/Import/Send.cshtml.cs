using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Certificates.Import;

/// <summary>A file of certificates is taken in and left to the job; the page shows how far it is.</summary>
[RequestSizeLimit(CertificateBundle.LargestFile + 64 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = CertificateBundle.LargestFile + 64 * 1024)]
internal sealed class SendModel(CertificatesDb db, FileStore files, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    [BindProperty]
    public IFormFile? Bundle { get; set; }

    public IReadOnlyList<CertificateImport> Past { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Bundle is null or { Length: 0 }) ModelState.AddModelError(nameof(Bundle), text["Hãy chọn tệp .cer, .p7b hoặc .zip."]);
        else if (Bundle.Length > CertificateBundle.LargestFile) ModelState.AddModelError(nameof(Bundle), text["Tệp lớn quá 64 MB. Hãy chia thành nhiều tệp."]);
        if (!ModelState.IsValid)
        {
            await LoadAsync(cancel);
            return Page();
        }

        await using var content = Bundle!.OpenReadStream();
        var stored = await files.PutAsync(content, CertificateBundle.LargestFile, cancel);
        var now = clock.GetUtcNow();
        var name = Path.GetFileName(Bundle.FileName);
        var import = new CertificateImport { Id = Guid.CreateVersion7(now), FileName = name.Length <= 200 ? name : name[..200], Sha256 = stored.Sha256, SentAt = now, SentBy = user.AccountId, SentByName = user.DisplayName };
        db.Imports.Add(import);
        db.Audit.Add(AuditEntry.By(user, now, "certificates.import.sent", ("import", import.Id), details: new { import.FileName, sha256 = stored.Sha256 }));
        await db.SaveChangesAsync(cancel);
        var url = $"/certificates/import/{import.Id}";
        return Request.Headers.XRequestedWith == "XMLHttpRequest" ? new JsonResult(new { url }) : LocalRedirect(url);
    }

    private async Task LoadAsync(CancellationToken cancel) => Past = await db.Imports.AsNoTracking().OrderByDescending(i => i.SentAt).Take(20).ToListAsync(cancel);
}
