using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.People;

/// <summary>One person: who they are, their posts, their account, and what other modules know about them.</summary>
[Authorize(RolePolicy.SignedIn)]
internal sealed class DetailsModel(OrganisationDb db, PlatformDb platform, PeopleAccess access, CurrentUser user, IEnumerable<IPersonSection> sections, TimeProvider clock) : PageModel
{
    private IReadOnlyList<Guid>? maintained = [];

    public Person Person { get; private set; } = null!;

    public IReadOnlyList<(Post Post, string Unit)> Current { get; private set; } = [];

    public IReadOnlyList<(Post Post, string Unit)> Former { get; private set; } = [];

    public AccountLine? Account { get; private set; }

    public IReadOnlyList<string> GivenUp { get; private set; } = [];

    public IReadOnlyList<PersonSection> Sections { get; private set; } = [];

    /// <summary>Whether the user maintains this person.</summary>
    public bool MayChange { get; private set; }

    public bool MayOpenAccounts => user.Holds(Role.Administrator);

    /// <summary>The protected number, once it was asked for.</summary>
    public string? IdentityNumber { get; private set; }

    /// <summary>Whether the user maintains the unit of this post.</summary>
    public bool MayChangePost(Post post) => MayChange && (maintained is null || maintained.Contains(post.UnitId));

    public Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => ShowAsync(id, cancel);

    /// <summary>Shows the protected number, and writes down who looked.</summary>
    public async Task<IActionResult> OnPostRevealAsync(Guid id, CancellationToken cancel)
    {
        var shown = await ShowAsync(id, cancel);
        if (shown is not PageResult || Person.IdentityNumber is not { } number) return shown;
        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "organisation.person.identity-number-read", ("person", id), Current.Select(c => (Guid?)c.Post.UnitId).FirstOrDefault()));
        await db.SaveChangesAsync(cancel);
        IdentityNumber = number;
        return shown;
    }

    private async Task<IActionResult> ShowAsync(Guid id, CancellationToken cancel)
    {
        var person = await db.People.AsNoTracking().Include(p => p.Posts).SingleOrDefaultAsync(p => p.Id == id, cancel);
        if (person?.MergedIntoId is { } survivor) return LocalRedirect($"/organisation/people/{survivor}");
        var today = clock.TodayInVietnam();
        if (person is null || !await MaySeeAsync(person, today, cancel)) return NotFound();
        Person = person;
        var ids = person.Posts.Select(p => p.UnitId).ToList();
        var units = await db.Units.AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, cancel);
        var posts = person.Posts.Select(p => (Post: p, Unit: units[p.UnitId])).ToList();
        Current = [.. posts.Where(p => p.Post.HeldTo is null || p.Post.HeldTo >= today).OrderBy(p => p.Post.Rank).ThenBy(p => p.Post.HeldFrom)];
        Former = [.. posts.Except(Current).OrderByDescending(p => p.Post.HeldTo)];
        Account = await platform.Users.AsNoTracking().Where(a => a.PersonId == id).OrderBy(a => a.ClosedAt != null).Select(a => new AccountLine(a.Id, a.UserName!, a.ClosedAt != null)).FirstOrDefaultAsync(cancel);
        GivenUp = await db.People.AsNoTracking().Where(p => p.MergedIntoId == id).OrderBy(p => p.Id).Select(p => p.Email == null ? p.FullName : p.FullName + " – " + p.Email).ToListAsync(cancel);
        Sections = await SectionsAsync(id, cancel);
        return Page();
    }

    private async Task<bool> MaySeeAsync(Person person, DateOnly today, CancellationToken cancel)
    {
        var of = person.UnitsOn(today);
        maintained = await access.MaintainedAsync(cancel);
        MayChange = maintained is null || of.Any(maintained.Contains);
        return MayChange || person.Id == user.PersonId || await access.SeenAsync(cancel) is not { } seen || of.Any(seen.Contains);
    }

    private async Task<IReadOnlyList<PersonSection>> SectionsAsync(Guid id, CancellationToken cancel)
    {
        var shown = new List<PersonSection>();
        foreach (var section in sections.OrderBy(s => s.Order))
            if (await section.ForAsync(id, cancel) is { } content) shown.Add(content);
        return shown;
    }

    public sealed record AccountLine(Guid Id, string UserName, bool IsClosed);
}
