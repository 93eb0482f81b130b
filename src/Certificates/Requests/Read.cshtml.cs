using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>One request: its lines, where each stands, what the reader can do next.</summary>
internal sealed class ReadModel(CertificatesDb db, RequestAccess access, FormSets forms, TimeProvider clock) : PageModel
{
    // The order in which buttons stand: the usual next step first.
    private static readonly RequestAct[] Offered = [RequestAct.Submit, RequestAct.Confirm, RequestAct.Check, RequestAct.Send, RequestAct.ConfirmUse, RequestAct.Return, RequestAct.Refuse, RequestAct.Withdraw];

    public CertificateRequest Filed { get; private set; } = null!;

    public FormSet Forms { get; private set; } = null!;

    public IReadOnlyList<Row> Lines { get; private set; } = [];

    /// <summary>Steps that at least one line can take.</summary>
    public IReadOnlyList<(RequestAct Act, int Count)> Acts { get; private set; } = [];

    public DateOnly Today { get; } = clock.TodayInVietnam();

    public bool IsDraft => Lines.Any(l => l.Line.State == RequestState.Draft);

    public bool MayFill { get; private set; }

    /// <summary>What was put before signers, and scans.</summary>
    public IReadOnlyList<RequestPaper> Papers { get; private set; } = [];

    public bool MayAskHead => MayFill && Lines.Any(r => r.Line.State == RequestState.Submitted);

    public bool MayReceive => access.IsLeadAgency && Lines.Any(r => RequestPath.Next(r.Line.Kind, r.Line.State, RequestAct.ReceiveDevice) is not null);

    public bool MayHandOver => access.IsLeadAgency && Lines.Any(r => r.Line.State == RequestState.DeviceReceived);

    /// <summary>Papers in the portal are open to the lead agency and to those who sign them.</summary>
    public bool MayOpen(RequestPaper paper) => paper.IsScan || access.IsLeadAgency || MayFill || paper.Signers.Any(s => s.PersonId == access.Actor.PersonId);

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
        Papers = await PapersAsync(request, cancel);
        return Page();
    }

    // A reader who sees one line of many sees the papers of that line only.
    private async Task<IReadOnlyList<RequestPaper>> PapersAsync(CertificateRequest request, CancellationToken cancel) =>
        [.. (await db.RequestPapers.AsNoTracking().Where(p => p.RequestId == request.Id).OrderBy(p => p.MadeAt).ToListAsync(cancel)).Where(p => request.Lines.Exists(l => p.LineIds.Contains(l.Id)))];

    public sealed record Row(RequestLine Line, int Faults, IReadOnlyList<RequestAct> Acts);
}
