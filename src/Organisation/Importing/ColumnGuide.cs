using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>How each column is filled in, for the sheet that comes with the template.</summary>
internal static class ColumnGuide
{
    public static IEnumerable<(ImportColumn Column, string How, string Example)> Units(IStringLocalizer<Texts> text) =>
    [
        (UnitColumns.Code, text["Chữ không dấu, số, dấu chấm, gạch ngang, gạch dưới; dài nhất 20 ký tự. Cấp xã dùng mã của Tổng cục Thống kê."], "SKHCN.TTCN"),
        (UnitColumns.Name, text["Tên đầy đủ. Nếu mã đã có với tên khác, dòng bị từ chối: đổi tên là một việc riêng."], "Trung tâm Công nghệ thông tin"),
        (UnitColumns.Kind, text["Một trong các loại ở trang Loại đơn vị."], "Đơn vị sự nghiệp công lập"),
        (UnitColumns.Parent, text["Mã của đơn vị cấp trên vào ngày bắt đầu; có thể là một dòng khác trong tệp. Mã của tỉnh là 38."], "SKHCN"),
        (UnitColumns.From, text["Ngày đầu tiên đơn vị tồn tại, hoặc ngày chuyển về cấp trên mới."], "01/07/2025"),
        (UnitColumns.To, text["Ngày cuối cùng, nếu đơn vị đã hoặc sẽ kết thúc."], "31/12/2026"),
        (UnitColumns.DecisionNumber, text["Số, ký hiệu của quyết định; đi cùng ngày quyết định."], "1238/QĐ-UBND"),
        (UnitColumns.DecisionDate, text["Ngày ký quyết định."], "20/06/2025"),
    ];

    public static IEnumerable<(ImportColumn Column, string How, string Example)> People(IStringLocalizer<Texts> text) =>
    [
        (PeopleColumns.FullName, text["Họ, tên đệm và tên, có dấu."], "Nguyễn Mẫu An"),
        (PeopleColumns.Email, text["Địa chỉ công vụ của riêng người này; là cách chắc nhất để nhận ra người đã có."], "an.nguyenmau@thanhhoa.example"),
        (PeopleColumns.BirthDate, text["Giúp phân biệt người trùng tên."], "02/09/1980"),
        (PeopleColumns.Mobile, text["Mười chữ số; cần khi đăng ký SIM PKI."], "0912345678"),
        (PeopleColumns.IdentityNumber, text["Mười hai chữ số. Được bảo vệ: chỉ người phụ trách đơn vị xem được, và mỗi lần xem đều được ghi lại."], "038080000000"),
        (PeopleColumns.Unit, text["Mã đơn vị nơi giữ chức vụ; xem trang Mã đơn vị."], "SKHCN"),
        (PeopleColumns.Title, text["Chức vụ như ghi trong quyết định. Một người có nhiều chức vụ thì ghi nhiều dòng."], "Phó Giám đốc"),
        (PeopleColumns.Leading, text["Ghi x nếu là chức vụ lãnh đạo."], "x"),
        (PeopleColumns.Rank, text["1 cấp trưởng, 2 cấp phó, 3 người khác. Để trống thì hệ thống tự hiểu theo chức vụ."], "2"),
        (PeopleColumns.From, text["Ngày bắt đầu giữ chức vụ."], "01/07/2025"),
        (PeopleColumns.To, text["Ngày cuối cùng giữ chức vụ; để trống nếu đang giữ."], ""),
        (PeopleColumns.Namesake, text["Ghi x nếu dòng bị từ chối vì trùng tên nhưng đúng là người khác; khi đó cần thư điện tử."], ""),
    ];
}
