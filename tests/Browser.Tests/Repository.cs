namespace ThanhHoa.DigitalSignature.Browser.Tests;

/// <summary>Where this repository lies on the machine that runs the tests.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        Directory.EnumerateFiles(folder, "*.sln").Any()
            ? folder
            : Find(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new InvalidOperationException("No solution above the tests."));
}
