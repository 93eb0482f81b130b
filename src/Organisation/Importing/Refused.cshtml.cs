using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Tables;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>The refused rows as a workbook: the template's columns, the old row numbers and the reasons; corrected, it is loaded again.</summary>
internal sealed class RefusedModel(OrganisationDb db, ImportAccess access, IStringLocalizer<Texts> text) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { } import) return NotFound();
        var columns = import.Kind is ImportKind.Units ? UnitColumns.All : PeopleColumns.All;
        var file = new MemoryStream();
        using (var workbook = new WorkbookWriter(file))
        {
            workbook.BeginSheet(text["Dòng bị từ chối"], [.. columns.Select(c => c.Width), 60, 10]);
            workbook.Header([.. columns.Select(c => c.Title), text["Lý do"], text["Dòng cũ"]]);
            await foreach (var line in db.ImportLines.AsNoTracking().Where(l => l.ImportId == id && l.Outcome == LineOutcome.Refused).OrderBy(l => l.Row).AsAsyncEnumerable().WithCancellation(cancel))
            {
                var reasons = line.FaultList.Select(f => f.Column.Length > 0 ? $"{f.Column}: {RefusalTexts.Of(f.Refusal, text)}" : RefusalTexts.Of(f.Refusal, text));
                workbook.Row([.. line.Cells ?? [], string.Join('\n', reasons), $"{line.Row}"]);
            }
        }

        file.Position = 0;
        return File(file, WorkbookWriter.ContentType, $"{Path.GetFileNameWithoutExtension(import.FileName)}-can-sua.xlsx");
    }
}
