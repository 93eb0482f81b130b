using System.Globalization;
using System.Text.Json.Serialization;

namespace ThanhHoa.DigitalSignature.Benchmarks.Registry;

/// <summary>What one size of the registry costs. Of the lists and of the searches the slowest one's median counts, so the goal holds for each.</summary>
internal sealed record SizeFigures(long People, [property: JsonIgnore] long Certificates, double ListMs, double SearchMs, [property: JsonIgnore] double OtherMs);

/// <summary>Both sizes, and what loading the first one took.</summary>
internal sealed record RegistryFigures(long People, long Certificates, double ImportSeconds, double ListMs, double SearchMs, SizeFigures X10)
{
    public static string Table(RegistryFigures figures) => string.Create(CultureInfo.InvariantCulture, $"""
        | people | certificates | loaded in s | slowest list, ms | slowest search, ms |
        |---|---|---|---|---|
        | {figures.People} | {figures.Certificates} | {figures.ImportSeconds} | {figures.ListMs} | {figures.SearchMs} |
        | {figures.X10.People} | {figures.X10.Certificates} | | {figures.X10.ListMs} | {figures.X10.SearchMs} |
        """);
}
