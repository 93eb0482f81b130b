using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Organisation.People.Acts;

/// <summary>Two records turned out to be one person: the one on the page lives on, the chosen one is given up for it.</summary>
internal sealed class MergeModel(OrganisationDb db, PlatformDb platform, ChangePerson change, IStringLocalizer<Texts> text) : PageModel
{
    private const int Shown = 20;

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Query { get; set; }

    public Person Person { get; private set; } = null!;

    public IReadOnlyList<Candidate> Found { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, Guid other, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel) || id == other || await change.FindAsync(other, cancel) is not { } given) return NotFound();
        if (await platform.Users.AnyAsync(a => a.PersonId == other && a.ClosedAt == null, cancel))
        {
            ModelState.AddModelError("", text["{0} đang có tài khoản. Hãy giữ hồ sơ có tài khoản, hoặc nhờ quản trị viên đóng tài khoản đó trước.", given.FullName]);
            return Page();
        }

        if (given.IsDemonstration != Person.IsDemonstration)
        {
            ModelState.AddModelError("", text["Không gộp người thật với người giả định."]);
            return Page();
        }

        var refusal = await change.RunAsync(id, async person =>
        {
            if (await change.FindAsync(other, cancel) is not { } found) return new Refusal(RefusalCode.PersonOutsideReach, given.FullName);
            found.MergeInto(person, await db.People.Where(p => p.MergedIntoId == other).ToListAsync(cancel));
            return null;
        }, ("organisation.person.merged", new { other, given.FullName, given.Email }), cancel);
        if (refusal is null)
        {
            TempData["Notice"] = text["Đã gộp hồ sơ {0}.", given.FullName].Value;
            return LocalRedirect($"/organisation/people/{id}");
        }

        ModelState.AddModelError("", RefusalTexts.Of(refusal, text));
        return Page();
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await change.FindAsync(id, cancel) is not { } person) return false;
        Person = person;
        // The same name unless one says otherwise: that is how doubles come about.
        Query = string.IsNullOrWhiteSpace(Query) ? person.FullName : Query.Length > 100 ? Query[..100] : Query;
        var pattern = SearchText.Anywhere(Query);
        var named = await db.People.AsNoTracking().Include(p => p.Posts).Where(p => p.Id != id && p.MergedIntoId == null && EF.Functions.Like(p.SearchName, pattern)).OrderBy(p => p.FullName).Take(Shown).ToListAsync(cancel);
        var ids = named.SelectMany(p => p.Posts).Select(p => p.UnitId).Distinct().ToList();
        var units = await db.Units.AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, cancel);
        var found = new List<Candidate>();
        foreach (var one in named)
            if (await change.FindAsync(one.Id, cancel) is not null)
                found.Add(new Candidate(one.Id, one.FullName, one.Email, one.BirthDate, [.. one.Posts.OrderByDescending(p => p.HeldFrom).Select(p => $"{p.Title}, {units[p.UnitId]}")]));
        Found = found;
        return true;
    }

    public sealed record Candidate(Guid Id, string FullName, string? Email, DateOnly? BirthDate, IReadOnlyList<string> Posts);
}
