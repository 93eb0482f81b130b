using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Jobs;

namespace ThanhHoa.DigitalSignature.Signing.Archive;

/// <summary>Wiring of the archive.</summary>
internal static class ArchiveSetup
{
    private const string Rules = "signing.retention";

    public static void AddArchive(this IServiceCollection services)
    {
        services.AddScoped<ArchiveSearch>().AddScoped<ExportZip>();
        services.AddRolePolicy(Rules, Role.LeadAgency);
        services.Configure<RazorPagesOptions>(pages =>
        {
            // DocumentAccess says what is found.
            pages.Conventions.AuthorizePage("/Signing/Archive/Index", RolePolicy.SignedIn);
            pages.Conventions.AuthorizePage("/Signing/Archive/Retention", Rules);
        });
        services.AddRecurringJob<ReadTexts>("signing-read-texts", "* * * * *", job => job.RunAsync(CancellationToken.None));
        services.AddRecurringJob<ReadTexts>("signing-read-all-texts", "40 19 * * *", job => job.RunAllAsync(CancellationToken.None));
    }
}
