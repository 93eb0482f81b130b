using ThanhHoa.DigitalSignature.Organisation.Contracts;

namespace ThanhHoa.DigitalSignature.Organisation.Units;

internal static class KindNames
{
    /// <summary>The Vietnamese name of a kind, which is the key of its translation.</summary>
    public static string Of(UnitKind kind) => kind switch
    {
        UnitKind.Province => "Tỉnh",
        UnitKind.ProvincialLeadership => "Lãnh đạo tỉnh",
        UnitKind.ProvincialOffice => "Văn phòng UBND tỉnh",
        UnitKind.Department => "Sở, ban, ngành cấp tỉnh",
        UnitKind.Office => "Văn phòng trong cơ quan",
        UnitKind.District => "Cấp huyện",
        UnitKind.Commune => "Cấp xã",
        UnitKind.PublicServiceUnit => "Đơn vị sự nghiệp công lập",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a name."),
    };
}
