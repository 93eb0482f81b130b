using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Signing.Documents;

/// <summary>A clerk prepares a document with its route and hands it to the first signer, or keeps it as a draft; a draft or a returned document is changed here too.</summary>
// Above the limit by as much as lets a file that is too large be answered beside its field instead of by a cut connection.
[RequestSizeLimit(UploadFault.Limit * 2)]
[RequestFormLimits(MultipartBodyLengthLimit = UploadFault.Limit * 2)]
internal sealed class SubmitModel(SigningDb db, DocumentAccess access, TakeUploads uploads, IPeople people, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    private IReadOnlyList<LeaderInPost> leaders = [];

    /// <summary>One who initials or signs before the one who signs last.</summary>
    public sealed class Before
    {
        /// <summary>Person and unit of the chosen post; empty for a row left empty.</summary>
        public string? Signer { get; set; }

        public SignatoryRole Role { get; set; }

        /// <summary>At the same time as the row above.</summary>
        public bool Together { get; set; }
    }

    [BindProperty]
    public IFormFile? Pdf { get; set; }

    [BindProperty]
    public List<IFormFile> Appendices { get; set; } = [];

    [BindProperty, Required(ErrorMessage = "Hãy nhập trích yếu nội dung."), StringLength(450, ErrorMessage = "Trích yếu dài quá 450 ký tự.")]
    [RegularExpression(@"[^\p{C}]*", ErrorMessage = "Trích yếu có ký tự điều khiển không nhìn thấy được. Hãy gõ lại.")]
    public string Title { get; set; } = "";

    [BindProperty, StringLength(100, ErrorMessage = "Số, ký hiệu dài quá 100 ký tự.")]
    [RegularExpression(@"[^\p{C}]*", ErrorMessage = "Số, ký hiệu có ký tự điều khiển không nhìn thấy được. Hãy gõ lại.")]
    public string? PlannedSymbol { get; set; }

    [BindProperty]
    public Urgency Urgency { get; set; }

    [BindProperty]
    public DateOnly? DueOn { get; set; }

    /// <summary>Person and unit of the chosen post.</summary>
    [BindProperty, Required(ErrorMessage = "Hãy chọn người ký.")]
    public string? Signer { get; set; }

    [BindProperty]
    public SigningAuthority Authority { get; set; }

    [BindProperty]
    public List<Before> Route { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public Guid? Replaces { get; set; }

    [BindProperty]
    public bool NoStateSecret { get; set; }

    /// <summary>The draft or returned document that is changed; null for a new one.</summary>
    public Document? Earlier { get; private set; }

    /// <summary>The document that the new one is to replace.</summary>
    public Document? Replaced { get; private set; }

    public IEnumerable<SelectListItem> Signers => leaders.Select(l => new SelectListItem($"{l.FullName} – {l.PostTitle}, {l.UnitName}", KeyOf(l)));

    public async Task<IActionResult> OnGetAsync(Guid? id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        if (Earlier is { } earlier)
        {
            (Title, PlannedSymbol, Urgency, DueOn) = (earlier.Title, earlier.Symbol, earlier.Urgency, earlier.DueOn);
            var (last, before) = (earlier.Signatories.MaxBy(s => s.Ordinal), earlier.Signatories.OrderBy(s => s.Ordinal).SkipLast(1).ToList());
            (Signer, Authority) = (KeyOf(last?.PersonId), last?.Authority ?? SigningAuthority.Own);
            Route = [.. before.Select((s, i) => new Before { Signer = KeyOf(s.PersonId), Role = s.Role, Together = i > 0 && before[i - 1].Stage == s.Stage })];
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id, bool draft, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        var plans = Plans();
        var files = await CheckAsync(plans, cancel);
        if (!ModelState.IsValid || plans.Count == 0 || files.Count == 0) return Page();
        var document = await PrepareAsync(files, plans, cancel);
        var now = clock.GetUtcNow();
        if (!draft) document.Submit(new Actor(user.AccountId, user.DisplayName), now);
        db.Audit.Add(AuditEntry.By(user, now, draft ? "signing.document.drafted" : "signing.document.submitted", ("document", document.Id), document.UnitId,
            new { sha256 = files.Select(f => f.Stored.Sha256), signers = plans.Select(p => p.PersonId) }));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = draft ? text["Đã lưu bản nháp."].Value : text["Đã trình văn bản đến {0}.", string.Join(", ", document.Waiting.Select(s => s.Name))].Value;
        var url = $"/signing/documents/{document.Id}";
        // A script that shows the upload's progress follows a redirect unseen, and the notice would be shown to nobody.
        return Request.Headers.XRequestedWith == "XMLHttpRequest" ? new JsonResult(new { url }) : LocalRedirect(url);
    }

    private Task<IReadOnlyList<SubmittedFile>> CheckAsync(List<SignatoryPlan> plans, CancellationToken cancel)
    {
        if (!NoStateSecret) ModelState.AddModelError(nameof(NoStateSecret), text["Hãy xác nhận văn bản không chứa bí mật nhà nước. Nếu có, không được đưa vào hệ thống này."]);
        if (DueOn is { } due && due < clock.TodayInVietnam()) ModelState.AddModelError(nameof(DueOn), text["Hạn phát hành đã qua. Hãy chọn ngày từ hôm nay trở đi."]);
        return uploads.RunAsync(Pdf, Appendices, Earlier, [.. plans.Where(p => p.Role is SignatoryRole.Approve).Select(p => p.Name)], (field, complaint) => ModelState.AddModelError(field, complaint), cancel);
    }

    private async Task<Document> PrepareAsync(IReadOnlyList<SubmittedFile> files, IReadOnlyList<SignatoryPlan> plans, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        // What is submitted to an invented leader goes when the demonstration goes.
        var isDemonstration = (await people.FindAsync([.. plans.Select(p => p.PersonId)], cancel)).Any(p => p.IsDemonstration);
        var unit = leaders.First(l => KeyOf(l) == Signer).UnitId;
        var about = new DocumentDetails(unit, Title.Trim(), PlannedSymbol?.Trim() ?? "", user.AccountId, user.DisplayName, isDemonstration) { Urgency = Urgency, DueOn = DueOn, ReplacesId = Replaced?.Id };
        if (Earlier is { } earlier)
        {
            earlier.Revise(about, files, plans, new Actor(user.AccountId, user.DisplayName), now);
            return earlier;
        }

        var document = Document.Draft(about, files, plans, now);
        db.Documents.Add(document);
        return document;
    }

    /// <summary>The route as chosen: the rows, then the one who signs last. A complaint stands beside its field.</summary>
    private List<SignatoryPlan> Plans()
    {
        var plans = new List<SignatoryPlan>();
        var stage = 1;
        foreach (var (row, i) in Route.Select((r, i) => (r, i)).Where(r => !string.IsNullOrEmpty(r.r.Signer)))
        {
            if (plans.Count > 0 && !row.Together) stage++;
            Add($"Route[{i}].Signer", row.Signer, row.Role, SigningAuthority.Own, stage);
        }

        if (!string.IsNullOrEmpty(Signer)) Add(nameof(Signer), Signer, SignatoryRole.Approve, Authority, plans.Count > 0 ? stage + 1 : 1);
        return plans;

        void Add(string field, string? key, SignatoryRole role, SigningAuthority authority, int at)
        {
            if (leaders.SingleOrDefault(l => KeyOf(l) == key) is not { } leader)
                ModelState.AddModelError(field, text["Người này không còn giữ chức vụ lãnh đạo ở đơn vị bạn phụ trách. Hãy chọn lại."]);
            else if (plans.Any(p => p.PersonId == leader.PersonId))
                ModelState.AddModelError(field, text["{0} đã có trong danh sách ký. Mỗi người chỉ ký một lần.", leader.FullName]);
            else
                plans.Add(new SignatoryPlan(leader.PersonId, leader.FullName, leader.PostTitle) { Role = role, Authority = authority, Stage = at });
        }
    }

    private async Task<bool> LoadAsync(Guid? id, CancellationToken cancel)
    {
        leaders = await people.LeadersAsync(await access.ClerkReachAsync(cancel), clock.TodayInVietnam(), cancel);
        if (Replaces is { } other) Replaced = await access.FindAsync(other, cancel);
        if (Replaces is not null && (Replaced is not { State: DocumentState.Issued, Purpose: not DocumentPurpose.Incoming } || !await access.IsClerkOfAsync(Replaced, cancel))) return false;
        if (id is null) return true;
        Earlier = await access.FindAsync(id.Value, cancel);
        return Earlier is { State: DocumentState.Draft or DocumentState.Returned, Purpose: DocumentPurpose.Administrative } && await access.IsClerkOfAsync(Earlier, cancel);
    }

    private string? KeyOf(Guid? person) => leaders.FirstOrDefault(l => l.PersonId == person) is { } leader ? KeyOf(leader) : null;

    private static string KeyOf(LeaderInPost leader) => $"{leader.PersonId:N}.{leader.UnitId:N}";
}
