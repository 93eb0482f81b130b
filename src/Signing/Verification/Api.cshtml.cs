using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Pades.Reports;

namespace ThanhHoa.DigitalSignature.Signing.Verification;

/// <summary>
/// POST /api/v1/verifications: a PDF as the body or in a form (with an optional field "password"), answered by the line of
/// `thds verify --json`. Open when checking is public; else for the signed-in, whose cookie alone is not enough:
/// the page's token must come in the header RequestVerificationToken.
/// </summary>
// The token is asked for in FileReception, before the file is stored; the framework's own check would read the whole form first.
[IgnoreAntiforgeryToken]
internal sealed class ApiModel(SigningDb db, VerifyUpload verify, IStringLocalizer<Texts> text) : PageModel
{
    public IActionResult OnGet()
    {
        Response.Headers.Allow = "POST";
        return StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    // No parameters: binding them would read the form.
    public async Task<IActionResult> OnPostAsync()
    {
        var rules = await db.RulesAsync(HttpContext.RequestAborted);
        var (file, refusal) = await verify.RunAsync(HttpContext, rules, needsToken: !rules.IsPublic);
        if (refusal is not null) return Problem(refusal);
        using var process = Process.GetCurrentProcess();
        return Content(ReportJson.Write(file!.Document, file.Elapsed, process.PeakWorkingSet64), "application/json; charset=utf-8");
    }

    private ObjectResult Problem(VerificationRefusal refusal)
    {
        if (refusal.RetryAfter is { } wait) Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return new ObjectResult(new ProblemDetails { Status = refusal.Status, Title = refusal.GetType().Name, Detail = refusal.Explain(text) })
        {
            StatusCode = refusal.Status,
            ContentTypes = { "application/problem+json" },
        };
    }
}
