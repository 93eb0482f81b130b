using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.WebEncoders;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Demonstration;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Platform.Jobs;
using ThanhHoa.DigitalSignature.Platform.Keys;
using ThanhHoa.DigitalSignature.Platform.Mail;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Platform;

/// <summary>All wiring of the platform on one page.</summary>
public static class PlatformModule
{
    /// <summary>Where VGCA Sign Service listens on a user's PC unless the setting SignService:Url says otherwise.</summary>
    public const string SignServiceUrl = "wss://127.0.0.1:8987";

    /// <summary>Names the security headers of pages whose script talks to that component; all other pages may not.</summary>
    public const string ReachesSignService = "sign-service";

    /// <summary>Registers what every module needs. The database is found (or, in development, started) here.</summary>
    /// <param name="builder">The host being built.</param>
    public static async Task AddPlatformAsync(this WebApplicationBuilder builder)
    {
        builder.AddLogs();
        builder.Services.AddSingleton(TimeProvider.System);
        await builder.AddDatabaseAsync();
        builder.Services.AddScoped<RemoveDemonstration>();
        AddStorage(builder.Services, builder.Configuration["Files:Folder"]);
        builder.AddAccounts();
        builder.AddJobs();
        builder.Services.AddRecurringJob<SendMails>("platform-send-mails", "* * * * *", job => job.RunAsync(CancellationToken.None));
        AddWeb(builder);
    }

    private static void AddStorage(IServiceCollection services, string? filesFolder)
    {
        services.AddModuleDb<PlatformDb>(PlatformDb.Schema);
        services.AddDataProtection().SetApplicationName("thds").PersistKeysToDbContext<PlatformDb>();
        services.AddSingleton<FileStore>(provider => filesFolder is { Length: > 0 }
            ? new DiskFileStore(filesFolder)
            : ActivatorUtilities.CreateInstance<PostgresFileStore>(provider));
        services.AddScoped(provider => new ManifestKey(provider.GetRequiredService<PlatformDb>(), provider.GetRequiredService<IDataProtectionProvider>(), provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddWeb(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddLocalization();
        // Vietnamese letters are sent as they are: half the bytes, and a readable page source.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture("vi").AddSupportedCultures("vi", "en").AddSupportedUICultures("vi", "en");
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = "thds.lang" }];
        });
        services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        services.AddHealthChecks().AddCheck<DatabaseReady>("database", tags: ["ready"]);
        var agent = builder.Configuration["Agent:Url"] ?? "http://127.0.0.1:17888";
        services.AddSecurityHeaderPolicies()
            .SetDefaultPolicy(SecurityHeaders.For(agent))
            .AddPolicy(ReachesSignService, SecurityHeaders.For(agent, builder.Configuration["SignService:Url"] ?? SignServiceUrl));
    }

    /// <summary>The order of the request's way: log, errors, headers, language, who is asking, may they.</summary>
    /// <param name="app">The built host.</param>
    public static void UsePlatform(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseLogs();
        app.UseSecurityHeaders();
        app.UseRequestLocalization();
        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseRouting();
        app.UseAccounts();
        // Without it the closed default would answer "forbidden" to every mistyped address.
        app.MapFallback("{**path}", () => Results.NotFound()).AllowAnonymous();
        app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/healthz/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
    }

    /// <summary>Brings the database up to date and tells the job server the schedules, before the first request.</summary>
    /// <param name="app">The built host.</param>
    public static async Task PreparePlatformAsync(this WebApplication app)
    {
        await app.MigrateDatabasesAsync();
        await DemonstrationLoader.LoadAsync(app);
        RecurringJobs.Schedule(app);
    }
}
