using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

/// <summary>The real portal on a real port, with the database it is given.</summary>
/// <param name="connectionString">The portal's database.</param>
/// <param name="settings">More settings, as in appsettings.json.</param>
internal sealed class PortalHost(string connectionString, IReadOnlyDictionary<string, string?>? settings = null) : WebApplicationFactory<NavigationEntry>
{
    /// <summary>Where it answers: <c>http://127.0.0.1:port</c>.</summary>
    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>What time it is; the machine's own when null.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Starts listening.</summary>
    public Task StartAsync()
    {
        UseKestrel(0);
        StartServer();
        return Task.CompletedTask;
    }

    /// <summary>Runs something with the services of one request.</summary>
    public async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Runs a job as the job server would.</summary>
    public async Task RunAsync<TJob>(Func<TJob, Task> run) where TJob : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        await run(scope.ServiceProvider.GetRequiredService<TJob>());
    }

    protected override IHost CreateHost(IHostBuilder builder)
    {
        // Here and not in ConfigureWebHost: Program reads its settings before the host is built.
        builder.ConfigureHostConfiguration(configuration => configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Portal"] = connectionString,
            ["Demonstration:Enabled"] = "true",
            ["Jobs:Run"] = "false",
            ["SignIn:AttemptsPerMinute"] = "100000",
            ["Serilog:MinimumLevel:Default"] = "Warning",
        }.Concat(settings ?? new Dictionary<string, string?>()).GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.Last().Value)));
        return base.CreateHost(builder);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        if (Clock is not null) builder.ConfigureTestServices(services => services.AddSingleton(Clock));
    }
}
