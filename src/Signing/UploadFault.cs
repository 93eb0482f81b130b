using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>What is wrong with a file, in a sentence that says what to do.</summary>
internal static class UploadFault
{
    /// <summary>Most bytes of one document.</summary>
    public const long Limit = 100L * 1024 * 1024;

    public static string TooLarge(IStringLocalizer text) => text["Tệp lớn hơn 100 MB. Hãy giảm độ phân giải bản quét (200 dpi là đủ) hoặc tách phụ lục thành tệp riêng."];

    public static string Explain(PdfErrorCode code, IStringLocalizer text) => code switch
    {
        PdfErrorCode.Empty => text["Tệp rỗng (0 byte). Hãy chọn lại tệp; có thể lần lưu trước bị gián đoạn."],
        PdfErrorCode.NotPdf => text["Tệp không phải là PDF, dù tên có thể là .pdf. Hãy xuất văn bản ra PDF rồi chọn lại."],
        PdfErrorCode.Truncated => text["Tệp PDF bị cụt, thiếu phần cuối. Hãy xuất hoặc tải lại tệp rồi chọn lại."],
        PdfErrorCode.PasswordRequired or PdfErrorCode.PasswordWrong => text["Tệp PDF có mật khẩu nên không đọc và ký được. Hãy lưu một bản không mật khẩu rồi chọn lại."],
        PdfErrorCode.LimitExceeded => text["Tệp PDF quá phức tạp hoặc được tạo để làm quá tải hệ thống, nên không được nhận. Hãy in lại ra PDF rồi chọn lại."],
        PdfErrorCode.NotPermitted => text["Tệp PDF đã được khóa bởi một chữ ký trước, không cho ký thêm. Hãy dùng bản chưa khóa."],
        PdfErrorCode.Unsupported => text["Tệp PDF dùng một kiểu lưu mà hệ thống chưa đọc được. Hãy in lại ra PDF rồi chọn lại."],
        _ => text["Tệp PDF bị hỏng cấu trúc. Hãy xuất lại từ phần mềm soạn thảo rồi chọn lại."],
    };
}
