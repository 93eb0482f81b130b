using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing.SignService;

/// <summary>What the scripts of this folder say: a key for the script, the Vietnamese sentence that is the key of its translation.</summary>
internal static class SignServiceTexts
{
    /// <summary>{Places} in braces are filled in by the script.</summary>
    internal static readonly IReadOnlyList<(string Key, string Sentence)> All =
    [
        ("vgca.button", "Ký bằng phần mềm VGCA Sign Service"),
        ("vgca.ready", "Máy này đã cài VGCA Sign Service? Bạn cũng có thể ký bằng phần mềm đó: chứng thư số, chỗ ký và mã PIN được chọn trong cửa sổ của phần mềm."),
        ("vgca.ready-many", "Bạn cũng có thể ký cả {total} văn bản bằng VGCA Sign Service đã cài trên máy này, trong một lượt."),
        ("vgca.counted", "VGCA Sign Service đang ký: máy chủ đã nhận {done}/{total}. Trang này chờ tối đa 14 phút."),
        ("vgca.partly", "Đã ký {done}/{total} văn bản. Những văn bản còn lại vẫn nguyên vẹn; hãy xem lý do từng văn bản rồi bấm ký lại."),
        ("vgca.connecting", "Đang tìm VGCA Sign Service trên máy này…"),
        ("vgca.permission", "Trình duyệt sẽ hỏi quyền kết nối với VGCA Sign Service trên máy này. Hãy chọn Cho phép."),
        ("vgca.preparing", "Máy chủ đang chuẩn bị văn bản cho VGCA Sign Service…"),
        ("vgca.waiting", "VGCA Sign Service đang mở. Hãy chọn chứng thư số, đặt chỗ ký và nhập mã PIN trong cửa sổ của phần mềm; trang này chờ tối đa 14 phút."),
        ("vgca.fetched", "VGCA Sign Service đã nhận văn bản. Hãy hoàn tất việc ký trong cửa sổ của phần mềm; trang này đang chờ."),
        ("vgca.resumed", "Lần ký trước bằng VGCA Sign Service chưa có kết quả, trang này đang chờ tiếp…"),
        ("vgca.done", "Máy chủ đã nhận và kiểm tra chữ ký. Đang mở kết quả…"),
        ("vgca.stopped", "Bạn đã dừng chờ. Chưa có gì bị mất. Nếu cửa sổ của VGCA Sign Service còn mở, hãy đóng nó; nếu bạn vẫn ký ở đó trong 15 phút, chữ ký vẫn được nhận."),
        ("vgca.again", "Ký lại bằng VGCA Sign Service"),
        ("vgca.state-waiting", "Chưa được ký"),
        ("vgca.state-fetched", "Phần mềm đã nhận nhưng chưa ký"),
        ("vgca.state-refused", "Không được nhận"),
        ("vgca.state-expired", "Quá hạn, chưa ký"),
        ("vgca.component-absent", "Không thấy VGCA Sign Service trả lời trên máy này. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy mở phần mềm (hoặc cài đặt nếu chưa có) rồi bấm ký lại; trang Kiểm tra máy ký chỉ ra máy này còn thiếu gì."),
        ("vgca.component-blocked", "Trình duyệt đang chặn trang này kết nối với VGCA Sign Service. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy bấm biểu tượng bên trái địa chỉ trang, cho phép truy cập mạng cục bộ, rồi bấm ký lại."),
        ("vgca.component-cancelled", "Cửa sổ của VGCA Sign Service đã được đóng trước khi ký xong. Văn bản chưa được ký và vẫn nguyên vẹn. Khi sẵn sàng, hãy bấm ký lại."),
        ("vgca.component-timeout", "Đã chờ 14 phút mà VGCA Sign Service chưa ký xong. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy đóng cửa sổ của phần mềm rồi bấm ký lại khi có thiết bị ký trong tay."),
        ("vgca.component-expired", "Yêu cầu ký đã quá hạn mà máy chủ chưa nhận được chữ ký. Văn bản vẫn nguyên vẹn. Hãy bấm ký lại."),
        ("vgca.component-garbled", "VGCA Sign Service trả lời không đúng định dạng. Văn bản chưa được ký và vẫn nguyên vẹn. Hãy khởi động lại phần mềm rồi bấm ký lại."),
        ("vgca.component-error", "VGCA Sign Service báo lỗi: {message} Văn bản chưa được ký và vẫn nguyên vẹn. Hãy kiểm tra thiết bị ký rồi bấm ký lại."),
        ("vgca.component-undelivered", "VGCA Sign Service báo đã ký nhưng máy chủ chưa nhận được tệp. Văn bản gốc vẫn nguyên vẹn. Hãy kiểm tra mạng của máy này rồi bấm ký lại."),
        ("check.busy", "Đang kiểm tra…"),
        ("check.permission-granted", "Trình duyệt cho phép trang này kết nối với phần mềm trên máy."),
        ("check.permission-prompt", "Trình duyệt sẽ hỏi khi bạn ký lần đầu. Hãy chọn Cho phép; hoặc nhờ quản trị máy cài tệp chính sách ở cuối trang để không phải hỏi."),
        ("check.permission-denied", "Trình duyệt đang chặn trang này. Hãy bấm biểu tượng bên trái địa chỉ trang, cho phép truy cập mạng cục bộ, rồi kiểm tra lại; hoặc cài tệp chính sách ở cuối trang."),
        ("check.blocked", "Trình duyệt chặn kết nối nên không hỏi được phần mềm này. Hãy mở quyền ở mục quyền của trình duyệt rồi kiểm tra lại."),
        ("check.agent-paired", "Đang chạy (bản {version}) và đã ghép nối với cổng."),
        ("check.agent-unpaired", "Đang chạy (bản {version}) nhưng chưa ghép nối với cổng. Khi ký lần đầu, hãy đồng ý trong cửa sổ của phần mềm."),
        ("check.agent-absent", "Không trả lời. Nếu bạn ký bằng phần mềm ký số của cổng, hãy mở hoặc cài phần mềm đó; nếu bạn ký bằng VGCA Sign Service thì không cần."),
        ("check.certificates-mine", "Thấy {count} chứng thư số đã đăng ký cho bạn."),
        ("check.certificates-strange", "Thấy {count} chứng thư số nhưng không cái nào đăng ký cho bạn. Hãy cắm đúng thiết bị của bạn, hoặc báo cơ quan chủ trì đăng ký."),
        ("check.certificates-none", "Không thấy chứng thư số nào. Hãy cắm thiết bị ký rồi kiểm tra lại; nếu vẫn không thấy, hãy cài phần mềm điều khiển của thiết bị."),
        ("check.certificates-failed", "Chưa đọc được thiết bị ký. Hãy rút ra, cắm lại rồi kiểm tra lại."),
        ("check.certificates-unpaired", "Chỉ xem được sau khi ghép nối phần mềm ký số của cổng. VGCA Sign Service tự chọn chứng thư số khi ký."),
        ("check.certificates-unseen", "Chỉ xem được qua phần mềm ký số của cổng. VGCA Sign Service tự chọn chứng thư số khi ký."),
        ("check.component-here", "Đang chạy và trả lời."),
        ("check.component-absent", "Không trả lời. Nếu bạn ký bằng VGCA Sign Service, hãy mở phần mềm (biểu tượng ở góc phải thanh tác vụ) hoặc cài từ Cục Chứng thực số và Bảo mật thông tin."),
        ("check.clock-right", "Đồng hồ của máy này lệch máy chủ {seconds} giây, trong mức cho phép."),
        ("check.clock-wrong", "Đồng hồ của máy này lệch máy chủ {seconds} giây. Thời gian ghi trong chữ ký sẽ sai; hãy bật tự động đồng bộ giờ của máy."),
        ("check.clock-unknown", "Chưa hỏi được giờ của máy chủ. Hãy kiểm tra mạng rồi kiểm tra lại."),
    ];

    /// <summary>These and those of the panel they are shown in, in the reader's language.</summary>
    public static Dictionary<string, string> In(IStringLocalizer text) => SignTexts.All.Concat(All).ToDictionary(t => t.Key, t => text[t.Sentence].Value);
}
