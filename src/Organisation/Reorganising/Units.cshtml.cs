using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Importing;
using ThanhHoa.DigitalSignature.Organisation.Tables;
using ThanhHoa.DigitalSignature.Organisation.Units;
using ThanhHoa.DigitalSignature.Organisation.Units.Acts;

namespace ThanhHoa.DigitalSignature.Organisation.Reorganising;

/// <summary>Second step: which units begin, which go into which, which move – entered one by one or read from a file.</summary>
[RequestSizeLimit(Limit * 2)]
[RequestFormLimits(MultipartBodyLengthLimit = Limit * 2)]
internal sealed class UnitsModel(OrganisationDb db, Mapping mapping, IStringLocalizer<Texts> text) : PageModel
{
    private const long Limit = 8L << 20;
    private const int FaultsShown = 200;

    [BindProperty]
    public NewUnitForm New { get; set; } = new();

    [BindProperty]
    public string? Parent { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Share { get; set; }

    [BindProperty]
    public IFormFile? Table { get; set; }

    public long Most { get; } = Limit;

    public Reorganisation Act { get; private set; } = null!;

    /// <summary>Names of the units the codes mean: of the eve, and of the day.</summary>
    public IReadOnlyDictionary<string, string> OldNames { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> NewNames { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<ImportLine> Faults { get; private set; } = [];

    public int FaultCount { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostBeginAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        var unit = New.Check(ModelState, nameof(New), text);
        var parent = await CodeAsync(Parent, nameof(Parent), Act.EffectiveOn, cancel);
        if (unit is null || parent is null) return Page();
        return await SaveAsync(() => Act.Begin(unit, parent), cancel);
    }

    public async Task<IActionResult> OnPostTransferAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        ModelState.Clear();
        var from = await CodeAsync(From, nameof(From), Act.Eve, cancel);
        var to = string.IsNullOrWhiteSpace(To) ? "" : await CodeAsync(To, nameof(To), Act.EffectiveOn, cancel);
        if (from is null || to is null) return Page();
        var share = PersonRules.Tidy(Share);
        return await SaveAsync(() => Act.Transfer(from, to, share.Length == 0 ? null : share[..Math.Min(share.Length, UnitSuccession.ShareLength)]), cancel);
    }

    public async Task<IActionResult> OnPostMoveAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        ModelState.Clear();
        var (unit, parent) = (await CodeAsync(From, nameof(From), Act.Eve, cancel), await CodeAsync(Parent, nameof(Parent), Act.EffectiveOn, cancel));
        if (unit is null || parent is null) return Page();
        return await SaveAsync(() => Act.Move(unit, parent), cancel);
    }

    /// <param name="id">The draft.</param>
    /// <param name="line">"begin:code", "transfer:old:new" or "move:code".</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IActionResult> OnPostRemoveAsync(Guid id, string line, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        return await SaveAsync(() =>
        {
            if (line.Split(':') is ["transfer", var old, var other]) Act.RemoveTransfer(old, other);
            else if (line.Split(':') is ["begin", var begun]) Act.RemoveBeginning(begun);
            else if (line.Split(':') is ["move", var moved]) Act.RemoveMove(moved);
        }, cancel);
    }

    public async Task<IActionResult> OnPostMappingAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        ModelState.Clear();
        if (Table is not { Length: > 0 and <= Limit })
        {
            ModelState.AddModelError(nameof(Table), Table is { Length: > Limit } ? text["Tệp quá lớn. Hãy tách thành nhiều tệp, mỗi tệp không quá {0} MB.", Limit >> 20] : text["Hãy chọn tệp."]);
            return Page();
        }

        try
        {
            using var content = new MemoryStream();
            await Table.CopyToAsync(content, cancel);
            content.Position = 0;
            var faults = await mapping.ReadAsync(content, Act, cancel);
            (Faults, FaultCount) = ([.. faults.Take(FaultsShown)], faults.Count);
        }
        catch (TableUnreadableException unreadable)
        {
            ModelState.AddModelError(nameof(Table), TableFaultTexts.Of(unreadable.Fault, unreadable.Detail, text));
        }

        if (!ModelState.IsValid || FaultCount > 0) return Page();
        return await SaveAsync(() => TempData["Notice"] = text["Đã đưa tệp vào bản đang soạn."].Value, cancel);
    }

    private async Task<IActionResult> SaveAsync(Action change, CancellationToken cancel)
    {
        change();
        await db.SaveChangesAsync(cancel);
        var url = $"/organisation/reorganisations/{Act.Id}/units";
        return Request.Headers.XRequestedWith == "XMLHttpRequest" ? new JsonResult(new { url }) : LocalRedirect(url);
    }

    /// <summary>A unit of the day, or one that this very draft begins.</summary>
    private async Task<string?> CodeAsync(string? typed, string field, DateOnly day, CancellationToken cancel)
    {
        var code = PersonRules.Tidy(typed);
        if (day == Act.EffectiveOn && Act.Beginnings.FirstOrDefault(b => b.Code == code || b.Name == code || code.EndsWith($"({b.Code})", StringComparison.Ordinal)) is { } begun) return begun.Code;
        if (await UnitInput.FindAsync(db, typed, day, cancel) is { } unit) return unit.Code;
        ModelState.AddModelError(field, text["Không có đơn vị nào như vậy vào ngày {0}. Hãy chọn trong danh sách hiện ra khi gõ.", Days.Show(day)]);
        return null;
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Reorganisations.WithLines().SingleOrDefaultAsync(r => r.Id == id && r.Sequence == null, cancel) is not { } act) return false;
        Act = act;
        OldNames = await NamesAsync(act.Eve, cancel);
        var names = await NamesAsync(act.EffectiveOn, cancel);
        foreach (var begun in act.Beginnings) names[begun.Code] = begun.Name;
        NewNames = names;
        return true;
    }

    private async Task<Dictionary<string, string>> NamesAsync(DateOnly day, CancellationToken cancel)
    {
        var codes = Act.Transfers.SelectMany(t => new[] { t.PredecessorCode, t.SuccessorCode }).Concat(Act.Moves.SelectMany(m => new[] { m.Code, m.ParentCode })).Concat(Act.Beginnings.Select(b => b.ParentCode)).Distinct().ToList();
        return await db.Units.AsNoTracking().Where(u => codes.Contains(u.Code) && u.ValidFrom <= day && (u.ValidTo == null || u.ValidTo >= day)).ToDictionaryAsync(u => u.Code, u => u.Name, cancel);
    }
}
