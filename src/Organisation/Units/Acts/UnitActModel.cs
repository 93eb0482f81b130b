using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Reorganising;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Organisation.Units.Acts;

/// <summary>What the pages of acts on units need.</summary>
internal sealed class UnitActs(OrganisationDb db, ApplyReorganisation apply, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text)
{
    public OrganisationDb Db => db;

    public IStringLocalizer<Texts> Text => text;

    public Reorganisation Draft(ReorganisationKind kind, DecisionForm form) =>
        Reorganisation.Draft(kind, form.ToDecision(), form.EffectiveOn!.Value, "", user.DisplayName, clock.GetUtcNow());

    public Task<IReadOnlyList<Refusal>> ApplyAsync(Reorganisation act, CancellationToken cancel) => apply.RunAsync(act, cancel);
}

/// <summary>A page with one act on one unit: filled in, and applied as a reorganisation of its own.</summary>
internal abstract class UnitActModel(UnitActs acts) : PageModel
{
    [BindProperty]
    public DecisionForm Decision { get; set; } = new();

    public Unit Unit { get; private set; } = null!;

    public int People { get; private set; }

    public int Below { get; private set; }

    protected UnitActs Acts => acts;

    protected IStringLocalizer<Texts> Text => acts.Text;

    /// <summary>The unit with its places; the code of the unit above on a day is asked of it.</summary>
    protected async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await acts.Db.Units.AsNoTracking().Include(u => u.Placements).SingleOrDefaultAsync(u => u.Id == id, cancel) is not { Placements.Count: > 0 } unit) return false;
        Unit = unit;
        People = await acts.Db.Posts.Where(p => p.UnitId == id && p.HeldTo == null).Select(p => p.PersonId).Distinct().CountAsync(cancel);
        Below = await acts.Db.Placements.CountAsync(p => p.ParentId == id && p.ValidTo == null && acts.Db.Units.Any(u => u.Id == p.UnitId && u.ValidTo == null), cancel);
        return true;
    }

    /// <summary>Whether what was typed holds together, and the unit is there to be acted on.</summary>
    protected bool IsSound()
    {
        if (Decision.IsComplete(ModelState, nameof(Decision), Text) && ModelState.IsValid)
        {
            var eve = Decision.EffectiveOn!.Value.AddDays(-1);
            if (Unit.ValidFrom > eve) Refuse(new Refusal(RefusalCode.NotBegunYet, Unit.Name, Days.Show(Unit.ValidFrom)));
            else if (Unit.ValidTo < eve) Refuse(new Refusal(RefusalCode.EndsAlready, Unit.Name, Days.Show(Unit.ValidTo.Value)));
        }

        return ModelState.IsValid && Decision.EffectiveOn is not null;
    }

    protected void Refuse(Refusal refusal) => ModelState.AddModelError("", RefusalTexts.Of(refusal, Text));

    /// <summary>Code of the unit above on the effective day.</summary>
    protected async Task<string> ParentCodeAsync(CancellationToken cancel)
    {
        var parent = Unit.ParentOn(Decision.EffectiveOn!.Value);
        return await acts.Db.Units.Where(u => u.Id == parent).Select(u => u.Code).SingleAsync(cancel);
    }

    /// <summary>The unit a field means on a day; a complaint beside the field when there is none.</summary>
    protected async Task<Unit?> FindAsync(string? typed, string field, DateOnly day, CancellationToken cancel)
    {
        var found = await UnitInput.FindAsync(acts.Db, typed, day, cancel);
        if (found is null) ModelState.AddModelError(field, Text["Không có đơn vị nào như vậy. Hãy chọn trong danh sách hiện ra khi gõ."]);
        return found;
    }

    /// <summary>Applies it and goes to the unit it is about from then on; or says on the page why not.</summary>
    protected async Task<IActionResult> ApplyAsync(Reorganisation act, string codeAfterwards, CancellationToken cancel)
    {
        foreach (var refusal in await acts.ApplyAsync(act, cancel)) Refuse(refusal);
        if (!ModelState.IsValid) return Page();
        TempData["Notice"] = Text["Đã ghi nhận theo quyết định {0}.", act.Decision.Number].Value;
        var after = await acts.Db.Units.AsNoTracking().Where(u => u.Code == codeAfterwards && u.ValidFrom <= act.EffectiveOn && (u.ValidTo == null || u.ValidTo >= act.EffectiveOn)).Select(u => (Guid?)u.Id).SingleOrDefaultAsync(cancel);
        return LocalRedirect($"/organisation/units/{after ?? Unit.Id}");
    }
}
