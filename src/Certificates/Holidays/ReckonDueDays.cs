using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Requests;

namespace ThanhHoa.DigitalSignature.Certificates.Holidays;

/// <summary>
/// Reckons anew until when the next step of each line is due, because holidays changed. Runs with the change and as a job,
/// for a step that was taken by the old calendar at the same moment.
/// </summary>
internal sealed class ReckonDueDays(CertificatesDb db, WorkingCalendar calendar)
{
    /// <summary>Changes what is due; what was right stays untouched.</summary>
    /// <returns>How many lines changed.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var days = await calendar.ReadAsync(cancel);
        var waiting = await db.RequestLines.AsNoTracking().Where(l => l.DueOn != null).Select(l => new { l.Id, l.State, l.Kind, l.EnteredAt, l.DueOn }).ToListAsync(cancel);
        var changed = 0;
        foreach (var group in waiting.GroupBy(l => (l.State, l.Kind, l.EnteredAt, l.DueOn), l => l.Id))
        {
            var (state, kind, entered, was) = group.Key;
            DateOnly? due = RequestPath.DaysFor(state, kind) is { } number ? days.After(entered, number) : null;
            if (due == was) continue;
            var lines = group.ToArray();
            // A line that went on meanwhile was reckoned by its own step.
            changed += await db.RequestLines.Where(l => lines.Contains(l.Id) && l.State == state && l.EnteredAt == entered).ExecuteUpdateAsync(set => set.SetProperty(l => l.DueOn, due), cancel);
        }

        return changed;
    }
}
