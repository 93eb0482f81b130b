using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>
/// An administrative unit for as long as it kept its name and kind. A merger or a change of name ends it and begins
/// another, tied by a <see cref="UnitSuccession"/>, so that a report of 2020 still shows the units of 2020.
/// Its dates are changed through <see cref="UnitHistory"/>, which knows the other units too.
/// </summary>
internal sealed class Unit
{
    public const int CodeLength = 20;
    public const int NameLength = 200;

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

    /// <summary>What it was established by; null when not recorded.</summary>
    public Decision? Founding { get; private init; }

    /// <summary>What it was ended by; null while it exists or when not recorded.</summary>
    public Decision? Ending { get; private set; }

    /// <summary>True for an invented unit, removed with the demonstration.</summary>
    public bool IsDemonstration { get; private init; }

    /// <summary>Under which unit it stood, and since when.</summary>
    public IReadOnlyList<UnitPlacement> Placements => placements;

    public static Unit Establish(string code, string name, UnitKind kind, Guid? parentId, DateOnly from, Decision? decision = null, bool isDemonstration = false)
    {
        var unit = new Unit
        {
            Id = Guid.CreateVersion7(),
            Code = code,
            Name = name,
            SearchName = SearchText.Fold(name),
            Kind = kind,
            ValidFrom = from,
            Founding = decision,
            IsDemonstration = isDemonstration,
        };
        if (parentId is { } parent)
            unit.placements.Add(new UnitPlacement(unit.Id, parent, from) { Decision = decision });
        return unit;
    }

    public bool ExistsOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || ValidTo >= day);

    /// <summary>The unit above on a day, as far as its placements say.</summary>
    public Guid? ParentOn(DateOnly day) => placements.Find(p => p.ValidFrom <= day && (p.ValidTo is null || p.ValidTo >= day))?.ParentId;

    /// <summary>From that day on it stands under another unit.</summary>
    public void MoveUnder(Guid parentId, DateOnly from, Decision? decision = null)
    {
        var current = placements.Single(p => p.ValidTo is null);
        if (current.ParentId == parentId)
            return;
        current.EndBefore(from);
        placements.Add(new UnitPlacement(Id, parentId, from) { Decision = decision });
    }

    /// <summary>From that day on it does not exist any more.</summary>
    public void EndBefore(DateOnly day, Decision? decision = null) => (ValidTo, Ending) = (day.AddDays(-1), decision);

    public UnitInfo ToInfo() => new(Id, Name, Code, Kind, placements.SingleOrDefault(p => p.ValidTo is null)?.ParentId, ValidFrom, ValidTo);
}

/// <summary>A unit under another. The last placement has no end: an ended unit keeps its place in the tree of its time.</summary>
internal sealed class UnitPlacement(Guid unitId, Guid parentId, DateOnly validFrom)
{
    public Guid UnitId { get; private init; } = unitId;

    public Guid ParentId { get; private init; } = parentId;

    public DateOnly ValidFrom { get; private init; } = validFrom;

    public DateOnly? ValidTo { get; private set; }

    /// <summary>What it rests on; null when not recorded.</summary>
    public Decision? Decision { get; init; }

    public void EndBefore(DateOnly day) => ValidTo = day.AddDays(-1);
}

/// <summary>One unit took over from another: a merger is several rows with one successor, a division several with one predecessor.</summary>
internal sealed class UnitSuccession(Guid predecessorId, Guid successorId, DateOnly effectiveOn)
{
    public const int ShareLength = 300;

    public Guid PredecessorId { get; private init; } = predecessorId;

    public Guid SuccessorId { get; private init; } = successorId;

    /// <summary>The first day on which the successor stands for it.</summary>
    public DateOnly EffectiveOn { get; private init; } = effectiveOn;

    /// <summary>What it rests on; null when not recorded yet.</summary>
    public Decision? Decision { get; private set; }

    /// <summary>What part went over, in the decision's words: "toàn bộ", "một phần diện tích…".</summary>
    public string? Share { get; private set; }

    public UnitSuccession By(Decision decision, string? share)
    {
        (Decision, Share) = (decision, share ?? Share);
        return this;
    }
}
