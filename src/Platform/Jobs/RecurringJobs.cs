using System.Linq.Expressions;
using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Platform.Jobs;

/// <summary>Schedules of all modules. A job is safe to run twice; its sweep, not its enqueueing, is the guarantee.</summary>
public static class RecurringJobs
{
    /// <summary>Declares a recurring job; every schedule of a module stands in its Module file.</summary>
    /// <typeparam name="TJob">The job's class; its method is public so that Hangfire can call it.</typeparam>
    /// <param name="services">The portal's services.</param>
    /// <param name="id">Stable identity: module, dash, act.</param>
    /// <param name="cron">When, UTC.</param>
    /// <param name="run">The call.</param>
    public static IServiceCollection AddRecurringJob<TJob>(this IServiceCollection services, string id, string cron, Expression<Func<TJob, Task>> run) where TJob : class
    {
        services.AddScoped<TJob>();
        return services.AddSingleton(new ScheduledJob(id, cron, manager => manager.AddOrUpdate(id, run, cron)));
    }

    internal static void AddJobs(this WebApplicationBuilder builder)
    {
        builder.Services.AddHangfire((provider, hangfire) => hangfire
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UsePostgreSqlStorage(
                storage => storage.UseNpgsqlConnection(new NpgsqlConnectionStringBuilder(provider.GetRequiredService<DatabaseConnection>().ConnectionString) { Enlist = false }.ConnectionString),
                new PostgreSqlStorageOptions { SchemaName = "hangfire", EnableTransactionScopeEnlistment = false, QueuePollInterval = TimeSpan.FromSeconds(5) }));
        // A process may serve pages only and leave the jobs to others.
        if (builder.Configuration.GetValue("Jobs:Run", defaultValue: true)) builder.Services.AddHangfireServer(server => server.WorkerCount = Math.Max(2, Environment.ProcessorCount));
    }

    internal static void Schedule(IHost host)
    {
        var manager = host.Services.GetRequiredService<IRecurringJobManager>();
        foreach (var job in host.Services.GetServices<ScheduledJob>()) job.Register(manager);
    }
}

/// <summary>A declared schedule, kept so that a test can list them.</summary>
/// <param name="Id">Stable identity.</param>
/// <param name="Cron">When, UTC.</param>
/// <param name="Register">Tells Hangfire.</param>
public sealed record ScheduledJob(string Id, string Cron, Action<IRecurringJobManager> Register);
