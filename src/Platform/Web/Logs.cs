using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Serilog;

namespace ThanhHoa.DigitalSignature.Platform.Web;

/// <summary>Structured logs on the console; the operator's usual tool takes them from there.</summary>
internal static class Logs
{
    // One host, one logger: a static one would fall silent for all when one of several hosts in a process stops.
    public static void AddLogs(this WebApplicationBuilder builder) => builder.Host.UseSerilog(
        (context, logging) => logging.ReadFrom.Configuration(context.Configuration).Enrich.FromLogContext().WriteTo.Console(formatProvider: CultureInfo.InvariantCulture),
        preserveStaticLogger: true);

    public static void UseLogs(this WebApplication app) =>
        app.UseSerilogRequestLogging(options => options.Logger = app.Services.GetRequiredService<ILogger>());
}
