using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Demonstration;
using ThanhHoa.DigitalSignature.Platform.Jobs;
using ThanhHoa.DigitalSignature.Signing.Demonstration;
using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>All wiring of the signing module on one page.</summary>
public static class SigningModule
{
    private const string Inbox = "signing.inbox";
    private const string Prepare = "signing.prepare";
    private const string Read = "signing.read";

    /// <summary>Registers documents, the leader's inbox and signing on a PC.</summary>
    /// <param name="builder">The host being built.</param>
    public static void AddSigning(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddModuleDb<SigningDb>(SigningDb.SchemaName);
        services.AddScoped<DocumentAccess>().AddScoped<StartSigning>().AddScoped<FinishSigning>().AddScoped<SigningManifest>();
        services.AddScoped<IDemonstrationData, DemonstrationDocuments>();
        services.AddRolePolicy(Inbox, Role.Leader);
        services.AddRolePolicy(Prepare, Role.Clerk);
        services.AddRolePolicy(Read, Role.Leader, Role.Clerk);
        services.Configure<RazorPagesOptions>(pages =>
        {
            pages.Conventions.AuthorizeFolder("/Signing/Inbox", Inbox);
            pages.Conventions.AuthorizeFolder("/Signing/Sign", Inbox);
            pages.Conventions.AuthorizePage("/Signing/Documents/Index", Prepare);
            pages.Conventions.AuthorizePage("/Signing/Documents/Submit", Prepare);
            pages.Conventions.AuthorizePage("/Signing/Documents/Read", Read);
            pages.Conventions.AuthorizePage("/Signing/Documents/File", Read);
        });
        services.AddRecurringJob<SweepAttempts>("signing-sweep-attempts", "17 * * * *", job => job.RunAsync(CancellationToken.None));
    }
}
