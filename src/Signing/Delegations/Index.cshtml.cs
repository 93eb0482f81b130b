using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Signing.Delegations;

/// <summary>A leader lets another leader of the same units sign for a period; both see it, and every signature made by it says so.</summary>
internal sealed class IndexModel(SigningDb db, CurrentUser user, IPeople people, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    private const int LongestDays = 366;

    [BindProperty, Required(ErrorMessage = "Hãy chọn người được ủy quyền.")]
    public Guid? To { get; set; }

    [BindProperty]
    public SigningAuthority Authority { get; set; } = SigningAuthority.Deputy;

    [BindProperty, Required(ErrorMessage = "Hãy chọn ngày bắt đầu.")]
    public DateOnly? From { get; set; }

    [BindProperty, Required(ErrorMessage = "Hãy chọn ngày kết thúc.")]
    public DateOnly? Until { get; set; }

    [BindProperty, Required(ErrorMessage = "Hãy ghi văn bản ủy quyền: số, ngày."), StringLength(300, ErrorMessage = "Căn cứ dài quá 300 ký tự.")]
    [RegularExpression(@"[^\p{C}]*", ErrorMessage = "Căn cứ có ký tự điều khiển không nhìn thấy được. Hãy gõ lại.")]
    public string Basis { get; set; } = "";

    public IReadOnlyList<LeaderInPost> Others { get; private set; } = [];

    public IReadOnlyList<Delegation> All { get; private set; } = [];

    public DateTimeOffset Now => clock.GetUtcNow();

    public Task OnGetAsync(CancellationToken cancel)
    {
        (From, Until) = (clock.TodayInVietnam(), clock.TodayInVietnam());
        return LoadAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (user.PersonId is not { } person) return NotFound();
        var other = Others.FirstOrDefault(o => o.PersonId == To);
        if (other is null && To is not null) ModelState.AddModelError(nameof(To), text["Hãy chọn một lãnh đạo cùng đơn vị với bạn."]);
        if (From is { } from && Until is { } until && (until < from || until.DayNumber - from.DayNumber > LongestDays || until < clock.TodayInVietnam()))
            ModelState.AddModelError(nameof(Until), text["Thời hạn phải kết thúc từ hôm nay trở đi, sau ngày bắt đầu và không quá một năm."]);
        if (Authority is SigningAuthority.Own or SigningAuthority.Collective || !Enum.IsDefined(Authority)) ModelState.AddModelError(nameof(Authority), text["Hãy chọn KT., TL., TUQ. hoặc Q."]);
        if (!ModelState.IsValid || other is null) return Page();
        var delegation = new Delegation(person, user.DisplayName, other.PersonId, other.FullName, other.PostTitle)
        {
            Authority = Authority,
            From = VietnamTime.StartOf(From!.Value),
            Until = VietnamTime.StartOf(Until!.Value.AddDays(1)),
            Basis = Basis.Trim(),
            CreatedBy = user.AccountId,
            CreatedByName = user.DisplayName,
            CreatedAt = Now,
        };
        db.Delegations.Add(delegation);
        db.Audit.Add(AuditEntry.By(user, Now, "signing.delegation.given", ("delegation", delegation.Id), other.UnitId, new { from = person, to = other.PersonId, delegation.Until }));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Đã ủy quyền cho {0} đến hết ngày {1}.", other.FullName, Until.Value.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)].Value;
        return LocalRedirect("/signing/delegations");
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Delegations.SingleOrDefaultAsync(d => d.Id == id && d.FromPersonId == user.PersonId && d.EndedAt == null, cancel) is not { } delegation) return NotFound();
        delegation.End(Now);
        db.Audit.Add(AuditEntry.By(user, Now, "signing.delegation.ended", ("delegation", id)));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Đã chấm dứt ủy quyền cho {0}.", delegation.ToName].Value;
        return LocalRedirect("/signing/delegations");
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        if (user.PersonId is not { } person) return;
        var today = clock.TodayInVietnam();
        var units = (await people.PostsAsync([person], today, cancel)).Where(p => p.IsLeading).Select(p => p.UnitId).Distinct().ToList();
        Others = [.. (await people.LeadersAsync(units, today, cancel)).Where(l => l.PersonId != person).DistinctBy(l => l.PersonId)];
        All = await db.Delegations.AsNoTracking().Where(d => d.FromPersonId == person || d.ToPersonId == person).OrderByDescending(d => d.CreatedAt).Take(100).ToListAsync(cancel);
    }
}
