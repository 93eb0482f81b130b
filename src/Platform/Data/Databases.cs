using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ThanhHoa.DigitalSignature.Platform.Data;

/// <summary>Which databases the modules registered; all live in one PostgreSQL, each in its own schema.</summary>
public static class Databases
{
    /// <summary>Registers a module's database on the portal's PostgreSQL with a migrations history of its own.</summary>
    /// <typeparam name="TDb">The module's context.</typeparam>
    /// <param name="services">The portal's services.</param>
    /// <param name="schema">The module's schema; its migrations history stands there too.</param>
    public static IServiceCollection AddModuleDb<TDb>(this IServiceCollection services, string schema) where TDb : DbContext
    {
        services.AddDbContextFactory<TDb>((provider, options) => Configure(options, provider.GetRequiredService<DatabaseConnection>().ConnectionString, schema));
        return services.AddSingleton(new RegisteredDb(typeof(TDb)));
    }

    /// <summary>Brings every registered database up to date. Safe to run from several processes at once: EF Core takes a lock.</summary>
    /// <param name="host">The built host.</param>
    public static async Task MigrateDatabasesAsync(this IHost host)
    {
        foreach (var registered in host.Services.GetServices<RegisteredDb>())
        {
            await using var scope = host.Services.CreateAsyncScope();
            var db = (DbContext)scope.ServiceProvider.GetRequiredService(registered.Context);
            await db.Database.MigrateAsync();
        }
    }

    /// <summary>Options for a context at design time (<c>dotnet ef migrations add</c>), which never connects.</summary>
    /// <typeparam name="TDb">The module's context.</typeparam>
    /// <param name="schema">The module's schema.</param>
    public static DbContextOptions<TDb> DesignTimeOptions<TDb>(string schema) where TDb : DbContext
    {
        var options = new DbContextOptionsBuilder<TDb>();
        Configure(options, "Host=localhost;Database=design", schema);
        return options.Options;
    }

    private static void Configure(DbContextOptionsBuilder options, string connectionString, string schema) =>
        options.UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable("migrations_history", schema));

    private sealed record RegisteredDb(Type Context);
}
