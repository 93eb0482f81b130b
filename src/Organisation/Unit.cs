using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>
/// An administrative unit for as long as it kept its name and kind. A merger or a change of name ends it and begins
/// another, tied by a <see cref="UnitSuccession"/>, so that a report of 2020 still shows the units of 2020.
/// </summary>
internal sealed class Unit
{
    private readonly List<UnitPlacement> placements = [];

    private Unit()
    {
    }

    public Guid Id { get; private init; }

    public string Code { get; private init; } = "";

    public string Name { get; private init; } = "";

    /// <summary>The name as people type it in a hurry: lower case, without diacritics.</summary>
    public string SearchName { get; private init; } = "";

    public UnitKind Kind { get; private init; }

    public DateOnly ValidFrom { get; private init; }

    /// <summary>The last day; null while it exists.</summary>
    public DateOnly? ValidTo { get; private set; }

    /// <summary>Under which unit it stood, and since when.</summary>
    public IReadOnlyList<UnitPlacement> Placements => placements;

    public static Unit Establish(string code, string name, UnitKind kind, Guid? parentId, DateOnly from)
    {
        var unit = new Unit
        {
            Id = Guid.CreateVersion7(),
            Code = code,
            Name = name,
            SearchName = SearchText.Fold(name),
            Kind = kind,
            ValidFrom = from,
        };
        if (parentId is { } parent)
            unit.placements.Add(new UnitPlacement(unit.Id, parent, from));
        return unit;
    }

    public bool ExistsOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || ValidTo >= day);

    /// <summary>From that day on it stands under another unit.</summary>
    public void MoveUnder(Guid parentId, DateOnly from)
    {
        var current = placements.Single(p => p.ValidTo is null);
        if (current.ParentId == parentId)
            return;
        current.EndBefore(from);
        placements.Add(new UnitPlacement(Id, parentId, from));
    }

    /// <summary>From that day on it does not exist any more.</summary>
    public void EndBefore(DateOnly day) => ValidTo = day.AddDays(-1);

    public UnitInfo ToInfo() => new(Id, Name, Code, Kind, placements.SingleOrDefault(p => p.ValidTo is null)?.ParentId, ValidFrom, ValidTo);
}

/// <summary>A unit under another. The last placement has no end: an ended unit keeps its place in the tree of its time.</summary>
internal sealed class UnitPlacement(Guid unitId, Guid parentId, DateOnly validFrom)
{
    public Guid UnitId { get; private init; } = unitId;

    public Guid ParentId { get; private init; } = parentId;

    public DateOnly ValidFrom { get; private init; } = validFrom;

    public DateOnly? ValidTo { get; private set; }

    public void EndBefore(DateOnly day) => ValidTo = day.AddDays(-1);
}

/// <summary>One unit took over from another: a merger is several rows with one successor, a division several with one predecessor.</summary>
internal sealed class UnitSuccession(Guid predecessorId, Guid successorId, DateOnly effectiveOn)
{
    public Guid PredecessorId { get; private init; } = predecessorId;

    public Guid SuccessorId { get; private init; } = successorId;

    /// <summary>The successor's first day.</summary>
    public DateOnly EffectiveOn { get; private init; } = effectiveOn;

    /// <summary>The number of the decision or resolution, as printed; null when not recorded yet.</summary>
    public string? DecisionNumber { get; init; }

    public DateOnly? DecisionDate { get; init; }
}
