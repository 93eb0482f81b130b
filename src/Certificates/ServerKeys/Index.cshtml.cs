using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Registry;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.ServerKeys;

/// <summary>Every key that works in a server; a few dozen.</summary>
internal sealed class IndexModel(CertificatesDb db, RegistryAccess access, TimeProvider clock) : PageModel
{
    public IReadOnlyList<(ServerKey Key, Certificate? Certificate)> Rows { get; private set; } = [];

    public bool Keeps => access.Keeps;

    public DateOnly Today { get; } = clock.TodayInVietnam();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var keys = await db.ServerKeys.AsNoTracking().OrderBy(k => k.Name).Take(500).ToListAsync(cancel);
        var certificates = await db.Certificates.AsNoTracking().Where(c => keys.Select(k => k.CertificateId).Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancel);
        Rows = [.. keys.Select(k => (k, k.CertificateId is { } id ? certificates.GetValueOrDefault(id) : null))];
    }
}
