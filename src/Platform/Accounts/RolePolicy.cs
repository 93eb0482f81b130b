using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ThanhHoa.DigitalSignature.Platform.Accounts;

/// <summary>Policies that ask for a role. Which units the role reaches is asked where the unit is known.</summary>
public static class RolePolicy
{
    /// <summary>Everyone with an open account.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Accounts, settings, health and audit.</summary>
    public const string Administration = "platform.administration";

    /// <summary>Registers a policy that is met by holding one of the roles at any unit.</summary>
    /// <param name="services">The portal's services.</param>
    /// <param name="name">The policy's name: module, dot, subject.</param>
    /// <param name="roles">The roles that will do.</param>
    public static IServiceCollection AddRolePolicy(this IServiceCollection services, string name, params Role[] roles)
    {
        services.AddAuthorizationBuilder().AddPolicy(name, policy => policy.RequireAuthenticatedUser().AddRequirements(new HoldsRole(roles)));
        return services;
    }

    internal sealed record HoldsRole(Role[] Roles) : IAuthorizationRequirement;

    internal sealed class Handler(IHttpContextAccessor http) : AuthorizationHandler<HoldsRole>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, HoldsRole requirement)
        {
            var user = http.HttpContext?.RequestServices.GetRequiredService<CurrentUser>();
            // No role asked for: any open account will do.
            if (user is { IsSignedIn: true } && (requirement.Roles.Length == 0 || user.Holds(requirement.Roles))) context.Succeed(requirement);
            return Task.CompletedTask;
        }
    }
}
