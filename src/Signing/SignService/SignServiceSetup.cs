using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Platform;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Signing.SignService;

/// <summary>Wiring of the adapter for VGCA Sign Service, the component that leaders already have on their PCs.</summary>
internal static class SignServiceSetup
{
    /// <summary>How often one address may show tickets.</summary>
    public const string TicketRate = "signing.tickets";

    /// <summary>Where the pages' scripts prepare and follow calls.</summary>
    public const string CallsUrl = "/signing/sign-service/calls";

    public static void AddSignService(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<TicketDocument>().AddScoped<AcceptUpload>().AddScoped<StartCall>();
        // The token cannot be guessed; this bounds the work that guessing costs. A whole office may stand behind one address.
        var perMinute = builder.Configuration.GetValue("SignService:RequestsPerMinute", 1200);
        builder.Services.Configure<RateLimiterOptions>(limits => limits.AddPolicy(TicketRate, http => RateLimitPartition.GetFixedWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) })));
        builder.Services.Configure<RazorPagesOptions>(pages =>
        {
            // The component is no browser: the address it was given is its right.
            pages.Conventions.AllowAnonymousToPage("/Signing/SignService/Download");
            pages.Conventions.AllowAnonymousToPage("/Signing/SignService/Upload");
            pages.Conventions.AuthorizePage("/Signing/SignService/Call", RolePolicy.SignedIn);
            pages.Conventions.AuthorizePage("/Signing/SignService/Diagnostics", RolePolicy.SignedIn);
        });
    }

    /// <summary>Where the component listens on the user's PC; empty when the portal does not use it.</summary>
    public static string SignServiceUrl(this IConfiguration settings) => (settings["SignService:Url"] ?? PlatformModule.SignServiceUrl).TrimEnd('/');
}
