using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Signing.Sign;

/// <summary>Called by the page's script with the device's signatures, some at a time. Sent again after a lost answer, they are answered the same.</summary>
[RequestSizeLimit(256 * 1024)]
internal sealed class FinishModel(FinishSigning finish, IStringLocalizer<Texts> text) : PageModel
{
    /// <summary>As many as one request may bring, so that progress is seen and no request is long.</summary>
    private const int Most = 25;

    public sealed record DeviceSignature(Guid Id, byte[] Signature);

    public sealed record FinishRequest(IReadOnlyList<DeviceSignature> Signatures);

    public async Task<IActionResult> OnPostAsync([FromBody] FinishRequest request, CancellationToken cancel)
    {
        if (!ModelState.IsValid || request.Signatures is not { Count: > 0 and <= Most } || request.Signatures.Any(s => s.Signature is not { Length: > 0 and <= 2048 })) return BadRequest();
        var results = new List<object>();
        foreach (var (id, signature) in request.Signatures)
        {
            var (version, refusal) = await finish.RunAsync(id, signature, cancel);
            results.Add(refusal is null
                ? new { id, document = version!.DocumentId, url = $"/signing/documents/{version.DocumentId}" }
                : new { id, code = refusal.Code, message = refusal.Explain(text) });
        }

        return new JsonResult(new { results });
    }
}
