using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;

namespace ThanhHoa.DigitalSignature.Organisation.Seed;

/// <summary>
/// The province's units since 2020, read from the files beside this one. What the files do not say is left out:
/// which old communes went into which new one of July 2025 is to be imported, never guessed from a name or a code.
/// </summary>
internal sealed class AdministrativeUnits
{
    // The files show the state of mid-2020; plan 49 is of February 2020, so history begins with that year.
    private static readonly DateOnly Beginning = new(2020, 1, 1);
    private static readonly DateOnly SecondState = new(2025, 1, 1);
    private static readonly DateOnly DistrictsEnd = new(2025, 7, 1);

    private readonly Dictionary<(string Code, DateOnly From), Unit> units = [];
    private readonly List<UnitSuccession> successions = [];

    private AdministrativeUnits()
    {
        AddProvincialUnits();
        var province = units[("38", Beginning)].Id;
        AddDistricts(province, "districts-communes-2020-06.tsv", Beginning);
        AddDistricts(province, "districts-communes-2025-01.tsv", SecondState);
        foreach (var unit in units.Values.Where(u => u.Kind is UnitKind.District or UnitKind.Commune && u.ValidTo is null))
            unit.EndBefore(DistrictsEnd);
        foreach (var row in SeedTable.Read("communes-2025-07.tsv"))
            Add(Unit.Establish(row[0], row[1], UnitKind.Commune, province, DistrictsEnd));
    }

    /// <summary>Fills an empty table, all or nothing; one that has units is left as it is. Safe to run at every start.</summary>
    public static async Task EnsureAsync(OrganisationDb db, CancellationToken cancel)
    {
        if (await db.Units.AnyAsync(cancel))
            return;
        var seed = new AdministrativeUnits();
        db.Units.AddRange(seed.units.Values);
        db.Successions.AddRange(seed.successions);
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private void AddProvincialUnits()
    {
        Guid? province = null;
        foreach (var row in SeedTable.Read("provincial-units.tsv"))
        {
            var unit = Unit.Establish(row[0], row[1], Enum.Parse<UnitKind>(row[2]), province, Day(row[3]));
            province ??= unit.Id;
            if (row[4].Length > 0)
                unit.EndBefore(Day(row[4]).AddDays(1));
            Add(unit);
            foreach (var predecessor in row[5].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var (code, from) = (predecessor.Split('@')[0], Day(predecessor.Split('@')[1]));
                successions.Add(new UnitSuccession(units[(code, from)].Id, unit.Id, unit.ValidFrom));
            }
        }
    }

    /// <summary>
    /// A state of the two lower levels on a day. A unit keeps its identity while code and name stay; a new name under the
    /// same code is its successor (the statistics office hands the code on); a code that vanished ended, into what is not said.
    /// </summary>
    private void AddDistricts(Guid province, string file, DateOnly day)
    {
        var before = units.Values.Where(u => u.Kind is UnitKind.District or UnitKind.Commune && u.ExistsOn(day)).ToDictionary(u => u.Code);
        foreach (var row in SeedTable.Read(file))
        {
            var district = Continue(before, row[0], row[1], UnitKind.District, province, day);
            Continue(before, row[2], row[3], UnitKind.Commune, district.Id, day);
        }
        var still = SeedTable.Read(file).SelectMany(row => new[] { row[0], row[2] }).ToHashSet();
        foreach (var gone in before.Values.Where(u => !still.Contains(u.Code)))
            gone.EndBefore(day);
    }

    private Unit Continue(Dictionary<string, Unit> before, string code, string name, UnitKind kind, Guid parent, DateOnly day)
    {
        if (before.TryGetValue(code, out var known) && known.Name == name)
        {
            known.MoveUnder(parent, day);
            return known;
        }
        var unit = Unit.Establish(code, name, kind, parent, day);
        if (known is not null)
        {
            known.EndBefore(day);
            successions.Add(new UnitSuccession(known.Id, unit.Id, day));
        }
        before[code] = unit;
        Add(unit);
        return unit;
    }

    private void Add(Unit unit) => units.Add((unit.Code, unit.ValidFrom), unit);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
