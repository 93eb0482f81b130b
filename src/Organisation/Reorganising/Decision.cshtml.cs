using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Units.Acts;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Organisation.Reorganising;

/// <summary>First step: the decision everything rests on. Saving it makes the draft.</summary>
internal sealed class DecisionModel(OrganisationDb db, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    [BindProperty]
    public DecisionForm Decision { get; set; } = new();

    [BindProperty, StringLength(Reorganisation.SummaryLength, ErrorMessage = "Trích yếu dài quá 500 ký tự.")]
    public string? Summary { get; set; }

    public Reorganisation? Act { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid? id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        if (Act is { } act) (Decision, Summary) = (new DecisionForm { Number = act.Decision.Number, Date = act.Decision.Date, EffectiveOn = act.EffectiveOn }, act.Summary);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        if (!Decision.IsComplete(ModelState, nameof(Decision), text) || !ModelState.IsValid) return Page();
        var summary = PersonRules.Tidy(Summary);
        if (Act is { } act) act.Rewrite(Decision.ToDecision(), Decision.EffectiveOn!.Value, summary);
        else db.Reorganisations.Add(Act = Reorganisation.Draft(ReorganisationKind.Reorganisation, Decision.ToDecision(), Decision.EffectiveOn!.Value, summary, user.DisplayName, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancel);
        return LocalRedirect($"/organisation/reorganisations/{Act.Id}/units");
    }

    private async Task<bool> LoadAsync(Guid? id, CancellationToken cancel)
    {
        if (id is null) return true;
        Act = await db.Reorganisations.SingleOrDefaultAsync(r => r.Id == id && r.Sequence == null, cancel);
        return Act is not null;
    }
}
