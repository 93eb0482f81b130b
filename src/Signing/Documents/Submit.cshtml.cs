using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Signing.Documents;

/// <summary>A clerk hands a PDF to one leader. What the file is, its content says, not its name.</summary>
// Above the limit by as much as lets a file that is too large be answered beside its field instead of by a cut connection.
[RequestSizeLimit(UploadFault.Limit * 2)]
[RequestFormLimits(MultipartBodyLengthLimit = UploadFault.Limit * 2)]
internal sealed class SubmitModel(SigningDb db, DocumentAccess access, IPeople people, CurrentUser user, FileStore files, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    private IReadOnlyList<LeaderInPost> leaders = [];

    [BindProperty]
    public IFormFile? Pdf { get; set; }

    [BindProperty, Required(ErrorMessage = "Hãy nhập trích yếu nội dung."), StringLength(500, ErrorMessage = "Trích yếu dài quá 500 ký tự.")]
    [RegularExpression(@"[^\p{C}]*", ErrorMessage = "Trích yếu có ký tự điều khiển không nhìn thấy được. Hãy gõ lại.")]
    public string Title { get; set; } = "";

    [BindProperty, StringLength(100, ErrorMessage = "Số, ký hiệu dài quá 100 ký tự.")]
    [RegularExpression(@"[^\p{C}]*", ErrorMessage = "Số, ký hiệu có ký tự điều khiển không nhìn thấy được. Hãy gõ lại.")]
    public string? PlannedSymbol { get; set; }

    /// <summary>Person and unit of the chosen post.</summary>
    [BindProperty, Required(ErrorMessage = "Hãy chọn người ký.")]
    public string? Signer { get; set; }

    [BindProperty]
    public bool NoStateSecret { get; set; }

    public IEnumerable<SelectListItem> Signers => leaders.Select(l => new SelectListItem($"{l.FullName} – {l.PostTitle}, {l.UnitName}", KeyOf(l)));

    public Task OnGetAsync(CancellationToken cancel) => LoadLeadersAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadLeadersAsync(cancel);
        var signer = leaders.SingleOrDefault(l => KeyOf(l) == Signer);
        if (signer is null && !string.IsNullOrEmpty(Signer)) ModelState.AddModelError(nameof(Signer), text["Người này không còn giữ chức vụ lãnh đạo ở đơn vị bạn phụ trách. Hãy chọn lại."]);
        if (!NoStateSecret) ModelState.AddModelError(nameof(NoStateSecret), text["Hãy xác nhận văn bản không chứa bí mật nhà nước. Nếu có, không được đưa vào hệ thống này."]);
        var file = await TakeAsync(signer?.FullName, cancel);
        if (!ModelState.IsValid || signer is null || file is null) return Page();
        var now = clock.GetUtcNow();
        // What is submitted to an invented leader goes when the demonstration goes.
        var isDemonstration = (await people.FindAsync([signer.PersonId], cancel)).Any(p => p.IsDemonstration);
        var about = new DocumentDetails(signer.UnitId, Title.Trim(), PlannedSymbol?.Trim() ?? "", user.AccountId, user.DisplayName, isDemonstration);
        var document = Document.Submit(about, file, [new SignatoryPlan(signer.PersonId, signer.FullName, signer.PostTitle)], now);
        db.Documents.Add(document);
        db.Audit.Add(AuditEntry.By(user, now, "signing.document.submitted", ("document", document.Id), document.UnitId, new { sha256 = file.Stored.Sha256, signer = signer.PersonId }));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Đã trình văn bản đến {0}.", signer.FullName].Value;
        var url = $"/signing/documents/{document.Id}";
        // A script that shows the upload's progress follows a redirect unseen, and the notice would be shown to nobody.
        return Request.Headers.XRequestedWith == "XMLHttpRequest" ? new JsonResult(new { url }) : LocalRedirect(url);
    }

    private async Task<SubmittedFile?> TakeAsync(string? signer, CancellationToken cancel)
    {
        try
        {
            if (Pdf is { Length: <= UploadFault.Limit })
            {
                await using var content = Pdf.OpenReadStream();
                return await SubmittedFile.TakeAsync(content, signer is null ? [] : [signer], files, cancel);
            }

            ModelState.AddModelError(nameof(Pdf), Pdf is null ? text["Hãy chọn tệp PDF."] : UploadFault.TooLarge(text));
            return null;
        }
        catch (PdfException e)
        {
            ModelState.AddModelError(nameof(Pdf), UploadFault.Explain(e.Code, text));
            return null;
        }
    }

    private async Task LoadLeadersAsync(CancellationToken cancel) =>
        leaders = await people.LeadersAsync(await access.ClerkReachAsync(cancel), clock.TodayInVietnam(), cancel);

    private static string KeyOf(LeaderInPost leader) => $"{leader.PersonId:N}.{leader.UnitId:N}";
}
