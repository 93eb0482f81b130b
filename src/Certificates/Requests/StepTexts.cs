using System.Globalization;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Certificates.Issuer;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>What a refused step and a wrong answer say to people.</summary>
internal static class StepTexts
{
    public static string Explain(StepRefusal refusal, RequestKind kind, IStringLocalizer<Texts> text) => refusal switch
    {
        StepRefusal.WrongState wrong => text["{0} đã chuyển đề nghị này sang “{1}” lúc {2}. Hãy tải lại trang để xem bước tiếp theo.", wrong.By, text[RequestNames.Of(wrong.Now, kind)].Value, VietnamTime.Show(wrong.Since)],
        StepRefusal.OwnRequest => text["Bạn không thể duyệt đề nghị do mình lập, của chính mình, hoặc mình đã duyệt ở bước trước. Hãy nhờ người khác có cùng thẩm quyền."],
        StepRefusal.NotTheHolder holder => text["Chỉ {0} mới xác nhận được đang sử dụng.", holder.Holder],
        StepRefusal.ReasonMissing => text["Hãy ghi lý do."],
        StepRefusal.TooLateToRenew late => text["Chứng thư số chỉ còn {0} ngày, ít hơn {1} ngày mà quy định đòi hỏi để gia hạn. Hãy lập đề nghị cấp mới.", late.DaysLeft, late.Needed],
        StepRefusal.RenewedTooOften often => text["Chứng thư số này đã được gia hạn {0} lần, là số lần tối đa. Hãy lập đề nghị cấp mới.", often.Times],
        StepRefusal.NotAllowed => text["Vai trò của bạn không có bước này đối với đề nghị của đơn vị đó."],
        StepRefusal.NoDevice => text["Chưa gắn thiết bị nào với đề nghị này. Hãy nhập số hiệu thiết bị trước."],
        StepRefusal.NoMinutes => text["Chưa có biên bản bàn giao. Hãy bấm “Bàn giao thiết bị” để ký số biên bản hoặc gửi bản quét."],
        StepRefusal.DeviceElsewhere device => text["Thiết bị {0} đang ở tình trạng khác nên không chuyển bước được. Hãy mở trang thiết bị để xem.", device.Serial],
        StepRefusal.Incomplete form => string.Join(" ", form.Faults.Select(fault => Explain(fault, text))),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "A refusal without a sentence."),
    };

    public static string Explain(IssuerFault fault, string detail, IStringLocalizer<Texts> text) => fault switch
    {
        IssuerFault.None => "",
        IssuerFault.NoCertificate => text["Nơi cấp báo đã cấp nhưng không gửi chứng thư số. Hãy liên hệ nơi cấp."],
        IssuerFault.NotACertificate => text["Tệp nơi cấp gửi không phải là chứng thư số X.509. Hãy liên hệ nơi cấp."],
        IssuerFault.Untrusted => text["Chứng thư số nơi cấp gửi do “{0}” cấp, không dẫn tới cơ quan cấp mà cổng tin cậy. Hãy kiểm tra thư mục tin cậy.", detail],
        IssuerFault.OtherEmail => text["Thư điện tử trong chứng thư số nơi cấp gửi là {0}, khác với đề nghị. Hãy báo nơi cấp sửa.", detail],
        IssuerFault.OtherName => text["Tên trong chứng thư số nơi cấp gửi là “{0}”, khác với đề nghị. Hãy báo nơi cấp sửa.", detail],
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "A fault without a sentence."),
    };

    public static string Explain(FieldFault fault, IStringLocalizer<Texts> text)
    {
        var label = fault.Field.LabelIn(CultureInfo.CurrentUICulture);
        return fault.Kind switch
        {
            FieldFaultKind.Missing => text["Hãy nhập “{0}”.", label],
            FieldFaultKind.TooLong => text["“{0}” dài quá {1} ký tự.", label, fault.Field.MaxLength],
            FieldFaultKind.DateOutOfRange => text["“{0}” không phải là ngày có thể có ở đây.", label],
            FieldFaultKind.Malformed => text["“{0}” không đúng dạng.", label],
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "A fault without a sentence."),
        };
    }
}
