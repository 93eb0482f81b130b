namespace ThanhHoa.DigitalSignature.Certificates.Registry;

/// <summary>What the script says that reads a device through the agent; the key of a refusal is the agent's code.</summary>
internal static class RegisterTexts
{
    public static readonly IReadOnlyList<(string Key, string Sentence)> All =
    [
        ("connecting", "Đang tìm phần mềm ký số trên máy này…"),
        ("permission", "Trình duyệt sẽ hỏi quyền kết nối với phần mềm ký số trên máy này. Hãy chọn Cho phép."),
        ("pairing", "Hãy đồng ý trong cửa sổ của phần mềm ký số vừa mở, rồi quay lại đây."),
        ("reading", "Đang đọc thiết bị…"),
        ("choose", "Hãy chọn chứng thư số cần đăng ký."),
        ("chosen", "Đã chọn. Hãy kiểm tra các ô bên dưới rồi bấm Đăng ký."),
        ("token-missing", "Chưa thấy thiết bị nào được cắm vào máy này. Hãy cắm thiết bị rồi đọc lại."),
        ("agent-absent", "Không thấy phần mềm ký số trả lời trên máy này. Hãy mở phần mềm ký số (hoặc cài đặt nếu chưa có) rồi đọc lại, hoặc chọn tệp .cer."),
        ("permission-denied", "Trình duyệt đang chặn trang này kết nối với phần mềm ký số. Hãy cho phép truy cập mạng cục bộ rồi đọc lại, hoặc chọn tệp .cer."),
        ("pairing-refused", "Việc ghép nối đã bị từ chối trong cửa sổ của phần mềm ký số. Hãy đọc lại và chọn đồng ý, hoặc chọn tệp .cer."),
        ("refusal", "Chưa đọc được thiết bị. Hãy rút và cắm lại rồi thử lần nữa, hoặc chọn tệp .cer."),
    ];
}
