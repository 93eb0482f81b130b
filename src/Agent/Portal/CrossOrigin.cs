using ThanhHoa.DigitalSignature.Agent.Pairing;

namespace ThanhHoa.DigitalSignature.Agent.Portal;

/// <summary>
/// Who may read the answers under /v1. Every acceptable origin may read its own refusal, so that its page can say what is wrong;
/// what lies behind is for paired origins (<see cref="Paired"/>).
/// </summary>
internal static class CrossOrigin
{
    /// <exception cref="RefusedException">origin-unknown.</exception>
    public static async Task Guard(HttpContext context, RequestDelegate next)
    {
        var origin = context.Request.Headers.Origin.ToString();
        var open = context.Request.Path == "/v1/hello" && origin.Length > 0;
        if (!open && !PortalOrigin.IsAcceptable(origin))
            throw new RefusedException(RefusalCode.OriginUnknown, "Origin must be https, or http on this machine.");

        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = origin;
        headers.Vary = "Origin";
        // The answer is meant for another origin, unlike everything else the agent serves.
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (!HttpMethods.IsOptions(context.Request.Method))
        {
            await next(context);
            return;
        }
        headers.AccessControlAllowMethods = "GET, POST, DELETE";
        headers.AccessControlAllowHeaders = "Content-Type";
        headers.AccessControlMaxAge = "600";
        // Chromium asked by the first header until its permission prompt replaced it; the draft of Local Network Access names the second.
        foreach (var network in new[] { "Private-Network", "Local-Network" })
        {
            if (context.Request.Headers["Access-Control-Request-" + network] == "true")
                headers["Access-Control-Allow-" + network] = "true";
        }
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public static string OriginOf(HttpContext context) => context.Request.Headers.Origin.ToString();

    /// <exception cref="RefusedException">origin-unknown.</exception>
    public static PairedPortal Paired(HttpContext context, Pairings pairings) =>
        pairings.Find(OriginOf(context)) ?? throw new RefusedException(RefusalCode.OriginUnknown, "This origin is not paired.");
}
