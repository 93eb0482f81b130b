using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Npgsql;
using ThanhHoa.DigitalSignature.Certificates.Contracts;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing.ServerSeals;

/// <summary>The head of a unit, or the lead agency, lets the server sign for the organisation, or ends it.</summary>
internal sealed class IndexModel(SigningDb db, SealToken token, ICertificateRegistry registry, IUnits units, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Hãy ghi tên đơn vị như trong danh sách đơn vị."), StringLength(300, ErrorMessage = "Hãy ghi tên đơn vị như trong danh sách đơn vị.")]
    public string? Unit { get; set; }

    [BindProperty, Required(ErrorMessage = "Hãy chọn chứng thư số trong thiết bị của máy chủ."), StringLength(64, ErrorMessage = "Hãy chọn chứng thư số trong thiết bị của máy chủ.")]
    public string? Thumbprint { get; set; }

    /// <summary>What the user may enable or end, newest first, with the unit's name.</summary>
    public IReadOnlyList<(ServerSeal Seal, string Unit)> Seals { get; private set; } = [];

    /// <summary>What the token holds: thumbprint and name.</summary>
    public IReadOnlyList<(string Thumbprint, string Name)> Certificates { get; private set; } = [];

    /// <summary>Whether the server's token answers.</summary>
    public bool IsThere { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var reach = user.Holds(Role.LeadAgency) ? null : await units.WithinAsync(user.UnitsAs(Role.UnitHead), cancel);
        var seals = await db.ServerSeals.AsNoTracking().Where(s => reach == null || reach.Contains(s.UnitId)).OrderByDescending(s => s.EnabledAt).Take(200).ToListAsync(cancel);
        var names = (await units.FindAsync([.. seals.Select(s => s.UnitId).Distinct()], cancel)).ToDictionary(u => u.Id, u => u.Name);
        Seals = [.. seals.Select(s => (s, names.GetValueOrDefault(s.UnitId, "")))];
        try
        {
            Certificates = [.. token.Certificates().Select(c => (c.Thumbprint, NameOf(c.Certificate)))];
            IsThere = true;
        }
        catch (SealTokenException)
        {
            IsThere = false;
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (ModelState.IsValid && await EnableAsync(cancel) is { } complaint) ModelState.AddModelError("", complaint);
        if (!ModelState.IsValid)
        {
            await OnGetAsync(cancel);
            return Page();
        }

        TempData["Notice"] = text["Đã bật. Văn thư của đơn vị ký được văn bản đã cấp số bằng khóa của cơ quan trên máy chủ."].Value;
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostDisableAsync(Guid seal, CancellationToken cancel)
    {
        if (await db.ServerSeals.SingleOrDefaultAsync(s => s.Id == seal && s.DisabledAt == null, cancel) is not { } row || !await MayAsync(row.UnitId, cancel)) return NotFound();
        var now = clock.GetUtcNow();
        row.Disable(user, now);
        db.Audit.Add(AuditEntry.By(user, now, "signing.server-seal.disabled", ("server-seal", row.Id), row.UnitId));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Đã tắt. Từ bây giờ máy chủ không ký cho đơn vị này nữa."].Value;
        return RedirectToPage();
    }

    /// <summary>Null when it is enabled.</summary>
    private async Task<string?> EnableAsync(CancellationToken cancel)
    {
        var unit = (await units.FindByNamesAsync([Unit!.Trim()], cancel)).SingleOrDefault();
        if (unit is null || !await MayAsync(unit.Id, cancel)) return text["Không có đơn vị nào tên như vậy mà bạn phụ trách. Hãy chép đúng tên trong danh sách đơn vị."];
        if (Find(Thumbprint!) is not { } found) return text["Thiết bị của máy chủ không có chứng thư số này hoặc chưa trả lời. Chưa có gì thay đổi; hãy tải lại trang."];
        using var certificate = X509CertificateLoader.LoadCertificate(found.Certificate);
        if (await registry.CheckSealAsync(certificate, unit.Id, custodianId: null, cancel) is var answer and not CertificateAnswer.Usable) return new SigningRefusal.Certificate(answer).Explain(text);
        var row = new ServerSeal(unit.Id, found.Thumbprint, found.Label, user, clock.GetUtcNow());
        db.ServerSeals.Add(row);
        db.Audit.Add(AuditEntry.By(user, row.EnabledAt, "signing.server-seal.enabled", ("server-seal", row.Id), unit.Id, new { certificate = row.CertificateThumbprint, key = row.KeyLabel }));
        try
        {
            await db.SaveChangesAsync(cancel);
            return null;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return text["Đơn vị này đã bật rồi. Muốn đổi chứng thư số, hãy tắt lần đang dùng trước."];
        }
    }

    private SealCertificate? Find(string thumbprint)
    {
        try
        {
            return token.Certificates().FirstOrDefault(c => c.Thumbprint == thumbprint);
        }
        catch (SealTokenException)
        {
            return null;
        }
    }

    private async Task<bool> MayAsync(Guid unit, CancellationToken cancel) => user.Holds(Role.LeadAgency) || await units.ReachesAsync(user.UnitsAs(Role.UnitHead), unit, cancel);

    private static string NameOf(byte[] der)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        return certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
    }
}
