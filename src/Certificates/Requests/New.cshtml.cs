using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>What is asked, for which unit, and for whom: one person or forty at once.</summary>
internal sealed class NewModel(RequestAccess access, Candidates candidates, FileRequest file, IUnits units, IStringLocalizer<Texts> text) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public RequestKind Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public SubjectKind Subject { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? UnitId { get; set; }

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Name { get; set; }

    [BindProperty]
    public Guid Id { get; set; } = Guid.CreateVersion7();

    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    /// <summary>Name of a new device, service or software, which nobody knows yet.</summary>
    [BindProperty]
    public string? SystemName { get; set; }

    public IReadOnlyList<UnitInfo> Units { get; private set; } = [];

    public IReadOnlyList<Candidate> Found { get; private set; } = [];

    public UnitInfo? Unit => Units.FirstOrDefault(u => u.Id == UnitId);

    public bool AsksName => Subject == SubjectKind.System && Kind == RequestKind.New;

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (Unit is not { } unit) return NotFound();
        var chosen = Found.Where(c => Chosen.Contains(c.Key)).ToList();
        if (AsksName && SystemName?.Trim() is { Length: > 0 and <= 200 } name) chosen = [new Candidate("", new RequestedSubject(name, unit.Id), "", false, false, false)];
        if (chosen.Count == 0) ModelState.AddModelError("", AsksName ? text["Hãy nhập tên thiết bị, dịch vụ hoặc phần mềm, tối đa 200 ký tự."] : text["Hãy chọn ít nhất một dòng."]);
        if (chosen.Count > FileRequest.MostLines) ModelState.AddModelError("", text["Mỗi đề nghị có tối đa {0} dòng. Hãy lập thành nhiều đề nghị.", FileRequest.MostLines]);
        if (chosen.Where(c => c.HasOpen).Select(c => c.Subject.Name).ToList() is { Count: > 0 } open) ModelState.AddModelError("", text["Đã có đề nghị cùng loại đang xử lý cho: {0}. Hãy bỏ chọn hoặc theo dõi đề nghị đó.", string.Join(", ", open)]);
        if (!ModelState.IsValid) return Page();
        var id = await file.RunAsync(Id, Kind, Subject, (unit.Id, unit.Name), [.. chosen.Select(c => c.Subject)], chosen.Exists(c => c.IsDemonstration), cancel);
        TempData["Notice"] = text["Đã lập đề nghị với {0} dòng. Hãy điền nốt các ô còn thiếu rồi trình thủ trưởng đơn vị.", chosen.Count].Value;
        return LocalRedirect($"/certificates/requests/{id}");
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var reach = await access.FilingReachAsync(cancel);
        Units = [.. (await units.FindAsync(reach, cancel)).Where(u => u.Kind != UnitKind.Province && u.ValidTo is null).OrderBy(u => u.Name, VietnameseOrder.Instance)];
        UnitId ??= Units.Count == 1 ? Units[0].Id : null;
        if (Unit is { } unit) Found = await candidates.FindAsync(Kind, Subject, unit, Name, cancel);
    }
}
