using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Certificates.Contracts;

namespace ThanhHoa.DigitalSignature.Signing.SignService;

/// <summary>Why an upload was not accepted. In every case the document stays as it was.</summary>
internal enum UploadRefusal
{
    /// <summary>No such ticket, or no longer.</summary>
    UnknownTicket,

    Expired,

    /// <summary>The ticket brought a signature already, and these are other bytes.</summary>
    Used,

    NoFile,

    TooLarge,

    /// <summary>It does not begin with the version that was sent.</summary>
    Altered,

    /// <summary>More than a signature came.</summary>
    MoreChanged,

    /// <summary>Not exactly one new signature that covers the whole file and holds.</summary>
    NotOneSignature,

    /// <summary>The signature forbids every later one (DocMDP, P = 1).</summary>
    Locked,

    Unreadable,

    NotRegistered,

    BelongsToAnother,

    /// <summary>The organisation's key, and somebody else has the permission to keep it.</summary>
    KeptByAnother,

    NotYetValid,

    CertificateExpired,

    Revoked,

    Untrusted,

    /// <summary>This paper is signed with one certain certificate, and this is not it.</summary>
    AnotherCertificate,

    AlreadySigned,

    NewerVersion,

    /// <summary>No longer this person's to sign.</summary>
    NotYours,

    FileDamaged,

    /// <summary>The organisation signs after number and date are given.</summary>
    NoNumber,
}

/// <summary>The sentences of <see cref="UploadRefusal"/>.</summary>
internal static class UploadRefusals
{
    /// <summary>Why the registry refuses a certificate; null when it does not.</summary>
    public static UploadRefusal? Of(CertificateAnswer answer) => answer switch
    {
        CertificateAnswer.Usable => null,
        CertificateAnswer.NotRegistered => UploadRefusal.NotRegistered,
        CertificateAnswer.BelongsToAnother => UploadRefusal.BelongsToAnother,
        CertificateAnswer.KeptByAnother => UploadRefusal.KeptByAnother,
        CertificateAnswer.NotYetValid => UploadRefusal.NotYetValid,
        CertificateAnswer.Expired => UploadRefusal.CertificateExpired,
        CertificateAnswer.Revoked => UploadRefusal.Revoked,
        CertificateAnswer.Untrusted => UploadRefusal.Untrusted,
        _ => throw new System.Diagnostics.UnreachableException(answer.GetType().Name),
    };

