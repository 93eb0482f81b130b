using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.Units;

/// <summary>
/// The units a field offers while one types. Browsers compare what is typed with an option's text and value, so the text is
/// the name without diacritics: "hac thanh" keeps "Phường Hạc Thành" in sight.
/// </summary>
[Authorize(RolePolicy.SignedIn)]
internal sealed class OptionsModel(OrganisationDb db, TimeProvider clock) : PageModel
{
    private const int Offered = 20;

    [BindProperty(SupportsGet = true)]
    public string Field { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public DateOnly? Day { get; set; }

    public IReadOnlyList<Unit> Found { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var (day, typed) = (Day ?? clock.TodayInVietnam(), Request.Query[Field].ToString());
        if (typed.Length is < 2 or > 100) return;
        var (pattern, code) = (SearchText.Anywhere(typed), typed.Trim());
        Found = await db.Units.AsNoTracking()
            .Where(u => u.ValidFrom <= day && (u.ValidTo == null || u.ValidTo >= day) && (EF.Functions.Like(u.SearchName, pattern) || EF.Functions.ILike(u.Code, code)))
            .OrderBy(u => u.Name).Take(Offered).ToListAsync(cancel);
    }
}
