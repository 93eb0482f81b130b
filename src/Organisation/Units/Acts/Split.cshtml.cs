using Microsoft.AspNetCore.Mvc;

namespace ThanhHoa.DigitalSignature.Organisation.Units.Acts;

/// <summary>One unit becomes several, or lives on with less. One of them takes the people; single persons are moved afterwards.</summary>
internal sealed class SplitModel(UnitActs acts) : UnitActModel(acts)
{
    public const int MostParts = 6;

    [BindProperty]
    public List<NewUnitForm> Parts { get; set; } = [];

    /// <summary>Which part takes the people.</summary>
    [BindProperty]
    public int Takes { get; set; }

    /// <summary>The unit goes on; the parts come out of it, and its people stay.</summary>
    [BindProperty]
    public bool LivesOn { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        Parts = [.. Enumerable.Range(0, 3).Select(_ => new NewUnitForm { Kind = Unit.Kind })];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        var parts = new List<(int At, NewUnit Unit)>();
        foreach (var (at, form) in Parts.Take(MostParts).Index())
        {
            form.Kind = Unit.Kind;
            if (!form.IsEmpty && form.Check(ModelState, $"Parts[{at}]", Text) is { } part) parts.Add((at, part));
        }

        if (ModelState.IsValid && parts.Count < (LivesOn ? 1 : 2)) ModelState.AddModelError("", LivesOn ? Text["Hãy ghi ít nhất một đơn vị tách ra."] : Text["Hãy ghi ít nhất hai đơn vị mới."]);
        if (ModelState.IsValid && parts.Select(p => p.Unit.Code).Distinct().Count() < parts.Count) ModelState.AddModelError("", Text["Hai đơn vị mới không thể cùng mã."]);
        if (!IsSound()) return Page();
        var act = Acts.Draft(ReorganisationKind.Split, Decision);
        var parent = await ParentCodeAsync(cancel);
        foreach (var (at, part) in parts)
        {
            act.Begin(part, parent);
            act.Transfer(Unit.Code, part.Code, share: null, takesPeople: !LivesOn && at == Takes);
        }

        if (LivesOn) act.Transfer(Unit.Code, Unit.Code, share: null);
        return await ApplyAsync(act, LivesOn ? Unit.Code : parts[0].Unit.Code, cancel);
    }
}
