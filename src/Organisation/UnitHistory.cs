using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>What a unit is established as.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its full name.</param>
/// <param name="Kind">Its kind.</param>
internal sealed record NewUnit(string Code, string Name, UnitKind Kind);

/// <summary>
/// All units of all times, and the acts that change them. What an act would contradict is refused before anything changes:
/// a unit exists on every day on which something stands under it, no two units carry one code at a time, and on no day does
/// the tree run in a circle. History is only ever continued: an act on a unit comes after the last one recorded for it.
/// </summary>
internal sealed partial class UnitHistory
{
    /// <summary>The province, a department, an office in it – twice as deep as any administration is.</summary>
    public const int MostLevels = 10;

    private readonly Dictionary<Guid, Unit> units = [];
    private readonly Dictionary<string, List<Unit>> byCode = [];
    private readonly Dictionary<Guid, List<Unit>> everBelow = [];
    private readonly List<Unit> added = [];

    public UnitHistory(IEnumerable<Unit> known)
    {
        foreach (var unit in known) Index(unit);
    }

    /// <summary>Units established since it was loaded, parents before children.</summary>
    public IReadOnlyList<Unit> Added => added;

    public IReadOnlyCollection<Unit> All => units.Values;

    public static bool IsCode(string text) => Code().IsMatch(text);

    /// <summary>Tracked, so that acts are saved with the context. The caller holds the tree's lock.</summary>
    public static async Task<UnitHistory> LoadAsync(OrganisationDb db, CancellationToken cancel) =>
        new(await db.Units.Include(u => u.Placements).ToListAsync(cancel));

    public Unit? Find(Guid id) => units.GetValueOrDefault(id);

    public Unit? WithCode(string code, DateOnly day) => byCode.GetValueOrDefault(code)?.Find(u => u.ExistsOn(day));

    /// <summary>The units that stand right below one on a day and exist then.</summary>
    public IEnumerable<Unit> Below(Unit unit, DateOnly day) =>
        everBelow.GetValueOrDefault(unit.Id)?.Distinct().Where(child => child.ExistsOn(day) && child.ParentOn(day) == unit.Id) ?? [];

    /// <summary>A new unit under another, from a day on, or until one.</summary>
    public Refusal? Establish(NewUnit wanted, Unit parent, DateOnly from, DateOnly? to, Decision? decision, bool isDemonstration = false)
    {
        if (!Code().IsMatch(wanted.Code)) return new(RefusalCode.NotAUnitCode);
        if (to < from) return new(RefusalCode.EndBeforeBegin);
        if (wanted.Kind is UnitKind.Province) return new(RefusalCode.RootStays);
        if (byCode.GetValueOrDefault(wanted.Code)?.Find(u => u.ValidFrom <= (to ?? DateOnly.MaxValue) && (u.ValidTo ?? DateOnly.MaxValue) >= from) is { } other)
            return new(RefusalCode.CodeTaken, wanted.Code, other.Name, Life(other));
        if ((MustOutlast(parent, from, to) ?? MustBeShallow(parent, from)) is { } refusal) return refusal;
        var unit = Unit.Establish(wanted.Code, wanted.Name, wanted.Kind, parent.Id, from, decision, isDemonstration);
        if (to is { } last) unit.EndBefore(last.AddDays(1), decision);
        Index(unit);
        added.Add(unit);
        return null;
    }

    /// <summary>From a day on the unit stands under another one.</summary>
    public Refusal? Move(Unit unit, Unit parent, DateOnly from, Decision? decision)
    {
        if (unit.Placements.Count == 0) return new(RefusalCode.RootStays);
        if (from <= unit.ValidFrom) return new(RefusalCode.NotBegunYet, unit.Name, Days.Show(unit.ValidFrom));
        if (unit.ValidTo < from) return new(RefusalCode.EndsAlready, unit.Name, Days.Show(unit.ValidTo.Value));
        var last = unit.Placements.MaxBy(p => p.ValidFrom)!;
        if (last.ValidFrom >= from) return new(RefusalCode.LaterChange, unit.Name, Days.Show(last.ValidFrom));
        if (last.ParentId == parent.Id) return new(RefusalCode.AlreadyUnder, unit.Name, parent.Name);
        if ((MustOutlast(parent, from, unit.ValidTo) ?? MustBeShallow(parent, from)) is { } refusal) return refusal;
        if (WouldRunInACircle(unit, parent, from)) return new(RefusalCode.UnderItself, unit.Name, parent.Name);
        unit.MoveUnder(parent.Id, from, decision);
        IndexBelow(unit, parent.Id);
        return null;
    }

