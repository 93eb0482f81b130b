using System.Reflection;
using ThanhHoa.DigitalSignature.Agent.Consent;
using ThanhHoa.DigitalSignature.Agent.Manifests;
using ThanhHoa.DigitalSignature.Agent.Operations;
using ThanhHoa.DigitalSignature.Agent.Pairing;
using ThanhHoa.DigitalSignature.Agent.Tokens;

namespace ThanhHoa.DigitalSignature.Agent.Portal;

internal sealed record PairingBody(IReadOnlyList<PortalKey>? Keys, string? Name);

internal sealed record SignatureBody(string? Manifest);

/// <summary>What a portal's page may ask, as docs/agent.md describes it.</summary>
internal static class PortalApi
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(25);

    private static readonly string Version =
        typeof(PortalApi).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/v1");
        api.MapGet("/hello", (HttpContext context, Pairings pairings) =>
            new { product = "thds-agent", version = Version, paired = pairings.Find(CrossOrigin.OriginOf(context)) is not null });
        api.MapPost("/pairings", Pair);
        api.MapPost("/certificates", Certificates);
        api.MapPost("/signatures", Sign);
        api.MapGet("/operations/{id}", Look);
        api.MapDelete("/operations/{id}", Cancel);
    }

    private static async Task<IResult> Pair(PairingBody body, HttpContext context, StartPairing pairing, WindowOpener window)
    {
        var opened = pairing.Start(CrossOrigin.OriginOf(context), body);
        if (!opened.IsFinal)
            await window.Open(opened, context);
        return Accepted(opened);
    }

    private static List<object> Certificates(HttpContext context, Pairings pairings, TokenTray tray)
    {
        CrossOrigin.Paired(context, pairings);
        return tray.Present().SelectMany(token => token.Certificates.Select(found => Entry(token, found))).ToList();
    }

    private static object Entry(IToken token, TokenCertificate found)
    {
        using var certificate = found.Open();
        return new
        {
            id = found.Thumbprint,
            token = token.Label,
            tokenSerial = token.Serial,
            demonstration = token.IsDemonstration,
            serial = certificate.SerialNumber,
            subject = certificate.Subject,
            issuer = certificate.Issuer,
            notBefore = new DateTimeOffset(certificate.NotBefore.ToUniversalTime()),
            notAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
            certificate = found.Der,
            keyKind = TokenCertificate.KindOfKey(certificate),
        };
    }

    private static async Task<IResult> Sign(SignatureBody body, HttpContext context, Pairings pairings, StartSigning signing, WindowOpener window)
    {
        var opened = signing.Start(CrossOrigin.Paired(context, pairings), body.Manifest ?? "");
        await window.Open(opened, context);
        return Accepted(opened);
    }

    private static async Task<IResult> Look(string id, double? wait, long? seen, int? have, HttpContext context, OperationDesk desk)
    {
        if (desk.Find(id, CrossOrigin.OriginOf(context)) is not { } operation)
            return Results.NotFound();
        if (wait is > 0)
        {
            var patience = TimeSpan.FromSeconds(Math.Min(wait.Value, LongestWait.TotalSeconds));
            await operation.WaitForChange(seen, patience, context.RequestAborted);
        }
        return Results.Ok(operation.Report(have is >= 0 ? have : null));
    }

    private static IResult Cancel(string id, HttpContext context, OperationDesk desk)
    {
        if (desk.Find(id, CrossOrigin.OriginOf(context)) is not { } operation)
            return Results.NotFound();
        operation.Refuse(RefusalCode.UserCancelled, "The portal's page cancelled.");
        return Results.Ok(operation.Report());
    }

    private static IResult Accepted(Operation operation) => Results.Json(new { operation = operation.Id }, statusCode: StatusCodes.Status202Accepted);
}
