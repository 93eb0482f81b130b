using Microsoft.AspNetCore.Mvc;

namespace ThanhHoa.DigitalSignature.Organisation.Units.Acts;

/// <summary>A unit goes under another one; it stays what it is.</summary>
internal sealed class MoveModel(UnitActs acts) : UnitActModel(acts)
{
    [BindProperty]
    public string? Parent { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        if (!IsSound()) return Page();
        var act = Acts.Draft(ReorganisationKind.Move, Decision);
        if (await FindAsync(Parent, nameof(Parent), act.EffectiveOn, cancel) is not { } parent) return Page();
        act.Move(Unit.Code, parent.Code);
        return await ApplyAsync(act, Unit.Code, cancel);
    }
}
