using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Certificates.Registry;

/// <summary>One certificate: what stands in it, who has its key, and what happened to it.</summary>
internal sealed class DetailsModel(CertificatesDb db, RegistryAccess access, CheckStatus status, IPeople people, IUnits units, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    public Certificate Item { get; private set; } = null!;

    public Device? Device { get; private set; }

    public PersonInfo? Person { get; private set; }

    public UnitInfo? Unit { get; private set; }

    public bool Keeps => access.Keeps;

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnGetFileAsync(Guid id, CancellationToken cancel) =>
        await LoadAsync(id, cancel) ? File(Item.Der, "application/pkix-cert", $"{Item.SerialNumber}.cer") : NotFound();

    /// <summary>The scan of the permission by which the key was entrusted to somebody.</summary>
    public async Task<IActionResult> OnGetPermissionAsync(Guid id, Guid entry, [FromServices] FileStore files, CancellationToken cancel) =>
        await LoadAsync(id, cancel) && Item.Events.FirstOrDefault(e => e.Id == entry) is { FileSha256: { } sha256 } ? File(await files.OpenVerifiedAsync(sha256, cancel), "application/pdf", $"{Item.SerialNumber}.pdf") : NotFound();

    /// <summary>Asks the issuer now, by OCSP and by its list.</summary>
    public async Task<IActionResult> OnPostCheckAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        TempData["Notice"] = (await status.RunAsync(Item, cancel) switch
        {
            KnownStatus.Good => text["Nơi cấp vừa trả lời: chứng thư số không bị thu hồi."],
            KnownStatus.Revoked => text["Nơi cấp vừa trả lời: chứng thư số đã bị thu hồi. Sổ đăng ký đã được cập nhật."],
            KnownStatus.Untrusted => text["Chứng thư số không dẫn tới cơ quan cấp mà cổng tin cậy. Hãy báo quản trị viên kiểm tra thư mục tin cậy."],
            _ => text["Chưa hỏi được nơi cấp. Tình trạng trong sổ giữ nguyên; hãy thử lại sau."],
        }).Value;
        return LocalRedirect($"/certificates/{id}");
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        if (!Keeps) return Forbid();
        Item.Revoke(Now, "Ghi nhận bởi cơ quan chủ trì", Now, user.AccountId);
        db.Audit.Add(AuditEntry.By(user, Now, "certificates.certificate.revocation-recorded", ("certificate", id), Item.UnitId, new { Item.Thumbprint }));
        await db.SaveChangesAsync(cancel);
        return LocalRedirect($"/certificates/{id}");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await (await access.CertificatesAsync(cancel)).Include(c => c.Events).SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } found) return false;
        Item = found;
        if (found.DeviceId is { } device) Device = await db.Devices.AsNoTracking().SingleAsync(d => d.Id == device, cancel);
        if (found.PersonId is { } person) Person = await people.FindAsync([person], cancel) is [var holder] ? holder : null;
        if (found.UnitId is { } unit) Unit = await units.FindAsync([unit], cancel) is [var of] ? of : null;
        return true;
    }
}
