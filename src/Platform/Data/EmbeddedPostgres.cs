using System.Globalization;
using Npgsql;

namespace ThanhHoa.DigitalSignature.Platform.Data;

/// <summary>
/// A PostgreSQL server of this machine, started on a folder of ours and reached by TCP on the loopback address only.
/// For demonstration, development and tests; production gives a connection string instead.
/// </summary>
/// <remarks>
/// The server is a process of its own: it survives the death of whoever started it, and the next start finds and
/// reuses it. Several processes may use one folder; the last one to stop takes the server down.
/// </remarks>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string User = "postgres";
    private const int StartAttempts = 5;

    private readonly EmbeddedPostgresFolder folder;
    private readonly EmbeddedPostgresOptions options;
    private readonly string password;
    private EmbeddedPostgresBinaries? binaries;
    private FileStream? use;

    private EmbeddedPostgres(EmbeddedPostgresFolder folder, EmbeddedPostgresOptions options, string password)
    {
        this.folder = folder;
        this.options = options;
        this.password = password;
    }

    /// <summary>Connects to <see cref="EmbeddedPostgresOptions.Database"/> as the owner of everything. A secret: never log it.</summary>
    public string ConnectionString => ConnectionStringFor(options.Database);

    /// <summary>The TCP port on 127.0.0.1; stays the same over restarts unless another program took it meanwhile.</summary>
    public int Port { get; private set; }

    /// <summary>The process id of the postmaster that answers now, or null when it is dead.</summary>
    public int? ProcessId => folder.FindLiveServer()?.ProcessId;

    /// <summary>Starts the server on <paramref name="dataFolder"/>, creating it at the first time, or joins the one that runs there.</summary>
    /// <param name="dataFolder">A folder of its own. Created when missing, never emptied.</param>
    /// <param name="options">What differs from the defaults.</param>
    /// <param name="cancellationToken">Gives up waiting; a server already started keeps running.</param>
    /// <exception cref="EmbeddedPostgresException">No usable binaries, a folder of another user or version, or the server's own refusal with its log.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(string dataFolder, EmbeddedPostgresOptions? options = null, CancellationToken cancellationToken = default)
    {
        var opened = EmbeddedPostgresFolder.Open(dataFolder);
        await using var turn = await opened.TakeTurnAsync(cancellationToken);
        var server = new EmbeddedPostgres(opened, options ?? new(), await opened.PasswordAsync(cancellationToken));
        server.use = opened.Join();
        try
        {
            await server.EnsureStartedAsync(cancellationToken);
            await server.EnsureDatabaseAsync(cancellationToken);
        }
        catch
        {
            await server.use.DisposeAsync();
            throw;
        }
        return server;
    }

    /// <summary>A connection string to another database of this server, such as a copy made for one test.</summary>
    public string ConnectionStringFor(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = User,
        Password = password,
        Database = database,
        IncludeErrorDetail = true,
        Enlist = false,
    }.ConnectionString;

    /// <summary>Starts the server again, on the same port, if it died. Does nothing while it lives.</summary>
    /// <returns>True when it had to be started.</returns>
    /// <exception cref="EmbeddedPostgresException">It cannot start; calling again later may succeed.</exception>
    public async Task<bool> ReviveAsync(CancellationToken cancellationToken = default)
    {
        if (ProcessId is not null)
            return false;
        await using var turn = await folder.TakeTurnAsync(cancellationToken);
        return await EnsureStartedAsync(cancellationToken);
    }

    /// <summary>Leaves the server; when no other process uses it, open sessions are closed and it stops with all data on disk.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (use is null)
            return;
        await using var turn = await folder.TakeTurnAsync(cancellationToken);
        await use.DisposeAsync();
        use = null;
        if (!folder.NobodyElseUsesIt() || folder.FindLiveServer() is null)
            return;
        var (exitCode, _) = await ControlAsync(["stop", "-D", folder.Data, "-m", "fast", "-w", "-t", "25"], cancellationToken);
        if (exitCode != 0)
            await ControlAsync(["stop", "-D", folder.Data, "-m", "immediate", "-w", "-t", "10"], cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task<bool> EnsureStartedAsync(CancellationToken cancellationToken)
    {
        if (folder.FindLiveServer() is { } live)
        {
            Port = live.Port;
            await WaitUntilItAnswersAsync(cancellationToken);
            return false;
        }
        binaries ??= await EmbeddedPostgresBinaries.FindAsync(options.BinariesFolder, folder.Version, folder.Root, cancellationToken);
        if (!folder.IsInitialised)
            await folder.InitialiseAsync(binaries, User, password, cancellationToken);
        await folder.ForgetDeadServerAsync(cancellationToken);
        var wanted = Port != 0 ? Port : options.Port ?? folder.LastPort;
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort.OrAnother(attempt == StartAttempts ? null : wanted);
            var (exitCode, output) = await ControlAsync(["start", "-D", folder.Data, "-w", "-t", "120", "-l", folder.Log, "-o", ServerArguments()], cancellationToken);
            if (exitCode == 0)
                break;
            if (attempt >= StartAttempts)
                throw new EmbeddedPostgresException($"PostgreSQL in {folder.Data} did not start: {output}\n{folder.EndOfLog()}");
            // After a kill of the postmaster its children need a moment to leave the shared memory.
            await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), cancellationToken);
        }
        await WaitUntilItAnswersAsync(cancellationToken);
        return true;
    }

    private string ServerArguments()
    {
        var arguments = string.Create(CultureInfo.InvariantCulture, $"-p {Port}");
        return options.Fast ? arguments + " -c fsync=off -c synchronous_commit=off -c full_page_writes=off" : arguments;
    }

    private async Task<(int ExitCode, string Output)> ControlAsync(string[] arguments, CancellationToken cancellationToken)
    {
        binaries ??= await EmbeddedPostgresBinaries.FindAsync(options.BinariesFolder, folder.Version, folder.Root, cancellationToken);
        return await binaries.RunAsync("pg_ctl", arguments, await folder.RunAsAsync(cancellationToken), cancellationToken);
    }

    private async Task WaitUntilItAnswersAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(WithoutPool("postgres"));
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException refusal) when (refusal.SqlState == PostgresErrorCodes.InvalidPassword)
            {
                throw new EmbeddedPostgresException($"PostgreSQL in {folder.Data} does not know the password in {folder.PasswordFile}. Put the file back, or remove the whole folder to start over.", refusal);
            }
            catch (NpgsqlException refusal) when (refusal.IsTransient && attempt < 300)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    private async Task EnsureDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(WithoutPool("postgres"));
        await connection.OpenAsync(cancellationToken);
        await using var find = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = options.Database } } };
        if (await find.ExecuteScalarAsync(cancellationToken) is not null)
            return;
        var name = new NpgsqlCommandBuilder().QuoteIdentifier(options.Database);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    private string WithoutPool(string database) =>
        new NpgsqlConnectionStringBuilder(ConnectionStringFor(database)) { Pooling = false }.ConnectionString;
}
