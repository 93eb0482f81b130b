using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>The same answers for every draft of a request: the device, the receiver, the reason. What is left empty stays as it was.</summary>
internal sealed class FillModel(CertificatesDb db, RequestAccess access, FormSets forms, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    public CertificateRequest Filed { get; private set; } = null!;

    public FormSet Forms { get; private set; } = null!;

    public IReadOnlyList<FormField> Fields { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Answers { get; private set; } = new Dictionary<string, string>();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        var answers = await SentAnswers.ReadAsync(this, Fields, Forms.For(Filed.Subject), Filed.Kind, clock.TodayInVietnam(), text);
        Answers = answers;
        if (!ModelState.IsValid) return Page();
        var filled = Filed.Lines.Count(line => line.FillIn(answers));
        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "certificates.request.filled", ("request", id), Filed.UnitId, new { lines = filled, fields = answers.Keys }));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Đã điền cho {0} dòng.", filled].Value;
        return LocalRedirect($"/certificates/requests/{id}");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { } request || !(await access.FilingReachAsync(cancel)).Contains(request.UnitId)) return false;
        Filed = request;
        Forms = forms[request.FormSet];
        // What belongs to one person alone is not offered.
        Fields = [.. Forms.For(request.Subject).For(request.Kind).Where(f => f.Name is not ("fullName" or "oldSerial" or "deviceSerial" or "csr") && f.From is not ("person.email" or "person.mobile") && f is { Private: false, Adult: false })];
        return request.Lines.Any(l => l.State == RequestState.Draft);
    }
}
