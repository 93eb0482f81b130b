using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Certificates.Papers;

/// <summary>
/// Each minute: submits papers that were written but not yet put before their signers, lets lines follow papers that were
/// signed, and takes back papers whose lines went another way. Each paper in a transaction of its own; safe to run twice.
/// </summary>
internal sealed class SettlePapers(CertificatesDb db, IPapersToSign desk, WorkingCalendar calendar, TimeProvider clock, ILogger<SettlePapers> log)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var open = await db.RequestPapers.AsNoTracking().Where(p => p.SettledAt == null).OrderBy(p => p.MadeAt).Take(1000).ToListAsync(cancel);
        var states = (await desk.StatesAsync([.. open.Select(p => p.Id)], cancel)).ToDictionary(s => s.Id);
        foreach (var paper in open)
        {
            try
            {
                db.ChangeTracker.Clear();
                await SettleAsync(paper.Id, states.GetValueOrDefault(paper.Id), cancel);
            }
            catch (DbUpdateException error)
            {
                // Somebody took a step with a line at the same moment: the next minute sees what became of it.
                log.LogInformation(error, "Paper {Paper} is settled later", paper.Id);
            }
        }
    }

    private async Task SettleAsync(Guid id, PaperState? state, CancellationToken cancel)
    {
        var paper = await db.RequestPapers.SingleAsync(p => p.Id == id, cancel);
        var lines = await db.RequestLines.Include(l => l.Request).Include(l => l.Steps).Where(l => paper.LineIds.Contains(l.Id)).ToListAsync(cancel);
        var now = clock.GetUtcNow();
        var waiting = lines.Where(l => l.State == (paper.Kind == PaperKind.Sending ? RequestState.Submitted : RequestState.DeviceReceived)).ToList();
        if (waiting.Count == 0 || state is { IsWithdrawn: true })
        {
            await desk.WithdrawAsync([id], cancel);
            paper.Settle(now);
        }
        else if (state is null)
        {
            await desk.SubmitAsync(MakePapers.ToDesk(paper, lines[0].Request), cancel);
            paper.WasSubmitted(now);
        }
        else if (state.IsSigned)
        {
            await FollowAsync(paper.Kind, waiting, state.Signatures, now, cancel);
            paper.Settle(now);
        }

        await db.SaveChangesAsync(cancel);
    }

    // The head's signature confirms; the two signatures of the minutes hand over and prove that the device works.
    private async Task FollowAsync(PaperKind kind, List<RequestLine> lines, IReadOnlyList<PaperSignature> signatures, DateTimeOffset now, CancellationToken cancel)
    {
        var days = await calendar.ReadAsync(cancel);
        var (first, last) = (ActorOf(signatures[0]), ActorOf(signatures[^1]));
        foreach (var line in lines)
        {
            if (kind == PaperKind.Sending)
            {
                Note(line, RequestAct.Confirm, line.Take(RequestAct.Confirm, first, now, days), first, now);
                continue;
            }

            var device = line.DeviceId is { } id ? await db.Devices.Include(d => d.History).SingleAsync(d => d.Id == id, cancel) : null;
            if (device is null || !device.Move(DeviceState.HandedOver, null, first, now, line.Request.Number)) continue;
            Note(line, RequestAct.HandOver, line.Take(RequestAct.HandOver, first, now, days), first, now);
            device.Move(DeviceState.InUse, null, last, now, line.Request.Number);
            Note(line, RequestAct.ConfirmUse, line.Take(RequestAct.ConfirmUse, last, now, days), last, now);
        }
    }

    private void Note(RequestLine line, RequestAct act, StepRefusal? refusal, Actor actor, DateTimeOffset now) =>
        db.Audit.Add(AuditEntry.ByPortal(now, "certificates.paper.followed", ("request", line.RequestId), line.Request.UnitId, new { line = line.Ordinal, act = act.ToString(), signer = actor.PersonId, refused = refusal?.GetType().Name }));

    private static Actor ActorOf(PaperSignature signature) => new(signature.AccountId, signature.PersonId, signature.Name);
}
