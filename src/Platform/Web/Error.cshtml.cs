using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Platform.Web;

/// <summary>What happened in one sentence, that nothing is lost, what to do next, and a code by which the log is found.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel(IStringLocalizer<Texts> text) : PageModel
{
    public string Heading { get; private set; } = "";

    public string Advice { get; private set; } = "";

    public string TraceId { get; private set; } = "";

    public IActionResult OnGet(int code = 500) => Answer(code);

    public IActionResult OnPost(int code = 500) => Answer(code);

    private IActionResult Answer(int code)
    {
        Explain(code);
        var asked = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? "";
        if (!new PathString(asked).StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) return Page();
        // Programs are answered in their own way (RFC 9457).
        var problem = new ProblemDetails { Status = code, Title = Heading, Detail = Advice, Extensions = { ["traceId"] = TraceId } };
        return new ObjectResult(problem) { StatusCode = code, ContentTypes = { "application/problem+json" } };
    }

    private void Explain(int code)
    {
        TraceId = Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
        (Heading, Advice) = code switch
        {
            400 => (text["Yêu cầu không hợp lệ"], text["Có thể trang đã mở quá lâu. Hãy tải lại trang rồi làm lại; dữ liệu đã lưu vẫn còn nguyên."]),
            401 or 403 => (text["Bạn không có quyền xem trang này"], text["Nếu công việc của bạn cần trang này, hãy báo quản trị viên của đơn vị."]),
            404 => (text["Không tìm thấy trang"], text["Địa chỉ có thể đã đổi, hoặc nội dung thuộc đơn vị khác."]),
            413 => (text["Tệp quá lớn"], text["Tệp được nhận tối đa 100 MB. Hãy giảm độ phân giải bản quét hoặc tách phụ lục."]),
            429 => (text["Quá nhiều lần thử"], text["Hãy đợi một phút rồi thử lại."]),
            _ => (text["Hệ thống gặp lỗi"], text["Dữ liệu đã lưu vẫn còn nguyên. Hãy thử lại; nếu lỗi lặp lại, báo quản trị viên kèm mã tra cứu dưới đây."]),
        };
    }
}
