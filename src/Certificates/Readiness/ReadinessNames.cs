using ThanhHoa.DigitalSignature.Certificates.Contracts;

namespace ThanhHoa.DigitalSignature.Certificates.Readiness;

/// <summary>Vietnamese names; the keys of their translations.</summary>
internal static class ReadinessNames
{
    public static string Of(ReadinessChannel channel) => channel switch
    {
        ReadinessChannel.Pc => "Ký trên máy tính (E-token)",
        ReadinessChannel.Mobile => "Ký trên điện thoại (SIM PKI)",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "A channel without a name."),
    };

    public static string Of(ReadinessTask task) => task switch
    {
        ReadinessTask.TakeUpPost => "Không giữ chức vụ nào; không cần làm gì.",
        ReadinessTask.FileRequest => "Lập đề nghị cấp mới chứng thư số.",
        ReadinessTask.Enrol => "Đăng ký tham gia tập huấn.",
        ReadinessTask.InstallAgent => "Cài phần mềm ký trên máy tính và cắm E-token.",
        ReadinessTask.SignFirst => "Ký văn bản đầu tiên.",
        ReadinessTask.CompleteRequest => "Điền xong và trình đề nghị cấp mới.",
        ReadinessTask.ConfirmRequest => "Xác nhận đề nghị cấp mới.",
        ReadinessTask.CheckRequest => "Thẩm tra đề nghị cấp mới.",
        ReadinessTask.SendRequest => "Gửi đề nghị đến nơi cấp.",
        ReadinessTask.AwaitIssuer => "Chờ nơi cấp trả lời.",
        ReadinessTask.ReceiveDevice => "Nhận thiết bị từ nơi cấp.",
        ReadinessTask.HandOver => "Bàn giao thiết bị.",
        ReadinessTask.ConfirmUse => "Xác nhận đang sử dụng thiết bị.",
        _ => throw new ArgumentOutOfRangeException(nameof(task), task, "A task without a name."),
    };

    public static string Of(ReadinessStep step) => step switch
    {
        ReadinessStep.Post => "Đang giữ chức vụ",
        ReadinessStep.Device => "Có thiết bị",
        ReadinessStep.Certificate => "Chứng thư số còn hiệu lực",
        ReadinessStep.Trained => "Đã tập huấn",
        ReadinessStep.AgentSeen => "Phần mềm ký đã chạy",
        ReadinessStep.HasSigned => "Đã ký hợp lệ",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "A step without a name."),
    };

    public static string Of(ActionOwner owner) => owner switch
    {
        ActionOwner.Person => "cán bộ",
        ActionOwner.Clerk => "văn thư đơn vị",
        ActionOwner.UnitHead => "thủ trưởng đơn vị",
        ActionOwner.LeadAgency => "cơ quan chủ trì",
        ActionOwner.Issuer => "nơi cấp",
        _ => throw new ArgumentOutOfRangeException(nameof(owner), owner, "An owner without a name."),
    };
}
