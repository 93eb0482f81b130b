using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Jobs;

namespace ThanhHoa.DigitalSignature.Signing.Preservation;

/// <summary>Wiring of what raises signatures afterwards.</summary>
internal static class PreservationSetup
{
    private const string Watch = "signing.preservation";

    public static void AddPreservation(this WebApplicationBuilder builder)
    {
        var (services, addresses) = (builder.Services, Addresses(builder.Configuration));
        var timeout = TimeSpan.FromSeconds(Math.Clamp(builder.Configuration.GetValue("TimeStamps:Seconds", 10), 1, 60));
        services.AddHttpClient(nameof(TimestampClient), http => http.Timeout = timeout + TimeSpan.FromSeconds(5));
        services.AddScoped(provider =>
        {
            var (clock, trust) = (provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<TrustStore>());
            var stamps = addresses.Count == 0 ? null
                : new TimestampClient(provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(TimestampClient)), addresses, clock, trust, timeout);
            return new PdfExtender(stamps, provider.GetRequiredService<OcspClient>(), provider.GetRequiredService<CrlClient>(), trust, clock);
        });
        services.AddRolePolicy(Watch, Role.LeadAgency, Role.Administrator);
        services.Configure<RazorPagesOptions>(pages => pages.Conventions.AuthorizeFolder("/Signing/Preservation", Watch));
        services.AddRecurringJob<PreserveFiles>("signing-preserve-files", "* * * * *", job => job.RunAsync(CancellationToken.None));
        services.AddRecurringJob<PreserveFiles>("signing-queue-files-to-preserve", "20 19 * * *", job => job.QueueAllAsync(CancellationToken.None));
    }

    // A wrong address is told at the start, not by a job at night.
    private static List<Uri> Addresses(ConfigurationManager settings) => [.. new[] { settings["TimeStamps:Url"] }.Concat(settings.GetSection("TimeStamps:Url").GetChildren().Select(c => c.Value))
        .Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
            : throw new InvalidOperationException($"TimeStamps:Url must be http or https addresses, not \"{value}\"."))];
}
