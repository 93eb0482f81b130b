using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing.SignService;

/// <summary>Called by the pages' scripts: POST prepares a call of the component, GET tells how far it is – also when the component itself went silent.</summary>
[RequestSizeLimit(512 * 1024)]
internal sealed class CallModel(SigningDb db, StartCall start, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public sealed record Asked(Guid DocumentId, Guid? VersionId);

    public sealed record CallRequest(SigningPurpose Purpose, IReadOnlyList<Asked> Documents);

    public async Task<IActionResult> OnPostAsync([FromBody] CallRequest request, CancellationToken cancel)
    {
        if (!ModelState.IsValid || request.Documents is not { Count: > 0 and <= StartSigning.Most } || !Enum.IsDefined(request.Purpose)) return BadRequest();
        var started = await start.RunAsync(request.Purpose, [.. request.Documents.Select(d => (d.DocumentId, d.VersionId))], $"{Request.Scheme}://{Request.Host}", cancel);
        if (started.Id is null) return new JsonResult(new { code = "refused", message = started.Refused[0].Message, refused = started.Refused }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
        // The message goes to the component letter by letter, with capitals; the page does not look into it.
        return new JsonResult(new { id = started.Id, path = started.Path, message = JsonSerializer.Serialize(started.Message), refused = started.Refused, more = started.More }, Json);
    }

    public async Task<IActionResult> OnGetAsync(Guid? id, CancellationToken cancel)
    {
        var tickets = await db.Tickets.AsNoTracking().Where(t => t.CallId == id && t.AccountId == user.AccountId).ToListAsync(cancel);
        if (tickets.Count == 0) return NotFound();
        var now = clock.GetUtcNow();
        Response.Headers.CacheControl = "no-store";
        return new JsonResult(new
        {
            documents = tickets.Where(t => t.Kind is TicketKind.Upload).Select(upload => new
            {
                document = upload.DocumentId,
                state = upload.UsedAt is not null ? "signed" : upload.Refusal is not null ? "refused" : upload.ExpiresAt < now ? "expired"
                    : tickets.Exists(t => t.Kind is TicketKind.Download && t.VersionId == upload.VersionId && t.UsedAt is not null) ? "fetched" : "waiting",
                message = upload.Refusal?.Explain(text) ?? "",
            }),
        }, Json);
    }
}
