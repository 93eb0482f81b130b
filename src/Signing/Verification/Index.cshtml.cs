using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Signing.Verification;

/// <summary>Drop a PDF, see the light. The file goes through the server's hands once and is kept by nobody but the browser that sent it.</summary>
// The token is asked for in FileReception, before the file is stored; the framework's own check would read the whole form first.
[IgnoreAntiforgeryToken]
internal sealed class IndexModel(SigningDb db, CurrentUser user, VerifyUpload verify, IStringLocalizer<Texts> text) : PageModel
{
    public VerificationRules Rules { get; private set; } = VerificationRules.Default;

    public ResultView? Result { get; private set; }

    /// <summary>Why there is no result.</summary>
    public string? Complaint { get; private set; }

    public bool AsksForPassword => Result is { AsksForPassword: true };

    public bool MayChangeRules => user.Holds(Role.Administrator);

    /// <summary>What the page's script says.</summary>
    public string Options => VerificationTexts.Options(text);

    public async Task OnGetAsync(CancellationToken cancel) => Rules = await db.RulesAsync(cancel);

    // No parameters: binding them would read the form.
    public async Task<IActionResult> OnPostAsync()
    {
        Rules = await db.RulesAsync(HttpContext.RequestAborted);
        var (file, refusal) = await verify.RunAsync(HttpContext, Rules, needsToken: true);
        if (file is not null)
        {
            Result = new ResultView(file, text);
        }
        else if (refusal is not null)
        {
            Complaint = refusal.Explain(text);
            Response.StatusCode = refusal.Status;
            if (refusal.RetryAfter is { } wait) Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return Page();
    }
}
