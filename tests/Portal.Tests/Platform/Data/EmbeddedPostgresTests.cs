using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Platform.Data;

public sealed class EmbeddedPostgresTests : IAsyncLifetime
{
    private static readonly EmbeddedPostgresOptions Fast = new() { Fast = true };
    private readonly string folder = Directory.CreateTempSubdirectory("postgres-").FullName;
    private EmbeddedPostgres server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        server = await EmbeddedPostgres.StartAsync(folder, Fast, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync(CancellationToken.None);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Vietnamese_names_are_sorted_and_searched_as_a_reader_expects()
    {
        var sorted = await AskAsync("SELECT string_agg(n, ' ' ORDER BY n COLLATE \"vi-x-icu\") FROM unnest(ARRAY['Đông','Dũng','Ân','An','Ăn','Em','Ế']) n");
        Assert.Equal("An Ăn Ân Dũng Đông Em Ế", sorted);
        Assert.Equal(sorted, await AskAsync("SELECT string_agg(n, ' ' ORDER BY n) FROM unnest(ARRAY['Đông','Dũng','Ân','An','Ăn','Em','Ế']) n"));

        await AskAsync("CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm");
        Assert.Equal("Nguyen Thi Hue Dong", await AskAsync("SELECT unaccent('Nguyễn Thị Huệ Đông')"));
        Assert.Equal("đặng thị ước", await AskAsync("SELECT lower('ĐẶNG THỊ ƯỚC')"));
        Assert.Equal("true", await AskAsync("SELECT similarity('Đặng Thị Ước', 'đặng thị ước') = 1"));
    }

    [Fact]
    public async Task Only_who_knows_the_password_gets_in_and_only_the_owner_may_read_it()
    {
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync(Stop));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "password")));
    }

    [Fact]
    public async Task A_second_start_joins_the_running_server_and_the_last_to_leave_stops_it()
    {
        var second = await EmbeddedPostgres.StartAsync(folder, Fast, Stop);
        Assert.Equal(server.ProcessId, second.ProcessId);
        Assert.Equal(server.ConnectionString, second.ConnectionString);

        await second.StopAsync(Stop);
        Assert.NotNull(server.ProcessId);
        Assert.Equal("1", await AskAsync("SELECT 1"));

        await server.StopAsync(Stop);
        Assert.Null(server.ProcessId);
    }

    [Fact]
    public async Task Stopping_and_starting_keeps_the_data_and_the_port()
    {
        await AskAsync("CREATE TABLE kept AS SELECT 'còn đây' AS word");
        var port = server.Port;
        await server.StopAsync(Stop);
        server = await EmbeddedPostgres.StartAsync(folder, Fast, Stop);
        Assert.Equal(port, server.Port);
        Assert.Equal("còn đây", await AskAsync("SELECT word FROM kept"));
    }

    [Fact]
    public async Task A_killed_server_is_revived_by_the_keeper_on_the_same_port_with_its_data()
    {
        await server.StopAsync(Stop);
        server = await EmbeddedPostgres.StartAsync(folder, cancellationToken: Stop);
        await AskAsync("CREATE TABLE kept AS SELECT 'còn đây' AS word");
        var (port, killed) = (server.Port, server.ProcessId!.Value);
        using var keeper = new EmbeddedPostgresKeeper(server, TimeProvider.System, NullLogger<EmbeddedPostgresKeeper>.Instance);
        await keeper.StartAsync(Stop);

        Kill(killed);

        while (server.ProcessId is null || server.ProcessId == killed)
            await Task.Delay(50, Stop);
        Assert.Equal("còn đây", await AskAsync("SELECT word FROM kept", patient: true));
        Assert.Equal(port, server.Port);
        await keeper.StopAsync(Stop);
        Assert.Null(server.ProcessId);
    }

    [Fact]
    public async Task A_server_whose_owner_was_killed_is_found_again()
    {
        await server.StopAsync(Stop);
        using var owner = EmbeddedPostgresOwner.Launch(folder);
        await EmbeddedPostgresOwner.UntilItSaysReadyAsync(owner, Stop);
        Kill(owner.Id);
        await owner.WaitForExitAsync(Stop);

        var survivor = server.ProcessId;
        server = await EmbeddedPostgres.StartAsync(folder, Fast, Stop);
        Assert.NotNull(survivor);
        Assert.Equal(survivor, server.ProcessId);
        Assert.Equal("1", await AskAsync("SELECT 1"));
    }

    [Fact]
    public async Task Two_processes_that_start_at_once_share_one_server()
    {
        await server.StopAsync(Stop);
        using var first = EmbeddedPostgresOwner.Launch(folder);
        using var second = EmbeddedPostgresOwner.Launch(folder);
        var answers = await Task.WhenAll(EmbeddedPostgresOwner.UntilItSaysReadyAsync(first, Stop), EmbeddedPostgresOwner.UntilItSaysReadyAsync(second, Stop));
        Assert.Equal(answers[0], answers[1]);
        Kill(first.Id);
        Kill(second.Id);
        await Task.WhenAll(first.WaitForExitAsync(Stop), second.WaitForExitAsync(Stop));
        server = await EmbeddedPostgres.StartAsync(folder, Fast, Stop);
    }

    [Fact]
    public async Task A_pid_file_whose_number_now_belongs_to_another_program_does_not_stop_the_start()
    {
        var pidFile = Path.Combine(folder, "data", "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(pidFile, Stop);
        await server.StopAsync(Stop);
        lines[0] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(pidFile, lines, Stop);
        if (Environment.IsPrivilegedProcess)
            await Process.Start("chown", ["--reference=" + Path.Combine(folder, "data"), pidFile]).WaitForExitAsync(Stop);

        server = await EmbeddedPostgres.StartAsync(folder, Fast, Stop);
        Assert.NotEqual(Environment.ProcessId, server.ProcessId);
        Assert.Equal("1", await AskAsync("SELECT 1"));
    }

    [Fact]
    public async Task A_taken_port_is_left_to_its_owner()
    {
        await server.StopAsync(Stop);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        server = await EmbeddedPostgres.StartAsync(folder, Fast with { Port = taken }, Stop);
        Assert.NotEqual(taken, server.Port);
        Assert.Equal("1", await AskAsync("SELECT 1"));
    }

    [Fact]
    public async Task A_half_made_folder_of_a_killed_first_start_is_made_anew()
    {
        await server.StopAsync(Stop);
        Directory.Move(Path.Combine(folder, "data"), Path.Combine(folder, "new-0badcafe"));
        server = await EmbeddedPostgres.StartAsync(folder, Fast, Stop);
        Assert.Equal("1", await AskAsync("SELECT 1"));
        Assert.Empty(Directory.GetDirectories(folder, "new-*"));
    }

    [Fact]
    public async Task A_lost_password_file_is_named()
    {
        await server.StopAsync(Stop);
        File.Delete(Path.Combine(folder, "password"));
        var refusal = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(folder, Fast, Stop));
        Assert.Contains(Path.Combine(folder, "password"), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_another_version_is_refused_with_both_versions()
    {
        await server.StopAsync(Stop);
        await File.WriteAllTextAsync(Path.Combine(folder, "data", "PG_VERSION"), "9\n", Stop);
        var refusal = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(folder, Fast, Stop));
        Assert.Matches(@"is version \d+, the data in .+ is of version 9", refusal.Message);
    }

    [Fact]
    public async Task Missing_binaries_are_answered_with_what_to_install()
    {
        await server.StopAsync(Stop);
        var options = Fast with { BinariesFolder = Path.Combine(folder, "nothing") };
        var refusal = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartAsync(folder, options, Stop));
        Assert.Contains("npm ci", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install postgresql", refusal.Message, StringComparison.Ordinal);
    }

    private static void Kill(int processId) => Process.GetProcessById(processId).Kill();

    private async Task<string?> AskAsync(string sql, bool patient = false)
    {
        var text = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(text.ConnectionString);
                await connection.OpenAsync(Stop);
                await using var command = new NpgsqlCommand(sql, connection);
                return Convert.ToString(await command.ExecuteScalarAsync(Stop), CultureInfo.InvariantCulture) is var answer && bool.TryParse(answer, out var truth)
                    ? truth ? "true" : "false"
                    : answer;
            }
            catch (NpgsqlException refusal) when (patient && refusal.IsTransient && attempt < 200)
            {
                await Task.Delay(50, Stop);
            }
        }
    }
}
