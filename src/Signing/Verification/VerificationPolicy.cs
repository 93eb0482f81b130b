using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Signing.Verification;

/// <summary>Who may check signatures: people with an account always, everyone when the rules in force say so.</summary>
internal static class VerificationPolicy
{
    public const string Name = "signing.verification";

    public static void AddVerificationPolicy(this IServiceCollection services)
    {
        services.AddScoped<IAuthorizationHandler, Handler>();
        services.AddAuthorizationBuilder().AddPolicy(Name, policy => policy.AddRequirements(new MayVerify()));
    }

    /// <summary>The rules in force.</summary>
    public static async Task<VerificationRules> RulesAsync(this SigningDb db, CancellationToken cancel) =>
        await db.VerificationRules.AsNoTracking().OrderByDescending(r => r.ChangedAt).FirstOrDefaultAsync(cancel) ?? VerificationRules.Default;

    private sealed record MayVerify : IAuthorizationRequirement;

    private sealed class Handler(CurrentUser user, SigningDb db) : AuthorizationHandler<MayVerify>
    {
        protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, MayVerify requirement)
        {
            if (user.IsSignedIn || (await db.RulesAsync(CancellationToken.None)).IsPublic) context.Succeed(requirement);
        }
    }
}
