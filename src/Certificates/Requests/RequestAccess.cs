using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>Which requests the current user sees, and which steps their role has.</summary>
internal sealed class RequestAccess(CertificatesDb db, CurrentUser user, IUnits units)
{
    private IReadOnlyList<Guid>? filing;
    private IReadOnlyList<Guid>? heading;

    public bool IsLeadAgency => user.Holds(Role.LeadAgency);

    public Actor Actor => new(user.AccountId, user.PersonId, user.DisplayName);

    /// <summary>Units for which the user files requests, as clerk or for the whole province as the lead agency.</summary>
    public async Task<IReadOnlyList<Guid>> FilingReachAsync(CancellationToken cancel) =>
        filing ??= await ReachAsync([.. user.UnitsAs(Role.Clerk), .. user.UnitsAs(Role.LeadAgency)], cancel);

    /// <summary>Units whose requests the user confirms.</summary>
    public async Task<IReadOnlyList<Guid>> HeadingReachAsync(CancellationToken cancel) =>
        heading ??= await ReachAsync(user.UnitsAs(Role.UnitHead), cancel);

    /// <summary>The only door to lines for pages: all for the lead agency, the units' for clerk and head, their own for everybody.</summary>
    public async Task<IQueryable<RequestLine>> LinesAsync(CancellationToken cancel)
    {
        if (IsLeadAgency) return db.RequestLines;
        var reach = (await FilingReachAsync(cancel)).Union(await HeadingReachAsync(cancel)).ToArray();
        var person = user.PersonId;
        return db.RequestLines.Where(l => reach.Contains(l.Request.UnitId) || (person != null && l.PersonId == person));
    }

    /// <summary>Whether the user's role has this step for a request of that unit; whether it is their own is asked by the line.</summary>
    public async Task<bool> MayAsync(RequestAct act, RequestLine line, CancellationToken cancel) => act switch
    {
        RequestAct.Submit or RequestAct.Withdraw => (await FilingReachAsync(cancel)).Contains(line.Request.UnitId),
        RequestAct.Confirm => (await HeadingReachAsync(cancel)).Contains(line.Request.UnitId),
        RequestAct.Return when line.State == RequestState.Submitted => (await HeadingReachAsync(cancel)).Contains(line.Request.UnitId),
        RequestAct.ConfirmUse => line.PersonId is not null ? line.PersonId == user.PersonId : (await FilingReachAsync(cancel)).Contains(line.Request.UnitId),
        RequestAct.Issue => false,
        RequestAct.Refuse => IsLeadAgency && line.State == RequestState.Confirmed,
        _ => IsLeadAgency,
    };

    private async Task<IReadOnlyList<Guid>> ReachAsync(IReadOnlyList<Guid> held, CancellationToken cancel) =>
        held.Count == 0 ? [] : await units.WithinAsync(held, cancel);

    /// <summary>One visible request with the lines the user may see and their steps, or null.</summary>
    public async Task<CertificateRequest?> FindAsync(Guid id, CancellationToken cancel)
    {
        var lines = await (await LinesAsync(cancel)).Include(l => l.Request).Include(l => l.Steps).Where(l => l.RequestId == id).OrderBy(l => l.Ordinal).ToListAsync(cancel);
        return lines.FirstOrDefault()?.Request;
    }
}
