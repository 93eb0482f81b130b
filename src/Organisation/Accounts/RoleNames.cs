using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Organisation.Accounts;

internal static class RoleNames
{
    /// <summary>The Vietnamese name of a role, which is the key of its translation.</summary>
    public static string Of(Role role) => role switch
    {
        Role.Leader => "Lãnh đạo",
        Role.Clerk => "Văn thư",
        Role.UnitHead => "Thủ trưởng đơn vị",
        Role.LeadAgency => "Cơ quan chủ trì",
        Role.ProvincialOffice => "Văn phòng UBND tỉnh",
        Role.Finance => "Tài chính",
        Role.Inspector => "Thanh tra, kiểm tra",
        Role.Administrator => "Quản trị hệ thống",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "A role without a name."),
    };
}
