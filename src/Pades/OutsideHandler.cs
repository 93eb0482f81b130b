using System.Net;
using System.Net.Sockets;

namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>The way to services that certificates name: no cookies, no credentials, few redirections, and for strangers' addresses no private network.</summary>
public static class OutsideHandler
{
    internal static readonly HttpRequestOptionsKey<bool> PublicOnly = new("ThanhHoa.PublicOnly");
    private const int MostRedirections = 3;

    /// <summary>A handler for one HttpClient that lives as long as the process; http and https, also through the system's proxy.</summary>
    public static SocketsHttpHandler Create() => new()
    {
        UseCookies = false,
        MaxAutomaticRedirections = MostRedirections,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = Connect,
    };

    internal static bool IsPrivate(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) return true;
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast || IsTranslated(address);
        var b = address.GetAddressBytes();
        // RFC 6890: of this network, shared, link-local, for tests, multicast and reserved.
        return b[0] is 0 or 10 or 127 or >= 224 || (b[0] == 172 && b[1] is >= 16 and <= 31) || (b[0] == 192 && (b[1] is 168 or 0)) || (b[0] == 169 && b[1] == 254)
            || (b[0] == 100 && b[1] is >= 64 and <= 127) || (b[0] == 198 && (b[1] is 18 or 19));
    }

    // 64:ff9b::/96 and 2002::/16 carry an IPv4 address.
    private static bool IsTranslated(IPAddress address)
    {
        var b = address.GetAddressBytes();
        if (b is [0x00, 0x64, 0xff, 0x9b, ..]) return IsPrivate(new IPAddress(b.AsSpan(12)));
        return b is [0x20, 0x02, ..] && IsPrivate(new IPAddress(b.AsSpan(2, 4)));
    }

    // The address is checked where the connection is made: a name that changes its meaning in between cannot slip through.
    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, request) = (context.DnsEndPoint.Host, context.InitialRequestMessage);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellation);
        // A proxy stands where the administrator put it.
        var isProxy = request.RequestUri?.DnsSafeHost != host;
        if (!isProxy && request.Options.TryGetValue(PublicOnly, out var publicOnly) && publicOnly && addresses.Any(IsPrivate))
            throw new HttpRequestException($"{host} is a private address, named by a certificate without trusted issuer");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
