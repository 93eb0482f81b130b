namespace ThanhHoa.DigitalSignature.Certificates.Registry;

/// <summary>The Vietnamese words for what stands in the registry; each is the key of its translation.</summary>
internal static class RegistryNames
{
    public static string Of(CertificateStanding standing) => standing switch
    {
        CertificateStanding.Active => "Đang hiệu lực",
        CertificateStanding.RunningOut => "Sắp hết hạn",
        CertificateStanding.Expired => "Hết hạn",
        CertificateStanding.Revoked => "Bị thu hồi",
        CertificateStanding.NotYet => "Chưa có hiệu lực",
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "A standing without a name."),
    };

    public static string Of(DeviceState state) => state switch
    {
        DeviceState.InStock => "Trong kho",
        DeviceState.Assigned => "Đã cấp cho người dùng, chờ bàn giao",
        DeviceState.HandedOver => "Đã bàn giao",
        DeviceState.InUse => "Đang dùng",
        DeviceState.Locked => "Bị khóa",
        DeviceState.Lost => "Bị mất",
        DeviceState.Broken => "Bị hỏng",
        DeviceState.Returned => "Đã thu lại",
        DeviceState.Destroyed => "Đã hủy",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A state without a name."),
    };

    public static string Of(CertificateEventKind kind) => kind switch
    {
        CertificateEventKind.Registered => "Đưa vào sổ đăng ký",
        CertificateEventKind.Revoked => "Được biết là đã thu hồi",
        CertificateEventKind.PutOnDevice => "Gắn với thiết bị",
        CertificateEventKind.Entrusted => "Giao người quản lý khóa",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "An event without a name."),
    };

    /// <summary>What the devices are called; names of their own, not translated.</summary>
    public static string Of(DeviceKind kind) => kind == DeviceKind.EToken ? "E-token" : "SIM PKI";
}
