namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>States of a document as people read them; keys of their translations.</summary>
internal static class StateNames
{
    public static string Of(DocumentState state) => state switch
    {
        DocumentState.Draft => "Bản nháp",
        DocumentState.Signing => "Đang trình ký",
        DocumentState.Returned => "Bị trả lại",
        DocumentState.Withdrawn => "Đã rút",
        DocumentState.Signed => "Chờ cấp số",
        DocumentState.Numbered => "Chờ cơ quan ký",
        DocumentState.Sealed => "Chờ phát hành",
        DocumentState.Issued => "Đã phát hành",
        DocumentState.Recalled => "Đã thu hồi",
        DocumentState.Replaced => "Đã được thay thế",
        _ => throw new System.Diagnostics.UnreachableException(state.ToString()),
    };

    /// <summary>Of a paper about certificates, which has no number and is not issued, and of what came in.</summary>
    public static string Of(Document document) => document switch
    {
        { Purpose: DocumentPurpose.CertificatePaper, State: DocumentState.Signed } => "Đã ký",
        { Purpose: DocumentPurpose.Incoming, State: DocumentState.Draft } => "Chờ tiếp nhận",
        { Purpose: DocumentPurpose.Incoming, State: DocumentState.Returned } => "Đã trả lại nơi gửi",
        { Purpose: DocumentPurpose.Incoming, State: DocumentState.Issued } => "Đã vào sổ",
        _ => Of(document.State),
    };
}

/// <summary>What documents are for, as people read it; keys of their translations.</summary>
internal static class PurposeNames
{
    public static string Of(DocumentPurpose purpose) => purpose switch
    {
        DocumentPurpose.Administrative => "Văn bản đi",
        DocumentPurpose.CertificatePaper => "Hồ sơ chứng thư số",
        DocumentPurpose.Copy => "Bản sao điện tử",
        DocumentPurpose.Incoming => "Văn bản đến",
        _ => throw new System.Diagnostics.UnreachableException(purpose.ToString()),
    };
}

/// <summary>Degrees of urgency as people read them; keys of their translations.</summary>
internal static class UrgencyNames
{
    public static string Of(Urgency urgency) => urgency switch
    {
        Urgency.Urgent => "Khẩn",
        Urgency.VeryUrgent => "Thượng khẩn",
        Urgency.Immediate => "Hỏa tốc",
        _ => "Thường",
    };
}

/// <summary>What happened to a document as people read it; keys of their translations.</summary>
internal static class ActNames
{
    public static string Of(DocumentAct act) => act switch
    {
        DocumentAct.Drafted => "Soạn",
        DocumentAct.Submitted => "Trình ký",
        DocumentAct.Revised => "Sửa và thay tệp",
        DocumentAct.Initialled => "Ký nháy",
        DocumentAct.Signed => "Ký duyệt",
        DocumentAct.Returned => "Trả lại",
        DocumentAct.Reassigned => "Chuyển người ký",
        DocumentAct.Withdrawn => "Rút lại",
        DocumentAct.Numbered => "Cấp số",
        DocumentAct.Sealed => "Ký số của cơ quan",
        DocumentAct.Issued => "Phát hành",
        DocumentAct.Acknowledged => "Nơi nhận xác nhận",
        DocumentAct.Recalled => "Thu hồi",
        DocumentAct.Replaced => "Thay thế",
        DocumentAct.Registered => "Vào sổ văn bản đến",
        _ => throw new System.Diagnostics.UnreachableException(act.ToString()),
    };
}

/// <summary>Warnings about a file, each a sentence; keys of their translations.</summary>
internal static class WarningNames
{
    private static string Of(FileWarning warning) => warning switch
    {
        FileWarning.ActiveContent => "Tệp có nội dung tự chạy hoặc gửi dữ liệu ra ngoài (kịch bản, tệp đính kèm, biểu mẫu).",
        FileWarning.HiddenLayers => "Tệp có lớp nội dung không phải lúc nào cũng hiện.",
        FileWarning.BrokenSignature => "Tệp có chữ ký từ trước và chữ ký đó không còn nguyên vẹn.",
        FileWarning.SignedBefore => "Tệp đã có chữ ký từ trước khi trình.",
        FileWarning.FontsMissing => "Tệp thiếu phông chữ nhúng; trên máy khác chữ có thể hiện khác đi.",
        FileWarning.Long => "Văn bản dài từ 20 trang.",
        FileWarning.Money => "Văn bản nói đến số tiền.",
        FileWarning.NoRoomForNumber => "Tệp không chừa chỗ ghi số văn bản (dòng “Số:      /…”), nên số sẽ không hiện trên văn bản.",
        FileWarning.PlaceGuessed => "Không tìm thấy tên người ký trong tệp; hãy xem lại chỗ đặt chữ ký.",
        _ => throw new System.Diagnostics.UnreachableException(warning.ToString()),
    };

    /// <summary>One sentence for each warning.</summary>
    public static IEnumerable<string> All(FileWarning warnings) =>
        Enum.GetValues<FileWarning>().Where(w => w is not FileWarning.None && warnings.HasFlag(w)).Select(Of);
}

/// <summary>Versions as people read them; keys of their translations.</summary>
internal static class OriginNames
{
    public static string Of(DocumentVersion version) => version.Origin switch
    {
        VersionOrigin.Submitted => "Tải bản trình",
        VersionOrigin.Numbered => "Tải bản đã có số",
        VersionOrigin.Extended => "Tải bản đã bổ sung dấu thời gian",
        _ => "Tải bản đã ký",
    };
}
