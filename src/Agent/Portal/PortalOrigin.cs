namespace ThanhHoa.DigitalSignature.Agent.Portal;

/// <summary>The Origin header (RFC 6454) as this agent accepts it.</summary>
internal static class PortalOrigin
{
    /// <summary>https anywhere; http only for this very machine, for development and demonstration.</summary>
    public static bool IsAcceptable(string origin)
    {
        if (origin.Length > 300 || !Uri.TryCreate(origin, UriKind.Absolute, out var uri))
            return false;
        var safe = uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.Host is "localhost" or "127.0.0.1");
        // A browser writes an origin in one way only; any other spelling would be pinned as a second portal.
        return safe && origin == uri.GetLeftPart(UriPartial.Authority) && uri.UserInfo.Length == 0;
    }
}
