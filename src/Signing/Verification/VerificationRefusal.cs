using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Signing.Verification;

/// <summary>Why a file was not checked at all. A file that is no PDF is no refusal: that is an answer.</summary>
internal abstract record VerificationRefusal(int Status)
{
    /// <summary>The form does not come from our page.</summary>
    public sealed record Forged() : VerificationRefusal(StatusCodes.Status400BadRequest);

    /// <summary>There is no file in it.</summary>
    public sealed record NoFile() : VerificationRefusal(StatusCodes.Status400BadRequest);

    /// <summary>The body is neither a PDF nor a form with one.</summary>
    public sealed record WrongType() : VerificationRefusal(StatusCodes.Status415UnsupportedMediaType);

    public sealed record TooLarge(int MostMegabytes) : VerificationRefusal(StatusCodes.Status413PayloadTooLarge);

    public sealed record TooOften(TimeSpan Wait) : VerificationRefusal(StatusCodes.Status429TooManyRequests);

    /// <summary>Others are being served.</summary>
    public sealed record Busy() : VerificationRefusal(StatusCodes.Status503ServiceUnavailable);

    /// <summary>The check took longer than any honest file needs.</summary>
    public sealed record TookTooLong() : VerificationRefusal(StatusCodes.Status422UnprocessableEntity);

    /// <summary>When it is worth another try; null when it is not a matter of time.</summary>
    public TimeSpan? RetryAfter => this switch
    {
        TooOften often => often.Wait,
        Busy => TimeSpan.FromSeconds(15),
        _ => null,
    };

    public string Explain(IStringLocalizer text) => this switch
    {
        Forged => text["Trang đã mở quá lâu nên tệp chưa được kiểm tra. Hãy tải lại trang rồi chọn lại tệp."],
        NoFile => text["Chưa có tệp nào được gửi. Hãy chọn tệp PDF cần kiểm tra."],
        WrongType => text["Hãy gửi một tệp PDF (application/pdf), hoặc một biểu mẫu multipart/form-data có tệp PDF."],
        TooLarge large => text["Tệp lớn hơn {0} MB nên chưa được kiểm tra. Hãy nhờ quản trị viên kiểm tra bằng công cụ dòng lệnh.", large.MostMegabytes],
        TooOften often => text["Bạn đã kiểm tra nhiều tệp trong một phút. Hãy thử lại sau {0} giây.", (int)Math.Ceiling(often.Wait.TotalSeconds)],
        Busy => text["Máy chủ đang bận kiểm tra các tệp khác. Hãy thử lại sau ít giây."],
        TookTooLong => text["Việc kiểm tra đã bị dừng vì kéo dài quá lâu; tệp có thể được tạo ra để làm quá tải phần mềm. Đừng dựa vào tệp này trước khi hỏi lại nơi gửi."],
        _ => throw new InvalidOperationException($"No sentence for {this}"),
    };
}
