using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Certificates.Registry;

/// <summary>The registry, the certificates that run out first on top.</summary>
internal sealed class IndexModel(CertificatesDb db, CurrentUser user, TimeProvider clock) : PageModel
{
    public IReadOnlyList<Certificate> Items { get; private set; } = [];

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public async Task OnGetAsync(CancellationToken cancel) =>
        Items = await db.Certificates.AsNoTracking().OrderBy(c => c.RevokedAt != null).ThenBy(c => c.NotAfter).Take(500).ToListAsync(cancel);

    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Certificates.SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } certificate) return NotFound();
        certificate.Revoke(Now, "Ghi nhận bởi cơ quan chủ trì", Now, user.AccountId);
        db.Audit.Add(AuditEntry.By(user, Now, "certificates.certificate.revocation-recorded", ("certificate", id), details: new { certificate.Thumbprint }));
        await db.SaveChangesAsync(cancel);
        return LocalRedirect("/certificates");
    }
}
