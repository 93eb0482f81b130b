using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ThanhHoa.DigitalSignature.Certificates.Registry;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Waves;

/// <summary>How many certificates end in each of the next 24 months, and in one of them by unit.</summary>
internal sealed class IndexModel(RegistryAccess access, RenewalWaves waves, IUnits units, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string? Month { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public RenewalMonth? Chosen { get; private set; }

    public IReadOnlyList<(RenewalMonth Month, WaveCount Count)> Months { get; private set; } = [];

    public IReadOnlyList<(UnitInfo? Unit, WaveCount Count)> Units { get; private set; } = [];

    public bool HasMore { get; private set; }

    public int Highest => Months.Select(m => m.Count.All).DefaultIfEmpty(0).Max();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        P = Math.Clamp(P, 1, 1000);
        var visible = await access.CertificatesAsync(cancel);
        Chosen = RenewalMonth.Read(Month);
        if (Chosen is { } month)
        {
            var found = (await waves.ByUnitAsync(visible, month, cancel)).Skip((P - 1) * PageSize).Take(PageSize + 1).ToList();
            HasMore = found.Count > PageSize;
            var known = (await units.FindAsync([.. found.Select(f => f.Unit).OfType<Guid>()], cancel)).ToDictionary(u => u.Id);
            Units = [.. found.Take(PageSize).Select(f => (f.Unit is { } id ? known.GetValueOrDefault(id) : null, f.Count))];
            return;
        }

        var first = RenewalMonth.Of(clock.TodayInVietnam());
        var counted = await waves.ByMonthAsync(visible, first, cancel);
        Months = [.. Enumerable.Range(0, RenewalWaves.Months).Select(first.Plus).Select(m => (m, counted.GetValueOrDefault(m, new WaveCount(0, 0, 0))))];
    }
}
