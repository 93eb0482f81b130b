using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Signing.Documents;

/// <summary>The bytes of one version: in ranges for the viewer, whole and checked against their hash for a download.</summary>
internal sealed class FileModel(SigningDb db, DocumentAccess access, CurrentUser user, FileStore files, TimeProvider clock) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, int ordinal, bool download, int part, CancellationToken cancel)
    {
        var document = await access.FindAsync(id, cancel);
        if (document?.Versions.SingleOrDefault(v => v.Part == part && v.Ordinal == ordinal) is not { } version) return NotFound();
        try
        {
            if (!download) return Pdf(await files.OpenAsync(version.Sha256, cancel), version, name: "");
            db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "signing.document.downloaded", ("document", id), document.UnitId, new { version = version.Sha256 }));
            await db.SaveChangesAsync(cancel);
            return Pdf(await files.OpenVerifiedAsync(version.Sha256, cancel), version, NameOf(document, version));
        }
        catch (FileDamagedException)
        {
            return StatusCode(StatusCodes.Status410Gone);
        }
    }

    private FileStreamResult Pdf(Stream content, DocumentVersion version, string name)
    {
        // May be kept by the reader's own browser, but asked for again each time: access can end.
        Response.Headers.CacheControl = "private, no-cache";
        return new FileStreamResult(content, "application/pdf")
        {
            FileDownloadName = name,
            EntityTag = new EntityTagHeaderValue($"\"{version.Sha256}\""),
            EnableRangeProcessing = true,
        };
    }

    private static string NameOf(Document document, DocumentVersion version)
    {
        var title = string.Concat(document.Title.Split(Path.GetInvalidFileNameChars().Concat("\\/:*?\"<>|").ToArray()));
        return $"{title[..Math.Min(title.Length, 120)].Trim()}{(version.Signature is null ? "" : " (đã ký)")}.pdf";
    }
}
