using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using NetEscapades.AspNetCore.SecurityHeaders;
using ThanhHoa.DigitalSignature.Platform;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing.Batches;

/// <summary>One batch: what is in it, what to look at before, one button for all; single documents can be opened or taken out.</summary>
[SecurityHeadersPolicy(PlatformModule.ReachesSignService)]
internal sealed class OpenModel(SigningDb db, BatchCards cards, SigningOptions options, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    public BatchCard Card { get; private set; } = null!;

    public bool MaySign => Card.Batch.PersonId == user.PersonId && Card.Waiting.Count > 0;

    /// <summary>What the page's script needs.</summary>
    public string Options { get; private set; } = "{}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await cards.FindAsync(id, cancel) is not { } card) return NotFound();
        Card = card;
        if (MaySign) Options = await options.ToSignAsync(HttpContext, card.Waiting, $"/signing/batches/{id}", cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostTakeOutAsync(Guid id, Guid document, CancellationToken cancel)
    {
        if (await cards.FindAsync(id, cancel) is not { } card) return NotFound();
        var now = clock.GetUtcNow();
        if (card.Batch.Items.Find(i => i.DocumentId == document && i.TakenOutAt is null) is { } item)
        {
            item.TakeOut(user.DisplayName, now);
            if (card.Batch.Items.TrueForAll(i => i.TakenOutAt is not null)) card.Batch.Close(now);
            db.Audit.Add(AuditEntry.By(user, now, "signing.batch.taken-out", ("batch", id), card.Batch.UnitId, new { document }));
            await db.SaveChangesAsync(cancel);
            TempData["Notice"] = text["Đã lấy văn bản ra khỏi lô; văn bản vẫn chờ trong hộp ký."].Value;
        }

        return LocalRedirect($"/signing/batches/{id}");
    }
}
