using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Signing.Sign;

/// <summary>Called by the page's script with the device's signature. Sent again after a lost answer, it answers the same.</summary>
[RequestSizeLimit(64 * 1024)]
internal sealed class FinishModel(FinishSigning finish, IStringLocalizer<Texts> text) : PageModel
{
    public sealed record FinishRequest(Guid Id, byte[] Signature);

    public async Task<IActionResult> OnPostAsync([FromBody] FinishRequest request, CancellationToken cancel)
    {
        if (!ModelState.IsValid || request.Signature is not { Length: > 0 and <= 2048 }) return BadRequest();
        var (version, refusal) = await finish.RunAsync(request.Id, request.Signature, cancel);
        return refusal is not null
            ? new JsonResult(new { code = refusal.Code, message = refusal.Explain(text) }) { StatusCode = StatusCodes.Status422UnprocessableEntity }
            : new JsonResult(new { url = $"/signing/documents/{version!.DocumentId}", message = text["Văn bản đã được ký."].Value });
    }
}
