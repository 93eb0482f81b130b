using Microsoft.AspNetCore.Mvc;

namespace ThanhHoa.DigitalSignature.Organisation.Units.Acts;

/// <summary>A unit ends. Another may take over, with its people; else their posts end with it.</summary>
internal sealed class EndModel(UnitActs acts) : UnitActModel(acts)
{
    [BindProperty]
    public string? Successor { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        if (!IsSound()) return Page();
        var act = Acts.Draft(ReorganisationKind.End, Decision);
        var successor = string.IsNullOrWhiteSpace(Successor) ? null : await FindAsync(Successor, nameof(Successor), act.EffectiveOn, cancel);
        if (successor?.Id == Unit.Id) ModelState.AddModelError(nameof(Successor), Text["Đơn vị không thể tiếp nhận chính nó."]);
        if (!ModelState.IsValid) return Page();
        act.Transfer(Unit.Code, successor?.Code, share: null);
        return await ApplyAsync(act, successor?.Code ?? "", cancel);
    }
}
