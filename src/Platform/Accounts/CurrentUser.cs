using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Platform.Accounts;

/// <summary>
/// Who is asking, in the request at hand. Roles are read from the database once per request,
/// so that a role taken away is gone with the next click.
/// </summary>
public sealed class CurrentUser
{
    private List<RoleGrant> grants = [];

    /// <summary>The account signed in; <see cref="Guid.Empty"/> when nobody is.</summary>
    public Guid AccountId { get; private set; }

    /// <summary>The person in Organisation behind the account, if any.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>The account's display name; empty when nobody is signed in.</summary>
    public string DisplayName { get; private set; } = "";

    /// <summary>Whether an open account is signed in.</summary>
    public bool IsSignedIn => AccountId != Guid.Empty;

    /// <summary>The address the request came from; kept in the audit trail.</summary>
    public string? Address { get; private set; }

    /// <summary>Whether one of the roles is held at any unit.</summary>
    /// <param name="roles">The roles that will do.</param>
    public bool Holds(params ReadOnlySpan<Role> roles)
    {
        foreach (var grant in grants)
            if (roles.Contains(grant.Role)) return true;
        return false;
    }

    /// <summary>The units at which the role is held; it reaches them and those below.</summary>
    /// <param name="role">The role asked for.</param>
    public IReadOnlyList<Guid> UnitsAs(Role role) => [.. grants.Where(g => g.Role == role).Select(g => g.UnitId)];

    internal async Task LoadAsync(HttpContext http, PlatformDb db, TimeProvider clock)
    {
        Address = http.Connection.RemoteIpAddress?.ToString();
        if (!Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id)) return;
        var now = clock.GetUtcNow();
        var account = await db.Users.AsNoTracking()
            .Where(a => a.Id == id && a.ClosedAt == null)
            .Select(a => new { a.DisplayName, a.PersonId, Grants = a.Grants.Where(g => g.From <= now && (g.To == null || g.To > now)).ToList() })
            .SingleOrDefaultAsync(http.RequestAborted);
        if (account is null) return;
        (AccountId, PersonId, DisplayName, grants) = (id, account.PersonId, account.DisplayName, account.Grants);
    }
}
