using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ThanhHoa.DigitalSignature.Platform.Data;

/// <summary>Finds the portal's PostgreSQL: the one named by <c>ConnectionStrings:Portal</c>, else, in development, one of its own.</summary>
internal static class DatabaseSetup
{
    public static async Task AddDatabaseAsync(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetConnectionString("Portal") is { Length: > 0 } given)
        {
            builder.Services.AddSingleton(new DatabaseConnection(given));
            return;
        }

        if (!builder.Environment.IsDevelopment())
            throw new InvalidOperationException("Set ConnectionStrings:Portal (environment: ConnectionStrings__Portal) to the PostgreSQL of the portal. Only a development or demonstration host starts one of its own.");
        // src/Portal is the content root of a checkout; its data stands beside src, out of git's sight.
        var folder = builder.Configuration["Data:Folder"] ?? Path.Combine(builder.Environment.ContentRootPath, "..", "..", ".data");
        var server = await EmbeddedPostgres.StartAsync(Path.Combine(Path.GetFullPath(folder), "postgres"));
        builder.Services.AddSingleton(server);
        builder.Services.AddSingleton(new DatabaseConnection(server.ConnectionString));
        builder.Services.AddHostedService<EmbeddedPostgresKeeper>();
    }
}
