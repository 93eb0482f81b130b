using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Organisation.Reorganising;

internal static class ReorganisationNames
{
    public static string Of(ReorganisationKind kind, IStringLocalizer<Texts> text) => kind switch
    {
        ReorganisationKind.Reorganisation => text["Sắp xếp tổ chức"],
        ReorganisationKind.Establish => text["Lập đơn vị mới"],
        ReorganisationKind.Rename => text["Đổi tên"],
        ReorganisationKind.Merge => text["Sáp nhập"],
        ReorganisationKind.Split => text["Chia, tách"],
        ReorganisationKind.End => text["Kết thúc đơn vị"],
        ReorganisationKind.Move => text["Chuyển trực thuộc"],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a name."),
    };
}
