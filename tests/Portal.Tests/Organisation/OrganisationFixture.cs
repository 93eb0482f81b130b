using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using ThanhHoa.DigitalSignature.Organisation;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Organisation;

/// <summary>The module alone on a real PostgreSQL, with its migrations and seed data; no pages.</summary>
public sealed class OrganisationFixture : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("organisation-").FullName;
    private EmbeddedPostgres server = null!;

    public WebApplication App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        server = await EmbeddedPostgres.StartAsync(folder, new() { Fast = true });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new DatabaseConnection(server.ConnectionString));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddScoped<CurrentUser>();
        builder.Services.AddModuleDb<PlatformDb>(PlatformDb.Schema);
        builder.AddOrganisation();
        App = builder.Build();
        await App.MigrateDatabasesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        await server.StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>One number from the database, for what the contracts do not tell.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The unit with this name that exists on the day.</summary>
    public async Task<UnitInfo> UnitAsync(IUnits units, string name, DateOnly day)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT id FROM organisation.unit WHERE name = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)", connection)
        {
            Parameters = { new() { Value = name }, new() { Value = day } },
        };
        var id = (Guid)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException($"No unit {name} on {day:O}."));
        return Assert.Single(await units.FindAsync([id], TestContext.Current.CancellationToken));
    }
}
