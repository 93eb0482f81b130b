using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Organisation.Reorganising;

/// <summary>Last step: every effect of a draft, and the word that applies it; afterwards what it did.</summary>
internal sealed class DetailsModel(OrganisationDb db, IDbContextFactory<OrganisationDb> trials, ApplyReorganisation apply, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    public const int PageSize = 200;

    [BindProperty(Name = "p", SupportsGet = true)]
    public int Number { get; set; } = 1;

    public Reorganisation Act { get; private set; } = null!;

    public Effects Effects { get; private set; } = null!;

    public int Pages => Math.Max(1, (Effects.PeopleCount + PageSize - 1) / PageSize);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        await ShowAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostApplyAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        // What stands against it is said on the page, freshly worked out.
        if ((await apply.RunAsync(id, cancel)).Count == 0) TempData["Notice"] = text["Đã áp dụng quyết định {0}.", Act.Decision.Number].Value;
        return LocalRedirect($"/organisation/reorganisations/{id}");
    }

    public async Task<IActionResult> OnPostDiscardAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel) || Act.IsApplied) return NotFound();
        db.Reorganisations.Remove(Act);
        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "organisation.reorganisation.discarded", ("reorganisation", id), details: new { decision = Act.Decision.Number }));
        await db.SaveChangesAsync(cancel);
        return LocalRedirect("/organisation/reorganisations");
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        Number = Math.Clamp(Number, 1, 10_000);
        var skip = (Number - 1) * PageSize;
        if (Act.IsApplied)
        {
            Effects = await Effects.OfAppliedAsync(db, Act, skip, PageSize, cancel);
            return;
        }

        await using var trial = await trials.CreateDbContextAsync(cancel);
        Effects = Effects.OfPlan(await ReorganisationPlan.WorkOutAsync(trial, Act, cancel), skip, PageSize);
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Reorganisations.WithLines().SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } act) return false;
        Act = act;
        return true;
    }
}
