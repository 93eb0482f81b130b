using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Certificates.Expiry;
using ThanhHoa.DigitalSignature.Certificates.Holidays;
using ThanhHoa.DigitalSignature.Certificates.Janitor;
using ThanhHoa.DigitalSignature.Certificates.Waves;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Jobs;

namespace ThanhHoa.DigitalSignature.Certificates;

/// <summary>Wiring of what keeps certificates from lapsing: reminders, plan of renewals, janitor, holidays.</summary>
internal static class UpkeepSetup
{
    private const string Oversight = "certificates.oversight";
    private const string Upkeep = "certificates.upkeep";

    public static void AddUpkeep(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(new ExpiryLadder(builder.Configuration));
        services.AddScoped<ExpiryRecipients>().AddScoped<ExpiryDigest>().AddScoped<RenewalWaves>();
        services.AddScoped<FindMisfits>().AddScoped<FindingAccess>().AddScoped<RemediesUnderWay>();
        // From seven in the morning in Vietnam; should the portal be down then, at one of the hours after.
        services.AddRecurringJob<TellExpiries>("certificates-tell-expiries", "2 0-12 * * *", job => job.RunAsync(CancellationToken.None));
        services.AddRecurringJob<KeepFindings>("certificates-keep-findings", "40 18 * * *", job => job.RunAsync(CancellationToken.None));
        services.AddRecurringJob<ReckonDueDays>("certificates-reckon-due-days", "25 * * * *", job => job.RunAsync(CancellationToken.None));
        services.AddRolePolicy(Oversight, Role.LeadAgency, Role.Inspector, Role.Clerk, Role.UnitHead);
        services.AddRolePolicy(Upkeep, Role.LeadAgency);
        services.Configure<RazorPagesOptions>(pages =>
        {
            pages.Conventions.AuthorizeFolder("/Certificates/Waves", Oversight);
            pages.Conventions.AuthorizeFolder("/Certificates/Janitor", Oversight);
            pages.Conventions.AuthorizeFolder("/Certificates/Holidays", Upkeep);
            pages.Conventions.AuthorizeFolder("/Certificates/Expiry", Upkeep);
        });
    }
}
