using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Organisation.Contracts;

namespace ThanhHoa.DigitalSignature.Certificates.Waves;

/// <summary>What ends in one month at one unit, and one request for all that are chosen.</summary>
internal sealed class UnitModel(RequestAccess access, Candidates candidates, FileRequest file, IUnits units, IStringLocalizer<Texts> text) : PageModel
{
    [BindProperty]
    public SubjectKind Subject { get; set; }

    /// <summary>Of the request to be filed: a second click changes nothing.</summary>
    [BindProperty]
    public Guid Id { get; set; }

    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    public RenewalMonth Month { get; private set; }

    public UnitInfo Unit { get; private set; } = null!;

    public bool MayFile { get; private set; }

    public IReadOnlyDictionary<SubjectKind, IReadOnlyList<Candidate>> Found { get; private set; } = new Dictionary<SubjectKind, IReadOnlyList<Candidate>>();

    public async Task<IActionResult> OnGetAsync(string month, Guid unit, CancellationToken cancel) => await LoadAsync(month, unit, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string month, Guid unit, CancellationToken cancel)
    {
        if (!await LoadAsync(month, unit, cancel)) return NotFound();
        if (!MayFile) return Forbid();
        var chosen = Found.GetValueOrDefault(Subject, []).Where(c => Chosen.Contains(c.Key) && !c.HasOpen).ToList();
        if (chosen.Count == 0) ModelState.AddModelError("", text["Hãy chọn ít nhất một dòng chưa có đề nghị."]);
        if (!ModelState.IsValid || Id == Guid.Empty) return Page();
        var request = await file.RunAsync(Id, RequestKind.Renewal, Subject, (Unit.Id, Unit.Name), [.. chosen.Select(c => c.Subject)], chosen.Exists(c => c.IsDemonstration), cancel);
        TempData["Notice"] = text["Đã lập đề nghị với {0} dòng. Hãy điền nốt các ô còn thiếu rồi trình thủ trưởng đơn vị.", chosen.Count].Value;
        return LocalRedirect($"/certificates/requests/{request}");
    }

    private async Task<bool> LoadAsync(string key, Guid id, CancellationToken cancel)
    {
        var filing = await access.FilingReachAsync(cancel);
        var sees = filing.Contains(id) || access.IsLeadAgency || (await access.HeadingReachAsync(cancel)).Contains(id);
        if (!sees || RenewalMonth.Read(key) is not { } month || await units.FindAsync([id], cancel) is not [var unit]) return false;
        (Month, Unit, MayFile) = (month, unit, filing.Contains(id));
        var found = new Dictionary<SubjectKind, IReadOnlyList<Candidate>>();
        foreach (var subject in Enum.GetValues<SubjectKind>()) found[subject] = await candidates.ToRenewAsync(subject, id, month.From, month.Until, cancel);
        Found = found;
        return true;
    }
}
