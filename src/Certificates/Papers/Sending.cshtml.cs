using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Papers;

/// <summary>The clerk puts the sending document before a leader of the unit, whose signature confirms the lines.</summary>
internal sealed class SendingModel(RequestAccess access, MakePapers papers, IPeople people, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    [BindProperty]
    public Guid Head { get; set; }

    public CertificateRequest Filed { get; private set; } = null!;

    public int Count { get; private set; }

    public IReadOnlyList<LeaderInPost> Heads { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        if (Heads.FirstOrDefault(h => h.PersonId == Head) is not { } head)
        {
            ModelState.AddModelError(nameof(Head), text["Hãy chọn lãnh đạo đơn vị ký văn bản."]);
            return Page();
        }

        await papers.SendToHeadAsync(Filed, head, cancel);
        TempData["Notice"] = text["Đã trình {0} ký văn bản đề nghị.", head.FullName].Value;
        return LocalRedirect($"/certificates/requests/{id}");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { } request || !(await access.FilingReachAsync(cancel)).Contains(request.UnitId)) return false;
        Filed = request;
        Count = request.Lines.Count(l => l.State == RequestState.Submitted);
        // Nobody confirms what concerns themselves.
        var concerned = request.Lines.Select(l => l.PersonId).ToHashSet();
        Heads = [.. (await people.LeadersAsync([request.UnitId], clock.TodayInVietnam(), cancel)).Where(h => !concerned.Contains(h.PersonId) && h.PersonId != access.Actor.PersonId)];
        return Count > 0;
    }
}
