namespace ThanhHoa.DigitalSignature.Signing.Sign;

/// <summary>What the viewer and the signing page say: a key for the script, the Vietnamese sentence that is the key of its translation.</summary>
internal static class SignTexts
{
    /// <summary>{Places} in braces are filled in by the script.</summary>
    internal static readonly IReadOnlyList<(string Key, string Sentence)> All =
    [
        // The viewer.
        ("view.loading", "Đang mở văn bản…"),
        ("view.document", "Nội dung văn bản {name}"),
        ("view.bar", "Xem văn bản"),
        ("view.page", "Trang"),
        ("view.number", "Trang, trên tổng số {total}"),
        ("view.page-of", "Trang {n}/{total}"),
        ("view.previous", "Trang trước"),
        ("view.next", "Trang sau"),
        ("view.zoom-in", "Phóng to"),
        ("view.zoom-out", "Thu nhỏ"),
        ("view.fit", "Vừa bề ngang"),
        ("view.retry", "Thử lại"),
        ("view.download", "Tải tệp về"),
        ("view.missing", "Không tìm thấy tệp của văn bản này trên máy chủ. Chưa có gì được ký. Hãy quay lại danh sách và mở lại; nếu vẫn vậy, hãy gọi quản trị viên."),
        ("view.damaged", "Trình duyệt không hiển thị được tệp này. Tệp gốc vẫn được giữ nguyên và chưa có gì được ký. Hãy tải tệp về để xem; nếu tệp hỏng, hãy báo văn thư gửi lại."),
        ("view.password", "Tệp này có đặt mật khẩu nên không xem và ký ở đây được. Tệp gốc vẫn được giữ nguyên. Hãy báo văn thư gửi lại bản không đặt mật khẩu."),
        ("view.offline", "Không kết nối được với máy chủ nên chưa hiện được văn bản. Chưa có gì bị mất. Hãy kiểm tra mạng rồi thử lại."),
        ("view.signed-out", "Phiên làm việc đã hết. Chưa có gì bị mất. Hãy đăng nhập lại rồi mở lại văn bản này."),

        // The place of the signature.
        ("place.label", "Chữ ký của"),
        ("place.box", "Khung chữ ký của {name}"),
        ("place.help", "Phím mũi tên di chuyển 1 điểm, giữ Shift để di chuyển 10 điểm."),
        ("place.resize", "Đổi cỡ khung chữ ký"),
        ("place.at", "Khung chữ ký ở trang {page}, cách mép trái {left} mm, cách mép dưới {bottom} mm, rộng {width} mm, cao {height} mm."),
        ("place.adjust", "Chỉnh chỗ ký"),
        ("place.page", "Ký ở trang"),
        ("place.left", "Dời sang trái"),
        ("place.right", "Dời sang phải"),
        ("place.up", "Dời lên"),
        ("place.down", "Dời xuống"),
        ("place.larger", "Khung to hơn"),
        ("place.smaller", "Khung nhỏ hơn"),
        ("place.go", "Đến chỗ ký"),
        ("place.reset", "Đặt lại vị trí mặc định"),

        // The steps of signing.
        ("sign.button", "Ký văn bản"),
        ("sign.ready", "Đọc xong, hãy bấm Ký văn bản. Văn bản chỉ được ký khi bạn nhập mã PIN."),
        ("sign.connecting", "Đang tìm phần mềm ký số trên máy này…"),
        ("sign.permission", "Trình duyệt sẽ hỏi quyền kết nối với phần mềm ký số trên máy này. Hãy chọn Cho phép."),
        ("sign.pairing", "Máy này lần đầu ký cho {portal}. Hãy đồng ý trong cửa sổ của phần mềm ký số vừa mở, rồi quay lại đây."),
        ("sign.certificates", "Đang đọc chứng thư số trong thiết bị ký…"),
        ("sign.choose", "Bạn có nhiều chứng thư số. Hãy chọn một chứng thư số để ký."),
        ("sign.certificate", "{name} – thiết bị {token}, có hạn đến {until}"),
        ("sign.continue", "Tiếp tục"),
        ("sign.preparing", "Máy chủ đang chuẩn bị bản để ký…"),
        ("sign.compare", "Kiểm tra mã này trong cửa sổ của phần mềm ký số. Nếu hai mã giống nhau, hãy nhập mã PIN ở đó; nếu khác nhau, hãy bấm Huỷ."),
        ("sign.code", "Mã kiểm tra"),
        ("sign.signing", "Đang ký: {done}/{total}"),
        ("sign.finishing", "Thiết bị đã ký xong. Máy chủ đang kiểm tra chữ ký…"),
        ("sign.retrying", "Mất kết nối với máy chủ. Chữ ký vừa tạo vẫn được giữ, trang này đang tự gửi lại (lần {attempt})."),
        ("sign.resumed", "Lần ký trước chưa xong, trang này đang làm tiếp…"),
        ("sign.done", "Đã ký xong. Đang mở kết quả…"),
        ("sign.cancel", "Huỷ"),
        ("sign.cancelled", "Bạn đã dừng việc ký. Văn bản chưa được ký và vẫn nguyên vẹn. Khi sẵn sàng, hãy bấm Ký văn bản."),
        ("sign.again", "Thử lại"),

        // The agent's refusals, one sentence for each code.
        ("refusal.origin-unknown", "Phần mềm ký số trên máy này chưa được ghép nối với trang này. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy bấm Thử lại và đồng ý ghép nối trong cửa sổ của phần mềm ký số."),
        ("refusal.pairing-refused", "Việc ghép nối đã bị từ chối trong cửa sổ của phần mềm ký số. Văn bản chưa được ký và vẫn nguyên vẹn. Nếu bạn muốn ký trên máy này, hãy bấm Thử lại rồi chọn đồng ý."),
        ("refusal.manifest-invalid", "Phần mềm ký số không công nhận yêu cầu ký này là của máy chủ. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy tải lại trang và thử lại; nếu vẫn vậy, hãy gọi quản trị viên."),
        ("refusal.manifest-expired", "Yêu cầu ký đã quá hạn. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy kiểm tra đồng hồ của máy này rồi bấm Thử lại."),
        ("refusal.manifest-replayed", "Yêu cầu ký này đã được dùng một lần nên phần mềm ký số không ký nữa. Không có gì bị mất. Hãy bấm Thử lại để tạo yêu cầu mới."),
        ("refusal.certificate-missing", "Không thấy chứng thư số đã chọn trong thiết bị ký. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy cắm đúng thiết bị của bạn rồi bấm Thử lại."),
        ("refusal.token-missing", "Chưa thấy thiết bị ký nào được cắm vào máy này. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy cắm thiết bị ký rồi bấm Thử lại."),
        ("refusal.token-removed", "Thiết bị ký đã bị rút ra khi đang ký. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy cắm lại thiết bị rồi bấm Thử lại."),
        ("refusal.pin-wrong", "Mã PIN không đúng, việc ký đã dừng ngay. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy nhớ lại mã PIN rồi bấm Thử lại; nhập sai nhiều lần thiết bị sẽ bị khoá."),
        ("refusal.pin-last-try", "Mã PIN không đúng và chỉ còn một lần nhập. Văn bản chưa được ký và vẫn nguyên vẹn. Đừng đoán: nếu không chắc, hãy gọi cơ quan cấp thiết bị trước khi thử lại."),
        ("refusal.pin-locked", "Thiết bị ký đã bị khoá vì nhập sai mã PIN nhiều lần. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy gọi cơ quan cấp thiết bị để mở khoá."),
        ("refusal.user-cancelled", "Bạn đã chọn không ký trong cửa sổ của phần mềm ký số. Văn bản chưa được ký và vẫn nguyên vẹn. Khi sẵn sàng, hãy bấm Thử lại."),
        ("refusal.window-closed", "Cửa sổ của phần mềm ký số đã bị đóng trước khi ký. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy bấm Thử lại để mở lại cửa sổ."),
        ("refusal.timeout", "Đã quá thời gian chờ mã PIN. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy bấm Thử lại khi bạn có thiết bị ký trong tay."),
        ("refusal.busy", "Phần mềm ký số đang bận với một việc ký khác. Văn bản này chưa được ký và vẫn nguyên vẹn. Hãy xong việc trong cửa sổ của phần mềm ký số rồi bấm Thử lại."),
        ("refusal.operation-lost", "Phần mềm ký số không còn giữ việc ký này, có thể vì nó đã khởi động lại. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy bấm Thử lại."),
        ("refusal.device-failed", "Thiết bị ký gặp lỗi. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy rút thiết bị ra, cắm lại rồi bấm Thử lại; nếu vẫn lỗi, hãy gọi quản trị viên."),

        // What the page finds out itself.
        ("refusal.agent-absent", "Không thấy phần mềm ký số trả lời trên máy này. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy mở phần mềm ký số (hoặc cài đặt nếu chưa có) rồi bấm Thử lại."),
        ("refusal.permission-denied", "Trình duyệt đang chặn trang này kết nối với phần mềm ký số. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy bấm biểu tượng bên trái địa chỉ trang, cho phép truy cập mạng cục bộ, rồi bấm Thử lại."),
        ("refusal.certificate-not-registered", "Thiết bị ký không có chứng thư số nào đã đăng ký cho bạn. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy cắm đúng thiết bị của bạn; nếu chứng thư số mới được cấp, hãy báo quản trị viên đăng ký."),
        ("refusal.offline", "Không kết nối được với máy chủ. Không có gì bị mất. Hãy kiểm tra mạng rồi bấm Thử lại."),
        ("refusal.not-delivered", "Thiết bị đã ký nhưng chưa gửi được chữ ký tới máy chủ. Chữ ký vẫn được giữ trong thẻ trình duyệt này, không cần ký lại. Hãy kiểm tra mạng rồi bấm Thử lại."),
        ("refusal.signed-out", "Phiên làm việc đã hết. Không có gì bị mất. Hãy đăng nhập lại trong thẻ này rồi mở lại văn bản: việc ký sẽ được làm tiếp."),
        ("refusal.server-failed", "Máy chủ gặp lỗi khi xử lý. Văn bản vẫn nguyên vẹn, không có gì bị mất. Hãy thử lại sau ít phút; nếu vẫn vậy, hãy gọi quản trị viên."),
        ("refusal.unknown", "Việc ký đã dừng vì một lý do mà trang này không nhận ra. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy thử lại; nếu vẫn vậy, hãy gọi quản trị viên."),
    ];
}
