using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Signing.SignService;

/// <summary>
/// Where the component hands in the signed file. It has no session: the address is the right. Always answered by 200 and the
/// component's own JSON, since nobody knows what it makes of other statuses.
/// </summary>
[IgnoreAntiforgeryToken]
[EnableRateLimiting(SignServiceSetup.TicketRate)]
internal sealed class UploadModel(SigningDb db, AcceptUpload accept, IStringLocalizer<Texts> text) : PageModel
{
    // As the component reads it: names with a capital.
    private static readonly JsonSerializerOptions Pascal = new();

    /// <summary>The component's answer.</summary>
    public sealed record Answer(bool Status, string Message, string FileName, string FileServer, string? DocumentNumber = null, string? DocumentDate = null);

    public IActionResult OnGet()
    {
        Response.Headers.Allow = "POST";
        return StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    // No parameters: binding them would read the form.
    public async Task<IActionResult> OnPostAsync()
    {
        var cancel = HttpContext.RequestAborted;
        var id = SignTicket.IdOf((string)RouteData.Values["token"]!);
        var mine = db.Tickets.Where(t => t.Id == id && t.Kind == TicketKind.Upload);
        // Before a byte of the file is read.
        if (!await mine.AnyAsync(cancel)) return Refused(UploadRefusal.UnknownTicket);
        var (upload, fault) = await UploadReception.ReceiveAsync(HttpContext);
        if (upload is null) return Refused(await accept.RefuseAsync(await mine.ToListAsync(cancel), fault, cancel));
        await using (upload)
        {
            // As they stand now: the upload may have taken minutes.
            var (ticket, refusal) = await accept.RunAsync(await mine.ToListAsync(cancel), upload, cancel);
            if (refusal is { } reason) return Refused(reason);
            var title = await db.Documents.Where(d => d.Id == ticket.DocumentId).Select(d => d.Title).SingleAsync(cancel);
            return new JsonResult(new Answer(true, text["Cổng ký số đã nhận và kiểm tra chữ ký."], $"{title}.pdf", $"/signing/documents/{ticket.DocumentId}"), Pascal);
        }
    }

    private JsonResult Refused(UploadRefusal refusal) => new(new Answer(false, refusal.Explain(text), "", ""), Pascal);
}
