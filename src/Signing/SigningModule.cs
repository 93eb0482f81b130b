using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Demonstration;
using ThanhHoa.DigitalSignature.Platform.Jobs;
using ThanhHoa.DigitalSignature.Signing.Demonstration;
using ThanhHoa.DigitalSignature.Signing.Sign;
using ThanhHoa.DigitalSignature.Signing.Verification;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>All wiring of the signing module on one page.</summary>
public static class SigningModule
{
    /// <summary>The policy that says who may check signatures.</summary>
    public const string Verification = VerificationPolicy.Name;

    private const string Inbox = "signing.inbox";
    private const string Prepare = "signing.prepare";
    private const string Read = "signing.read";

    /// <summary>Registers documents, the leader's inbox, signing on a PC and checking.</summary>
    /// <param name="builder">The host being built.</param>
    public static void AddSigning(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddModuleDb<SigningDb>(SigningDb.SchemaName);
        services.AddScoped<DocumentAccess>().AddScoped<StartSigning>().AddScoped<FinishSigning>().AddScoped<SigningManifest>();
        services.AddSingleton<VerificationGate>().AddScoped<VerifyUpload>().AddScoped<FileReception>().AddScoped<CheckFile>();
        services.AddScoped<IDemonstrationData, DemonstrationDocuments>().AddScoped<ICertificateUse, UseOfCertificates>();
        services.AddRolePolicy(Inbox, Role.Leader);
        services.AddRolePolicy(Prepare, Role.Clerk);
        services.AddRolePolicy(Read, Role.Leader, Role.Clerk);
        services.AddVerificationPolicy();
        services.Configure<RazorPagesOptions>(pages =>
        {
            pages.Conventions.AuthorizeFolder("/Signing/Inbox", Inbox);
            pages.Conventions.AuthorizeFolder("/Signing/Sign", Inbox);
            pages.Conventions.AuthorizePage("/Signing/Documents/Index", Prepare);
            pages.Conventions.AuthorizePage("/Signing/Documents/Submit", Prepare);
            pages.Conventions.AuthorizePage("/Signing/Documents/Read", Read);
            pages.Conventions.AuthorizePage("/Signing/Documents/File", Read);
            pages.Conventions.AuthorizePage("/Signing/Documents/Check", Read);
            pages.Conventions.AuthorizePage("/Signing/Verification/Index", VerificationPolicy.Name);
            pages.Conventions.AuthorizePage("/Signing/Verification/Api", VerificationPolicy.Name);
            pages.Conventions.AuthorizePage("/Signing/Verification/Settings", RolePolicy.Administration);
        });
        services.AddRecurringJob<SweepAttempts>("signing-sweep-attempts", "17 * * * *", job => job.RunAsync(CancellationToken.None));
    }
}
