using System.Globalization;
using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Cli;

/// <summary>Options ("--name value", repeatable) and the words between them.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, List<string>> options = new(StringComparer.Ordinal);
    private readonly List<string> words = [];
    private readonly HashSet<string> present = new(StringComparer.Ordinal);

    /// <param name="arguments">What follows the command.</param>
    /// <param name="known">The options of the command: a misspelt one must not be ignored.</param>
    public Arguments(IReadOnlyList<string> arguments, params ReadOnlySpan<string> known)
        : this(arguments, known, [])
    {
    }

    /// <param name="arguments">What follows the command.</param>
    /// <param name="known">The options of the command.</param>
    /// <param name="switches">Options that take no value.</param>
    public Arguments(IReadOnlyList<string> arguments, ReadOnlySpan<string> known, ReadOnlySpan<string> switches)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(arguments[i]);
                continue;
            }
            if (switches.Contains(arguments[i]))
            {
                present.Add(arguments[i]);
                continue;
            }
            if (!known.Contains(arguments[i])) throw new UsageException($"{arguments[i]} is no option of this command");
            if (i + 1 == arguments.Count) throw new UsageException($"{arguments[i]} needs a value");
            if (!options.TryGetValue(arguments[i], out var values)) options[arguments[i]] = values = [];
            values.Add(arguments[++i]);
        }
    }

    public IReadOnlyList<string> Words => words;

    public bool Has(string name) => present.Contains(name);

    public string? Option(string name)
    {
        var values = Options(name);
        return values.Count > 1 ? throw new UsageException($"{name} may stand only once") : values.Count == 1 ? values[0] : null;
    }

    public IReadOnlyList<string> Options(string name) => options.GetValueOrDefault(name) ?? [];

    public string Required(string name) => Option(name) ?? throw new UsageException($"{name} is missing");

    public int Integer(string name, int usual, int minimum, int maximum)
    {
        if (Option(name) is not { } text) return usual;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw new UsageException($"{name} is a number from {minimum} to {maximum}");
    }

    public PdfRectangle? Rectangle(string name)
    {
        if (Option(name) is not { } text) return null;
        var parts = text.Split(',');
        var numbers = parts.Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN).ToArray();
        return numbers.Length == 4 && numbers.All(double.IsFinite)
            ? new PdfRectangle(numbers[0], numbers[1], numbers[2], numbers[3])
            : throw new UsageException($"{name} is x,y,width,height in points");
    }

    /// <summary>A secret is named by its environment variable: command lines are seen by every user of the machine.</summary>
    public string? Secret(string name) =>
        Option(name) is not { } variable ? null : Environment.GetEnvironmentVariable(variable) ?? throw new UsageException($"the environment variable {variable} is not set");
}
