using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Certificates.Registry;

/// <summary>The registry, the certificates that run out first on top. Pages follow the last row seen, so that the thousandth is as fast as the first.</summary>
internal sealed class IndexModel(CertificatesDb db, RegistryAccess access, SavedFilters saved, TimeProvider clock) : PageModel
{
    public const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public CertificateStanding? Standing { get; set; }

    [BindProperty(SupportsGet = true)]
    public SubjectKind? Subject { get; set; }

    [BindProperty(SupportsGet = true)]
    public DeviceKind? Device { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Unit { get; set; }

    /// <summary>End of validity and identity of the last row of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public IReadOnlyList<Row> Items { get; private set; } = [];

    public string? Next { get; private set; }

    public bool Keeps => access.Keeps;

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public IReadOnlyList<SavedFilter> Saved { get; private set; } = [];

    public bool IsNarrowed => Q is not null || Standing is not null || Subject is not null || Device is not null || Unit is not null;

    public CertificateFilter Filter => new(Q, Standing, Subject, Device, Unit);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim()[..Math.Min(Q.Trim().Length, 100)];
        Saved = await saved.OfReaderAsync(SavedFilters.Certificates, cancel);
        // Without a wish: what is in force, because that is what runs out.
        var filter = IsNarrowed ? Filter : Filter with { Standing = CertificateStanding.Active };
        var list = filter.Apply((await access.CertificatesAsync(cancel)).AsNoTracking(), Now);
        if (Cursor() is var (end, id)) list = list.Where(c => EF.Functions.GreaterThan(ValueTuple.Create(c.NotAfter, c.Id), ValueTuple.Create(end, id)));
        var found = await list.OrderBy(c => c.NotAfter).ThenBy(c => c.Id).Take(PageSize + 1)
            .Select(c => new Row(c.Id, c.Thumbprint, c.SubjectName, c.OrganisationUnits, c.Email, c.SerialNumber, c.Device, c.NotBefore, c.NotAfter, c.RevokedAt)).ToListAsync(cancel);
        if (found.Count > PageSize) Next = FormattableString.Invariant($"{found[PageSize - 1].NotAfter.UtcTicks}.{found[PageSize - 1].Id:N}");
        Items = found.Count > PageSize ? found[..PageSize] : found;
    }

    /// <summary>Keeps the filter under a name, for this reader alone.</summary>
    public async Task<IActionResult> OnPostSaveAsync(string name, CancellationToken cancel)
    {
        await saved.KeepAsync(SavedFilters.Certificates, name, Request.QueryString.Value ?? "", cancel);
        await db.SaveChangesAsync(cancel);
        return LocalRedirect($"/certificates{Request.QueryString}");
    }

    public async Task<IActionResult> OnPostForgetAsync(Guid id, CancellationToken cancel)
    {
        await saved.ForgetAsync(id, cancel);
        return LocalRedirect("/certificates");
    }

    private (DateTimeOffset End, Guid Id)? Cursor()
    {
        if (After?.Split('.') is not [var ticks, var id] || !long.TryParse(ticks, out var at) || at < 0 || at > DateTimeOffset.MaxValue.UtcTicks || !Guid.TryParseExact(id, "N", out var guid)) return null;
        return (new DateTimeOffset(at, TimeSpan.Zero), guid);
    }

    public sealed record Row(Guid Id, string Thumbprint, string SubjectName, string Units, string? Email, string SerialNumber, DeviceKind Device, DateTimeOffset NotBefore, DateTimeOffset NotAfter, DateTimeOffset? RevokedAt)
    {
        public CertificateStanding StandingAt(DateTimeOffset now) => CertificateFilter.StandingOf(NotBefore, NotAfter, RevokedAt, now);
    }
}
