using System.Reflection;
using System.Text.RegularExpressions;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Architecture;

/// <summary>The house stays as drawn in docs/architecture.md.</summary>
public sealed partial class HouseTests
{
    [Fact]
    public void References_between_projects_form_the_tree_that_was_drawn()
    {
        Assert.True(SourceTree.Modules.Count >= 4, string.Join(", ", SourceTree.Modules));
        Assert.Empty(SourceTree.References("Platform"));
        Assert.Empty(SourceTree.References("Pades"));
        foreach (var module in SourceTree.Modules.Where(m => m != "Platform"))
        {
            Assert.Contains("Platform", SourceTree.References(module));
            Assert.DoesNotContain("Portal", SourceTree.References(module));
            foreach (var other in SourceTree.References(module).Where(SourceTree.Modules.Contains))
                Assert.DoesNotContain(module, SourceTree.References(other));
        }
    }

    [Fact]
    public void A_module_shows_only_its_contracts()
    {
        var modules = SourceTree.Modules.Where(m => m != "Platform").ToList();
        Assert.NotEmpty(modules);
        foreach (var module in modules)
        {
            var strangers = AssemblyOf(module).GetExportedTypes()
                .Where(type => type.Name != $"{module}Module" && type.Namespace != $"ThanhHoa.DigitalSignature.{module}.Contracts" && !IsScaffolded(type));
            Assert.Empty(strangers);
        }
    }

    [Fact]
    public void What_is_promised_to_others_changes_only_on_purpose() => Snapshot.Matches("ExportedTypes",
        SourceTree.Modules.Append("Pades").SelectMany(module => AssemblyOf(module).GetExportedTypes().Where(t => !IsScaffolded(t)).Select(type => $"{module}: {type.FullName!.Replace("ThanhHoa.DigitalSignature.", "", StringComparison.Ordinal)}")).Order(StringComparer.Ordinal));

    [Fact]
    public void Platform_stays_within_its_budget_of_3200_lines()
    {
        var lines = SourceTree.Files("src/Platform", ".cs", ".cshtml").Sum(path => SourceTree.Read(path).Count(c => c == '\n'));
        Assert.InRange(lines, 1, 3200);
    }

    [Fact]
    public void No_file_is_longer_than_one_sitting()
    {
        var files = SourceTree.Files("src", ".cs", ".cshtml", ".js", ".mjs", ".css").Concat(SourceTree.Files("tests", ".cs")).ToList();
        Assert.NotEmpty(files);
        Assert.Empty(files.Select(path => (path, lines: SourceTree.Read(path).Count(c => c == '\n')))
            .Where(file => file.lines > (file.path.StartsWith("src/Pades/", StringComparison.Ordinal) || file.path.StartsWith("tests/", StringComparison.Ordinal) ? 600 : 400)));
    }

    [Fact]
    public void No_name_hides_what_a_file_does()
    {
        var files = SourceTree.Files("src", ".cs").Concat(SourceTree.Files("tests", ".cs")).ToList();
        Assert.NotEmpty(files);
        Assert.Empty(files.Where(path => ForbiddenName().IsMatch(Path.GetFileNameWithoutExtension(path))));
    }

    [Fact]
    public void Every_type_is_used_by_somebody()
    {
        var texts = SourceTree.Files("src", ".cs", ".cshtml").ToDictionary(path => path, SourceTree.Read);
        var declared = texts.Where(f => f.Key.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(file => Declaration().Matches(file.Value).Select(m => (file: file.Key, name: m.Groups["name"].Value)))
            // Found by the framework or by the tools, or called through extension methods, not by name in our code.
            .Where(type => type.name is not ("DesignTime" or "Program") && !texts[type.file].Contains("(this ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(declared);
        var words = texts.Values.SelectMany(text => Word().Matches(text).Select(m => m.Value)).CountBy(word => word).ToDictionary();
        Assert.Empty(declared.Where(type => words.GetValueOrDefault(type.name) < 2 && !IsPublic(type.name)));
    }

    [Fact]
    public void Every_path_named_in_the_documentation_exists()
    {
        var named = SourceTree.Files("docs", ".md").Append("README.md")
            .SelectMany(document => SourcePath().Matches(SourceTree.Read(document)).Select(m => (document, path: m.Value.TrimEnd('.', '/')))).ToList();
        Assert.NotEmpty(named);
        Assert.Empty(named.Where(n => !Path.Exists(Path.Combine(SourceTree.Root, n.path))));
    }

    [Fact]
    public void The_root_holds_only_what_belongs_there()
    {
        string[] allowed = ["src", "tests", "docs", "deploy", ".ci", ".config", ".editorconfig", ".gitignore", ".gitattributes", "README.md", "LICENSE", "Directory.Build.props", "Directory.Packages.props", "global.json", "package.json", "package-lock.json", "ThanhHoa.DigitalSignature.sln"];
        string[] ignored = [".git", "node_modules", ".data", ".demo", "artifacts", "TestResults", ".vs", ".idea"];
        var there = Directory.EnumerateFileSystemEntries(SourceTree.Root).Select(path => Path.GetFileName(path)!).Except(ignored).ToList();
        Assert.NotEmpty(there);
        Assert.Empty(there.Except(allowed));
    }

    [Fact]
    public void Every_package_says_why_it_is_there()
    {
        var lines = SourceTree.Read("Directory.Packages.props").Split('\n').Select(line => line.Trim()).ToList();
        var packages = lines.Index().Where(line => line.Item.StartsWith("<PackageVersion", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(packages);
        Assert.Empty(packages.Where(p => !lines.Take(p.Index).Reverse().SkipWhile(l => l.StartsWith("<PackageVersion", StringComparison.Ordinal)).First().EndsWith("-->", StringComparison.Ordinal)).Select(p => p.Item));
        var used = SourceTree.Files("src", ".csproj").Concat(SourceTree.Files("tests", ".csproj")).Append("Directory.Build.props").Select(SourceTree.Read).ToList();
        Assert.Empty(packages.Select(p => p.Item.Split('"')[1]).Where(name => !used.Exists(text => text.Contains($"Include=\"{name}\"", StringComparison.Ordinal)) && !IsPin(name, lines)));
    }

    private static bool IsPin(string package, List<string> lines)
    {
        var at = lines.FindIndex(line => line.Contains($"\"{package}\"", StringComparison.Ordinal));
        return lines[at - 1].StartsWith("<!-- Pinned", StringComparison.Ordinal);
    }

    private static Assembly AssemblyOf(string project) => Assembly.Load($"ThanhHoa.DigitalSignature.{project}");

    private static bool IsPublic(string name) => AppDomain.CurrentDomain.GetAssemblies()
        .Where(a => a.GetName().Name!.StartsWith("ThanhHoa.DigitalSignature.", StringComparison.Ordinal)).SelectMany(a => a.GetExportedTypes()).Any(t => t.Name == name);

    // EF Core's tool writes migrations public; nobody else sees them.
    private static bool IsScaffolded(Type type) => type.Namespace?.EndsWith(".Migrations", StringComparison.Ordinal) == true || type.Namespace is "AspNetCoreGeneratedDocument";

    [GeneratedRegex("(Helpers?|Utils?|Utilities|Manager|Common|Misc|Extensions|Service|Base)$")]
    private static partial Regex ForbiddenName();

    [GeneratedRegex(@"^\s*(public|internal|private|file)?\s*(sealed |static |abstract |readonly |partial )*(class|record struct|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<![\w/])(src|tests|deploy|docs)/[\w./-]+", RegexOptions.ExplicitCapture)]
    private static partial Regex SourcePath();
}
