namespace ThanhHoa.DigitalSignature.Certificates.Janitor;

/// <summary>The Vietnamese words for findings; each is the key of its translation.</summary>
internal static class FindingNames
{
    public static string Of(FindingRule rule) => rule switch
    {
        FindingRule.HolderLeft => "Người giữ đã thôi chức vụ",
        FindingRule.CustodianLeft => "Người quản lý khóa đã thôi chức vụ",
        FindingRule.EmailChanged => "Thư điện tử đã đổi",
        FindingRule.UnitChanged => "Đơn vị đã đổi",
        FindingRule.DeviceWithoutCertificate => "Thiết bị đang dùng không có chứng thư số",
        FindingRule.TwoActive => "Hai chứng thư số cho một mục đích",
        FindingRule.NeverUsed => "Không dùng trong 90 ngày",
        FindingRule.LeaderWithoutCertificate => "Lãnh đạo chưa có chứng thư số",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "A rule without a name."),
    };

    /// <summary>Why it matters.</summary>
    public static string Reason(FindingRule rule) => rule switch
    {
        FindingRule.HolderLeft => "Người không còn chức vụ nào thì không được ký nữa.",
        FindingRule.CustodianLeft => "Khóa của cơ quan cần một người quản lý đang tại chức.",
        FindingRule.EmailChanged => "Thư điện tử trong chứng thư số khác thư điện tử công vụ hiện nay.",
        FindingRule.UnitChanged => "Đơn vị trong chứng thư số khác đơn vị hiện nay của người giữ.",
        FindingRule.DeviceWithoutCertificate => "Không có chứng thư số nào còn hiệu lực trên thiết bị này.",
        FindingRule.TwoActive => "Người này có chứng thư số mới hơn trên cùng loại thiết bị.",
        FindingRule.NeverUsed => "Chưa có chữ ký hợp lệ nào trong 90 ngày qua.",
        FindingRule.LeaderWithoutCertificate => "Chức vụ lãnh đạo cần có chứng thư số để ký.",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "A rule without a reason."),
    };

    /// <summary>The one next thing to do.</summary>
    public static string Action(FindingRule rule) => rule switch
    {
        FindingRule.HolderLeft or FindingRule.TwoActive => "Lập đề nghị thu hồi",
        FindingRule.EmailChanged or FindingRule.UnitChanged => "Lập đề nghị thay đổi nội dung",
        FindingRule.DeviceWithoutCertificate => "Thu lại thiết bị hoặc báo mất, hỏng",
        FindingRule.LeaderWithoutCertificate => "Lập đề nghị cấp mới",
        FindingRule.CustodianLeft => "Giao khóa cho người khác",
        FindingRule.NeverUsed => "Hỏi người giữ, thu hồi nếu không cần",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "A rule without an action."),
    };

    /// <summary>The request that mends it; null when something else does.</summary>
    public static RequestKind? Remedy(FindingRule rule) => rule switch
    {
        FindingRule.HolderLeft or FindingRule.TwoActive => RequestKind.Revocation,
        FindingRule.EmailChanged or FindingRule.UnitChanged => RequestKind.Change,
        FindingRule.LeaderWithoutCertificate => RequestKind.New,
        _ => null,
    };
}
