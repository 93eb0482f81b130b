using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>Takes a step; for a return, a refusal and a withdrawal first asks why.</summary>
internal sealed class TakeModel(RequestAccess access, TakeSteps steps, FormSets forms, IStringLocalizer<Texts> text) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public RequestAct Act { get; set; }

    [BindProperty(Name = "lines", SupportsGet = true)]
    public List<Guid> Chosen { get; set; } = [];

    [BindProperty, StringLength(1000, ErrorMessage = "Lý do dài quá 1000 ký tự.")]
    public string? Reason { get; set; }

    [BindProperty]
    public List<string> Questioned { get; set; } = [];

    public CertificateRequest Filed { get; private set; } = null!;

    public IReadOnlyList<RequestLine> Lines { get; private set; } = [];

    public IReadOnlyList<FormField> Fields { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        return RequestPath.NeedsReason(Act) && Lines.Count > 0 ? Page() : LocalRedirect(AddressOf(id));
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        if (!ModelState.IsValid) return Page();
        if (RequestPath.NeedsReason(Act) && string.IsNullOrWhiteSpace(Reason))
        {
            ModelState.AddModelError(nameof(Reason), text["Hãy ghi lý do."]);
            return Page();
        }

        // Without a choice: every line that stands before this step.
        if (await steps.RunAsync(id, Act, Chosen.Count > 0 ? Chosen : [.. Lines.Select(l => l.Id)], Reason ?? "", Questioned, cancel) is not { } taken) return NotFound();
        if (taken.Done.Count > 0) TempData["Notice"] = taken.Done.Count == 1
            ? text["{0}: {1}.", taken.Done[0].SubjectName, text[RequestNames.Of(taken.Done[0].State, taken.Done[0].Kind)].Value].Value
            : text["{0} dòng: {1}.", taken.Done.Count, text[RequestNames.Of(taken.Done[0].State, taken.Done[0].Kind)].Value].Value;
        if (taken.Refused.Count == 0) return LocalRedirect(AddressOf(id));
        foreach (var (line, why) in taken.Refused) ModelState.AddModelError("", $"{line.SubjectName}: {StepTexts.Explain(why, line.Kind, text)}");
        (Filed, Lines) = (Filed, [.. taken.Refused.Select(r => r.Line)]);
        return Page();
    }

    private static string AddressOf(Guid id) => $"/certificates/requests/{id}";

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { } request) return false;
        Filed = request;
        Fields = [.. forms[request.FormSet].For(request.Subject).For(request.Kind)];
        Lines = [.. request.Lines.Where(l => Chosen.Count > 0 ? Chosen.Contains(l.Id) : RequestPath.Next(l.Kind, l.State, Act) is not null).OrderBy(l => l.Ordinal)];
        return true;
    }
}
