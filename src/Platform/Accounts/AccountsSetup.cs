using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ThanhHoa.DigitalSignature.Platform.Accounts;

/// <summary>How people sign in and what is denied by default.</summary>
internal static class AccountsSetup
{
    public const string SignInRate = "sign-in";

    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        AddIdentity(builder.Services);
        AddCookie(builder.Services, builder.Environment.IsDevelopment());
        AddPolicies(builder.Services);
        AddRateLimit(builder.Services, builder.Configuration.GetValue("SignIn:AttemptsPerMinute", 30));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<CurrentUser>();
        builder.Services.AddScoped<OpenAccount>();
    }

    private static void AddIdentity(IServiceCollection services)
    {
        services.AddIdentityCore<Account>(options =>
            {
                // NIST SP 800-63B: length counts, composition rules do not.
                options.Password.RequiredLength = 10;
                options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
                options.Password.RequiredUniqueChars = 5;
                // Short: whoever types wrong passwords for a leader must not keep them from their inbox for long.
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
                options.User.AllowedUserNameCharacters += "/";
            })
            .AddEntityFrameworkStores<PlatformDb>()
            .AddSignInManager();
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromMinutes(5));
    }

    private static void AddCookie(IServiceCollection services, bool development)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "thds";
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = development ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(10);
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/error/403";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.Events.OnRedirectToLogin = context => AnswerScriptsPlainly(context, StatusCodes.Status401Unauthorized);
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
    }

    private static void AddPolicies(IServiceCollection services)
    {
        services.AddScoped<IAuthorizationHandler, RolePolicy.Handler>();
        services.AddAuthorizationBuilder()
            // A route that names no policy is closed to everyone.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        services.AddRolePolicy(RolePolicy.SignedIn);
        services.AddRolePolicy(RolePolicy.Administration, Role.Administrator);
    }

    private static void AddRateLimit(IServiceCollection services, int perMinute) =>
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.AddPolicy(SignInRate, http => RateLimitPartition.GetFixedWindowLimiter(
                http.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) }));
        });

    /// <summary>Loads the current user once, before any policy is asked.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use(async (http, next) =>
        {
            // Files of the front end ask no policy; a query for each of them would be wasted.
            if (http.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
                await http.RequestServices.GetRequiredService<CurrentUser>().LoadAsync(http, http.RequestServices.GetRequiredService<PlatformDb>(), http.RequestServices.GetRequiredService<TimeProvider>());
            await next(http);
        });
        app.UseAuthorization();
        app.UseRateLimiter();
    }

    /// <summary>A script or program gets a status it can act on; a person gets the sign-in page.</summary>
    private static Task AnswerScriptsPlainly(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || context.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase)) context.Response.StatusCode = status;
        else context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
