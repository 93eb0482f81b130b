using System.Diagnostics;
using System.Globalization;

namespace ThanhHoa.DigitalSignature.Fuzz;

/// <summary>The loop: take an input, change it, run it, keep it when it went somewhere new.</summary>
public sealed class Campaign
{
    private const string Usage = "usage: Fuzz [--seconds N] [--target reader|checker|values] [--seeds DIR]… [--out DIR] [--random N]";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private readonly List<Course> courses;
    private readonly Findings findings;
    private readonly TimeSpan length;
    private readonly Watchdog watchdog;

    private Campaign(Settings settings)
    {
        length = TimeSpan.FromSeconds(settings.Seconds);
        findings = new Findings(settings.Out);
        watchdog = new Watchdog(findings, TimeSpan.FromSeconds(30));
        // The counters must be there before the engine is first touched.
        CoverageMap.Begin();
        courses = [.. Targets.All.Where(t => settings.Target is null || t.Name == settings.Target).Select(t => new Course(t, settings, new Random(settings.Random)))];
    }

    /// <summary>Called by <see cref="Program"/> in the instrumented copy.</summary>
    /// <returns>0 nothing found, 1 something found, 2 wrong command line.</returns>
    public static int Run(string[] args)
    {
        if (Settings.Read(args) is { } settings) return new Campaign(settings).Run();
        Console.Error.WriteLine(Usage);
        return 2;
    }

    private int Run()
    {
        var clock = Stopwatch.StartNew();
        var nextLine = TimeSpan.FromSeconds(60);
        foreach (var course in courses) course.Start(Execute);
        while (clock.Elapsed < length)
        {
            foreach (var course in courses)
            {
                // In turn, so that each target gets the same time.
                for (var slice = Stopwatch.StartNew(); slice.ElapsedMilliseconds < 1000 && clock.Elapsed < length;) course.Step(Execute);
            }
            if (clock.Elapsed < nextLine) continue;
            Report(clock.Elapsed);
            nextLine = clock.Elapsed + TimeSpan.FromSeconds(60);
        }
        Report(clock.Elapsed);
        return findings.Count == 0 ? 0 : 1;
    }

    private void Execute(Course course, byte[] input)
    {
        watchdog.Begin(course.Target.Name, input);
        var (wall, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        try
        {
            course.Target.Run(input);
        }
        // Nothing but PdfException may leave the engine, and the targets catch that.
#pragma warning disable CA1031
        catch (Exception error)
#pragma warning restore CA1031
        {
            findings.Add("crash", course.Target.Name, input, error.ToString());
        }
        var took = Stopwatch.GetElapsedTime(wall);
        watchdog.End();
        course.Slowest = took > course.Slowest ? took : course.Slowest;
        // On a busy machine the wall clock alone proves nothing.
        if (took > Longest && Environment.CpuUsage.TotalTime - cpu > Longest) findings.Add("hang", course.Target.Name, input, $"{took.TotalSeconds:0.0} s");
    }

    private void Report(TimeSpan elapsed)
    {
        using var process = Process.GetCurrentProcess();
        var line = string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0} s, {process.PeakWorkingSet64 >> 20} MB peak, {findings.Count} findings;");
        foreach (var course in courses)
            line += string.Create(CultureInfo.InvariantCulture, $" {course.Target.Name}: {course.Runs} runs, {course.Branches} branches, {course.Kept} kept, slowest {course.Slowest.TotalMilliseconds:0} ms;");
        Console.WriteLine(line);
    }
}
