using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Signing.Exchange;

namespace ThanhHoa.DigitalSignature.Signing.Issue;

/// <summary>Sends a sealed document to its recipients. Units of the portal get it here; others are written down.</summary>
internal sealed class SendModel(SigningDb db, ActOnDocument act, DocumentAccess access, IUnits units, IStringLocalizer<Texts> text) : PageModel
{
    private const int MostRecipients = 300;

    public Document Document { get; private set; } = null!;

    /// <summary>One recipient a line.</summary>
    [BindProperty]
    public string? To { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        var names = (To ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(n => n.TrimStart('-', ' ').TrimEnd(';', '.', ' ')).Where(n => n.Length > 0).Distinct().ToList();
        if (names.Count is 0 or > MostRecipients) ModelState.AddModelError(nameof(To), text["Hãy ghi từ 1 đến {0} nơi nhận, mỗi nơi một dòng.", MostRecipients]);
        if (names.Exists(n => n.Length > 300)) ModelState.AddModelError(nameof(To), text["Có tên nơi nhận dài quá 300 ký tự. Hãy ghi mỗi nơi một dòng."]);
        if (!ModelState.IsValid) return Page();
        var known = (await units.FindByNamesAsync(names, cancel)).ToLookup(u => Platform.Data.SearchText.Fold(u.Name));
        var recipients = await WithAddressesAsync(names.ConvertAll(n => new RecipientPlan(known[Platform.Data.SearchText.Fold(n)].FirstOrDefault()?.Id, n)), cancel);
        var (found, complaint) = await act.RunAsync(id, "issued", async (document, now) =>
        {
            if (document.State is not DocumentState.Sealed) return text["Văn bản chưa có chữ ký số của cơ quan, hoặc đã phát hành rồi. Hãy tải lại trang để xem tình trạng mới."];
            document.Issue(recipients, act.Actor, now);
            if (document.ReplacesId is { } old && await DocumentAccess.Whole(db.Documents).SingleOrDefaultAsync(d => d.Id == old && d.State == DocumentState.Issued, cancel) is { } replaced) replaced.ReplaceBy(document, act.Actor, now);
            return null;
        }, cancel);
        if (!found) return NotFound();
        TempData[complaint is null ? "Notice" : "Complaint"] = complaint ?? text["Đã phát hành đến {0} nơi nhận, trong đó {1} đơn vị nhận ngay trên hệ thống.", recipients.Count, recipients.Count(r => r.UnitId is not null)].Value;
        return LocalRedirect($"/signing/documents/{id}");
    }

    /// <summary>An identifier in square brackets after the name, or that of the unit in the portal.</summary>
    private async Task<IReadOnlyList<RecipientPlan>> WithAddressesAsync(List<RecipientPlan> plans, CancellationToken cancel)
    {
        var ids = plans.Select(p => p.UnitId).Where(u => u is not null).ToList();
        var own = await db.Addresses.AsNoTracking().Where(a => a.UnitId != null && ids.Contains(a.UnitId)).ToDictionaryAsync(a => a.UnitId!.Value, a => a.OrganId, cancel);
        return plans.ConvertAll(plan =>
        {
            var bracket = plan.Name.LastIndexOf('[');
            var written = bracket > 0 && plan.Name.EndsWith(']') ? plan.Name[(bracket + 1)..^1].Trim().ToUpperInvariant() : null;
            return OrganIds.IsValid(written) ? plan with { Name = plan.Name[..bracket].TrimEnd(), OrganId = written }
                : plan.UnitId is { } unit && own.TryGetValue(unit, out var organId) ? plan with { OrganId = organId } : plan;
        });
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { } document || !await access.IsClerkOfAsync(document, cancel)) return false;
        Document = document;
        return true;
    }
}
