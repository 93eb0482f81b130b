using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.AspNetCore.Http.Json;
using ThanhHoa.DigitalSignature.Agent.Operations;

namespace ThanhHoa.DigitalSignature.Agent.Consent;

internal sealed record EnterBody(string? Secret);

/// <summary>The consent window and what its page asks. Only the one browser window that entered with the secret is answered.</summary>
internal static class ConsentApi
{
    private const string CookieName = "thds-consent";
    private const string TokenHeader = "X-Consent-Token";
    private const int LongestPin = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/consent/{id}", () => WindowFile.Serve("window.html"));
        routes.MapGet("/window/{file}", (string file) => WindowFile.Serve(file));
        routes.MapPost("/consent/{id}/enter", Enter);

        var held = routes.MapGroup("/consent/{id}").AddEndpointFilter(async (context, next) =>
            HeldOperation(context.HttpContext) is null ? Results.StatusCode(StatusCodes.Status403Forbidden) : await next(context));
        held.MapGet("/request", (HttpContext context) => HeldOperation(context)!.Describe());
        held.MapGet("/state", State);
        held.MapPost("/approve", (Delegate)Approve);
        held.MapPost("/refuse", (HttpContext context) => Refuse(HeldOperation(context)!));
        held.MapPost("/leave", (HttpContext context, AgentOptions options) => HeldOperation(context)!.Ticket.Leave(options.Clock.GetUtcNow()));
    }

    /// <summary>
    /// Runs before routing under /consent: posts come from the agent's own page only, and no foreign page may even start a read.
    /// Cookie and token alone would not prove that.
    /// </summary>
    public static Task Guard(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var own = HttpMethods.IsGet(request.Method)
            ? request.Headers["Sec-Fetch-Site"].ToString() is "" or "none" or "same-origin" || request.Headers["Sec-Fetch-Mode"] == "navigate"
            : request.Headers.Origin == "http://" + request.Host.Value;
        if (own)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static IResult Enter(string id, EnterBody body, HttpContext context, OperationDesk desk, AgentOptions options)
    {
        if (desk.Find(id)?.Ticket.Enter(body.Secret, options.Clock.GetUtcNow()) is not { } holder)
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        // Not Secure: loopback has no TLS, and nothing leaves the machine.
        context.Response.Cookies.Append(CookieName, holder.Cookie, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Path = "/consent/" + id,
        });
        return Results.Ok(new { token = holder.Token });
    }

    private static Operation? HeldOperation(HttpContext context)
    {
        var desk = context.RequestServices.GetRequiredService<OperationDesk>();
        var operation = desk.Find(context.Request.RouteValues["id"] as string ?? "");
        return operation?.Ticket.IsHeldBy(context.Request.Cookies[CookieName], context.Request.Headers[TokenHeader]) == true ? operation : null;
    }

    /// <summary>The open request is the sign that the window is there; timers of a background tab would be too slow for that.</summary>
    private static async Task<IResult> State(long? seen, HttpContext context, AgentOptions options, IOptions<JsonOptions> json)
    {
        var operation = HeldOperation(context)!;
        operation.Ticket.Arrive(options.Clock.GetUtcNow());
        try
        {
            await operation.WaitForChange(seen ?? 0, Patience, context.RequestAborted);
            return Results.Json(operation.Report() with { Signatures = null, Detail = null }, json.Value.SerializerOptions);
        }
        finally
        {
            operation.Ticket.Depart(options.Clock.GetUtcNow());
        }
    }

    private static async Task<IResult> Approve(HttpContext context)
    {
        var operation = HeldOperation(context)!;
        var buffer = ArrayPool<byte>.Shared.Rent(LongestPin + 1);
        try
        {
            var length = await context.Request.Body.ReadAtLeastAsync(buffer, LongestPin + 1, throwOnEndOfStream: false, context.RequestAborted);
            if (length > LongestPin)
                return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
            return operation.Approve(buffer[..length]) ? Results.Accepted() : Results.Conflict();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Refuse(Operation operation) => operation.Refuse(operation.WhenRefusedByUser, "The user said no in the consent window.");
}
