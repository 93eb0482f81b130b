using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Signing.SignService;

/// <summary>Where the component fetches the file, checked against its hash. The ticket ends when the file was delivered whole; one that broke off may be begun once more.</summary>
[EnableRateLimiting(SignServiceSetup.TicketRate)]
internal sealed class DownloadModel(SigningDb db, FileStore files, TimeProvider clock) : PageModel
{
    /// <summary>Asking for the headers alone must not use the ticket up.</summary>
    public IActionResult OnHead() => StatusCode(StatusCodes.Status405MethodNotAllowed);

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken cancel)
    {
        var (id, now) = (SignTicket.IdOf(token), clock.GetUtcNow());
        var mine = db.Tickets.Where(t => t.Id == id && t.Kind == TicketKind.Download);
        // Counted before the first byte, in one statement: two who hold the address cannot both be the last.
        if (await mine.Where(t => t.UsedAt == null && t.ExpiresAt > now && t.Tries < SignTicket.MostDownloads).ExecuteUpdateAsync(t => t.SetProperty(x => x.Tries, x => x.Tries + 1), cancel) == 0)
            return StatusCode(StatusCodes.Status410Gone);
        var ticket = await mine.AsNoTracking().SingleAsync(cancel);
        var version = await db.Versions.AsNoTracking().SingleAsync(v => v.Id == ticket.VersionId, cancel);
        try
        {
            await using var file = await files.OpenVerifiedAsync(version.Sha256, cancel);
            Response.ContentType = "application/pdf";
            Response.ContentLength = file.Length;
            Response.Headers.CacheControl = "no-store";
            await file.CopyToAsync(Response.Body, cancel);
            await Response.Body.FlushAsync(cancel);
        }
        catch (FileDamagedException)
        {
            return StatusCode(StatusCodes.Status410Gone);
        }

        await mine.ExecuteUpdateAsync(t => t.SetProperty(x => x.UsedAt, now), CancellationToken.None);
        db.Audit.Add(AuditEntry.ByPortal(now, "signing.document.fetched", ("document", ticket.DocumentId), null, new { version = version.Sha256, call = ticket.CallId, account = ticket.AccountId, by = "sign-service" }));
        await db.SaveChangesAsync(CancellationToken.None);
        return new EmptyResult();
    }
}
