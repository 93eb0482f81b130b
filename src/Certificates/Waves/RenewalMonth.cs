using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Expiry;

namespace ThanhHoa.DigitalSignature.Certificates.Waves;

/// <summary>A month of Vietnam's calendar in which certificates end.</summary>
internal readonly record struct RenewalMonth(int Year, int Month)
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    public DateTimeOffset From => new DateTimeOffset(Year, Month, 1, 0, 0, 0, Vietnam).ToUniversalTime();

    public DateTimeOffset Until => Plus(1).From;

    public RenewalMonth Plus(int months) => Of(new DateOnly(Year, Month, 1).AddMonths(months));

    /// <summary>2027-03, as in addresses.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}");

    /// <summary>03/2027, as people read it.</summary>
    public string Shown => string.Create(CultureInfo.InvariantCulture, $"{Month:00}/{Year:0000}");

    public static RenewalMonth Of(DateOnly day) => new(day.Year, day.Month);

    public static RenewalMonth? Read(string? key) => DateOnly.TryParseExact($"{key}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200 ? Of(day) : null;
}

/// <summary>How many certificates end together.</summary>
/// <param name="ETokens">On a USB token.</param>
/// <param name="SimPkis">On a SIM.</param>
/// <param name="Filed">Of both, those for which a renewal was filed.</param>
internal sealed record WaveCount(int ETokens, int SimPkis, int Filed)
{
    public int All => ETokens + SimPkis;

    /// <summary>Sums up what the database counted.</summary>
    public static WaveCount Of(IEnumerable<(DeviceKind Device, bool Filed, int Count)> parts)
    {
        var all = parts.ToList();
        return new(all.Where(p => p.Device == DeviceKind.EToken).Sum(p => p.Count), all.Where(p => p.Device == DeviceKind.SimPki).Sum(p => p.Count), all.Where(p => p.Filed).Sum(p => p.Count));
    }
}

/// <summary>Counts the waves; the database groups, so that ten times as many certificates cost little more.</summary>
internal sealed class RenewalWaves(CertificatesDb db, TimeProvider clock)
{
    public const int Months = 24;

    /// <param name="visible">What the reader sees.</param>
    /// <param name="first">The month at hand.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyDictionary<RenewalMonth, WaveCount>> ByMonthAsync(IQueryable<Certificate> visible, RenewalMonth first, CancellationToken cancel)
    {
        var found = await Ending(visible, first.From, first.Plus(Months).From)
            .Select(c => new { c.NotAfter.AddHours(7).Year, c.NotAfter.AddHours(7).Month, c.Device, Filed = Filed().Any(l => l.CertificateId == c.Id) })
            .GroupBy(c => new { c.Year, c.Month, c.Device, c.Filed }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        return found.GroupBy(f => new RenewalMonth(f.Key.Year, f.Key.Month)).ToDictionary(g => g.Key, g => WaveCount.Of(g.Select(f => (f.Key.Device, f.Key.Filed, f.Count))));
    }

    /// <summary>The same for one month by unit, the largest first; null stands for certificates without a unit.</summary>
    public async Task<IReadOnlyList<(Guid? Unit, WaveCount Count)>> ByUnitAsync(IQueryable<Certificate> visible, RenewalMonth month, CancellationToken cancel)
    {
        var found = await Ending(visible, month.From, month.Until)
            .Select(c => new { c.UnitId, c.Device, Filed = Filed().Any(l => l.CertificateId == c.Id) })
            .GroupBy(c => new { c.UnitId, c.Device, c.Filed }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        return [.. found.GroupBy(f => f.Key.UnitId).Select(g => (Unit: g.Key, Count: WaveCount.Of(g.Select(f => (f.Key.Device, f.Key.Filed, f.Count))))).OrderByDescending(u => u.Count.All).ThenBy(u => u.Unit)];
    }

    private IQueryable<Certificate> Ending(IQueryable<Certificate> visible, DateTimeOffset from, DateTimeOffset until) =>
        RunningOut.Current(db, visible.AsNoTracking(), clock.GetUtcNow()).Where(c => c.NotAfter >= from && c.NotAfter < until);

    private IQueryable<RequestLine> Filed() => db.RequestLines.Where(l => l.Kind == RequestKind.Renewal && l.State != Requests.RequestState.Refused && l.State != Requests.RequestState.Withdrawn && l.State != Requests.RequestState.InUse);
}
