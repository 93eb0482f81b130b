namespace ThanhHoa.DigitalSignature.Certificates.ServerKeys;

/// <summary>Vietnamese names; the keys of their translations.</summary>
internal static class ServerKeyNames
{
    public static string Of(ServerKeyPurpose purpose) => purpose switch
    {
        ServerKeyPurpose.MobileGateway => "Cổng ký số di động",
        ServerKeyPurpose.Tls => "Máy chủ web (TLS)",
        ServerKeyPurpose.Seal => "Con dấu trên máy chủ",
        ServerKeyPurpose.Other => "Mục đích khác",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "A purpose without a name."),
    };

    public static string Of(MilestoneKind kind) => kind switch
    {
        MilestoneKind.Approved => "Phê duyệt",
        MilestoneKind.Procured => "Mua sắm",
        MilestoneKind.Delivered => "Giao nhận",
        MilestoneKind.Installed => "Cài đặt",
        MilestoneKind.Tested => "Kiểm thử",
        MilestoneKind.InOperation => "Đưa vào vận hành",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A milestone without a name."),
    };
}
