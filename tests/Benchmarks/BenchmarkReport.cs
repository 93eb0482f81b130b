using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ThanhHoa.DigitalSignature.Benchmarks;

internal static class BenchmarkReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Json(IReadOnlyList<Measurement> results) => JsonSerializer.Serialize(results, Indented);

    /// <summary>One object with an entry for each case.</summary>
    public static string JsonObject(IReadOnlyList<Measurement> results) => JsonSerializer.Serialize(results.ToDictionary(r => r.Case), Indented);

    public static string Table(IReadOnlyList<Measurement> results)
    {
        var table = new StringBuilder("| case | CPU ms | wall ms | allocated KB | peak RSS MB | limit | limit ms | ratio | goal | met |\n|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var r in results)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {r.Case} | {r.CpuMs:0.###} | {r.WallMs:0.###} | {r.AllocatedBytes / 1024.0:0.#} | {r.PeakRss / 1048576.0:0} | {r.Limit} | {r.LimitMs:0.###} |");
            table.Append(CultureInfo.InvariantCulture, $" {(r.Limit.Length == 0 ? "" : (r.MegabytesOverIdle ?? r.Ratio).ToString("0.00", CultureInfo.InvariantCulture))} | {(r.Goal == 0 ? "" : r.Goal.ToString("0.##", CultureInfo.InvariantCulture))} | {(r.Goal == 0 ? "" : r.Met ? "yes" : "no")} |\n");
        }
        return table.ToString();
    }
}
