using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Organisation.Units;

/// <summary>A field in which one chooses a unit by typing part of its name; what is chosen reads "Sở Tư pháp (STP)".</summary>
/// <param name="Field">Name of the form's field.</param>
/// <param name="Label">What it asks for, in the reader's language.</param>
/// <param name="Value">What stands in it.</param>
/// <param name="Day">The day on which the unit must exist; null for today.</param>
/// <param name="Required">Whether it must be filled in.</param>
internal sealed partial record UnitInput(string Field, string Label, string? Value, DateOnly? Day = null, bool Required = true)
{
    public string Id => Field.Replace('.', '_').Replace('[', '_').Replace(']', '_');

    public static string Show(Unit unit) => $"{unit.Name} ({unit.Code})";

    /// <summary>The unit meant: by the code in brackets, by a code alone, or by a name that only one unit has on that day.</summary>
    public static async Task<Unit?> FindAsync(OrganisationDb db, string? typed, DateOnly day, CancellationToken cancel)
    {
        var text = PersonRules.Tidy(typed);
        if (text.Length is 0 or > Unit.NameLength + Unit.CodeLength + 3) return null;
        var units = db.Units.AsNoTracking().Where(u => u.ValidFrom <= day && (u.ValidTo == null || u.ValidTo >= day));
        var code = InBrackets().Match(text) is { Success: true } found ? found.Groups["code"].Value : text;
        if (await units.SingleOrDefaultAsync(u => u.Code == code, cancel) is { } unit) return unit;
        var name = SearchText.Fold(text);
        var named = await units.Where(u => u.SearchName == name).Take(2).ToListAsync(cancel);
        return named.Count == 1 ? named[0] : null;
    }

    [GeneratedRegex(@"\((?<code>[^()]+)\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex InBrackets();
}
