using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Units;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.People.Acts;

/// <summary>A new person with their first post. Whoever may be somebody known is shown first, to choose from.</summary>
internal sealed class NewModel(OrganisationDb db, ChangePerson change, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    [BindProperty]
    public PersonForm Person { get; set; } = new();

    [BindProperty]
    public PostForm Post { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? Unit { get; set; }

    [BindProperty]
    public DateOnly? From { get; set; }

    /// <summary>The people shown were looked at, and it is none of them.</summary>
    [BindProperty]
    public bool IsNamesake { get; set; }

    public IReadOnlyList<Candidate> Candidates { get; private set; } = [];

    public void OnGet() => From = clock.TodayInVietnam();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var details = Person.Check(ModelState, nameof(Person), clock.TodayInVietnam(), text);
        if (From is not { } from)
        {
            ModelState.AddModelError(nameof(From), text["Hãy nhập ngày bắt đầu."]);
            return Page();
        }

        var unit = await UnitInput.FindAsync(db, Unit, from, cancel);
        if (unit is null) ModelState.AddModelError(nameof(Unit), text["Không có đơn vị nào như vậy. Hãy chọn trong danh sách hiện ra khi gõ."]);
        else if (!await change.ReachesAsync(unit.Id, cancel)) ModelState.AddModelError(nameof(Unit), RefusalTexts.Of(new Refusal(RefusalCode.OutsideReach, unit.Name), text));
        if (!ModelState.IsValid || details is null || unit is null) return Page();
        if (details.Email is not null && await db.People.AnyAsync(p => p.Email == details.Email, cancel)) return EmailTaken();
        Candidates = await CandidatesAsync(details, unit.Id, cancel);
        if (Candidates.Count > 0 && !IsNamesake) return Page();
        return await AddAsync(details, unit, from, cancel);
    }

    private async Task<IActionResult> AddAsync(PersonDetails details, Unit unit, DateOnly from, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.HoldTreeAsync(cancel);
        var person = Organisation.Person.Register(details);
        if (person.TakeUp(await db.Units.AsNoTracking().SingleAsync(u => u.Id == unit.Id, cancel), Post.ToDetails(), from) is { } refusal)
        {
            ModelState.AddModelError("", RefusalTexts.Of(refusal, text));
            return Page();
        }

        db.People.Add(person);
        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "organisation.person.added", ("person", person.Id), unit.Id, new { person.FullName, person.Email, post = Post.ToDetails().Title, from }));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (PersonForm.IsTakenEmail(e))
        {
            return EmailTaken();
        }

        await transaction.CommitAsync(cancel);
        TempData["Notice"] = text["Đã thêm {0}.", person.FullName].Value;
        return LocalRedirect($"/organisation/people/{person.Id}");
    }

    private PageResult EmailTaken()
    {
        ModelState.AddModelError($"{nameof(Person)}.{nameof(PersonForm.Email)}", text["Thư điện tử này đã có người dùng. Nếu người đó chuyển về từ đơn vị khác, hãy tìm họ để thêm chức vụ, hoặc đề nghị cơ quan chủ trì chuyển."]);
        return Page();
    }

    private async Task<IReadOnlyList<Candidate>> CandidatesAsync(PersonDetails details, Guid unit, CancellationToken cancel)
    {
        var name = SearchText.Fold(details.FullName);
        var namesakes = await db.People.AsNoTracking().Include(p => p.Posts).Where(p => p.SearchName == name && p.MergedIntoId == null).ToListAsync(cancel);
        var similar = namesakes.Where(p => PossibleDuplicate.May(details.BirthDate, unit, p.BirthDate, p.Posts.Select(post => post.UnitId))).ToList();
        var ids = similar.SelectMany(p => p.Posts).Select(p => p.UnitId).Distinct().ToList();
        var names = await db.Units.AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, cancel);
        var found = new List<Candidate>();
        foreach (var person in similar)
        {
            var last = person.Posts.OrderByDescending(p => p.HeldTo ?? DateOnly.MaxValue).ThenByDescending(p => p.HeldFrom).FirstOrDefault();
            found.Add(new Candidate(person.Id, person.FullName, last is null ? "" : $"{last.Title}, {names[last.UnitId]}", await change.FindAsync(person.Id, cancel) is not null));
        }

        return found;
    }

    /// <param name="Id">The person.</param>
    /// <param name="FullName">Their name.</param>
    /// <param name="Post">Their last post, which every signed-in user may see on the unit's page.</param>
    /// <param name="IsReached">Whether the user maintains them.</param>
    public sealed record Candidate(Guid Id, string FullName, string Post, bool IsReached);
}
