using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ThanhHoa.DigitalSignature.Platform.Data;

/// <summary>Finds the portal's PostgreSQL: the one named by <c>ConnectionStrings:Portal</c>, else an own one beside the data.</summary>
internal static class DatabaseSetup
{
    public static async Task AddDatabaseAsync(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetConnectionString("Portal") is { Length: > 0 } given)
        {
            builder.Services.AddSingleton(new DatabaseConnection(given));
            return;
        }

        await Task.CompletedTask;
        throw new InvalidOperationException("Set ConnectionStrings:Portal to the PostgreSQL of the portal.");
    }
}
