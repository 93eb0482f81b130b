using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace ThanhHoa.DigitalSignature.Platform.Web;

/// <summary>Structured logs on the console; the operator's usual tool takes them from there.</summary>
internal static partial class Logs
{
    private const string Path = "RequestPath";

    // One host, one logger: a static one would fall silent for all when one of several hosts in a process stops.
    public static void AddLogs(this WebApplicationBuilder builder) => builder.Host.UseSerilog(
        (context, logging) => logging.ReadFrom.Configuration(context.Configuration).Enrich.FromLogContext().Enrich.With<SealedPaths>().WriteTo.Console(formatProvider: CultureInfo.InvariantCulture),
        preserveStaticLogger: true);

    public static void UseLogs(this WebApplication app) =>
        app.UseSerilogRequestLogging(options => options.Logger = app.Services.GetRequiredService<ILogger>());

    /// <summary>An address of the form /tickets/… is a right by itself: who reads the log must not get it.</summary>
    private sealed class SealedPaths : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            if (logEvent.Properties.TryGetValue(Path, out var value) && value is ScalarValue { Value: string path } && path.Contains("/tickets/", StringComparison.OrdinalIgnoreCase))
                logEvent.AddOrUpdateProperty(new LogEventProperty(Path, new ScalarValue(Ticket().Replace(path, "/tickets/…"))));
        }
    }

    [GeneratedRegex("/tickets/[^/]+", RegexOptions.IgnoreCase)]
    private static partial Regex Ticket();
}
