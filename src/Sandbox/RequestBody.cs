namespace ThanhHoa.DigitalSignature.Sandbox;

/// <summary>Reads a small request body whole.</summary>
internal static class RequestBody
{
    /// <summary>Kestrel answers 413 by itself when the body is larger.</summary>
    public static async Task<byte[]> Read(HttpContext context, int largest)
    {
        context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = largest;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }
}
