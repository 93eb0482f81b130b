using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Signing.ServerSeals;

/// <summary>The clerk's button that lets the server sign one numbered document for the organisation.</summary>
internal sealed class UseModel(SealOnServer seal, IStringLocalizer<Texts> text) : PageModel
{
    public IActionResult OnGet(Guid id) => LocalRedirect($"/signing/documents/{id}");

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        var (found, complaint) = await seal.RunAsync(id, cancel);
        if (!found) return NotFound();
        TempData[complaint is null ? "Notice" : "Complaint"] = complaint ?? text["Đã ký số của cơ quan bằng khóa trên máy chủ."].Value;
        return LocalRedirect($"/signing/documents/{id}");
    }
}
