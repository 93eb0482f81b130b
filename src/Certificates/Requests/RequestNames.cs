namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>The Vietnamese words for what stands in a request; each is the key of its translation.</summary>
internal static class RequestNames
{
    public static string Of(RequestKind kind) => kind switch
    {
        RequestKind.New => "Cấp mới",
        RequestKind.Renewal => "Gia hạn",
        RequestKind.Change => "Thay đổi nội dung",
        RequestKind.Revocation => "Thu hồi",
        RequestKind.DeviceRecovery => "Khôi phục thiết bị lưu khóa",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a name."),
    };

    public static string Of(SubjectKind subject) => subject switch
    {
        SubjectKind.Person => "Cá nhân",
        SubjectKind.Organisation => "Cơ quan, tổ chức",
        SubjectKind.System => "Thiết bị, dịch vụ, phần mềm",
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, "A subject without a name."),
    };

    public static string Of(RequestState state, RequestKind kind) => state switch
    {
        RequestState.Draft => "Đang soạn",
        RequestState.Submitted => "Chờ đơn vị xác nhận",
        RequestState.Confirmed => "Chờ cơ quan chủ trì thẩm tra",
        RequestState.Checked => "Chờ gửi nơi cấp",
        RequestState.Sent => "Nơi cấp đang xử lý",
        RequestState.Issued when kind == RequestKind.Revocation => "Đã thu hồi",
        RequestState.Issued when kind == RequestKind.DeviceRecovery => "Đã khôi phục, chờ nhận thiết bị",
        RequestState.Issued when kind == RequestKind.New => "Đã cấp, chờ nhận thiết bị",
        RequestState.Issued => "Đã cấp, chờ xác nhận sử dụng",
        RequestState.Refused => "Bị từ chối",
        RequestState.DeviceReceived => "Đã nhận thiết bị, chờ bàn giao",
        RequestState.HandedOver => "Đã bàn giao, chờ xác nhận sử dụng",
        RequestState.InUse => "Đang sử dụng",
        RequestState.Withdrawn => "Đã rút",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A state without a name."),
    };

    public static string Of(RequestAct act) => act switch
    {
        RequestAct.Submit => "Trình thủ trưởng đơn vị",
        RequestAct.Confirm => "Xác nhận",
        RequestAct.Check => "Thẩm tra đạt",
        RequestAct.Send => "Gửi nơi cấp",
        RequestAct.Issue => "Ghi nhận đã cấp",
        RequestAct.Refuse => "Từ chối",
        RequestAct.ReceiveDevice => "Đã nhận thiết bị",
        RequestAct.HandOver => "Bàn giao",
        RequestAct.ConfirmUse => "Xác nhận đang sử dụng",
        RequestAct.Return => "Trả lại để sửa",
        RequestAct.Withdraw => "Rút đề nghị",
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "An act without a name."),
    };

    /// <summary>An option of a form's choice; what needs no translation is returned as it is.</summary>
    public static string OfOption(string option, FormSet forms) => option switch
    {
        "EToken" => forms.Devices[DeviceKind.EToken],
        "SimPki" => forms.Devices[DeviceKind.SimPki],
        "TLS" => "Bảo vệ kết nối (TLS)",
        "SealKey" => "Khóa ký của cơ quan trên máy chủ",
        "GatewayClient" => "Kết nối cổng ký di động",
        "TimeStamp" => "Cấp dấu thời gian",
        _ => option,
    };
}
