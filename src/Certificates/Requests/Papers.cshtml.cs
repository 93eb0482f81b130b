using System.IO.Compression;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.OfficialDocuments;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>The papers of a request: one Word or PDF file with everything, or an archive with a file for each subject.</summary>
internal sealed class PapersModel(RequestAccess access, FormSets forms, IUnits units, IConfiguration settings) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, string format, bool each, CancellationToken cancel)
    {
        if (format is not ("docx" or "pdf") || await access.FindAsync(id, cancel) is not { } request) return NotFound();
        var set = forms[request.FormSet];
        var place = settings["Province:Name"] ?? "Thanh Hóa";
        var singles = request.Lines.OrderBy(l => l.Ordinal).Select(line => (line.Ordinal, line.SubjectName, Form: RequestDocuments.Form(line, set, place))).ToList();
        var name = $"de-nghi-{request.Number}";
        if (!each)
        {
            var superior = await units.FindAsync([request.UnitId], cancel) is [{ ParentId: { } parent }] && await units.FindAsync([parent], cancel) is [{ Kind: not UnitKind.Province } above] ? above.Name : $"UBND tỉnh {place}";
            var sending = RequestDocuments.Sending(request, set, place, superior, settings["LeadAgency:Name"] ?? "Sở Khoa học và Công nghệ");
            return File(Write(format, [sending, .. singles.Select(s => s.Form)]), Type(format), $"{name}.{format}");
        }

        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (ordinal, subject, form) in singles)
            {
                await using var entry = await archive.CreateEntry($"{ordinal:000}-{Platform.Data.SearchText.Fold(subject).Replace(' ', '-').Replace('/', '-')}.{format}").OpenAsync(cancel);
                await entry.WriteAsync(Write(format, [form]), cancel);
            }
        }

        return File(bytes.ToArray(), "application/zip", $"{name}-{format}.zip");
    }

    private static byte[] Write(string format, IReadOnlyList<OfficialDocument> documents) => format == "docx" ? WordWriter.Write(documents) : PdfWriter.Write(documents);

    private static string Type(string format) => format == "docx" ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document" : "application/pdf";
}
