using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Configuration;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Signing.Verification;

/// <summary>
/// How much this process does at once. Files of strangers cost disk while they arrive and a processor while they are
/// checked; neither may be taken away from those who sign.
/// </summary>
internal sealed class VerificationGate : IAsyncDisposable
{
    private const int ArrivingAtOnce = 32, WaitingForEach = 8;

    private readonly PartitionedRateLimiter<(string Who, int PerMinute)> rate = PartitionedRateLimiter.Create<(string Who, int PerMinute), (string Who, int PerMinute)>(
        asked => RateLimitPartition.GetFixedWindowLimiter(asked, key => new FixedWindowRateLimiterOptions { PermitLimit = key.PerMinute, Window = TimeSpan.FromMinutes(1) }));

    private readonly ConcurrencyLimiter arriving = new(new ConcurrencyLimiterOptions { PermitLimit = ArrivingAtOnce });
    private readonly ConcurrencyLimiter checking;

    public VerificationGate(IConfiguration settings)
    {
        var atOnce = Math.Max(settings.GetValue("Verification:AtOnce", Math.Max(2, Environment.ProcessorCount / 2)), 1);
        checking = new(new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = atOnce * WaitingForEach });
    }

    /// <summary>Null when this one may go on; else how long to wait.</summary>
    public TimeSpan? Wait(CurrentUser user, IPAddress? address, VerificationRules rules)
    {
        using var lease = rate.AttemptAcquire((user.IsSignedIn ? user.AccountId.ToString() : Neighbourhood(address), rules.PerMinute));
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
    }

    /// <summary>A place for a file that arrives.</summary>
    public RateLimitLease Arrive() => arriving.AttemptAcquire();

    /// <summary>A processor to check on, after a wait of some files; not acquired when too many wait already.</summary>
    public ValueTask<RateLimitLease> CheckAsync(CancellationToken cancel) => checking.AcquireAsync(cancellationToken: cancel);

    public async ValueTask DisposeAsync()
    {
        await rate.DisposeAsync();
        await arriving.DisposeAsync();
        await checking.DisposeAsync();
    }

    // One subscriber has 2^64 addresses of IPv6.
    private static string Neighbourhood(IPAddress? address) => address switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.MapToIPv4().ToString(),
    };
}
