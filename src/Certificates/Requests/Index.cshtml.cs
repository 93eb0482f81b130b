using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>The lines of requests a person may see: what waits for them first, then everything, newest on top.</summary>
internal sealed class IndexModel(RequestAccess access, CurrentUser user, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public RequestState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public RequestKind? Kind { get; set; }

    /// <summary>Only what waits for the reader; the usual view, unless something else was asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public bool? Mine { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public IReadOnlyList<Row> Items { get; private set; } = [];

    public bool HasMore { get; private set; }

    public int Waiting { get; private set; }

    public bool MayFile { get; private set; }

    public DateOnly Today { get; } = clock.TodayInVietnam();

    public bool ShowsMine => Mine ?? (Q is null && State is null && Kind is null && Waiting > 0);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        P = Math.Clamp(P, 1, 10_000);
        Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim()[..Math.Min(Q.Trim().Length, 100)];
        MayFile = (await access.FilingReachAsync(cancel)).Count > 0;
        var all = (await access.LinesAsync(cancel)).AsNoTracking();
        var mine = await WaitingForAsync(all, cancel);
        Waiting = await mine.CountAsync(cancel);
        var lines = ShowsMine ? mine : all;
        if (Q is not null)
        {
            var pattern = SearchText.Anywhere(Q);
            lines = lines.Where(l => EF.Functions.Like(l.SearchName, pattern));
        }

        if (State is { } state) lines = lines.Where(l => l.State == state);
        if (Kind is { } kind) lines = lines.Where(l => l.Kind == kind);
        // What is late stands on top of what waits; otherwise the newest.
        var ordered = ShowsMine ? lines.OrderBy(l => l.DueOn).ThenBy(l => l.Id) : lines.OrderByDescending(l => l.Id);
        var found = await ordered.Skip((P - 1) * PageSize).Take(PageSize + 1)
            .Select(l => new Row(l.RequestId, l.Id, l.Request.Serial, l.Request.FiledAt, l.Kind, l.SubjectName, l.Request.UnitName, l.State, l.EnteredAt, l.DueOn)).ToListAsync(cancel);
        HasMore = found.Count > PageSize;
        Items = HasMore ? found[..PageSize] : found;
    }

    private async Task<IQueryable<RequestLine>> WaitingForAsync(IQueryable<RequestLine> all, CancellationToken cancel)
    {
        var (filing, heading) = (await access.FilingReachAsync(cancel), await access.HeadingReachAsync(cancel));
        var (person, lead) = (user.PersonId, access.IsLeadAgency);
        // The lead agency files for every unit, but a draft is the work of whoever filed it.
        var clerk = user.Holds(Role.Clerk);
        var account = user.AccountId;
        return all.Where(l =>
            (l.State == RequestState.Draft && (clerk ? filing.Contains(l.Request.UnitId) : l.Request.FiledBy == account))
            || (l.State == RequestState.Submitted && heading.Contains(l.Request.UnitId))
            || (lead && (l.State == RequestState.Confirmed || l.State == RequestState.Checked || l.State == RequestState.DeviceReceived || (l.State == RequestState.Issued && (l.Kind == RequestKind.New || l.Kind == RequestKind.DeviceRecovery))))
            || (person != null && l.PersonId == person && (l.State == RequestState.HandedOver || (l.State == RequestState.Issued && (l.Kind == RequestKind.Renewal || l.Kind == RequestKind.Change)))));
    }

    public sealed record Row(Guid RequestId, Guid LineId, long Serial, DateTimeOffset FiledAt, RequestKind Kind, string Name, string Unit, RequestState State, DateTimeOffset EnteredAt, DateOnly? DueOn)
    {
        public string Number => FormattableString.Invariant($"{FiledAt.Year}-{Serial:000000}");
    }
}
