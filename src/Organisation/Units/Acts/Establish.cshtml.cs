using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Organisation.Units.Acts;

/// <summary>A new unit that comes from no other.</summary>
internal sealed class EstablishModel(UnitActs acts) : PageModel
{
    [BindProperty]
    public DecisionForm Decision { get; set; } = new();

    [BindProperty]
    public NewUnitForm New { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? Parent { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var unit = New.Check(ModelState, nameof(New), acts.Text);
        if (!Decision.IsComplete(ModelState, nameof(Decision), acts.Text) || Decision.EffectiveOn is not { } day) return Page();
        var parent = await UnitInput.FindAsync(acts.Db, Parent, day, cancel);
        if (parent is null) ModelState.AddModelError(nameof(Parent), acts.Text["Không có đơn vị nào như vậy vào ngày đó. Hãy chọn trong danh sách hiện ra khi gõ."]);
        if (!ModelState.IsValid || unit is null || parent is null) return Page();
        var act = acts.Draft(ReorganisationKind.Establish, Decision);
        act.Begin(unit, parent.Code);
        foreach (var refusal in await acts.ApplyAsync(act, cancel)) ModelState.AddModelError("", RefusalTexts.Of(refusal, acts.Text));
        if (!ModelState.IsValid) return Page();
        TempData["Notice"] = acts.Text["Đã lập {0}.", unit.Name].Value;
        return LocalRedirect($"/organisation/units/{await acts.Db.Units.Where(u => u.Code == unit.Code && u.ValidFrom == day).Select(u => u.Id).SingleAsync(cancel)}");
    }
}
