using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Signing.ServerSeals;

/// <summary>Wiring of the organisations' keys on the server.</summary>
internal static class ServerSealSetup
{
    private const string Choose = "signing.server-seals";

    public static void AddServerSeals(this IServiceCollection services, string clerks)
    {
        services.AddSingleton<SealToken>().AddScoped<SealOnServer>();
        services.AddRolePolicy(Choose, Role.UnitHead, Role.LeadAgency);
        services.Configure<RazorPagesOptions>(pages =>
        {
            pages.Conventions.AuthorizePage("/Signing/ServerSeals/Index", Choose);
            pages.Conventions.AuthorizePage("/Signing/ServerSeals/Use", clerks);
        });
    }
}
