using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>One line: its form – to be filled in while it is a draft – and every step it took.</summary>
internal sealed class LineModel(CertificatesDb db, RequestAccess access, FormSets forms, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    public RequestLine Line { get; private set; } = null!;

    public FormSet Forms { get; private set; } = null!;

    public IReadOnlyList<FormField> Fields { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Answers { get; private set; } = new Dictionary<string, string>();

    public bool MayFill { get; private set; }

    public Guid? Next { get; private set; }

    [BindProperty(Name = "next")]
    public bool Onward { get; set; }

    public DateOnly Today { get; } = clock.TodayInVietnam();

    /// <summary>A private answer is for who fills in, checks, or is meant.</summary>
    public bool ShowsPrivate => MayFill || access.IsLeadAgency || Line.PersonId == user.PersonId;

    public async Task<IActionResult> OnGetAsync(Guid id, Guid line, CancellationToken cancel) => await LoadAsync(id, line, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, Guid line, CancellationToken cancel)
    {
        if (!await LoadAsync(id, line, cancel)) return NotFound();
        if (!MayFill) return Forbid();
        var answers = await SentAnswers.ReadAsync(this, Fields, Forms.For(Line.Request.Subject), Line.Kind, Today, text);
        Answers = answers;
        if (!ModelState.IsValid) return Page();
        if (!Line.Fill(answers))
        {
            ModelState.AddModelError("", text["Dòng này đã được trình nên không sửa được nữa. Hãy tải lại trang."]);
            return Page();
        }

        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "certificates.request.filled", ("request", id), Line.Request.UnitId, new { line = Line.Ordinal }));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            ModelState.AddModelError("", text["Người khác vừa thay đổi dòng này. Các ô bạn nhập vẫn còn ở đây; hãy mở lại trang ở thẻ khác để so sánh rồi lưu lại."]);
            return Page();
        }

        TempData["Notice"] = text["Đã lưu “{0}”.", Line.SubjectName].Value;
        return LocalRedirect(Next is { } next && Onward ? $"/certificates/requests/{id}/lines/{next}" : $"/certificates/requests/{id}");
    }

    private async Task<bool> LoadAsync(Guid id, Guid line, CancellationToken cancel)
    {
        if (await (await access.LinesAsync(cancel)).Include(l => l.Request).Include(l => l.Steps).SingleOrDefaultAsync(l => l.Id == line && l.RequestId == id, cancel) is not { } found) return false;
        Line = found;
        Answers = found.Fields;
        Forms = forms[found.Request.FormSet];
        Fields = [.. Forms.For(found.Request.Subject).For(found.Kind)];
        MayFill = found.State == RequestState.Draft && (await access.FilingReachAsync(cancel)).Contains(found.Request.UnitId);
        if (MayFill) Next = await db.RequestLines.Where(l => l.RequestId == id && l.State == RequestState.Draft && l.Ordinal > found.Ordinal).OrderBy(l => l.Ordinal).Select(l => (Guid?)l.Id).FirstOrDefaultAsync(cancel);
        return true;
    }
}
