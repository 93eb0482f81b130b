using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Fuzzing;

/// <summary>A minute of the same fuzzing that docs/pades.md describes, in a process of its own: what kills that one kills nothing else.</summary>
public sealed class FuzzingTests
{
    [Fact]
    public void A_minute_finds_no_crash_no_hang_and_no_hunger()
    {
        using var bench = new Workbench();
        string[] seeds = Corpus.Folder is { } folder ? ["--seeds", folder] : [];
        var (exit, said) = bench.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "ThanhHoa.DigitalSignature.Fuzz.dll"), "--seconds", "60", "--out", bench.PathOf("fuzz"), .. seeds]);
        Assert.True(exit == 0, said);
        // Without counters it would be blind and find nothing for that reason.
        Assert.Matches(@"reader: \d+ runs, \d{4,} branches.*checker: \d+ runs, \d{4,} branches.*values: \d+ runs, \d{4,} branches", said);
    }
}
