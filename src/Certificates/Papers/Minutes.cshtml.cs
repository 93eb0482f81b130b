using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ThanhHoa.DigitalSignature.Certificates.Requests;

namespace ThanhHoa.DigitalSignature.Certificates.Papers;

/// <summary>The minutes of the handovers that are due, to be printed and signed by hand.</summary>
internal sealed class MinutesModel(RequestAccess access, MakePapers papers) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, string format, CancellationToken cancel)
    {
        if (!PaperFile.IsFormat(format) || !access.IsLeadAgency || await access.FindAsync(id, cancel) is not { } request) return NotFound();
        var minutes = await papers.MinutesAsync(request, [.. request.Lines.Where(l => l.State == RequestState.DeviceReceived).OrderBy(l => l.Ordinal)], cancel);
        return minutes.Count == 0 ? NotFound() : PaperFile.Of(format, [.. minutes.Select(m => m.Paper)], $"bien-ban-ban-giao-{request.Number}");
    }
}
