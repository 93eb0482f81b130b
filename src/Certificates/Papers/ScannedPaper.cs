using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Certificates.Papers;

/// <summary>A paper that was signed by hand and sent as a PDF.</summary>
internal static class ScannedPaper
{
    public const int MostBytes = 20 * 1024 * 1024;

    /// <summary>Stores the scan, or says beside its field what is wrong with it.</summary>
    /// <returns>SHA-256 of the stored file; null when it was refused.</returns>
    public static async Task<string?> StoreAsync(IFormFile? scan, FileStore files, ModelStateDictionary faults, string field, IStringLocalizer<Texts> text, CancellationToken cancel)
    {
        if (scan is not { Length: > 0 and <= MostBytes })
        {
            faults.AddModelError(field, scan is { Length: > MostBytes } ? text["Bản quét lớn hơn 20 MB. Hãy quét ở 200 dpi rồi gửi lại."] : text["Hãy chọn bản quét văn bản đã ký."]);
            return null;
        }

        await using var content = scan.OpenReadStream();
        try
        {
            PdfInspector.Inspect(content);
        }
        catch (PdfException)
        {
            faults.AddModelError(field, text["Tệp không phải là PDF đọc được. Hãy quét văn bản thành PDF."]);
            return null;
        }

        content.Position = 0;
        return (await files.PutAsync(content, MostBytes, cancel)).Sha256;
    }
}