    /// <summary>
    /// From a day on the unit is no more. What stands below it must have gone too; that is asked by <see cref="LeftBehind(Unit)"/>,
    /// when all of an act is done, because one decision may end a unit and those below it in any order.
    /// </summary>
    public static Refusal? End(Unit unit, DateOnly firstDayWithout, Decision? decision)
    {
        if (unit.Placements.Count == 0) return new(RefusalCode.RootStays);
        var last = firstDayWithout.AddDays(-1);
        if (unit.ValidTo is { } known && known != last) return new(RefusalCode.EndsAlready, unit.Name, Days.Show(known));
        if (firstDayWithout <= unit.ValidFrom) return new(RefusalCode.NotBegunYet, unit.Name, Days.Show(unit.ValidFrom));
        var change = unit.Placements.Max(p => p.ValidFrom);
        if (change >= firstDayWithout) return new(RefusalCode.LaterChange, unit.Name, Days.Show(change));
        unit.EndBefore(firstDayWithout, unit.Ending ?? decision);
        return null;
    }

    /// <summary>Why an ended unit may not end then: something still stands under it on a later day.</summary>
    public Refusal? LeftBehind(Unit ended) => ended.ValidTo is { } last ? LeftBehind(ended, last) : null;

    /// <summary>Why a unit could not have this last day.</summary>
    public Refusal? LeftBehind(Unit unit, DateOnly last)
    {
        var orphan = everBelow.GetValueOrDefault(unit.Id)?.Find(child => child.Placements.Any(p => p.ParentId == unit.Id && !(Earlier(p.ValidTo, child.ValidTo) <= last)));
        return orphan is null ? null : new(RefusalCode.StaysUnderOthers, unit.Name, orphan.Name);
    }

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null ? other : other is null || one < other ? one : other;

    private static Refusal? MustOutlast(Unit parent, DateOnly from, DateOnly? to)
    {
        if (parent.ValidFrom > from) return new(RefusalCode.ParentBeginsLater, parent.Name, Days.Show(parent.ValidFrom));
        return parent.ValidTo is { } end && (to is null || to > end) ? new(RefusalCode.ParentEnds, parent.Name, Days.Show(end)) : null;
    }

    private Refusal? MustBeShallow(Unit parent, DateOnly from)
    {
        var levels = 2;
        for (var above = parent.ParentOn(from); above is { } id; above = Find(id)!.ParentOn(from))
            if (++levels > MostLevels) return new(RefusalCode.TooDeep, $"{MostLevels}");
        return null;
    }

    /// <summary>The tree changes only on days on which a placement begins; between them a circle cannot appear.</summary>
    private bool WouldRunInACircle(Unit unit, Unit parent, DateOnly from)
    {
        if (unit == parent) return true;
        var days = units.Values.SelectMany(u => u.Placements).Select(p => p.ValidFrom).Where(day => day > from).Append(from).Distinct();
        return days.Any(day =>
        {
            for (var above = parent; ; above = Find(above.ParentOn(day)!.Value)!)
            {
                if (above == unit) return true;
                if (above.ParentOn(day) is null) return false;
            }
        });
    }

    private void Index(Unit unit)
    {
        units.Add(unit.Id, unit);
        if (!byCode.TryGetValue(unit.Code, out var same)) byCode.Add(unit.Code, same = []);
        same.Add(unit);
        foreach (var placement in unit.Placements) IndexBelow(unit, placement.ParentId);
    }

    private void IndexBelow(Unit unit, Guid parent)
    {
        if (!everBelow.TryGetValue(parent, out var below)) everBelow.Add(parent, below = []);
        below.Add(unit);
    }

    private static string Life(Unit unit) => unit.ValidTo is { } last ? $"{Days.Show(unit.ValidFrom)} – {Days.Show(last)}" : $"{Days.Show(unit.ValidFrom)} –";

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$")]
    private static partial Regex Code();
}