    /// <summary>What happened, that nothing is lost, what to do next.</summary>
    public static string Explain(this UploadRefusal refusal, IStringLocalizer text) => ExplainCertificate(refusal, text) ?? refusal switch
    {
        UploadRefusal.UnknownTicket => text["Yêu cầu ký này không có hoặc không còn hiệu lực. Văn bản vẫn nguyên vẹn; hãy mở lại văn bản trong cổng và ký lại."],
        UploadRefusal.Expired => text["Yêu cầu ký đã quá 15 phút nên không nhận chữ ký nữa. Văn bản vẫn nguyên vẹn; hãy mở lại văn bản trong cổng và ký lại."],
        UploadRefusal.Used => text["Yêu cầu ký này đã được dùng xong; bản đã ký trước đó vẫn được giữ, tệp gửi sau không được nhận."],
        UploadRefusal.NoFile => text["Không nhận được tệp đã ký. Văn bản vẫn nguyên vẹn; hãy ký lại."],
        UploadRefusal.TooLarge => text["Tệp đã ký lớn hơn mức cho phép nên không được nhận. Văn bản vẫn nguyên vẹn; hãy ký lại với ảnh chữ ký nhỏ hơn."],
        UploadRefusal.Altered => text["Tệp gửi lên không phải là văn bản mà cổng đã gửi đi, nên không được nhận. Bản gốc vẫn nguyên vẹn; hãy mở lại văn bản trong cổng và ký lại."],
        UploadRefusal.MoreChanged => text["Ngoài chữ ký, tệp gửi lên còn có thay đổi khác, nên không được nhận. Bản gốc vẫn nguyên vẹn; hãy ký lại và không thêm gì khác vào văn bản."],
        UploadRefusal.NotOneSignature => text["Tệp gửi lên không có đúng một chữ ký mới hợp lệ trên toàn bộ văn bản, nên không được nhận. Bản gốc vẫn nguyên vẹn; hãy ký lại."],
        UploadRefusal.Locked => text["Chữ ký được đặt chế độ khóa, không cho ai ký tiếp, nên không được nhận. Bản gốc vẫn nguyên vẹn; hãy bỏ chế độ khóa trong VGCA Sign Service rồi ký lại."],
        UploadRefusal.Unreadable => text["Tệp gửi lên không đọc được. Bản gốc vẫn nguyên vẹn; hãy ký lại."],
        UploadRefusal.AlreadySigned => text["Văn bản này đã được ký rồi; bản đã ký vẫn được giữ. Hãy tải lại trang để xem."],
        UploadRefusal.NewerVersion => text["Văn bản đã có bản mới hơn bản được gửi đi ký. Chưa có gì được ký; hãy mở lại văn bản để đọc bản mới."],
        UploadRefusal.NotYours => text["Văn bản này không còn chờ bạn ký; có thể đơn vị trình đã rút lại. Chưa có gì được ký."],
        UploadRefusal.NoNumber => text["Văn bản chưa được cấp số và ngày nên cơ quan chưa ký được. Hãy cấp số trước."],
        UploadRefusal.FileDamaged => text["Tệp lưu trữ đã bị thay đổi ngoài hệ thống nên không được ký. Bản gốc cần được khôi phục; hãy báo quản trị viên ngay."],
        _ => throw new System.Diagnostics.UnreachableException(refusal.ToString()),
    };

    private static string? ExplainCertificate(UploadRefusal refusal, IStringLocalizer text) => refusal switch
    {
        UploadRefusal.NotRegistered => text["Chứng thư số vừa dùng chưa được đăng ký cho bạn, nên chữ ký không được nhận. Văn bản vẫn nguyên vẹn; hãy cắm đúng thiết bị của bạn hoặc báo cơ quan chủ trì đăng ký."].Value,
        UploadRefusal.BelongsToAnother => text["Chứng thư số vừa dùng đăng ký cho người khác, nên chữ ký không được nhận. Văn bản vẫn nguyên vẹn; hãy cắm thiết bị của chính bạn rồi ký lại."].Value,
        UploadRefusal.KeptByAnother => text["Thiết bị vừa dùng giữ khóa của cơ quan nhưng bạn không phải người được giao giữ, nên chữ ký không được nhận. Văn bản vẫn nguyên vẹn; hãy nhờ người được giao."].Value,
        UploadRefusal.NotYetValid => text["Chứng thư số vừa dùng chưa đến ngày có hiệu lực, nên chữ ký không được nhận. Văn bản vẫn nguyên vẹn; hãy dùng chứng thư số khác."].Value,
        UploadRefusal.CertificateExpired => text["Chứng thư số vừa dùng đã hết hạn, nên chữ ký không được nhận. Văn bản vẫn nguyên vẹn; hãy báo văn thư làm thủ tục gia hạn hoặc cấp mới."].Value,
        UploadRefusal.Revoked => text["Chứng thư số vừa dùng đã bị thu hồi, nên chữ ký không được nhận. Văn bản vẫn nguyên vẹn; hãy liên hệ cơ quan chủ trì để được cấp mới."].Value,
        UploadRefusal.Untrusted => text["Chứng thư số vừa dùng không do tổ chức chứng thực được tin cậy cấp, nên chữ ký không được nhận. Văn bản vẫn nguyên vẹn; hãy dùng chứng thư số do Ban Cơ yếu Chính phủ cấp."].Value,
        UploadRefusal.AnotherCertificate => text["Biên bản này phải được ký bằng chính thiết bị vừa nhận. Hãy cắm thiết bị đó vào máy rồi ký lại."].Value,
        _ => null,
    };
}
