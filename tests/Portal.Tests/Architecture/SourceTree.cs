using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Architecture;

/// <summary>The checkout as the guards read it.</summary>
internal static class SourceTree
{
    private static readonly string[] NotSource = ["bin", "obj", "node_modules", "dist", ".git", ".demo", ".data", "artifacts", "TestResults"];

    /// <summary>The repository's root, found from this very file.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Rooms under src/ that wire themselves up with a Module file: found, never listed.</summary>
    public static IReadOnlyList<string> Modules { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(folder => Path.GetFileName(folder)!).Where(name => File.Exists(Path.Combine(Root, "src", name, $"{name}Module.cs"))).Order(StringComparer.Ordinal)];

    /// <summary>Paths below a folder of the checkout, relative to the root, generated files left out.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(path => endings.Contains(Path.GetExtension(path)))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Intersect(NotSource).Any() && !IsScaffolded(path))
            .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Project names that a project refers to.</summary>
    public static IReadOnlyList<string> References(string project) =>
        [.. XDocument.Load(Path.Combine(Root, "src", project, $"{project}.csproj")).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))];

    private static bool IsScaffolded(string path) => path.Contains("/Migrations/", StringComparison.Ordinal) && !path.EndsWith("/DesignTime.cs", StringComparison.Ordinal);

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
