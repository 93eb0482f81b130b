namespace ThanhHoa.DigitalSignature.Pades.Tests.Samples;

/// <summary>Public sample files with known verdicts, outside the repository: PDF_CORPUS, default ../shared/corpus beside it.</summary>
internal static class Corpus
{
    public static string? Folder { get; } = Find();

    /// <summary>Path and gate of every sample; empty when the folder is absent.</summary>
    public static IReadOnlyList<(string File, string Gate)> Verdicts =>
        Folder is null ? [] : [.. File.ReadLines(Path.Combine(Folder, "verdicts.tsv")).Skip(1).Select(line => line.Split('\t')).Select(fields => (fields[0], fields[1]))];

    public static void SkipUnlessPresent() =>
        Assert.SkipUnless(Folder is not null, "The sample files are absent: set PDF_CORPUS to their folder, or put it at ../shared/corpus beside the repository.");

    public static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Folder!, file));

    private static string? Find()
    {
        var folder = Environment.GetEnvironmentVariable("PDF_CORPUS");
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); folder is null && at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "global.json"))) folder = Path.Combine(at.Parent!.FullName, "shared", "corpus");
        }
        return File.Exists(Path.Combine(folder ?? "", "verdicts.tsv")) ? folder : null;
    }
}
