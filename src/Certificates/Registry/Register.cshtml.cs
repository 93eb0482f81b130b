using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Certificates.Registry;

/// <summary>The lead agency binds a certificate to the person who holds its key.</summary>
[RequestSizeLimit(1024 * 1024)]
internal sealed class RegisterModel(CertificatesDb db, IPeople people, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    [BindProperty]
    public IFormFile? Cer { get; set; }

    [BindProperty, Required(ErrorMessage = "Hãy nhập thư điện tử công vụ của người giữ."), StringLength(200)]
    public string Email { get; set; } = "";

    [BindProperty]
    public DeviceKind Device { get; set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        using var certificate = await ReadAsync(cancel);
        if (certificate is null) ModelState.AddModelError(nameof(Cer), text["Tệp này không phải là chứng thư số X.509. Hãy chọn tệp .cer do cơ quan cấp gửi."]);
        var person = await people.FindByEmailAsync(Email, cancel);
        if (person is null && ModelState[nameof(Email)]?.Errors.Count is null or 0) ModelState.AddModelError(nameof(Email), text["Không có người nào dùng thư điện tử này. Hãy kiểm tra lại địa chỉ."]);
        if (!ModelState.IsValid || certificate is null || person is null) return Page();
        var now = clock.GetUtcNow();
        var thumbprint = Certificate.ThumbprintOf(certificate);
        if (await db.Certificates.AnyAsync(c => c.Thumbprint == thumbprint, cancel))
        {
            ModelState.AddModelError(nameof(Cer), text["Chứng thư số này đã được đăng ký. Hãy tìm nó trong danh sách."]);
            return Page();
        }

        var row = Certificate.Register(certificate, new CertificateHolder(SubjectKind.Person, person.Id, null), Device, now, user.AccountId);
        db.Certificates.Add(row);
        db.Audit.Add(AuditEntry.By(user, now, "certificates.certificate.registered", ("certificate", row.Id), details: new { row.Thumbprint, person = person.Id }));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Đã đăng ký chứng thư số cho {0}.", person.FullName].Value;
        return LocalRedirect("/certificates");
    }

    private async Task<X509Certificate2?> ReadAsync(CancellationToken cancel)
    {
        if (Cer is null or { Length: 0 or > 1024 * 1024 }) return null;
        using var bytes = new MemoryStream();
        await Cer.CopyToAsync(bytes, cancel);
        try
        {
            return X509CertificateLoader.LoadCertificate(bytes.ToArray());
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
