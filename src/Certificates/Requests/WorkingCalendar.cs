using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>Reads the working days out of the table of holidays; a few dozen rows, asked once a request.</summary>
internal sealed class WorkingCalendar(CertificatesDb db)
{
    private WorkingDays? days;

    public async Task<WorkingDays> ReadAsync(CancellationToken cancel)
    {
        if (days is not null) return days;
        var holidays = await db.Holidays.AsNoTracking().Select(h => new { h.Day, h.IsWorked }).ToListAsync(cancel);
        return days = new WorkingDays(holidays.Where(h => !h.IsWorked).Select(h => h.Day).ToHashSet(), holidays.Where(h => h.IsWorked).Select(h => h.Day).ToHashSet());
    }
}
