using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Signing.Numbering;

/// <summary>The register of a unit's numbers of this year: which were given, which are reserved or free; where an earlier register on paper goes on.</summary>
internal sealed class IndexModel(SigningDb db, TakeNumber take, DocumentAccess access, CurrentUser user, IUnits units, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    private const int Shown = 200;

    /// <summary>How long a number is kept for a document that is not in the portal yet.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(3);

    [BindProperty(SupportsGet = true)]
    public Guid? Unit { get; set; }

    [BindProperty, StringLength(300, ErrorMessage = "Nội dung dài quá 300 ký tự.")]
    [RegularExpression(@"[^\p{C}]*", ErrorMessage = "Nội dung có ký tự điều khiển không nhìn thấy được. Hãy gõ lại.")]
    public string? Purpose { get; set; }

    [BindProperty, Range(1, 99_999, ErrorMessage = "Số phải từ 1 đến 99999.")]
    public int? Last { get; set; }

    public IReadOnlyList<UnitInfo> Units { get; private set; } = [];

    public IReadOnlyList<(GivenNumber Number, string? Title)> Numbers { get; private set; } = [];

    public int Year => clock.TodayInVietnam().Year;

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var found = await db.Numbers.AsNoTracking().Where(n => n.UnitId == Unit && n.Kind == SeriesKind.Issued && n.Year == Year).OrderByDescending(n => n.Number).Take(Shown).ToListAsync(cancel);
        var ids = found.Where(n => n.DocumentId is not null).Select(n => n.DocumentId!.Value).ToList();
        var titles = await db.Documents.Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Title, cancel);
        Numbers = found.ConvertAll(n => (n, n.DocumentId is { } id ? titles.GetValueOrDefault(id) : null));
    }

    public async Task<IActionResult> OnPostReserveAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (Unit is not { } unit) return NotFound();
        if (string.IsNullOrWhiteSpace(Purpose) || !ModelState.IsValid) return Complain(text["Hãy ghi số được giữ cho văn bản nào."]);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var number = await take.RunAsync(unit, SeriesKind.Issued, Year, cancel);
        number.Reserve(Purpose.Trim(), user.DisplayName, Now + Kept);
        db.Audit.Add(AuditEntry.By(user, Now, "signing.number.reserved", ("number", $"{Year}/{number.Number}"), unit, new { purpose = Purpose }));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        TempData["Notice"] = text["Đã giữ số {0}. Không dùng trong {1} ngày thì số được cấp cho văn bản khác.", $"{number.Number:00}", Kept.Days].Value;
        return Back();
    }

    public async Task<IActionResult> OnPostReleaseAsync(int number, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var changed = await db.Numbers.SingleOrDefaultAsync(n => n.UnitId == Unit && n.Kind == SeriesKind.Issued && n.Year == Year && n.Number == number && n.DocumentId == null, cancel);
        if (changed is null) return Complain(text["Số này không còn được giữ. Hãy tải lại trang."]);
        changed.Release();
        db.Audit.Add(AuditEntry.By(user, Now, "signing.number.released", ("number", $"{Year}/{number}"), Unit));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Đã bỏ giữ số {0}; văn bản kế tiếp sẽ nhận số này.", $"{number:00}"].Value;
        return Back();
    }

    /// <summary>A unit that begins in the middle of a year goes on where its register on paper ended.</summary>
    public async Task<IActionResult> OnPostBeginAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (Unit is not { } unit || Last is not { } last || !ModelState.IsValid) return Complain(text["Hãy ghi số cuối cùng của sổ giấy, từ 1 đến 99999."]);
        var (kind, year) = (SeriesKind.Issued.ToString(), Year);
        var begun = await db.Database.ExecuteSqlAsync($"insert into signing.number_series (unit_id, kind, year, last) values ({unit}, {kind}, {year}, {last}) on conflict do nothing", cancel);
        if (begun == 0) return Complain(text["Sổ số năm nay đã bắt đầu trên hệ thống nên không đặt lại được."]);
        db.Audit.Add(AuditEntry.By(user, Now, "signing.number.begun", ("number", $"{Year}/{last}"), unit));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Sổ số tiếp tục từ số {0}.", last + 1].Value;
        return Back();
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var reach = await access.ClerkReachAsync(cancel);
        var used = await db.Series.Where(s => reach.Contains(s.UnitId)).Select(s => s.UnitId).Distinct().ToListAsync(cancel);
        Units = [.. (await units.FindAsync([.. user.UnitsAs(Role.Clerk).Concat(used).Distinct()], cancel)).OrderBy(u => u.Name, StringComparer.Ordinal)];
        Unit = Units.FirstOrDefault(u => u.Id == Unit)?.Id ?? (Unit is null && Units.Count > 0 ? Units[0].Id : null);
    }

    private LocalRedirectResult Complain(string sentence)
    {
        TempData["Complaint"] = sentence;
        return Back();
    }

    private LocalRedirectResult Back() => LocalRedirect($"/signing/numbers?unit={Unit}");
}
