using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Certificates.Papers;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Certificates.Registry;

/// <summary>An organisation's seal key gets a custodian, with the written permission for it (Decree 30/2020).</summary>
[RequestSizeLimit(ScannedPaper.MostBytes * 2)]
[RequestFormLimits(MultipartBodyLengthLimit = ScannedPaper.MostBytes * 2)]
internal sealed class EntrustModel(CertificatesDb db, RegistryAccess access, IPeople people, FileStore files, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    public Certificate Item { get; private set; } = null!;

    [BindProperty, Required(ErrorMessage = "Hãy nhập thư điện tử của người giữ."), StringLength(254)]
    public string Email { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Hãy nhập số văn bản."), StringLength(100)]
    public string Number { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Hãy nhập ngày văn bản.")]
    public DateOnly? Date { get; set; }

    [BindProperty]
    public IFormFile? Permission { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        var custodian = await people.FindByEmailAsync(Email.Trim(), cancel);
        if (custodian is null && ModelState.IsValid) ModelState.AddModelError(nameof(Email), text["Không có người nào mang thư điện tử này."]);
        var scan = await ScannedPaper.StoreAsync(Permission, files, ModelState, nameof(Permission), text, cancel);
        if (!ModelState.IsValid || custodian is null || scan is null || Date is not { } day) return Page();
        var now = clock.GetUtcNow();
        Item.Entrust(custodian.Id, string.Create(CultureInfo.InvariantCulture, $"{custodian.FullName}, văn bản số {Number.Trim()} ngày {day:dd/MM/yyyy}"), scan, now, user.AccountId);
        db.Audit.Add(AuditEntry.By(user, now, "certificates.certificate.entrusted", ("certificate", id), Item.UnitId, new { custodian = custodian.Id, number = Number.Trim(), date = day, sha256 = scan }));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Đã giao {0} giữ khóa.", custodian.FullName].Value;
        return LocalRedirect($"/certificates/{id}");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (!access.Keeps || await db.Certificates.Include(c => c.Events).SingleOrDefaultAsync(c => c.Id == id && c.Subject != SubjectKind.Person, cancel) is not { } found) return false;
        Item = found;
        return true;
    }
}
