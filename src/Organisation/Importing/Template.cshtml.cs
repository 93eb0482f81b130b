using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Organisation.Units;
using ThanhHoa.DigitalSignature.Platform.Tables;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>An empty workbook to fill in, a sheet that explains its columns, and one with the codes that may be used.</summary>
internal sealed class TemplateModel(OrganisationDb db, PeopleAccess access, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string kind, CancellationToken cancel)
    {
        var units = kind == "units";
        if (units && !access.IsEverywhere) return Forbid();
        var file = new MemoryStream();
        using (var workbook = new WorkbookWriter(file))
        {
            var columns = units ? UnitColumns.All : PeopleColumns.All;
            workbook.BeginSheet(text["Danh sách"], [.. columns.Select(c => c.Width)]);
            workbook.Header(columns.Select(c => c.Required ? $"{c.Title} *" : c.Title));
            workbook.BeginSheet(text["Hướng dẫn"], [26, 12, 70, 34]);
            workbook.Header([text["Cột"], text["Bắt buộc"], text["Cách ghi"], text["Ví dụ"]]);
            foreach (var (column, how, example) in units ? ColumnGuide.Units(text) : ColumnGuide.People(text))
                workbook.Row([column.Title, column.Required ? text["có"] : "", how, example]);
            if (units)
            {
                workbook.BeginSheet(text["Loại đơn vị"], [40]);
                workbook.Header([text["Loại đơn vị"]]);
                foreach (var one in Enum.GetValues<UnitKind>().Where(k => k is not UnitKind.Province)) workbook.Row([KindNames.Of(one)]);
            }

            await WriteCodesAsync(workbook, cancel);
        }

        file.Position = 0;
        return File(file, WorkbookWriter.ContentType, units ? "mau-don-vi.xlsx" : "mau-can-bo.xlsx");
    }

    private async Task WriteCodesAsync(WorkbookWriter workbook, CancellationToken cancel)
    {
        var (today, reach) = (clock.TodayInVietnam(), await access.MaintainedAsync(cancel));
        workbook.BeginSheet(text["Mã đơn vị"], [14, 60]);
        workbook.Header([text["Mã đơn vị"], text["Tên đơn vị"]]);
        await foreach (var unit in db.Units.AsNoTracking()
            .Where(u => (u.ValidTo == null || u.ValidTo >= today) && (reach == null || reach.Contains(u.Id)))
            .OrderBy(u => u.Name).Select(u => new { u.Code, u.Name }).AsAsyncEnumerable().WithCancellation(cancel))
            workbook.Row([unit.Code, unit.Name]);
    }
}
