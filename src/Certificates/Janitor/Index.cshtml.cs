using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Janitor;

/// <summary>What does not fit, the newest first: why, the one next thing to do, and by whom it was put off.</summary>
internal sealed class IndexModel(FindingAccess access, RequestAccess requests, RemediesUnderWay remedies, IUnits units, TimeProvider clock) : PageModel
{
    public const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public FindingRule? Rule { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Unit { get; set; }

    /// <summary>Those put off instead of those to be dealt with.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Dismissed { get; set; }

    /// <summary>Time and identity of the last row of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public IReadOnlyList<Finding> Items { get; private set; } = [];

    public IReadOnlyDictionary<FindingRule, int> Counts { get; private set; } = new Dictionary<FindingRule, int>();

    public IReadOnlyList<UnitInfo> Units { get; private set; } = [];

    /// <summary>Units for which the reader acts.</summary>
    public IReadOnlySet<Guid> Filing { get; private set; } = new HashSet<Guid>();

    /// <summary>Requests that are on their way to mend a finding.</summary>
    public IReadOnlyDictionary<Guid, Guid> UnderWay { get; private set; } = new Dictionary<Guid, Guid>();

    public string? Next { get; private set; }

    public bool IsLeadAgency => access.IsLeadAgency;

    public DateOnly Today { get; } = clock.TodayInVietnam();

    public bool Acts(Finding finding) => finding.UnitId is { } unit ? Filing.Contains(unit) : IsLeadAgency;

    public string? UnitName(Finding finding) => Units.FirstOrDefault(u => u.Id == finding.UnitId)?.Name;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Filing = (await requests.FilingReachAsync(cancel)).ToHashSet();
        var today = Today;
        var all = (await access.FindingsAsync(cancel)).AsNoTracking().Where(f => (f.DismissedUntil != null && f.DismissedUntil > today) == Dismissed);
        await LoadChoicesAsync(all, cancel);
        if (Unit is { } unit) all = all.Where(f => f.UnitId == unit);
        if (Rule is { } rule) all = all.Where(f => f.Rule == rule);
        if (Cursor() is var (at, id)) all = all.Where(f => EF.Functions.LessThan(ValueTuple.Create(f.FoundAt, f.Id), ValueTuple.Create(at, id)));
        var found = await all.OrderByDescending(f => f.FoundAt).ThenByDescending(f => f.Id).Take(PageSize + 1).ToListAsync(cancel);
        if (found.Count > PageSize) Next = FormattableString.Invariant($"{found[PageSize - 1].FoundAt.UtcTicks}.{found[PageSize - 1].Id:N}");
        Items = found.Count > PageSize ? found[..PageSize] : found;
        UnderWay = await remedies.OfAsync(Items, cancel);
    }

    private async Task LoadChoicesAsync(IQueryable<Finding> all, CancellationToken cancel)
    {
        var concerned = await all.Where(f => f.UnitId != null).Select(f => f.UnitId!.Value).Distinct().ToListAsync(cancel);
        Units = [.. (await units.FindAsync(concerned, cancel)).OrderBy(u => u.Name, VietnameseOrder.Instance)];
        var (unit, counted) = (Unit, all);
        if (unit is not null) counted = counted.Where(f => f.UnitId == unit);
        Counts = await counted.GroupBy(f => f.Rule).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
    }

    private (DateTimeOffset At, Guid Id)? Cursor()
    {
        if (After?.Split('.') is not [var ticks, var id] || !long.TryParse(ticks, out var at) || at < 0 || at > DateTimeOffset.MaxValue.UtcTicks || !Guid.TryParseExact(id, "N", out var guid)) return null;
        return (new DateTimeOffset(at, TimeSpan.Zero), guid);
    }
}
