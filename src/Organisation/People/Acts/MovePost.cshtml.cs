using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Units;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.People.Acts;

/// <summary>From a day on a person holds another post instead of this one, in the same unit or another.</summary>
internal sealed class MovePostModel(OrganisationDb db, ChangePerson change, TimeProvider clock, IStringLocalizer<Texts> text) : PostModel(db, change, text)
{
    [BindProperty]
    public PostForm Post { get; set; } = new();

    [BindProperty]
    public string? Unit { get; set; }

    [BindProperty]
    public DateOnly? From { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, Guid post, CancellationToken cancel)
    {
        if (!await LoadAsync(id, post, cancel)) return NotFound();
        (Post, From) = (PostForm.Of(Known), clock.TodayInVietnam());
        Unit = UnitInput.Show(await Db.Units.AsNoTracking().SingleAsync(u => u.Id == Known.UnitId, cancel));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid post, CancellationToken cancel)
    {
        if (!await LoadAsync(id, post, cancel)) return NotFound();
        if (From is null) ModelState.AddModelError(nameof(From), Text["Hãy nhập ngày bắt đầu."]);
        var unit = From is { } day ? await UnitInput.FindAsync(Db, Unit, day, cancel) : null;
        if (unit is null) ModelState.AddModelError(nameof(Unit), Text["Không có đơn vị nào như vậy. Hãy chọn trong danh sách hiện ra khi gõ."]);
        else if (!await Change.ReachesAsync(unit.Id, cancel)) ModelState.AddModelError(nameof(Unit), RefusalTexts.Of(new Refusal(RefusalCode.OutsideReach, unit.Name), Text));
        if (!ModelState.IsValid) return Page();
        return await RunAsync((person, one) => person.Move(one, unit!, Post.ToDetails(), From!.Value), ("organisation.post.moved", new { post, unit = unit!.Id, title = Post.ToDetails().Title, from = From }), cancel);
    }
}
