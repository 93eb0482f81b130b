using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Tables;

namespace ThanhHoa.DigitalSignature.Certificates.Registry;

/// <summary>The list as narrowed, as an Excel workbook.</summary>
internal sealed class ExportModel(CertificatesDb db, RegistryAccess access, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    public async Task<IActionResult> OnGetAsync([FromQuery] CertificateFilter filter, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var found = filter.Apply((await access.CertificatesAsync(cancel)).AsNoTracking(), now).OrderBy(c => c.NotAfter).ThenBy(c => c.Id);
        // Deleted when the answer was sent.
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 81920, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var count = await RegistryWorkbook.WriteAsync(file, found, now, text, cancel);
        db.Audit.Add(AuditEntry.By(user, now, "certificates.registry.exported", ("registry", "certificates"), details: new { filter = Request.QueryString.Value, rows = count }));
        await db.SaveChangesAsync(cancel);
        file.Position = 0;
        return File(file, WorkbookWriter.ContentType, FormattableString.Invariant($"chung-thu-so-{now:yyyyMMdd}.xlsx"));
    }
}
