using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Demonstration;
using ThanhHoa.DigitalSignature.Platform.Jobs;
using ThanhHoa.DigitalSignature.Signing.Archive;
using ThanhHoa.DigitalSignature.Signing.Batches;
using ThanhHoa.DigitalSignature.Signing.Demonstration;
using ThanhHoa.DigitalSignature.Signing.Documents;
using ThanhHoa.DigitalSignature.Signing.Exchange;
using ThanhHoa.DigitalSignature.Signing.Incoming;
using ThanhHoa.DigitalSignature.Signing.Numbering;
using ThanhHoa.DigitalSignature.Signing.Papers;
using ThanhHoa.DigitalSignature.Signing.Preservation;
using ThanhHoa.DigitalSignature.Signing.ServerSeals;
using ThanhHoa.DigitalSignature.Signing.Sign;
using ThanhHoa.DigitalSignature.Signing.SignService;
using ThanhHoa.DigitalSignature.Signing.Verification;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>All wiring of the signing module on one page.</summary>
public static class SigningModule
{
    /// <summary>The policy that says who may check signatures.</summary>
    public const string Verification = VerificationPolicy.Name;

    private const string Prepare = "signing.prepare";

    private const string Addresses = "signing.addresses";

    /// <summary>Registers documents, the leader's inbox, signing on a PC and checking.</summary>
    /// <param name="builder">The host being built.</param>
    public static void AddSigning(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddModuleDb<SigningDb>(SigningDb.SchemaName);
        services.AddScoped<DocumentAccess>().AddScoped<ActOnDocument>().AddScoped<TakeUploads>().AddScoped<ChangedPages>().AddScoped<WaitingFor>().AddScoped<BatchCards>();
        services.AddScoped<StartSigning>().AddScoped<FinishSigning>().AddScoped<SigningManifest>().AddScoped<SigningOptions>().AddScoped<SignatureLooks>();
        services.AddScoped<TakeNumber>().AddScoped<GiveNumber>().AddScoped<WriteNumber>().AddScoped<EnterDocument>();
        services.AddScoped<IPapersToSign, PapersToSign>().AddScoped<IReadinessFacts, SigningFacts>();
        services.AddSingleton<VerificationGate>().AddScoped<VerifyUpload>().AddScoped<FileReception>().AddScoped<CheckFile>();
        services.AddScoped<IDemonstrationData, DemonstrationDocuments>().AddScoped<ICertificateUse, UseOfCertificates>();
        services.AddScoped<FindAddress>().AddScoped<PackDocument>().AddScoped<TakeMessage>().AddScoped<CheckArrival>().AddScoped<ReceivePackage>();
        services.AddRolePolicy(Prepare, Role.Clerk).AddRolePolicy(Addresses, Role.Clerk, Role.Administrator);
        services.AddVerificationPolicy();
        builder.AddSignService();
        services.Configure<RazorPagesOptions>(Guard);
        builder.AddPreservation();
        services.AddArchive();
        services.AddServerSeals(Prepare);
        services.AddRecurringJob<SweepAttempts>("signing-sweep-attempts", "17 * * * *", job => job.RunAsync(CancellationToken.None));
    }

    /// <summary>Who may open which page.</summary>
    private static void Guard(RazorPagesOptions pages)
    {
        // Whoever is asked to sign may open the inbox; DocumentAccess says which documents they see.
        pages.Conventions.AuthorizeFolder("/Signing/Inbox", RolePolicy.SignedIn);
        pages.Conventions.AuthorizeFolder("/Signing/Sign", RolePolicy.SignedIn);
        pages.Conventions.AuthorizePage("/Signing/Documents/Index", Prepare);
        pages.Conventions.AuthorizePage("/Signing/Documents/Submit", Prepare);
        pages.Conventions.AuthorizeFolder("/Signing/Documents/Acts", RolePolicy.SignedIn);
        pages.Conventions.AuthorizeFolder("/Signing/Batches", RolePolicy.SignedIn);
        pages.Conventions.AuthorizeFolder("/Signing/Delegations", RolePolicy.SignedIn);
        pages.Conventions.AuthorizeFolder("/Signing/Images", RolePolicy.SignedIn);
        pages.Conventions.AuthorizeFolder("/Signing/Numbering", Prepare);
        pages.Conventions.AuthorizeFolder("/Signing/Issue", Prepare);
        pages.Conventions.AuthorizeFolder("/Signing/Incoming", Prepare);
        pages.Conventions.AuthorizeFolder("/Signing/Copies", Prepare);
        pages.Conventions.AuthorizePage("/Signing/Exchange/Package", Prepare);
        pages.Conventions.AuthorizePage("/Signing/Exchange/Addresses", Addresses);
        pages.Conventions.AuthorizePage("/Signing/Documents/Read", RolePolicy.SignedIn);
        pages.Conventions.AuthorizePage("/Signing/Documents/File", RolePolicy.SignedIn);
        pages.Conventions.AuthorizePage("/Signing/Documents/Check", RolePolicy.SignedIn);
        pages.Conventions.AuthorizePage("/Signing/Verification/Index", VerificationPolicy.Name);
        pages.Conventions.AuthorizePage("/Signing/Verification/Api", VerificationPolicy.Name);
        pages.Conventions.AuthorizePage("/Signing/Verification/Settings", RolePolicy.Administration);
    }
}
