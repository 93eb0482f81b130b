using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Signing.Numbering;

namespace ThanhHoa.DigitalSignature.Signing.Issue;

/// <summary>The button that gives one document its number, the next of the series or a reserved one.</summary>
internal sealed class NumberModel(DocumentAccess access, GiveNumber give, IStringLocalizer<Texts> text) : PageModel
{
    public IActionResult OnGet(Guid id) => LocalRedirect($"/signing/documents/{id}");

    public async Task<IActionResult> OnPostAsync(Guid id, int? reserved, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { } document || !await access.IsClerkOfAsync(document, cancel)) return NotFound();
        if (await give.RunAsync(id, reserved, cancel)) TempData["Notice"] = text["Đã cấp số cho văn bản."].Value;
        else TempData["Complaint"] = text["Chưa cấp được số: văn bản chưa đủ chữ ký, hoặc số giữ trước không còn. Không có gì bị mất; hãy tải lại trang."].Value;
        return LocalRedirect($"/signing/documents/{id}");
    }
}
