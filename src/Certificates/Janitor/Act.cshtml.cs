using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Janitor;

/// <summary>One finding: the request that mends it is filed from here, or the finding is put off with a reason.</summary>
internal sealed class ActModel(CertificatesDb db, FindingAccess access, RemediesUnderWay remedies, FileRequest file, IPeople people, IUnits units, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    private const int FurthestDays = 366;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty, StringLength(500)]
    public string? Reason { get; set; }

    [BindProperty]
    public DateOnly? Until { get; set; }

    public Finding Item { get; private set; } = null!;

    public UnitInfo? Unit { get; private set; }

    public Guid? UnderWay { get; private set; }

    public bool Acts { get; private set; }

    public DateOnly Today { get; } = clock.TodayInVietnam();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        return Page();
    }

    public async Task<IActionResult> OnPostFileAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Requests.AnyAsync(r => r.Id == RequestId && r.FiledBy == user.AccountId, cancel)) return LocalRedirect($"/certificates/requests/{RequestId}");
        if (!await LoadAsync(id, cancel)) return NotFound();
        if (!Acts) return Forbid();
        if (UnderWay is { } filed) return LocalRedirect($"/certificates/requests/{filed}");
        if (FindingNames.Remedy(Item.Rule) is not { } kind || Unit is not { } unit) return NotFound();
        var person = Item.PersonId is { } holder ? await people.FindAsync([holder], cancel) is [var found] ? found : null : null;
        var subject = new RequestedSubject(person?.FullName ?? Item.Name, unit.Id, Item.PersonId, Item.CertificateId);
        await file.RunAsync(RequestId, kind, SubjectKind.Person, (unit.Id, unit.Name), [subject], person?.IsDemonstration ?? false, cancel);
        TempData["Notice"] = text["Đã lập đề nghị. Hãy điền nốt các ô còn thiếu rồi trình thủ trưởng đơn vị."].Value;
        return LocalRedirect($"/certificates/requests/{RequestId}");
    }

    public async Task<IActionResult> OnPostDismissAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        if (!Acts) return Forbid();
        if (string.IsNullOrWhiteSpace(Reason)) ModelState.AddModelError(nameof(Reason), text["Hãy ghi lý do, để người sau hiểu vì sao."]);
        if (Until is not { } until || until <= Today || until > Today.AddDays(FurthestDays)) ModelState.AddModelError(nameof(Until), text["Hãy chọn một ngày từ ngày mai đến một năm sau."]);
        if (!ModelState.IsValid) return Page();
        Item.Dismiss(Until!.Value, Reason!, user.DisplayName);
        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "certificates.finding.dismissed", ("finding", Item.Id), Item.UnitId, new { rule = Item.Rule.ToString(), subject = Item.SubjectId, until = Until, reason = Item.DismissedReason }));
        try
        {
            await db.SaveChangesAsync(cancel);
            TempData["Notice"] = text["Đã tạm ẩn đến ngày {0}.", Until.Value.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture)].Value;
        }
        catch (DbUpdateConcurrencyException)
        {
            // It fits again since the page was opened.
            TempData["Notice"] = text["Điểm này vừa được khắc phục, không còn gì phải làm."].Value;
        }

        return LocalRedirect("/certificates/findings");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await (await access.FindingsAsync(cancel)).SingleOrDefaultAsync(f => f.Id == id, cancel) is not { } found) return false;
        Item = found;
        if (RequestId == Guid.Empty) RequestId = Guid.CreateVersion7();
        Unit = found.UnitId is { } unit ? await units.FindAsync([unit], cancel) is [var of] ? of : null : null;
        Acts = await access.ActsAsync(found.UnitId, cancel);
        UnderWay = (await remedies.OfAsync([found], cancel)).TryGetValue(found.Id, out var request) ? request : null;
        return true;
    }
}
