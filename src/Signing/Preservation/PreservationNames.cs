using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Signing.Preservation;

/// <summary>How far signatures are kept, as people read it; keys of their translations.</summary>
internal static class PreservationNames
{
    public static string Of(SignatureLevel level) => level switch
    {
        SignatureLevel.B => "Chưa có dấu thời gian",
        SignatureLevel.T => "Đã có dấu thời gian, chưa đủ dữ liệu thu hồi",
        SignatureLevel.LT => "Đã có dấu thời gian và dữ liệu thu hồi",
        SignatureLevel.Lta => "Đã có dấu thời gian lưu trữ",
        _ => throw new System.Diagnostics.UnreachableException(level.ToString()),
    };

    public static string Of(PreservationProblem problem) => problem switch
    {
        PreservationProblem.NoTimeStampService => "cổng chưa được cấu hình dịch vụ dấu thời gian",
        PreservationProblem.TimeStampRefused => "dịch vụ dấu thời gian chưa trả lời được",
        PreservationProblem.RevocationUnknown => "chưa hỏi đủ tình trạng thu hồi ở nơi cấp chứng thư số",
        PreservationProblem.FileDamaged => "tệp lưu trữ bị mất hoặc bị thay đổi ngoài hệ thống",
        PreservationProblem.NotPermitted => "tác giả đã khóa tệp, không cho bổ sung",
        PreservationProblem.Unreadable => "tệp không đọc được hoặc không còn chữ ký nguyên vẹn",
        PreservationProblem.Unforeseen => "lỗi chưa rõ, quản trị viên xem nhật ký",
        _ => throw new System.Diagnostics.UnreachableException(problem.ToString()),
    };
}
