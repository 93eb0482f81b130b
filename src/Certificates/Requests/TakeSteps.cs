using Microsoft.EntityFrameworkCore;
using Npgsql;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>What came of one act on several lines.</summary>
/// <param name="Done">Lines that took the step.</param>
/// <param name="Refused">Those that did not, and why.</param>
internal sealed record StepsTaken(IReadOnlyList<RequestLine> Done, IReadOnlyList<(RequestLine Line, StepRefusal Why)> Refused);

/// <summary>
/// Takes the same step with one or many lines of a request, in one transaction with its audit entry and the device's move.
/// What cannot take it stays as it was and does not hold up the others.
/// </summary>
internal sealed class TakeSteps(CertificatesDb db, RequestAccess access, CurrentUser user, FormSets forms, WorkingCalendar calendar, TimeProvider clock)
{
    private const int Attempts = 5;

    /// <param name="request">The request.</param>
    /// <param name="act">The step.</param>
    /// <param name="lines">Which lines; all the user sees when empty.</param>
    /// <param name="reason">Why.</param>
    /// <param name="questioned">Fields to look at again.</param>
    /// <param name="cancel">Gives up; nothing is done then.</param>
    /// <returns>Null when the user sees no such request.</returns>
    public async Task<StepsTaken?> RunAsync(Guid request, RequestAct act, IReadOnlyCollection<Guid> lines, string reason, IReadOnlyCollection<string> questioned, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            // What was read before is let go: a line of then with a step of now would be a line that never was.
            db.ChangeTracker.Clear();
            if (await access.FindAsync(request, cancel) is not { } found) return null;
            var taken = await TakeAsync(found, act, [.. found.Lines.Where(l => lines.Count == 0 || lines.Contains(l.Id)).OrderBy(l => l.Ordinal)], reason, questioned, cancel);
            if (taken.Done.Count == 0) return taken;
            try
            {
                await db.SaveChangesAsync(cancel);
                return taken;
            }
            catch (DbUpdateException error) when (attempt < Attempts && error is DbUpdateConcurrencyException or { InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } })
            {
                // Somebody took a step with one of the lines at the same moment and was first: look again, and say so.
            }
        }
    }

    private async Task<StepsTaken> TakeAsync(CertificateRequest request, RequestAct act, List<RequestLine> lines, string reason, IReadOnlyCollection<string> questioned, CancellationToken cancel)
    {
        var (now, days) = (clock.GetUtcNow(), await calendar.ReadAsync(cancel));
        var devices = await DevicesAsync(act, lines, cancel);
        var proven = act == RequestAct.HandOver ? (await db.RequestPapers.Where(p => p.RequestId == request.Id && p.IsScan).Select(p => p.LineIds).ToListAsync(cancel)).SelectMany(ids => ids).ToHashSet() : [];
        var (done, refused) = (new List<RequestLine>(), new List<(RequestLine, StepRefusal)>());
        foreach (var line in lines)
        {
            var why = await access.MayAsync(act, line, cancel) ? await ForbidsAsync(request, line, act, now, cancel) : new StepRefusal.NotAllowed();
            why ??= act == RequestAct.HandOver && !proven.Contains(line.Id) ? new StepRefusal.NoMinutes() : null;
            why ??= CannotMove(line, act, devices);
            why ??= line.Take(act, access.Actor, now, days, reason, questioned);
            if (why is not null) refused.Add((line, why));
            else done.Add(line);
            if (why is null && RequestPath.TravelsDevice(line.Kind) && DeviceMove(act) is { } to && line.DeviceId is { } id) devices[id].Move(to, null, access.Actor, now, request.Number);
        }

        if (done.Count > 0) db.Audit.Add(AuditEntry.By(user, now, $"certificates.request.{Word(act)}", ("request", request.Id), request.UnitId, new { lines = done.Select(l => l.Ordinal), reason = reason.Length > 0 ? reason : null }));
        return new StepsTaken(done, refused);
    }

    // What a line cannot know by itself: its form's questions and the certificate it is about.
    private async Task<StepRefusal?> ForbidsAsync(CertificateRequest request, RequestLine line, RequestAct act, DateTimeOffset now, CancellationToken cancel)
    {
        if (act is not (RequestAct.Submit or RequestAct.Confirm or RequestAct.Check)) return null;
        var set = forms[request.FormSet];
        if (set.For(request.Subject).Check(line.Kind, line.Fields, clock.TodayInVietnam()) is { Count: > 0 } faults) return new StepRefusal.Incomplete(line.SubjectName, faults);
        if (line.Kind != RequestKind.Renewal || act != RequestAct.Submit || line.CertificateId is not { } certificate) return null;
        var ends = await db.Certificates.Where(c => c.Id == certificate).Select(c => c.NotAfter).SingleAsync(cancel);
        if ((ends - now).Days is var left && left < set.RenewalAtLeastDays) return new StepRefusal.TooLateToRenew(left, set.RenewalAtLeastDays);
        if (set.RenewalsAtMost is not { } most) return null;
        // A renewal ends with the new certificate, so the one at hand is the fruit of those before.
        var times = await db.RequestLines.CountAsync(l => l.CertificateId == certificate && l.Kind == RequestKind.Renewal && l.Id != line.Id && (l.State == RequestState.Issued || l.State == RequestState.InUse), cancel);
        return times >= most ? new StepRefusal.RenewedTooOften(times) : null;
    }

    private async Task<Dictionary<Guid, Device>> DevicesAsync(RequestAct act, List<RequestLine> lines, CancellationToken cancel)
    {
        if (DeviceMove(act) is null) return [];
        var ids = lines.Where(l => l.DeviceId is not null).Select(l => l.DeviceId!.Value).ToList();
        return await db.Devices.Include(d => d.History).Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancel);
    }

    private static StepRefusal? CannotMove(RequestLine line, RequestAct act, Dictionary<Guid, Device> devices)
    {
        if (DeviceMove(act) is not { } to || !RequestPath.TravelsDevice(line.Kind) || RequestPath.Next(line.Kind, line.State, act) is null) return null;
        if (line.DeviceId is not { } id || !devices.TryGetValue(id, out var device)) return new StepRefusal.NoDevice();
        return DeviceMoves.From(device.State).Contains(to) ? null : new StepRefusal.DeviceElsewhere(device.Serial);
    }

    private static DeviceState? DeviceMove(RequestAct act) => act switch
    {
        RequestAct.HandOver => DeviceState.HandedOver,
        RequestAct.ConfirmUse => DeviceState.InUse,
        _ => null,
    };

    private static string Word(RequestAct act) => act switch
    {
        RequestAct.Submit => "submitted",
        RequestAct.Confirm => "confirmed",
        RequestAct.Check => "checked",
        RequestAct.Send => "sent",
        RequestAct.Issue => "issued",
        RequestAct.Refuse => "refused",
        RequestAct.ReceiveDevice => "device-received",
        RequestAct.HandOver => "handed-over",
        RequestAct.ConfirmUse => "use-confirmed",
        RequestAct.Return => "returned",
        RequestAct.Withdraw => "withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "An act without a word."),
    };
}
