using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Organisation.Tables;

/// <summary>The sentence of each fault of a whole file, in the reader's language: what is wrong and how to save it anew.</summary>
internal static class TableFaultTexts
{
    public static string Of(TableFault fault, string? detail, IStringLocalizer<Texts> text) => fault switch
    {
        TableFault.Empty => text["Tệp rỗng (0 byte). Hãy chọn lại tệp."],
        TableFault.NotATable => text["Tệp này không phải là bảng tính Excel (.xlsx) hay CSV."],
        TableFault.OldOrProtectedExcel => text["Tệp Excel kiểu cũ (.xls) hoặc có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu và lưu thành .xlsx."],
        TableFault.NoSheet => text["Tệp Excel không có trang tính nào đọc được."],
        TableFault.Damaged => text["Tệp hỏng từ dòng {0}. Hãy mở bằng Excel, lưu lại rồi thử lần nữa.", detail ?? ""],
        TableFault.TooLarge => text["Tệp bung ra quá lớn hoặc có ô quá dài, nên không đọc. Hãy sao chép bảng sang một tệp mới."],
        TableFault.UnknownEncoding => text["Chữ trong tệp không phải UTF-8, từ dòng {0} (có lẽ là Windows-1258, TCVN3 hoặc VNI). Hãy lưu thành “CSV UTF-8” hoặc .xlsx.", detail ?? ""],
        TableFault.OpenQuote => text["Dòng {0} mở dấu ngoặc kép mà không đóng.", detail ?? ""],
        TableFault.NoHeader => text["Không thấy dòng tiêu đề. Tệp cần có các cột: {0}.", detail ?? ""],
        TableFault.MissingColumns => text["Tệp thiếu cột: {0}.", detail ?? ""],
        TableFault.DoubleColumn => text["Cột “{0}” có hai lần. Hãy bỏ bớt một cột.", detail ?? ""],
        TableFault.TooManyRows => text["Tệp có quá {0} dòng. Hãy tách thành nhiều tệp.", detail ?? ""],
        TableFault.ChangedSince => text["Dữ liệu trong hệ thống đã đổi từ khi bạn xem trước. Chưa có gì được nhập; hãy xem lại kết quả mới dưới đây rồi nhập."],
        TableFault.GaveUp => text["Hệ thống đã thử nhiều lần mà không đọc xong tệp này. Hãy báo quản trị viên."],
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "A fault without a sentence."),
    };
}
