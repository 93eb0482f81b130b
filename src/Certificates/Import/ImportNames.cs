namespace ThanhHoa.DigitalSignature.Certificates.Import;

/// <summary>The Vietnamese words for what became of an imported certificate; each is the key of its translation.</summary>
internal static class ImportNames
{
    public static string Of(ImportOutcome outcome) => outcome switch
    {
        ImportOutcome.Entered => "Đã đưa vào sổ",
        ImportOutcome.Known => "Đã có trong sổ từ trước",
        ImportOutcome.Unsure => "Chưa chắc của ai, cần xác nhận",
        ImportOutcome.NotACertificate => "Không phải chứng thư số",
        ImportOutcome.AuthorityCertificate => "Chứng thư số của cơ quan cấp",
        ImportOutcome.Untrusted => "Không dẫn tới cơ quan cấp mà cổng tin cậy",
        ImportOutcome.NotYetValid => "Chưa đến ngày có hiệu lực",
        ImportOutcome.DeviceEntered => "Thiết bị đã đưa vào sổ",
        ImportOutcome.DeviceRefused => "Thiết bị không đưa vào sổ",
        ImportOutcome.NobodyFits => "Không tìm thấy người hoặc đơn vị phù hợp",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "An outcome without a name."),
    };

    /// <summary>A sentence with the place of the name of the entry.</summary>
    public static string Of(BundleFault fault) => fault switch
    {
        BundleFault.Damaged => "Tệp {0} bị hỏng nên không đọc được. Hãy kiểm tra tệp rồi gửi lại.",
        BundleFault.TooMany => "Tệp có hơn 20.000 mục; mục đầu tiên vượt quá là {0}. Hãy chia thành nhiều tệp rồi gửi lại.",
        BundleFault.TooLarge => "Mục {0} quá lớn so với chứng thư số nên tệp bị từ chối. Hãy bỏ mục đó ra rồi gửi lại.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "A fault without a name."),
    };

    public static string Of(DeviceFault fault) => fault switch
    {
        DeviceFault.UnknownKind => "Loại thiết bị phải là E-token hoặc SIM PKI.",
        DeviceFault.Serial => "Số hiệu chỉ gồm chữ, số và dấu gạch, từ 4 đến 60 ký tự.",
        DeviceFault.Phone => "SIM PKI cần số điện thoại, ví dụ 0912345678.",
        DeviceFault.UnknownState => "Không có trạng thái này. Hãy ghi như trong danh sách thiết bị, ví dụ “Đang dùng”.",
        DeviceFault.NeedsCertificate => "Thiết bị không còn trong kho thì phải có tệp chứng thư số.",
        DeviceFault.CertificateNotEntered => "Chứng thư số của thiết bị chưa được đưa vào sổ trong lần nhập này, hoặc đã gắn với thiết bị khác.",
        DeviceFault.KnownDevice => "Thiết bị đã có trong sổ.",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "A fault without a name."),
    };
}
