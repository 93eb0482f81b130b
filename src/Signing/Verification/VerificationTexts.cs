using System.Text.Json;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing.Verification;

/// <summary>What the script of the verification page says, besides the viewer's own sentences.</summary>
internal static class VerificationTexts
{
    /// <summary>{Places} in braces are filled in by the script. A key of the viewer stands here where its sentence speaks of signing.</summary>
    internal static readonly IReadOnlyList<(string Key, string Sentence)> All =
    [
        ("verify.frame", "Chữ ký {number}: {name}"),
        ("verify.mark", "Chỗ đã khác"),
        ("verify.page", "Trang {page}, bản {revision}"),
        ("verify.failed", "Trình duyệt không hiển thị được trang này. Kết quả kiểm tra vẫn đúng; hãy tải tệp về để xem bằng phần mềm đọc PDF."),
        ("verify.gone", "Tệp không còn trong trình duyệt vì trang đã được tải lại. Hãy chọn lại tệp để xem các trang."),
        ("view.damaged", "Trình duyệt không hiển thị được tệp này. Kết quả kiểm tra vẫn đúng; hãy mở tệp bằng phần mềm đọc PDF để xem."),
        ("view.password", "Trình duyệt không mở được tệp có mật khẩu này. Kết quả kiểm tra vẫn đúng."),
    ];

    /// <summary>All of them and the viewer's in the reader's language, as JSON that is safe inside a script element.</summary>
    public static string Options(IStringLocalizer text)
    {
        var texts = SignTexts.All.Where(t => t.Key.StartsWith("view.", StringComparison.Ordinal)).ToDictionary(t => t.Key, t => text[t.Sentence].Value);
        foreach (var (key, sentence) in All) texts[key] = text[sentence];
        return JsonSerializer.Serialize(new { texts }, JsonSerializerOptions.Web);
    }
}
