using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Units;

namespace ThanhHoa.DigitalSignature.Organisation.Reorganising;

/// <summary>Third step: what becomes of everybody in post, unit by unit. What follows by itself is filled in; the rest is asked.</summary>
[RequestFormLimits(ValueCountLimit = 4_000)]
internal sealed class PeopleModel(OrganisationDb db, IDbContextFactory<OrganisationDb> trials, IStringLocalizer<Texts> text) : PageModel
{
    public const string End = "-";
    private const int Shown = 100;

    private ReorganisationPlan plan = null!;

    /// <summary>Code of the unit whose people are shown.</summary>
    [BindProperty(Name = "unit", SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty(Name = "p", SupportsGet = true)]
    public int Number { get; set; } = 1;

    [BindProperty]
    public List<Row> Rows { get; set; } = [];

    public Reorganisation Act { get; private set; } = null!;

    public IReadOnlyList<(Unit Unit, int People, int Open)> Units { get; private set; } = [];

    public Unit? Unit { get; private set; }

    public IReadOnlyList<PlannedPost> Posts { get; private set; } = [];

    public IReadOnlyList<Unit> Successors { get; private set; } = [];

    public int Pages { get; private set; } = 1;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        Rows = [.. Posts.Select(p => new Row { PostId = p.Post.Id, To = ChoiceOf(p.Post.Id), Title = p.Details.Title, IsLeading = p.Details.IsLeading })];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel) || Unit is null) return NotFound();
        var shown = Posts.ToDictionary(p => p.Post.Id);
        foreach (var (at, row) in Rows.Index())
            if (shown.TryGetValue(row.PostId, out var planned)) await DecideAsync(at, row, planned, cancel);
        if (!ModelState.IsValid) return Page();
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Đã lưu lựa chọn cho {0}.", Unit.Name].Value;
        return LocalRedirect(Here);
    }

    /// <summary>Everybody of the unit at once.</summary>
    public async Task<IActionResult> OnPostAllAsync(Guid id, string to, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel) || Unit is null) return NotFound();
        var all = plan.People.Where(p => p.From == Unit).ToList();
        if (to == End)
        {
            foreach (var one in all) Act.Choose(one.Post.Id, null, one.Post.Details);
        }
        else if (Successors.Any(s => s.Code == to))
        {
            Act.ForgetChoices([.. all.Select(p => p.Post.Id)]);
            Act.SendPeople(Unit.Code, to);
            // A unit that lives on keeps its people unless each is sent.
            if (all.Exists(p => p.Fate is PostFate.Stays)) foreach (var one in all) Act.Choose(one.Post.Id, to, one.Post.Details);
        }

        await db.SaveChangesAsync(cancel);
        return LocalRedirect(Here);
    }

    private string Here => $"/organisation/reorganisations/{Act.Id}/people?unit={Uri.EscapeDataString(Unit!.Code)}&p={Number}";

    private string ChoiceOf(Guid post) => Act.Choices.FirstOrDefault(c => c.PostId == post) is { } choice ? choice.ToCode ?? End : "";

    private async Task DecideAsync(int at, Row row, PlannedPost planned, CancellationToken cancel)
    {
        var title = PersonRules.Tidy(row.Title);
        if (title.Length is 0 or > Post.TitleLength || PersonRules.HasControl(title))
        {
            ModelState.AddModelError($"Rows[{at}].Title", text["Hãy nhập chức vụ."]);
            return;
        }

        var details = (title, row.IsLeading) == (planned.Details.Title, planned.Details.IsLeading) ? planned.Details : PostDetails.Of(title, row.IsLeading, null);
        if (row.To == End) Act.Choose(row.PostId, null, planned.Post.Details);
        else if (!string.IsNullOrWhiteSpace(row.Other))
        {
            if (await UnitInput.FindAsync(db, row.Other, Act.EffectiveOn, cancel) is { } other) Act.Choose(row.PostId, other.Code, details);
            else ModelState.AddModelError($"Rows[{at}].Other", text["Không có đơn vị nào như vậy vào ngày {0}. Hãy chọn trong danh sách hiện ra khi gõ.", Days.Show(Act.EffectiveOn)]);
        }
        else if (!string.IsNullOrEmpty(row.To)) Act.Choose(row.PostId, row.To, details);
        else if (details != planned.Post.Details && planned.To is { } target) Act.Choose(row.PostId, target.Code, details);
        else Act.ForgetChoices([row.PostId]);
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Reorganisations.WithLines().SingleOrDefaultAsync(r => r.Id == id && r.Sequence == null, cancel) is not { } act) return false;
        Act = act;
        // On a context of its own: what is worked out on trial must not be saved with a choice.
        await using (var trial = await trials.CreateDbContextAsync(cancel)) plan = await ReorganisationPlan.WorkOutAsync(trial, act, cancel);
        Units = [.. plan.People.GroupBy(p => p.From).Select(g => (g.Key, g.Count(), g.Count(p => p.Fate is PostFate.Open))).OrderByDescending(u => u.Item3 > 0).ThenBy(u => u.Key.Code, StringComparer.Ordinal)];
        if (Code is null && Units.Count > 0) Code = Units[0].Unit.Code;
        Unit = Units.FirstOrDefault(u => u.Unit.Code == Code).Unit;
        if (Unit is null) return true;
        var all = plan.People.Where(p => p.From == Unit).OrderBy(p => p.Post.Rank).ThenBy(p => p.Person.FullName, StringComparer.CurrentCulture).ThenBy(p => p.Post.Id).ToList();
        Pages = Math.Max(1, (all.Count + Shown - 1) / Shown);
        Number = Math.Clamp(Number, 1, Pages);
        Posts = [.. all.Skip((Number - 1) * Shown).Take(Shown)];
        Successors = [.. plan.SuccessorsOf(Unit).OrderBy(u => u.Name, StringComparer.CurrentCulture)];
        return true;
    }

    /// <summary>One person's line on the page.</summary>
    public sealed class Row
    {
        public Guid PostId { get; set; }

        /// <summary>Empty: as it follows; a dash: the post ends; else the code of a successor.</summary>
        public string? To { get; set; }

        /// <summary>A unit that is no successor.</summary>
        public string? Other { get; set; }

        public string? Title { get; set; }

        public bool IsLeading { get; set; }
    }
}
