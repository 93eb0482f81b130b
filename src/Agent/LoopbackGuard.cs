using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.AspNetCore.Http.Json;

namespace ThanhHoa.DigitalSignature.Agent;

/// <summary>
/// The wall around every request: only this machine's own names as Host (a foreign name that resolves to 127.0.0.1 is DNS rebinding),
/// no caching, no framing, and refusals turned into answers.
/// </summary>
internal sealed class LoopbackGuard(RequestDelegate next, IOptions<JsonOptions> json, ILogger<LoopbackGuard> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var port = context.Connection.LocalPort.ToString(CultureInfo.InvariantCulture);
        if (context.Request.Host.Value is not { } host || (host != "127.0.0.1:" + port && host != "localhost:" + port))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return;
        }
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
        try
        {
            await next(context);
        }
        catch (RefusedException refused)
        {
            await AnswerAsync(context, refused);
        }
        catch (Exception failed) when (failed is BadHttpRequestException or JsonException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The page went away while it waited.
        }
#pragma warning disable CA1031 // The one place where bugs are caught: the page must get an answer it knows.
        catch (Exception failed) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            logger.LogError(failed, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
            await AnswerAsync(context, new RefusedException(RefusalCode.DeviceFailed, "The agent failed; its log tells more."));
        }
    }

    private async Task AnswerAsync(HttpContext context, RefusedException refused)
    {
        logger.LogInformation(
            "{Method} {Path} from {Origin} refused: {Code}; {Detail}",
            context.Request.Method, context.Request.Path, context.Request.Headers.Origin.ToString(), refused.Code, refused.Message);
        context.Response.StatusCode = refused.Status;
        var pin = refused.Pin == PinState.Unknown ? (PinState?)null : refused.Pin;
        await context.Response.WriteAsJsonAsync(
            new { code = refused.Code, detail = refused.Message, pin, operation = refused.Operation }, json.Value.SerializerOptions);
    }
}
