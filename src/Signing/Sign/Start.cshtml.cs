using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Signing.Sign;

/// <summary>Called by the page's script: prepares a signature and answers with the sealed manifest for the agent.</summary>
[RequestSizeLimit(64 * 1024)]
internal sealed class StartModel(StartSigning start, SigningManifest manifest, IStringLocalizer<Texts> text) : PageModel
{
    public sealed record StartRequest(Guid VersionId, byte[] Certificate, SignatureBox Placement);

    public async Task<IActionResult> OnPostAsync(Guid id, [FromBody] StartRequest request, CancellationToken cancel)
    {
        if (!ModelState.IsValid || request.Placement is not { IsNumber: true } || request.Certificate is not { Length: > 0 }) return BadRequest();
        using var certificate = Load(request.Certificate);
        if (certificate is null) return BadRequest();
        var (attempt, document, refusal) = await start.RunAsync(id, request.VersionId, certificate, request.Placement, cancel);
        if (refusal is not null) return new JsonResult(new { code = refusal.Code, message = refusal.Explain(text) }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
        return new JsonResult(new { id = attempt!.Id, manifest = await manifest.SealAsync($"{HttpContext.Request.Scheme}://{HttpContext.Request.Host}", document!, attempt, cancel), code = attempt.Code });
    }

    private static X509Certificate2? Load(byte[] der)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(der);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
