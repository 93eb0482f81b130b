using Npgsql;
using ThanhHoa.DigitalSignature.Platform.Data;

[assembly: AssemblyFixture(typeof(ThanhHoa.DigitalSignature.Portal.Tests.Hosting.PortalDatabase))]

namespace ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

/// <summary>
/// One PostgreSQL for the whole run and one database in it that holds every schema, the units and the demonstration people;
/// each test class gets a copy of it in about a tenth of a second.
/// </summary>
public sealed class PortalDatabase : IAsyncLifetime
{
    private const string Template = "portal_template";
    private readonly string folder = Directory.CreateTempSubdirectory("portal-tests-").FullName;
    private EmbeddedPostgres server = null!;
    private int copies;

    /// <summary>Without waiting for the disk; figures are taken with it.</summary>
    public bool Fast { get; init; } = true;

    public async ValueTask InitializeAsync()
    {
        // The server runs as an unprivileged user when the tests run as root; it must be able to enter.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        server = await EmbeddedPostgres.StartAsync(folder, new EmbeddedPostgresOptions { Fast = Fast });
        await ExecuteAsync($"create database {Template}");
        await using var host = new PortalHost(server.ConnectionStringFor(Template));
        await host.StartAsync();
    }

    /// <summary>A connection string to a fresh copy.</summary>
    public async Task<string> CopyAsync()
    {
        var name = $"portal_{Interlocked.Increment(ref copies)}";
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync($"create database {name} template {Template}");
        return server.ConnectionStringFor(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await server.StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionStringFor("postgres"));
        await connection.OpenAsync();
        // A name made here, never one from outside.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
