using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Portal;

/// <summary>One entry of the menu.</summary>
/// <param name="Url">Where it leads.</param>
/// <param name="Title">Its name, Vietnamese; the key of its translation.</param>
/// <param name="Purpose">What one does there, Vietnamese; the key of its translation.</param>
internal sealed record NavigationEntry(string Url, string Title, string Purpose);

/// <summary>The menu, by what a person may open.</summary>
internal static class Navigation
{
    private static readonly (NavigationEntry Entry, Role[] Roles)[] All =
    [
        (new("/signing/inbox", "Hộp ký", "Văn bản đang chờ bạn đọc và ký."), [Role.Leader, Role.UnitHead, Role.LeadAgency]),
        (new("/signing/documents", "Văn bản", "Trình ký văn bản và theo dõi kết quả."), [Role.Clerk]),
        (new("/signing/archive", "Kho lưu trữ", "Tìm lại văn bản theo số, trích yếu, người, ngày hoặc chữ bên trong; xuất ra ZIP."), [Role.Clerk, Role.Leader, Role.UnitHead, Role.LeadAgency]),
        (new("/verify", "Kiểm tra chữ ký", "Ai đã ký một tệp PDF, tệp có còn nguyên vẹn và đáng tin không."), []),
        (new("/organisation/units", "Đơn vị", "Cơ quan, đơn vị và những người đang giữ chức vụ."), []),
        (new("/organisation/people", "Cán bộ", "Người và chức vụ ở các đơn vị bạn phụ trách."), [Role.Clerk, Role.LeadAgency, Role.Administrator]),
        (new("/certificates/requests", "Đề nghị", "Xin cấp, gia hạn, thay đổi, thu hồi chứng thư số và khôi phục thiết bị."), [Role.Clerk, Role.UnitHead, Role.LeadAgency, Role.Leader]),
        (new("/certificates", "Chứng thư số", "Chứng thư số đã đăng ký và tình trạng của chúng."), [Role.LeadAgency, Role.Clerk, Role.UnitHead, Role.Inspector]),
        (new("/certificates/devices", "Thiết bị", "E-token và SIM PKI: ai giữ, ở đâu, tình trạng nào."), [Role.LeadAgency]),
        (new("/signing/server-seals", "Khóa trên máy chủ", "Cho phép máy chủ ký số của cơ quan cho đơn vị, hoặc dừng việc đó."), [Role.UnitHead, Role.LeadAgency]),
        (new("/signing/preservation", "Dấu thời gian", "Dấu thời gian đã bổ sung đến đâu, tệp nào còn chờ và vì sao."), [Role.LeadAgency, Role.Administrator]),
        (new("/accounts", "Tài khoản", "Mở, đóng tài khoản và giao vai trò."), [Role.Administrator]),
    ];

    public static IEnumerable<NavigationEntry> For(CurrentUser user) =>
        All.Where(item => user.IsSignedIn && (item.Roles.Length == 0 || user.Holds(item.Roles))).Select(item => item.Entry);
}
