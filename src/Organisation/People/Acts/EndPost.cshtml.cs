using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.People.Acts;

/// <summary>A post ends: transfer elsewhere, retirement, dismissal. The person stays.</summary>
internal sealed class EndPostModel(OrganisationDb db, ChangePerson change, TimeProvider clock, IStringLocalizer<Texts> text) : PostModel(db, change, text)
{
    [BindProperty]
    public DateOnly? Last { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, Guid post, CancellationToken cancel)
    {
        Last = clock.TodayInVietnam();
        return await LoadAsync(id, post, cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid post, CancellationToken cancel)
    {
        if (!await LoadAsync(id, post, cancel)) return NotFound();
        if (Last is { } last) return await RunAsync((_, one) => one.End(last), ("organisation.post.ended", new { post, last }), cancel);
        ModelState.AddModelError(nameof(Last), Text["Hãy nhập ngày cuối cùng."]);
        return Page();
    }
}
