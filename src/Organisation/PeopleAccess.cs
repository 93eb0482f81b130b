using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>
/// Whose people the current user maintains: a clerk those of their units and below, the lead agency and the administrator
/// everybody's. Others in the hierarchy may look at whom their role reaches.
/// </summary>
internal sealed class PeopleAccess(CurrentUser user, ReachableUnits units)
{
    private static readonly Role[] Looking = [Role.Clerk, Role.UnitHead, Role.ProvincialOffice, Role.Inspector];

    /// <summary>The whole province.</summary>
    public bool IsEverywhere => user.Holds(Role.LeadAgency, Role.Administrator);

    /// <summary>Units at which the role is held that lets one maintain people; null for the whole province.</summary>
    public IReadOnlyList<Guid>? HeldAt => IsEverywhere ? null : user.UnitsAs(Role.Clerk);

    /// <summary>The units whose people one maintains, ended ones too; null for all.</summary>
    public async Task<IReadOnlyList<Guid>?> MaintainedAsync(CancellationToken cancel) => HeldAt is { } held ? await units.EverBelowAsync(held, cancel) : null;

    /// <summary>The units whose people one may look at, ended ones too; null for all.</summary>
    public async Task<IReadOnlyList<Guid>?> SeenAsync(CancellationToken cancel) =>
        IsEverywhere ? null : await units.EverBelowAsync([.. Looking.SelectMany(user.UnitsAs).Distinct()], cancel);
}
