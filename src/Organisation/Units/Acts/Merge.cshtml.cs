using Microsoft.AspNetCore.Mvc;

namespace ThanhHoa.DigitalSignature.Organisation.Units.Acts;

/// <summary>Several units become one: a new one, or this one takes the others in. People and what stood below go along.</summary>
internal sealed class MergeModel(UnitActs acts) : UnitActModel(acts)
{
    public const int MostOthers = 5;

    [BindProperty]
    public NewUnitForm New { get; set; } = new();

    [BindProperty]
    public List<string?> Others { get; set; } = [];

    /// <summary>This unit goes on and takes the others in.</summary>
    [BindProperty]
    public bool Absorb { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        New.Kind = Unit.Kind;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        var unit = Absorb ? null : New.Check(ModelState, nameof(New), Text);
        if (!IsSound()) return Page();
        var act = Acts.Draft(ReorganisationKind.Merge, Decision);
        var target = unit?.Code ?? Unit.Code;
        if (unit is not null)
        {
            act.Begin(unit, await ParentCodeAsync(cancel));
            act.Transfer(Unit.Code, target, share: null);
        }

        foreach (var (at, typed) in Others.Take(MostOthers).Index())
        {
            if (string.IsNullOrWhiteSpace(typed) || await FindAsync(typed, $"Others[{at}]", act.Eve, cancel) is not { } other) continue;
            if (other.Id == Unit.Id) ModelState.AddModelError($"Others[{at}]", Text["Đơn vị này đã có ở trên."]);
            else act.Transfer(other.Code, target, share: null);
        }

        if (ModelState.IsValid && act.Transfers.Count < (Absorb ? 1 : 2)) ModelState.AddModelError("Others[0]", Text["Hãy chọn ít nhất một đơn vị khác cùng sáp nhập."]);
        return ModelState.IsValid ? await ApplyAsync(act, target, cancel) : Page();
    }
}
