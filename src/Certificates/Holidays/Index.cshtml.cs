using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Npgsql;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Holidays;

/// <summary>The lead agency keeps the days that differ from the week's rhythm; each change reckons anew what is due.</summary>
internal sealed class IndexModel(CertificatesDb db, ReckonDueDays reckon, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    private const int MostDays = 31;

    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    [BindProperty, Required(ErrorMessage = "Hãy chọn ngày.")]
    public DateOnly? From { get; set; }

    [BindProperty]
    public DateOnly? To { get; set; }

    [BindProperty, Required(ErrorMessage = "Hãy nhập tên ngày nghỉ hoặc ngày làm bù."), StringLength(100)]
    public string Name { get; set; } = "";

    [BindProperty]
    public bool IsWorked { get; set; }

    public IReadOnlyList<Holiday> Days { get; private set; } = [];

    public IReadOnlyList<int> Years { get; private set; } = [];

    public int Shown => Year ?? clock.TodayInVietnam().Year;

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostAddAsync(CancellationToken cancel)
    {
        var days = Wanted();
        if (!ModelState.IsValid) return await AgainAsync(cancel);
        foreach (var day in days) db.Holidays.Add(new Holiday { Day = day, Name = Name.Trim(), IsWorked = IsWorked });
        try
        {
            return await SaveAsync("added", days[0], new { to = days[^1], Name, IsWorked }, cancel);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            ModelState.AddModelError(nameof(From), text["Một trong các ngày này đã có trong lịch. Hãy đổi tên hoặc xóa dòng cũ trước."]);
            return await AgainAsync(cancel);
        }
    }

    public async Task<IActionResult> OnPostRenameAsync(DateOnly day, string? name, CancellationToken cancel)
    {
        if (await db.Holidays.SingleOrDefaultAsync(h => h.Day == day, cancel) is not { } holiday) return NotFound();
        if (name?.Trim() is not { Length: > 0 and <= 100 } called) return LocalRedirect($"/certificates/holidays?year={day.Year}");
        holiday.Name = called;
        return await SaveAsync("renamed", day, new { name = called }, cancel);
    }

    public async Task<IActionResult> OnPostRemoveAsync(DateOnly day, CancellationToken cancel)
    {
        // Twice is once.
        if (await db.Holidays.SingleOrDefaultAsync(h => h.Day == day, cancel) is not { } holiday) return LocalRedirect($"/certificates/holidays?year={day.Year}");
        db.Holidays.Remove(holiday);
        return await SaveAsync("removed", day, new { holiday.Name, holiday.IsWorked }, cancel);
    }

    private List<DateOnly> Wanted()
    {
        if (From is not { } from) return [];
        var to = To ?? from;
        if (to < from || to.DayNumber - from.DayNumber >= MostDays) ModelState.AddModelError(nameof(To), text["Ngày cuối phải từ ngày đầu trở đi và không quá {0} ngày.", MostDays]);
        if (!ModelState.IsValid) return [];
        var days = Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays).ToList();
        if (IsWorked && days.Exists(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))) ModelState.AddModelError(nameof(IsWorked), text["Chỉ thứ Bảy và Chủ nhật mới có thể là ngày làm bù."]);
        return days;
    }

    // The day, what is due by it, and the trail are one transaction.
    private async Task<IActionResult> SaveAsync(string act, DateOnly day, object details, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), $"certificates.holiday.{act}", ("holiday", day.ToString("O", CultureInfo.InvariantCulture)), details: details));
        await db.SaveChangesAsync(cancel);
        var changed = await reckon.RunAsync(cancel);
        await transaction.CommitAsync(cancel);
        TempData["Notice"] = text["Đã lưu lịch. Hạn xử lý của {0} dòng đề nghị được tính lại.", changed].Value;
        return LocalRedirect($"/certificates/holidays?year={day.Year}");
    }

    private async Task<IActionResult> AgainAsync(CancellationToken cancel)
    {
        Year ??= From?.Year;
        await LoadAsync(cancel);
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var years = await db.Holidays.Select(h => h.Day.Year).Distinct().ToListAsync(cancel);
        Years = [.. years.Append(Shown).Distinct().Order()];
        var (first, last) = (new DateOnly(Math.Clamp(Shown, 2000, 2200), 1, 1), new DateOnly(Math.Clamp(Shown, 2000, 2200), 12, 31));
        Days = await db.Holidays.AsNoTracking().Where(h => h.Day >= first && h.Day <= last).OrderBy(h => h.Day).ToListAsync(cancel);
    }
}
