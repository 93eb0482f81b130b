using System.Net;
using System.Net.Sockets;

namespace ThanhHoa.DigitalSignature.Platform.Data;

internal static class FreePort
{
    /// <summary>The wanted port if nobody listens on it on the loopback address, else one the system picks.</summary>
    public static int OrAnother(int? wanted)
    {
        try
        {
            return Try(wanted ?? 0);
        }
        catch (SocketException) when (wanted is not null)
        {
            return Try(0);
        }
    }

    private static int Try(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
