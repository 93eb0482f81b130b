using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Platform.Accounts;

/// <summary>What an account is opened with.</summary>
/// <param name="UserName">Official e-mail or a name agreed on; unique.</param>
/// <param name="DisplayName">The name others see.</param>
/// <param name="PersonId">The person in Organisation, if any; one account a person.</param>
/// <param name="Roles">Roles and the units they are held at.</param>
/// <param name="IsDemonstration">An invented account.</param>
public sealed record NewAccount(string UserName, string DisplayName, Guid? PersonId, IReadOnlyCollection<(Role Role, Guid UnitId)> Roles, bool IsDemonstration = false);

/// <summary>Opens accounts: the account, its roles and the audit entry are one transaction.</summary>
public sealed class OpenAccount(UserManager<Account> accounts, PlatformDb db, CurrentUser user, TimeProvider clock)
{
    /// <summary>Opens the account, or returns what stands against it (name taken, password too short).</summary>
    /// <param name="account">What to open.</param>
    /// <param name="password">The first password.</param>
    public async Task<IdentityResult> RunAsync(NewAccount account, string password)
    {
        var now = clock.GetUtcNow();
        var row = new Account
        {
            Id = Guid.CreateVersion7(now),
            UserName = account.UserName,
            Email = account.UserName.Contains('@', StringComparison.Ordinal) ? account.UserName : null,
            DisplayName = account.DisplayName,
            PersonId = account.PersonId,
            IsDemonstration = account.IsDemonstration,
            CreatedAt = now,
            LockoutEnabled = true,
        };
        foreach (var (role, unit) in account.Roles) row.Grants.Add(new RoleGrant { Role = role, UnitId = unit, From = now });
        db.Audit.Add(user.IsSignedIn
            ? AuditEntry.By(user, now, "platform.account.opened", ("account", row.Id), details: new { account.UserName })
            : AuditEntry.ByPortal(now, "platform.account.opened", ("account", row.Id), details: new { account.UserName }));
        var result = await accounts.CreateAsync(row, password);
        // Refused: the entry must not be saved by whatever the caller saves next.
        if (!result.Succeeded) db.ChangeTracker.Clear();
        return result;
    }

    /// <summary>Whether an account with this name exists.</summary>
    /// <param name="userName">The name.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<bool> ExistsAsync(string userName, CancellationToken cancel) =>
        db.Users.AnyAsync(a => a.NormalizedUserName == accounts.NormalizeName(userName), cancel);

    /// <summary>Removes every invented account. Their audit entries stay.</summary>
    /// <param name="cancel">Gives up.</param>
    public Task RemoveDemonstrationAsync(CancellationToken cancel) =>
        db.Users.Where(a => a.IsDemonstration).ExecuteDeleteAsync(cancel);
}
