using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Signing.Sign;

/// <summary>Why a signature was not started or not accepted. In every case the document stays as it was.</summary>
internal abstract record SigningRefusal(string Code)
{
    /// <summary>Not there, or not for this person to sign; one answer for both, so that nothing is given away.</summary>
    public sealed record NotYours() : SigningRefusal("not-yours");

    public sealed record AlreadySigned() : SigningRefusal("already-signed");

    public sealed record NewerVersion() : SigningRefusal("newer-version");

    public sealed record Certificate(CertificateAnswer Answer) : SigningRefusal("certificate");

    /// <summary>This paper is signed with one certain certificate, and this is not it.</summary>
    public sealed record AnotherCertificate() : SigningRefusal("another-certificate");

    /// <summary>The organisation signs after number and date are given (Decree 30/2020, article 19).</summary>
    public sealed record NoNumber() : SigningRefusal("no-number");

    /// <summary>The stored file is no longer the one that was stored.</summary>
    public sealed record FileDamaged() : SigningRefusal("file-damaged");

    public sealed record Unsignable(PdfErrorCode Reason) : SigningRefusal("unsignable");

    public sealed record Expired() : SigningRefusal("expired");

    /// <summary>The value does not belong to this document and this certificate.</summary>
    public sealed record WrongSignature() : SigningRefusal("wrong-signature");

    /// <summary>What happened, that nothing is lost, what to do next.</summary>
    public string Explain(IStringLocalizer text) => this switch
    {
        NotYours => text["Văn bản này không có trong hộp ký của bạn. Có thể đơn vị trình đã chuyển cho người khác; hãy quay lại hộp ký."],
        AlreadySigned => text["Bạn đã ký văn bản này rồi; bản đã ký vẫn còn nguyên. Hãy tải lại trang để xem."],
        NewerVersion => text["Văn bản đã có bản mới hơn bản bạn đang xem. Chưa có gì được ký; hãy tải lại trang để đọc bản mới."],
        Certificate refused => Explain(refused.Answer, text),
        AnotherCertificate => text["Biên bản này phải được ký bằng chính thiết bị vừa nhận. Hãy cắm thiết bị đó vào máy rồi ký lại."],
        NoNumber => text["Văn bản chưa được cấp số và ngày nên cơ quan chưa ký được. Hãy cấp số trước."],
        FileDamaged => text["Tệp lưu trữ đã bị thay đổi ngoài hệ thống nên không được ký. Bản gốc cần được khôi phục; hãy báo quản trị viên ngay."],
        Unsignable unsignable => UploadFault.Explain(unsignable.Reason, text),
        Expired => text["Yêu cầu ký đã quá hạn. Văn bản vẫn còn nguyên; hãy bấm ký lại."],
        WrongSignature => text["Chữ ký nhận được không khớp với văn bản và chứng thư số. Văn bản vẫn còn nguyên; hãy rút và cắm lại thiết bị rồi ký lại."],
        _ => throw new System.Diagnostics.UnreachableException(GetType().Name),
    };

    private static string Explain(CertificateAnswer answer, IStringLocalizer text) => answer switch
    {
        CertificateAnswer.NotRegistered => text["Chứng thư số này chưa được đăng ký cho bạn. Văn bản vẫn còn nguyên; hãy chọn chứng thư số khác hoặc báo cơ quan chủ trì đăng ký."],
        CertificateAnswer.BelongsToAnother => text["Chứng thư số này đăng ký cho người khác nên không dùng để ký thay bạn được. Hãy cắm thiết bị của chính bạn."],
        CertificateAnswer.KeptByAnother => text["Thiết bị này giữ khóa của cơ quan nhưng bạn không phải người được giao giữ. Hãy nhờ người được giao, hoặc làm văn bản giao lại ở trang chứng thư số."],
        CertificateAnswer.NotYetValid early => text["Chứng thư số chỉ có hiệu lực từ {0}. Hãy dùng chứng thư số khác hoặc chờ đến ngày đó.", VietnamTime.Show(early.Begins)],
        CertificateAnswer.Expired late => text["Chứng thư số đã hết hạn từ {0}. Văn bản vẫn còn nguyên; hãy báo văn thư làm thủ tục gia hạn hoặc cấp mới.", VietnamTime.Show(late.Ended)],
        CertificateAnswer.Revoked gone => text["Chứng thư số đã bị thu hồi từ {0} nên không ký được. Văn bản vẫn còn nguyên; hãy liên hệ cơ quan chủ trì để được cấp mới.", VietnamTime.Show(gone.Since)],
        CertificateAnswer.Untrusted => text["Chứng thư số không do tổ chức chứng thực được tin cậy cấp, hoặc không dùng để ký văn bản. Hãy chọn chứng thư số do Ban Cơ yếu Chính phủ cấp."],
        _ => throw new System.Diagnostics.UnreachableException(answer.GetType().Name),
    };
}
