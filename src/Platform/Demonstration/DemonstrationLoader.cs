using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ThanhHoa.DigitalSignature.Platform.Demonstration;

/// <summary>Loads the demonstration when <c>Demonstration:Enabled</c> says so.</summary>
internal static class DemonstrationLoader
{
    private static bool IsEnabled(IConfiguration configuration) => configuration.GetValue("Demonstration:Enabled", defaultValue: false);

    public static async Task LoadAsync(WebApplication app)
    {
        if (!IsEnabled(app.Configuration)) return;
        await using var scope = app.Services.CreateAsyncScope();
        foreach (var part in scope.ServiceProvider.GetServices<IDemonstrationData>().OrderBy(p => p.Order))
            await part.LoadAsync(app.Lifetime.ApplicationStopping);
    }
}
