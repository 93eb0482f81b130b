using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Tables;

namespace ThanhHoa.DigitalSignature.Organisation.Reorganising;

/// <summary>An empty table of old and new units, with a sheet that explains its columns.</summary>
internal sealed class TemplateModel(IStringLocalizer<Texts> text) : PageModel
{
    public IActionResult OnGet()
    {
        var file = new MemoryStream();
        using (var workbook = new WorkbookWriter(file))
        {
            workbook.BeginSheet(text["Ánh xạ"], [.. MappingColumns.All.Select(c => c.Width)]);
            workbook.Header(MappingColumns.All.Select(c => c.Title));
            workbook.BeginSheet(text["Hướng dẫn"], [26, 70, 34]);
            workbook.Header([text["Cột"], text["Cách ghi"], text["Ví dụ"]]);
            workbook.Row([MappingColumns.Old.Title, text["Mã của đơn vị cũ vào ngày trước khi có hiệu lực. Một đơn vị chia cho nhiều nơi thì ghi nhiều dòng. Để trống nếu đơn vị mới không tiếp nhận từ ai."], "CU.01"]);
            workbook.Row([MappingColumns.New.Title, text["Mã của đơn vị tiếp nhận từ ngày có hiệu lực. Để trống nếu đơn vị cũ kết thúc mà không ai tiếp nhận; ghi lại mã cũ nếu đơn vị cũ vẫn tồn tại."], "MOI.01"]);
            workbook.Row([MappingColumns.Share.Title, text["Phần chuyển, như quyết định ghi."], text["toàn bộ"]]);
            workbook.Row([MappingColumns.Takes.Title, text["Ghi x ở dòng của đơn vị nhận cán bộ, khi một đơn vị cũ chia cho nhiều nơi."], "x"]);
            workbook.Row([MappingColumns.Name.Title, text["Chỉ ghi khi đơn vị mới chưa có trong hệ thống."], "Xã Mẫu Hòa"]);
            workbook.Row([MappingColumns.Kind.Title, text["Đi cùng tên đơn vị mới; một trong các loại ở tệp mẫu danh sách đơn vị."], "Cấp xã"]);
            workbook.Row([MappingColumns.Parent.Title, text["Đi cùng tên đơn vị mới. Mã của tỉnh là 38."], "38"]);
        }

        file.Position = 0;
        return File(file, WorkbookWriter.ContentType, "mau-anh-xa.xlsx");
    }
}
