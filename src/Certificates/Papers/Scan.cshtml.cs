using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Certificates.Papers;

/// <summary>The scan of minutes that were signed by hand.</summary>
internal sealed class ScanModel(CertificatesDb db, RequestAccess access, FileStore files) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, Guid paper, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { } request) return NotFound();
        var found = await db.RequestPapers.AsNoTracking().SingleOrDefaultAsync(p => p.Id == paper && p.RequestId == id, cancel);
        // A reader who sees one line of many sees the papers of that line only.
        if (found is not { IsScan: true } || !request.Lines.Exists(l => found.LineIds.Contains(l.Id))) return NotFound();
        return File(await files.OpenVerifiedAsync(found.Sha256, cancel), "application/pdf", $"{found.Title}.pdf");
    }
}
