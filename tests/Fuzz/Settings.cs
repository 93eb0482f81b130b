using System.Globalization;

namespace ThanhHoa.DigitalSignature.Fuzz;

/// <summary>The command line.</summary>
internal sealed record Settings(int Seconds, string? Target, IReadOnlyList<string> Seeds, string Out, int Random)
{
    public static Settings? Read(string[] args)
    {
        var settings = new Settings(60, null, [], "fuzz", 1);
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) return null;
            var value = args[i + 1];
            switch (args[i])
            {
                case "--seconds" when int.TryParse(value, CultureInfo.InvariantCulture, out var seconds): settings = settings with { Seconds = seconds }; break;
                case "--random" when int.TryParse(value, CultureInfo.InvariantCulture, out var random): settings = settings with { Random = random }; break;
                case "--target" when Targets.All.Any(t => t.Name == value): settings = settings with { Target = value }; break;
                case "--seeds": settings = settings with { Seeds = [.. settings.Seeds, value] }; break;
                case "--out": settings = settings with { Out = value }; break;
                default: return null;
            }
        }
        return settings;
    }
}
