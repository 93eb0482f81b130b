using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>One request: its lines, where each stands, what the reader can do next.</summary>
internal sealed class ReadModel(RequestAccess access, FormSets forms, TimeProvider clock) : PageModel
{
    // The order in which buttons stand: the usual next step first.
    private static readonly RequestAct[] Offered = [RequestAct.Submit, RequestAct.Confirm, RequestAct.Check, RequestAct.Send, RequestAct.HandOver, RequestAct.ConfirmUse, RequestAct.Return, RequestAct.Refuse, RequestAct.Withdraw];

    public CertificateRequest Filed { get; private set; } = null!;

    public FormSet Forms { get; private set; } = null!;

    public IReadOnlyList<Row> Lines { get; private set; } = [];

    /// <summary>Steps that at least one line can take.</summary>
    public IReadOnlyList<(RequestAct Act, int Count)> Acts { get; private set; } = [];

    public DateOnly Today { get; } = clock.TodayInVietnam();

    public bool IsDraft => Lines.Any(l => l.Line.State == RequestState.Draft);

    public bool MayFill { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { } request) return NotFound();
        Filed = request;
        Forms = forms[request.FormSet];
        var form = Forms.For(request.Subject);
        var rows = new List<Row>();
        foreach (var line in request.Lines.OrderBy(l => l.Ordinal))
        {
            var acts = new List<RequestAct>();
            foreach (var act in Offered)
            {
                if (RequestPath.Next(line.Kind, line.State, act) is not null && await access.MayAsync(act, line, cancel)) acts.Add(act);
            }

            rows.Add(new Row(line, line.State == RequestState.Draft ? form.Check(line.Kind, line.Fields, Today).Count : 0, acts));
        }

        Lines = rows;
        Acts = [.. Offered.Select(act => (act, rows.Count(r => r.Acts.Contains(act)))).Where(a => a.Item2 > 0)];
        MayFill = (await access.FilingReachAsync(cancel)).Contains(request.UnitId);
        return Page();
    }

    public sealed record Row(RequestLine Line, int Faults, IReadOnlyList<RequestAct> Acts);
}
