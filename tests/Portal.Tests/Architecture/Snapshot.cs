namespace ThanhHoa.DigitalSignature.Portal.Tests.Architecture;

/// <summary>A list that changes only on purpose: run the tests with UPDATE_SNAPSHOTS=1 and read the difference before committing it.</summary>
internal static class Snapshot
{
    public static void Matches(string name, IEnumerable<string> lines)
    {
        var actual = lines.ToList();
        Assert.NotEmpty(actual);
        var path = Path.Combine(SourceTree.Root, "tests", "Portal.Tests", "Architecture", "Snapshots", $"{name}.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllLines(path, actual);
        }

        Assert.Equal(File.ReadAllLines(path), actual);
    }
}
