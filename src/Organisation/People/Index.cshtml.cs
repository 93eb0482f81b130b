using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Units;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.People;

/// <summary>The people one maintains: found by name without diacritics, by address, by unit.</summary>
[Authorize(OrganisationModule.People)]
internal sealed class IndexModel(OrganisationDb db, PeopleAccess access, ReachableUnits units, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Query { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Unit { get; set; }

    /// <summary>Those who hold no post any more instead of those who do.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Former { get; set; }

    [BindProperty(Name = "p", SupportsGet = true)]
    public int Number { get; set; } = 1;

    public IReadOnlyList<Line> Found { get; private set; } = [];

    public bool HasMore { get; private set; }

    public bool UnitUnknown { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var today = clock.TodayInVietnam();
        Number = Math.Clamp(Number, 1, 10_000);
        var people = Within(await ReachAsync(today, cancel), today);
        if (!string.IsNullOrWhiteSpace(Query))
        {
            var typed = Query.Length > 100 ? Query[..100] : Query;
            var (pattern, email) = (SearchText.Anywhere(typed), typed.Trim().ToLowerInvariant());
            people = people.Where(p => EF.Functions.Like(p.SearchName, pattern) || p.Email == email);
        }

        var ids = await people.OrderBy(p => p.FullName).ThenBy(p => p.Id).Skip((Number - 1) * PageSize).Take(PageSize + 1).Select(p => p.Id).ToListAsync(cancel);
        HasMore = ids.Count > PageSize;
        Found = await LinesAsync([.. ids.Take(PageSize)], today, cancel);
    }

    private async Task<IReadOnlyList<Guid>?> ReachAsync(DateOnly today, CancellationToken cancel)
    {
        var reach = await access.MaintainedAsync(cancel);
        if (string.IsNullOrWhiteSpace(Unit)) return reach;
        var wanted = await UnitInput.FindAsync(db, Unit, today, cancel);
        UnitUnknown = wanted is null;
        var below = wanted is null ? [] : await units.EverBelowAsync([wanted.Id], cancel);
        return reach is null ? below : [.. below.Intersect(reach)];
    }

    private IQueryable<Person> Within(IReadOnlyList<Guid>? reach, DateOnly today)
    {
        var people = db.People.AsNoTracking().Where(p => p.MergedIntoId == null);
        if (!Former) return people.Where(p => p.Posts.Any(post => (post.HeldTo == null || post.HeldTo >= today) && (reach == null || reach.Contains(post.UnitId))));
        return people.Where(p => !p.Posts.Any(post => post.HeldTo == null || post.HeldTo >= today) && p.Posts.Any(post => reach == null || reach.Contains(post.UnitId)));
    }

    private async Task<IReadOnlyList<Line>> LinesAsync(List<Guid> ids, DateOnly today, CancellationToken cancel)
    {
        var people = await db.People.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.FullName, p.Email, p.IsDemonstration }).ToDictionaryAsync(p => p.Id, cancel);
        var posts = (await db.Posts.AsNoTracking().Where(p => ids.Contains(p.PersonId) && (Former || p.HeldTo == null || p.HeldTo >= today))
            .Join(db.Units, p => p.UnitId, u => u.Id, (p, u) => new { p.PersonId, p.Title, Unit = u.Name, p.Rank, p.HeldFrom }).ToListAsync(cancel)).ToLookup(p => p.PersonId);
        return [.. ids.Select(id => people[id]).Select(p => new Line(p.Id, p.FullName, p.Email, p.IsDemonstration, [.. posts[p.Id].OrderBy(post => post.Rank).ThenByDescending(post => post.HeldFrom).Select(post => $"{post.Title}, {post.Unit}")]))];
    }

    public sealed record Line(Guid Id, string FullName, string? Email, bool IsDemonstration, IReadOnlyList<string> Posts);
}
