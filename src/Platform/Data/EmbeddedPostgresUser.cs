namespace ThanhHoa.DigitalSignature.Platform.Data;

/// <summary>
/// The operating-system user a server runs as when root starts it. PostgreSQL refuses to run as root, so root steps down
/// with setpriv: to the data's owner, for fresh data to uid 65534 (nobody).
/// </summary>
internal sealed record EmbeddedPostgresUser(string Uid, string Gid)
{
    private const string Nobody = "65534";

    /// <summary>Whether this process is root and must step down.</summary>
    public static bool StepsDown => Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows();

    /// <summary>What stands before the command.</summary>
    public string[] Prefix => ["setpriv", "--reuid=" + Uid, "--regid=" + Gid, "--clear-groups"];

    /// <summary>The owner of the folder, or null when this process may run the server itself.</summary>
    public static async Task<EmbeddedPostgresUser?> ForOwnerOfAsync(string folder, CancellationToken cancellationToken)
    {
        if (!StepsDown)
            return null;
        var (_, output) = await EmbeddedPostgresBinaries.RunAsync("stat", ["-c", "%u %g", folder], cancellationToken);
        return output.Trim().Split(' ') is [var uid, var gid] && uid != "0" ? new(uid, gid) : new(Nobody, Nobody);
    }

    /// <summary>Whether every folder on the way may be entered by others.</summary>
    public static bool MayEnter(string folder)
    {
        if (OperatingSystem.IsWindows())
            return true;
        for (var up = new DirectoryInfo(folder); up is not null; up = up.Parent)
        {
            if (!up.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                return false;
        }
        return true;
    }

    /// <summary>Gives fresh files to the user that root steps down to. Does nothing for an ordinary user.</summary>
    public static async Task HandOverAsync(string[] paths, CancellationToken cancellationToken)
    {
        if (!StepsDown)
            return;
        var (exitCode, output) = await EmbeddedPostgresBinaries.RunAsync("chown", [Nobody + ":" + Nobody, .. paths], cancellationToken);
        if (exitCode != 0)
            throw new EmbeddedPostgresException($"Root could not hand the fresh database folder to uid {Nobody}: {output}");
    }
}
