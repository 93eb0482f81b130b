namespace ThanhHoa.DigitalSignature.Organisation.Contracts;

/// <summary>What a unit is, in the words of the plan's groups.</summary>
public enum UnitKind
{
    /// <summary>The province itself: root of the tree.</summary>
    Province,

    /// <summary>Lãnh đạo tỉnh: the chairman and vice-chairmen of UBND tỉnh.</summary>
    ProvincialLeadership,

    /// <summary>Văn phòng UBND tỉnh.</summary>
    ProvincialOffice,

    /// <summary>Sở, ban, ngành cấp tỉnh.</summary>
    Department,

    /// <summary>The office inside a department or district.</summary>
    Office,

    /// <summary>UBND cấp huyện, until 30 June 2025.</summary>
    District,

    /// <summary>UBND cấp xã.</summary>
    Commune,

    /// <summary>Đơn vị sự nghiệp công lập.</summary>
    PublicServiceUnit,
}

/// <summary>A unit as it is known today, whether it still exists or not.</summary>
/// <param name="Id">Identity, never reused.</param>
/// <param name="Name">Full Vietnamese name.</param>
/// <param name="Code">Code of the General Statistics Office or the province's own; unique among units valid at one time.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="ParentId">The unit above; null for the province.</param>
/// <param name="ValidFrom">First day it exists.</param>
/// <param name="ValidTo">Last day it exists; null while it does.</param>
public sealed record UnitInfo(Guid Id, string Name, string Code, UnitKind Kind, Guid? ParentId, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>Reading the unit tree. A role held at a unit reaches that unit and those below it.</summary>
public interface IUnits
{
    /// <summary>The units with these identities; unknown ones are left out.</summary>
    Task<IReadOnlyList<UnitInfo>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel);

    /// <summary>The units of today that carry one of these names, compared without case and diacritics, in one query.</summary>
    Task<IReadOnlyList<UnitInfo>> FindByNamesAsync(IReadOnlyCollection<string> names, CancellationToken cancel);

    /// <summary>The given units and every unit below them that is valid today, one query however deep the tree is.</summary>
    Task<IReadOnlyList<Guid>> WithinAsync(IReadOnlyCollection<Guid> heldAt, CancellationToken cancel);

    /// <summary>The same as of another day: the given units and every unit that stood below them on <paramref name="day"/>.</summary>
    Task<IReadOnlyList<Guid>> WithinAsync(IReadOnlyCollection<Guid> heldAt, DateOnly day, CancellationToken cancel);

    /// <summary>Whether <paramref name="unit"/> is one of the given units or lies below one of them; a unit that ended counts with its last place.</summary>
    Task<bool> ReachesAsync(IReadOnlyCollection<Guid> heldAt, Guid unit, CancellationToken cancel);
}
