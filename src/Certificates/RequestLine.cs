using ThanhHoa.DigitalSignature.Certificates.Issuer;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Certificates;

/// <summary>One subject of a request, with its own way from draft to use. Every step is a row: who, when, why.</summary>
internal sealed class RequestLine
{
    private readonly List<RequestStep> steps = [];

    private RequestLine()
    {
    }

    public RequestLine(CertificateRequest request, int ordinal, RequestedSubject subject, IReadOnlyDictionary<string, string> fields)
    {
        Id = Guid.CreateVersion7(request.FiledAt);
        (RequestId, Request, Ordinal, Kind) = (request.Id, request, ordinal, request.Kind);
        (SubjectName, SubjectUnitId, PersonId, CertificateId, DeviceId) = (subject.Name, subject.UnitId, subject.PersonId, subject.CertificateId, subject.DeviceId);
        SearchName = SearchText.Fold(subject.Name);
        Fields = new Dictionary<string, string>(fields, StringComparer.Ordinal);
        EnteredAt = request.FiledAt;
    }

    public Guid Id { get; private init; }

    public Guid RequestId { get; private init; }

    public CertificateRequest Request { get; private init; } = null!;

    /// <summary>Its place in the list that goes to the issuer, from 1.</summary>
    public int Ordinal { get; private init; }

    public RequestKind Kind { get; private init; }

    public string SubjectName { get; private set; } = "";

    public string SearchName { get; private set; } = "";

    public Guid SubjectUnitId { get; private init; }

    public Guid? PersonId { get; private init; }

    /// <summary>The certificate it is about; once issued, the new one.</summary>
    public Guid? CertificateId { get; private set; }

    public Guid? DeviceId { get; private set; }

    /// <summary>The form's answers by field name.</summary>
    public Dictionary<string, string> Fields { get; private set; } = [];

    public RequestState State { get; private set; }

    /// <summary>Since when it is in this state.</summary>
    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>The last day on which the next step is in time; null when nobody is waited for.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>Names of the form's fields in question, after a return.</summary>
    public string[] Questioned { get; private set; } = [];

    /// <summary>Why it was returned or refused; empty otherwise.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>When the issuer was last spoken to about it; null before the first time.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>Why the issuer's answer could not be taken.</summary>
    public IssuerFault IssuerFault { get; private set; }

    /// <summary>What it said instead, such as another name; empty when there is nothing to add.</summary>
    public string IssuerFaultDetail { get; private set; } = "";

    /// <summary>In no order when read from the database; see <see cref="InOrder()"/>.</summary>
    public IReadOnlyList<RequestStep> Steps => steps;

    /// <summary>Every step, the first one first.</summary>
    public IEnumerable<RequestStep> InOrder() => steps.OrderBy(s => s.Ordinal);

    /// <summary>Replaces the answers of a draft.</summary>
    /// <returns>False when it is no draft any more.</returns>
    public bool Fill(IReadOnlyDictionary<string, string> fields)
    {
        if (State != RequestState.Draft) return false;
        Fields = new Dictionary<string, string>(fields, StringComparer.Ordinal);
        return true;
    }

    /// <summary>Adds answers to a draft; those not given stay.</summary>
    /// <returns>False when it is no draft any more.</returns>
    public bool FillIn(IReadOnlyDictionary<string, string> answers) => Fill(Fields.Where(f => !answers.ContainsKey(f.Key)).Concat(answers).ToDictionary(StringComparer.Ordinal));

    /// <summary>Takes one step, or says why not. Nothing changes on a refusal.</summary>
    /// <param name="act">The step.</param>
    /// <param name="actor">Who takes it; whether their role allows it is asked before.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="calendar">Counts the days the next one has.</param>
    /// <param name="reason">Why; required for a return, a refusal and a withdrawal.</param>
    /// <param name="questioned">Fields to look at again; only with a return.</param>
    public StepRefusal? Take(RequestAct act, Actor actor, DateTimeOffset now, WorkingDays calendar, string reason = "", IReadOnlyCollection<string>? questioned = null)
    {
        if (RequestPath.Next(Kind, State, act) is not { } next) return new StepRefusal.WrongState(State, InOrder().LastOrDefault()?.ByName ?? Request.FiledByName, EnteredAt);
        if (RequestPath.NeedsReason(act) && string.IsNullOrWhiteSpace(reason)) return new StepRefusal.ReasonMissing();
        // Somebody stands behind an approval; the portal is nobody.
        if (RequestPath.IsApproval(act) && actor.AccountId is null) return new StepRefusal.NotAllowed();
        if (RequestPath.IsApproval(act) && IsOwn(actor)) return new StepRefusal.OwnRequest();
        if (RequestPath.IsByHolder(act) && PersonId is { } holder && actor.PersonId != holder) return new StepRefusal.NotTheHolder(SubjectName);
        steps.Add(new RequestStep(Id, steps.Count + 1, act, State, next, actor, now, reason.Trim(), [.. questioned ?? []]));
        (State, EnteredAt) = (next, now);
        Reason = RequestPath.NeedsReason(act) ? reason.Trim() : "";
        Questioned = RequestPath.NeedsReason(act) ? [.. questioned ?? []] : [];
        DueOn = RequestPath.DaysFor(next, Kind) is { } days ? calendar.After(now, days) : null;
        return null;
    }

    /// <summary>The issuer was spoken to.</summary>
    public void WasAsked(DateTimeOffset at, IssuerFault fault, string detail) => (AskedAt, IssuerFault, IssuerFaultDetail) = (at, fault, detail);

    /// <summary>What the issuer made for it.</summary>
    public void Receive(Guid? certificateId, Guid? deviceId) => (CertificateId, DeviceId) = (certificateId ?? CertificateId, deviceId ?? DeviceId);

    // Nobody approves their own: not who filed it, not whose certificate it is, and not who approved the step before.
    private bool IsOwn(Actor actor) =>
        (actor.PersonId is { } person && person == PersonId)
        || (actor.AccountId is { } account && (Request.FiledBy == account || SinceDraft().Any(s => s.AccountId == account)));

    private IEnumerable<RequestStep> SinceDraft()
    {
        var returned = steps.Where(s => s.To == RequestState.Draft).Select(s => s.Ordinal).DefaultIfEmpty(0).Max();
        return steps.Where(s => s.Ordinal > returned);
    }
}

/// <summary>A step that was taken. The unique number lets one of two people win who take one at the same time.</summary>
internal sealed class RequestStep
{
    private RequestStep()
    {
    }

    public RequestStep(Guid lineId, int ordinal, RequestAct act, RequestState from, RequestState to, Actor actor, DateTimeOffset at, string reason, string[] questioned)
    {
        (LineId, Ordinal, Act, From, To, At, Reason, Questioned) = (lineId, ordinal, act, from, to, at, reason, questioned);
        (AccountId, PersonId, ByName) = (actor.AccountId, actor.PersonId, actor.Name);
    }

    public Guid LineId { get; private init; }

    public int Ordinal { get; private init; }

    public RequestAct Act { get; private init; }

    public RequestState From { get; private init; }

    public RequestState To { get; private init; }

    public DateTimeOffset At { get; private init; }

    public Guid? AccountId { get; private init; }

    public Guid? PersonId { get; private init; }

    public string ByName { get; private init; } = "";

    public string Reason { get; private init; } = "";

    public string[] Questioned { get; private init; } = [];
}
