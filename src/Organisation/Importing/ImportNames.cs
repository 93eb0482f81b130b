using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>What kinds, states and outcomes are called, and the colour that goes with a state.</summary>
internal static class ImportNames
{
    public static string Of(ImportKind kind, IStringLocalizer<Texts> text) => kind switch
    {
        ImportKind.Units => text["Đơn vị"],
        ImportKind.People => text["Cán bộ và chức vụ"],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a name."),
    };

    public static (string Name, string Colour) Of(Import import, IStringLocalizer<Texts> text) => import.State switch
    {
        ImportState.Received => (text["Đang kiểm tra"], "azure"),
        ImportState.Checked => (text["Chờ bạn xem và nhập"], "yellow"),
        ImportState.Approved => (text["Đang nhập"], "azure"),
        ImportState.Applied => (text["Đã nhập"], "green"),
        ImportState.Unreadable => (text["Không đọc được"], "red"),
        ImportState.Discarded => (text["Đã bỏ"], "secondary"),
        _ => throw new ArgumentOutOfRangeException(nameof(import), import.State, "A state without a name."),
    };

    public static string Of(LineOutcome outcome, IStringLocalizer<Texts> text) => outcome switch
    {
        LineOutcome.Added => text["Thêm mới"],
        LineOutcome.Changed => text["Thay đổi"],
        LineOutcome.Unchanged => text["Không đổi"],
        LineOutcome.Refused => text["Bị từ chối"],
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "An outcome without a name."),
    };
}
