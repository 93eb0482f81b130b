using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Organisation.Accounts;

/// <summary>All accounts, by name.</summary>
internal sealed class IndexModel(PlatformDb db) : PageModel
{
    public const int Shown = 100;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<Line> Items { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var accounts = db.Users.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(Q))
        {
            var pattern = $"%{Q.Trim()}%";
            accounts = accounts.Where(a => EF.Functions.ILike(a.DisplayName, pattern) || EF.Functions.ILike(a.UserName!, pattern));
        }

        Items = await accounts.OrderBy(a => a.DisplayName).Take(Shown)
            .Select(a => new Line(a.Id, a.DisplayName, a.UserName!, a.Grants.Where(g => g.To == null).Select(g => g.Role).ToList(), a.ClosedAt != null))
            .ToListAsync(cancel);
    }

    public sealed record Line(Guid Id, string DisplayName, string UserName, List<Role> Roles, bool IsClosed);
}
