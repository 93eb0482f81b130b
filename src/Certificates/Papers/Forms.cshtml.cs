using System.IO.Compression;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Platform.OfficialDocuments;

namespace ThanhHoa.DigitalSignature.Certificates.Papers;

/// <summary>The papers of a request: one Word or PDF file with everything, or an archive with a file for each subject.</summary>
internal sealed class FormsModel(RequestAccess access, FormSets forms, MakePapers papers) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, string format, bool each, CancellationToken cancel)
    {
        if (!PaperFile.IsFormat(format) || await access.FindAsync(id, cancel) is not { } request) return NotFound();
        var name = $"de-nghi-{request.Number}";
        if (!each) return PaperFile.Of(format, await papers.SendingAsync(request, null, cancel), name);
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var line in request.Lines.OrderBy(l => l.Ordinal))
            {
                await using var entry = await archive.CreateEntry($"{line.Ordinal:000}-{Platform.Data.SearchText.Fold(line.SubjectName).Replace(' ', '-').Replace('/', '-')}.{format}").OpenAsync(cancel);
                await entry.WriteAsync(PaperFile.Write(format, [RequestDocuments.Form(line, forms[request.FormSet], papers.Place)]), cancel);
            }
        }

        return File(bytes.ToArray(), "application/zip", $"{name}-{format}.zip");
    }
}

/// <summary>Official documents as a Word or PDF file to download.</summary>
internal static class PaperFile
{
    public static bool IsFormat(string format) => format is "docx" or "pdf";

    public static byte[] Write(string format, IReadOnlyList<OfficialDocument> documents) => format == "docx" ? WordWriter.Write(documents) : PdfWriter.Write(documents);

    public static FileContentResult Of(string format, IReadOnlyList<OfficialDocument> documents, string name) =>
        new(Write(format, documents), format == "docx" ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document" : "application/pdf") { FileDownloadName = $"{name}.{format}" };
}
