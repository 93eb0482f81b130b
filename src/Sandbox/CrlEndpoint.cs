namespace ThanhHoa.DigitalSignature.Sandbox;

/// <summary>Complete revocation lists, made for each request.</summary>
internal sealed class CrlEndpoint(Lazy<Authority> authority, Faults faults)
{
    public async Task Answer(HttpContext context, string name)
    {
        var fault = faults.For(SandboxService.Crl, context);
        if (await Faults.Play(fault, context))
            return;
        if (fault == Fault.Refused || authority.Value.MakeList(name, isStale: fault == Fault.Expired) is not { } list)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        context.Response.ContentType = "application/pkix-crl";
        await context.Response.Body.WriteAsync(list, context.RequestAborted);
    }
}
