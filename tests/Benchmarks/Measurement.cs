using System.Diagnostics;

namespace ThanhHoa.DigitalSignature.Benchmarks;

/// <summary>One case: medians for one act.</summary>
internal sealed record Measurement(string Case, double CpuMs, double WallMs, long AllocatedBytes, long PeakRss, string Limit, double LimitMs, double Goal)
{
    /// <summary>Peak memory of a process of its own above one that only starts; null when the case is about time.</summary>
    public double? MegabytesOverIdle { get; init; }

    public double Ratio => LimitMs > 0 ? CpuMs / LimitMs : 0;

    public bool Met => Goal == 0 || (MegabytesOverIdle ?? Ratio) <= Goal;
}

internal static class Measure
{
    /// <summary>Processor time, wall time and allocation of one act; the median of five rounds after warming up.</summary>
    public static (double Cpu, double Wall, long Allocated) Of(Action act, int perRound)
    {
        // A service has called its code thousands of times: wait until the background compiler is done with it.
        for (var watch = Stopwatch.StartNew(); watch.ElapsedMilliseconds < 1500;) act();
        Thread.Sleep(500);
        for (var watch = Stopwatch.StartNew(); watch.ElapsedMilliseconds < 500;) act();
        var rounds = new List<(double Cpu, double Wall, long Allocated)>();
        using var process = Process.GetCurrentProcess();
        for (var round = 0; round < 5; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            process.Refresh();
            var cpu = process.TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < perRound; i++) act();
            var wall = clock.Elapsed.TotalMilliseconds / perRound;
            process.Refresh();
            rounds.Add(((process.TotalProcessorTime - cpu).TotalMilliseconds / perRound, wall, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / perRound));
        }
        return (Median(rounds, r => r.Cpu), Median(rounds, r => r.Wall), (long)Median(rounds, r => r.Allocated));
    }

    private static double Median<T>(List<T> rounds, Func<T, double> value) => rounds.Select(value).Order().ElementAt(rounds.Count / 2);
}
