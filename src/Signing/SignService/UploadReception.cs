using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using ThanhHoa.DigitalSignature.Signing.Verification;

namespace ThanhHoa.DigitalSignature.Signing.SignService;

/// <summary>Reads the file part "uploadfile" out of the component's form as it arrives; the texts beside it are not needed.</summary>
internal static class UploadReception
{
    private const string Part = "uploadfile";

    // What a signature, its images and a time stamp may add to the largest document.
    private const long Most = UploadFault.Limit + (8L << 20);
    private const int MostSections = 64, FormOverhead = 256 * 1024;

    /// <param name="http">The request; nothing of its body was read.</param>
    /// <returns>The file, nameless on the disk, or why there is none.</returns>
    public static async Task<(ReceivedFile? File, UploadRefusal Refusal)> ReceiveAsync(HttpContext http)
    {
        // Set here and for this request alone; every other route keeps the small default.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = Most + FormOverhead;
        if (http.Request.ContentLength > Most + FormOverhead) return (null, UploadRefusal.TooLarge);
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary) return (null, UploadRefusal.NoFile);
        try
        {
            var form = new MultipartReader(boundary, http.Request.Body);
            for (var i = 0; i < MostSections && await form.ReadNextSectionAsync(http.RequestAborted) is { } section; i++)
            {
                if (section.GetContentDispositionHeader() is not { } disposition || !disposition.IsFileDisposition() || HeaderUtilities.RemoveQuotes(disposition.Name).Value != Part) continue;
                return await ReceivedFile.CopyAsync(section.Body, "", Path.GetTempPath(), Most, http.RequestAborted) is { } file ? (file, default) : (null, UploadRefusal.TooLarge);
            }
            return (null, UploadRefusal.NoFile);
        }
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, UploadRefusal.TooLarge);
        }
        // A form that ends early is the sender's fault.
        catch (Exception broken) when (broken is InvalidDataException or IOException && !http.RequestAborted.IsCancellationRequested)
        {
            return (null, UploadRefusal.NoFile);
        }
    }
}
