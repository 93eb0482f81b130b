using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Certificates.Demonstration;
using ThanhHoa.DigitalSignature.Certificates.Import;
using ThanhHoa.DigitalSignature.Certificates.People;
using ThanhHoa.DigitalSignature.Certificates.Readiness;
using ThanhHoa.DigitalSignature.Certificates.Registry;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Certificates.Revocation;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Demonstration;
using ThanhHoa.DigitalSignature.Platform.Jobs;

namespace ThanhHoa.DigitalSignature.Certificates;

/// <summary>All wiring of the certificates module on one page.</summary>
public static class CertificatesModule
{
    private const string Registry = "certificates.registry";
    private const string ServerKeys = "certificates.server-keys";

    /// <summary>Registers the registry of certificates, trust and revocation lists.</summary>
    /// <param name="builder">The host being built.</param>
    public static void AddCertificates(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddModuleDb<CertificatesDb>(CertificatesDb.SchemaName);
        // Trust is configuration: a folder with the certificates of both generations of the national CA (law-and-layout §3).
        services.AddSingleton(_ => builder.Configuration["Trust:Folder"] is { Length: > 0 } folder ? TrustStore.Load(folder) : TrustStore.Empty);
        services.AddSingleton(_ => builder.Configuration["Trust:Folder"] is { Length: > 0 } folder ? TrustPolicy.Load(folder) : TrustPolicy.Default);
        services.AddHttpClient(nameof(CrlClient), http => http.Timeout = TimeSpan.FromSeconds(15));
        services.AddTransient(provider => new CrlClient(provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(CrlClient)), provider.GetRequiredService<TimeProvider>(), TimeSpan.FromSeconds(5)));
        services.AddTransient(provider => new OcspClient(provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(CrlClient)), provider.GetRequiredService<TimeProvider>(), TimeSpan.FromSeconds(5)));
        services.AddScoped<RevocationLists>().AddScoped<ICertificateRegistry, CertificateRegistry>().AddScoped<LargeDemonstration>().AddScoped<IDemonstrationData, DemonstrationCertificates>();
        services.AddSingleton<IRevocationLists, KnownRevocationLists>();
        services.AddScoped<RegistryAccess>().AddScoped<CheckStatus>().AddScoped<SavedFilters>().AddScoped<FindHolders>().AddScoped<EnterDevices>().AddScoped<ConfirmHolder>().AddScoped<PersonReadiness>().AddScoped<IPersonSection, CertificatesOfPerson>();
        services.AddRecurringJob<RunImports>("certificates-run-imports", "* * * * *", job => job.RunAsync(CancellationToken.None));
        services.AddRolePolicy(Registry, Role.LeadAgency);
        services.AddRolePolicy(ServerKeys, Role.LeadAgency, Role.Inspector);
        services.Configure<RazorPagesOptions>(pages =>
        {
            pages.Conventions.AuthorizeFolder("/Certificates/Registry", RolePolicy.SignedIn);
            pages.Conventions.AuthorizePage("/Certificates/Registry/Register", Registry);
            pages.Conventions.AuthorizeFolder("/Certificates/Import", Registry);
            pages.Conventions.AuthorizePage("/Certificates/Registry/Entrust", Registry);
            pages.Conventions.AuthorizeFolder("/Certificates/ServerKeys", ServerKeys);
            pages.Conventions.AuthorizeFolder("/Certificates/Devices", RolePolicy.SignedIn);
            pages.Conventions.AuthorizePage("/Certificates/Devices/Register", Registry);
        });
        builder.AddRequests();
        builder.AddUpkeep();
        services.AddRecurringJob<RefreshRevocationLists>("certificates-refresh-revocation-lists", "*/30 * * * *", job => job.RunAsync(CancellationToken.None));
    }
}
