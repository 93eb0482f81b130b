using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Units;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.People.Acts;

/// <summary>A person takes up another post beside those they hold.</summary>
internal sealed class TakeUpModel(OrganisationDb db, ChangePerson change, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    [BindProperty]
    public PostForm Post { get; set; } = new();

    [BindProperty]
    public string? Unit { get; set; }

    [BindProperty]
    public DateOnly? From { get; set; }

    public Person Person { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await change.FindAsync(id, cancel) is not { } person) return NotFound();
        (Person, From) = (person, clock.TodayInVietnam());
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (await change.FindAsync(id, cancel) is not { } person) return NotFound();
        Person = person;
        if (From is null) ModelState.AddModelError(nameof(From), text["Hãy nhập ngày bắt đầu."]);
        var unit = From is { } day ? await UnitInput.FindAsync(db, Unit, day, cancel) : null;
        if (unit is null) ModelState.AddModelError(nameof(Unit), text["Không có đơn vị nào như vậy. Hãy chọn trong danh sách hiện ra khi gõ."]);
        else if (!await change.ReachesAsync(unit.Id, cancel)) ModelState.AddModelError(nameof(Unit), RefusalTexts.Of(new Refusal(RefusalCode.OutsideReach, unit.Name), text));
        if (!ModelState.IsValid) return Page();
        var refusal = await change.RunAsync(id, one => Task.FromResult(one.TakeUp(unit!, Post.ToDetails(), From!.Value)), ("organisation.post.taken-up", new { unit = unit!.Id, title = Post.ToDetails().Title, from = From }), cancel);
        if (refusal is null) return LocalRedirect($"/organisation/people/{id}");
        ModelState.AddModelError("", RefusalTexts.Of(refusal, text));
        return Page();
    }
}
