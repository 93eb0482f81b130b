using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>Reads a form's answers out of what the browser sent.</summary>
internal static class SentAnswers
{
    /// <summary>Only the answers that were given. A gap is no fault yet, what cannot stand is said beside its field.</summary>
    public static async Task<Dictionary<string, string>> ReadAsync(PageModel page, IReadOnlyList<FormField> fields, RequestForm form, RequestKind kind, DateOnly today, IStringLocalizer<Texts> text)
    {
        var sent = await page.Request.ReadFormAsync(page.HttpContext.RequestAborted);
        var answers = fields.Select(f => (f.Name, Value: sent[f.Name].ToString().Trim())).Where(a => a.Value.Length > 0).ToDictionary(a => a.Name, a => a.Value);
        foreach (var fault in form.Check(kind, answers, today).Where(f => f.Kind != FieldFaultKind.Missing))
            page.ModelState.AddModelError(fault.Field.Name, StepTexts.Explain(fault, text));
        return answers;
    }
}
