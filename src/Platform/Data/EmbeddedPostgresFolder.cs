using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace ThanhHoa.DigitalSignature.Platform.Data;

/// <summary>
/// The folder of one embedded server: <c>data</c> (PGDATA, or a link to it), <c>password</c>, and the two lock files
/// <c>turn</c> (one process at a time starts or stops) and <c>use</c> (who still needs the server).
/// The locks are the operating system's: they vanish with a killed process.
/// </summary>
internal sealed class EmbeddedPostgresFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode AllMayPass = OwnerOnly | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private EmbeddedPostgresFolder(string root)
    {
        Root = root;
        Data = DataOf(root);
    }

    public string Root { get; }

    /// <summary>PGDATA with links resolved, so that it equals what the server's command line says.</summary>
    public string Data { get; private set; }

    public string Log => Path.Combine(Data, "server.log");

    public string PasswordFile => Path.Combine(Root, "password");

    public bool IsInitialised => File.Exists(Path.Combine(Data, "PG_VERSION"));

    /// <summary>The major version that wrote the data, or null before the first start.</summary>
    public int? Version => IsInitialised
        ? int.Parse(File.ReadAllText(Path.Combine(Data, "PG_VERSION")), CultureInfo.InvariantCulture)
        : null;

    /// <summary>The port of the last start, kept by the server itself in postmaster.opts.</summary>
    public int? LastPort
    {
        get
        {
            var file = Path.Combine(Data, "postmaster.opts");
            if (!File.Exists(file))
                return null;
            var words = File.ReadAllText(file).Split('"', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var at = Array.IndexOf(words, "-p");
            return at >= 0 && at + 1 < words.Length && int.TryParse(words[at + 1], CultureInfo.InvariantCulture, out var port) ? port : null;
        }
    }

    public static EmbeddedPostgresFolder Open(string path)
    {
        var root = Path.GetFullPath(path);
        try
        {
            if (!Directory.Exists(root))
            {
                Directory.CreateDirectory(root);
                if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
                    File.SetUnixFileMode(root, AllMayPass);
            }
            var folder = new EmbeddedPostgresFolder(root);
            if (Directory.Exists(folder.Data))
                _ = Directory.EnumerateFileSystemEntries(folder.Data).Any();
            return folder;
        }
        catch (UnauthorizedAccessException refusal)
        {
            throw AnotherUsers(root, refusal);
        }
    }

    /// <summary>Waits until no other process starts or stops this server.</summary>
    public async Task<FileStream> TakeTurnAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryLock("turn", FileShare.None) is { } turn)
                return turn;
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    public FileStream Join() => TryLock("use", FileShare.Read)
        ?? throw new EmbeddedPostgresException($"The file {Path.Combine(Root, "use")} is held by another program.");

    public bool NobodyElseUsesIt()
    {
        using var alone = TryLock("use", FileShare.None);
        return alone is not null;
    }

    public async Task<string> PasswordAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (File.Exists(PasswordFile))
                return await File.ReadAllTextAsync(PasswordFile, cancellationToken);
            if (IsInitialised)
                throw new EmbeddedPostgresException($"The file {PasswordFile} is missing. Put it back, or remove the whole folder {Root} to start over.");
            var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
            await WritePrivatelyAsync(PasswordFile, password, cancellationToken);
            return password;
        }
        catch (UnauthorizedAccessException refusal)
        {
            throw AnotherUsers(PasswordFile, refusal);
        }
    }

    /// <summary>Whom the server runs as: PostgreSQL refuses root, so root steps down to the data's owner.</summary>
    public Task<EmbeddedPostgresUser?> RunAsAsync(CancellationToken cancellationToken) => EmbeddedPostgresUser.ForOwnerOfAsync(Data, cancellationToken);

    /// <summary>Creates the data beside its final place and moves it there whole: a killed initdb leaves nothing half.</summary>
    public async Task InitialiseAsync(EmbeddedPostgresBinaries binaries, string user, string password, CancellationToken cancellationToken)
    {
        foreach (var half in Directory.GetDirectories(Root, "new-*"))
            Directory.Delete(half, recursive: true);
        var name = "new-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        // An ordinary user's home or /root (0700) cannot be entered by the user that root steps down to.
        var elsewhere = EmbeddedPostgresUser.StepsDown && !EmbeddedPostgresUser.MayEnter(Root);
        var fresh = Path.Combine(elsewhere ? EmbeddedPostgresBinaries.SharedFolder() : Root, elsewhere ? name.Replace("new-", "data-", StringComparison.Ordinal) : name);
        var passwordFile = fresh + ".password";
        Directory.CreateDirectory(fresh);
        await WritePrivatelyAsync(passwordFile, password, cancellationToken);
        try
        {
            await EmbeddedPostgresUser.HandOverAsync([fresh, passwordFile], cancellationToken);
            // ICU orders Vietnamese; the C library's C.UTF-8 gives pg_trgm and full text their idea of a letter.
            string[] locale = ["--encoding=UTF8", OperatingSystem.IsLinux() ? "--locale=C.UTF-8" : "--locale=C", "--locale-provider=icu", "--icu-locale=vi"];
            var (exitCode, output) = await binaries.RunAsync(
                "initdb",
                ["-D", fresh, "-U", user, "-A", "scram-sha-256", "--pwfile=" + passwordFile, "--no-sync", .. locale],
                await EmbeddedPostgresUser.ForOwnerOfAsync(fresh, cancellationToken),
                cancellationToken);
            if (exitCode != 0)
                throw new EmbeddedPostgresException($"initdb could not create a database in {Root}: {output}");
        }
        finally
        {
            File.Delete(passwordFile);
        }
        await File.AppendAllTextAsync(Path.Combine(fresh, "postgresql.conf"), "\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nmax_connections = 200\n", cancellationToken);
        var place = Path.Combine(Root, "data");
        if (new FileInfo(place).LinkTarget is not null)
            File.Delete(place);
        if (elsewhere)
            Directory.CreateSymbolicLink(place, fresh);
        else
            Directory.Move(fresh, place);
        Data = DataOf(Root);
    }

    /// <summary>The server that runs on this data now, whoever started it.</summary>
    public (int ProcessId, int Port)? FindLiveServer() =>
        ReadPidFile() is { } server && IsOurServer(server.ProcessId) ? server : null;

    /// <summary>
    /// Removes the pid file of a server that is dead but whose number still answers: a zombie nobody collects, or
    /// another program that was given the number. PostgreSQL itself would refuse to start. Waits for the dead server's children first.
    /// </summary>
    public async Task ForgetDeadServerAsync(CancellationToken cancellationToken)
    {
        if (ReadPidFile() is not { } dead || IsOurServer(dead.ProcessId) || !OperatingSystem.IsLinux() || !Directory.Exists(ProcOf(dead.ProcessId)))
            return;
        for (var attempt = 0; attempt < 100 && ProcessesIn(Data).Any(); attempt++)
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        File.Delete(Path.Combine(Data, "postmaster.pid"));
    }

    public string EndOfLog() => File.Exists(Log) ? string.Join('\n', File.ReadLines(Log).TakeLast(20)) : "";

    private static string DataOf(string root)
    {
        var data = new DirectoryInfo(Path.Combine(root, "data"));
        return data.LinkTarget is null ? data.FullName : data.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private static EmbeddedPostgresException AnotherUsers(string path, Exception refusal) => new(
        $"{path} belongs to another user of this machine. Start as that user, choose another data folder, or remove this one (deploy/demo.sh --reset as that user).", refusal);

    private static async Task WritePrivatelyAsync(string path, string text, CancellationToken cancellationToken)
    {
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = OwnerOnly;
        await using var writer = new StreamWriter(path, how);
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
    }

    private static string ProcOf(int processId) => string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}");

    private static IEnumerable<int> ProcessesIn(string folder)
    {
        foreach (var proc in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(proc), CultureInfo.InvariantCulture, out var processId))
                continue;
            string? place = null;
            try
            {
                place = Directory.ResolveLinkTarget(proc + "/cwd", returnFinalTarget: false)?.FullName;
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // The process ended while we looked, or is another user's and so not ours.
            }
            if (place == folder)
                yield return processId;
        }
    }

    // postmaster.pid: line 1 the process, line 4 the port (PostgreSQL's miscadmin.h, LOCK_FILE_LINE_*).
    private (int ProcessId, int Port)? ReadPidFile()
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(Data, "postmaster.pid"));
            return lines.Length >= 4
                && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId)
                && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port) ? (processId, port) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private bool IsOurServer(int processId)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
                return Process.GetProcessById(processId).ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase);
            // A zombie has an empty command line; a number given to another program has another one.
            return File.ReadAllText(ProcOf(processId) + "/cmdline").Split('\0').Contains(Data);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    private FileStream? TryLock(string name, FileShare share)
    {
        var path = Path.Combine(Root, name);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, share);
        }
        catch (UnauthorizedAccessException refusal)
        {
            throw AnotherUsers(path, refusal);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
