using Microsoft.AspNetCore.Mvc;
using ThanhHoa.DigitalSignature.Organisation.Contracts;

namespace ThanhHoa.DigitalSignature.Organisation.Units.Acts;

/// <summary>
/// A new name or kind. The unit of the old name ends and one of the new name begins with the same code; people and what stood
/// below go along, so that both names stay true in their time.
/// </summary>
internal sealed class RenameModel(UnitActs acts) : UnitActModel(acts)
{
    [BindProperty]
    public NewUnitForm New { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        New = new NewUnitForm { Name = Unit.Name, Code = Unit.Code, Kind = Unit.Kind };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        var unit = New.Check(ModelState, nameof(New), Text);
        if (unit is not null && (unit.Name, unit.Kind) == (Unit.Name, Unit.Kind)) ModelState.AddModelError("New.Name", Text["Tên và loại vẫn như cũ."]);
        if (unit is { Kind: UnitKind.Province }) Refuse(new Refusal(RefusalCode.RootStays));
        if (!IsSound() || unit is null) return Page();
        var act = Acts.Draft(ReorganisationKind.Rename, Decision);
        act.Begin(unit, await ParentCodeAsync(cancel));
        act.Transfer(Unit.Code, unit.Code, share: null);
        return await ApplyAsync(act, unit.Code, cancel);
    }
}
