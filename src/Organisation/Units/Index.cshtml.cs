using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.Units;

/// <summary>The tree of units as it stood on a day, or those whose name holds what was typed.</summary>
[Authorize(RolePolicy.SignedIn)]
internal sealed class IndexModel(OrganisationDb db, CurrentUser user, TimeProvider clock) : PageModel
{
    private ILookup<Guid?, Row> byParent = Enumerable.Empty<Row>().ToLookup(r => r.ParentId);

    [BindProperty(SupportsGet = true)]
    public DateOnly? Day { get; set; }

    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Query { get; set; }

    public DateOnly ShownDay => Day ?? clock.TodayInVietnam();

    public IReadOnlyList<Row> Found { get; private set; } = [];

    public Row? Root { get; private set; }

    public bool MayChange => user.Holds(Role.LeadAgency, Role.Administrator);

    public bool Searching => !string.IsNullOrWhiteSpace(Query);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var day = ShownDay;
        var units = db.Units.AsNoTracking().Where(u => u.ValidFrom <= day && (u.ValidTo == null || u.ValidTo >= day));
        if (Searching)
        {
            var pattern = SearchText.Anywhere(Query!.Length > 100 ? Query[..100] : Query);
            units = units.Where(u => EF.Functions.Like(u.SearchName, pattern));
        }
        Found = await units
            .OrderBy(u => u.Name)
            .Select(u => new Row(u.Id, u.Name, u.Code, u.Kind, u.Placements.Where(p => p.ValidFrom <= day && (p.ValidTo == null || p.ValidTo >= day)).Select(p => (Guid?)p.ParentId).FirstOrDefault()))
            .ToListAsync(cancel);
        byParent = Found.ToLookup(r => r.ParentId);
        Root = Found.FirstOrDefault(r => r.Kind == UnitKind.Province);
    }

    /// <summary>The units right below one, kind by kind, each kind in the order of names.</summary>
    public IEnumerable<IGrouping<UnitKind, Row>> Below(Guid unit) => byParent[unit].GroupBy(r => r.Kind).OrderBy(kind => kind.Key);

    public sealed record Row(Guid Id, string Name, string Code, UnitKind Kind, Guid? ParentId);
}
