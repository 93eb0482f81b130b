using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Signing.Sign;

/// <summary>Called by the page's script: prepares the signatures of one consent and answers with the sealed manifest for the agent.</summary>
[RequestSizeLimit(512 * 1024)]
internal sealed class StartModel(StartSigning start, SigningManifest manifest, IStringLocalizer<Texts> text) : PageModel
{
    public sealed record StartRequest(SigningPurpose Purpose, byte[] Certificate, IReadOnlyList<DocumentToSign> Documents);

    public async Task<IActionResult> OnPostAsync([FromBody] StartRequest request, CancellationToken cancel)
    {
        if (!ModelState.IsValid || request.Certificate is not { Length: > 0 } || request.Documents is not { Count: > 0 and <= StartSigning.Most }) return BadRequest();
        if (!Enum.IsDefined(request.Purpose) || request.Documents.Any(d => d.Placement is { IsNumber: false })) return BadRequest();
        using var certificate = Load(request.Certificate);
        if (certificate is null) return BadRequest();
        var started = await start.RunAsync(request.Purpose, request.Documents, certificate, cancel);
        var refused = started.Refused.Select(r => new { document = r.DocumentId, code = r.Refusal.Code, message = r.Refusal.Explain(text) }).ToList();
        if (started.Manifest is not { } head) return new JsonResult(new { refused[0].code, refused[0].message, refused }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
        return new JsonResult(new
        {
            id = head.Id,
            code = head.Code,
            manifest = await manifest.SealAsync($"{HttpContext.Request.Scheme}://{HttpContext.Request.Host}", started, cancel),
            documents = started.Prepared.Select(p => new { id = p.Attempt.Id, document = p.Document.Id }),
            refused,
        });
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
