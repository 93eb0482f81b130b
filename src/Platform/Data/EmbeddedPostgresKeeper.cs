using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ThanhHoa.DigitalSignature.Platform.Data;

/// <summary>
/// Keeps an embedded server alive while the host runs: starts it again within a second after it was killed, and stops it
/// when the host stops. Register it before every other hosted service, so that it stops last.
/// </summary>
public sealed class EmbeddedPostgresKeeper(EmbeddedPostgres server, TimeProvider clock, ILogger<EmbeddedPostgresKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await server.StopAsync(cancellationToken);
        logger.LogInformation("Left the embedded PostgreSQL on port {Port}", server.Port);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Glance, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await server.ReviveAsync(stoppingToken))
                    logger.LogWarning("The embedded PostgreSQL had died and was started again on port {Port}", server.Port);
            }
            catch (EmbeddedPostgresException refusal)
            {
                logger.LogError(refusal, "The embedded PostgreSQL died and does not start; trying again");
            }
        }
    }
}
