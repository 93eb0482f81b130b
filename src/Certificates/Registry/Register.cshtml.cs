using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Certificates.Import;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Keys;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Registry;

/// <summary>The lead agency binds a certificate to the person who holds its key: from a file, or read from the device through the agent.</summary>
[RequestSizeLimit(1024 * 1024)]
internal sealed class RegisterModel(CertificatesDb db, IPeople people, FindHolders holders, ManifestKey manifestKey, CurrentUser user, TimeProvider clock, IConfiguration settings, IStringLocalizer<Texts> text) : PageModel
{
    [BindProperty]
    public IFormFile? Cer { get; set; }

    [BindProperty, StringLength(254)]
    public string? Email { get; set; }

    [BindProperty]
    public DeviceKind Device { get; set; }

    /// <summary>Of the device the certificate was read from; null for a file.</summary>
    [BindProperty, StringLength(60)]
    public string? TokenSerial { get; set; }

    /// <summary>What the page's script needs to speak to the agent, as JSON that is safe inside a script element.</summary>
    public string TokenOptions { get; private set; } = "{}";

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        using var certificate = await ReadAsync(cancel);
        if (certificate is null)
        {
            ModelState.AddModelError(nameof(Cer), text["Tệp này không phải là chứng thư số X.509. Hãy chọn tệp .cer do cơ quan cấp gửi."]);
            return Page();
        }

        var data = CertificateData.Of(certificate);
        var person = await people.FindByEmailAsync(string.IsNullOrWhiteSpace(Email) ? data.Email ?? "" : Email.Trim(), cancel);
        if (person is null) ModelState.AddModelError(nameof(Email), text["Không có người nào dùng thư điện tử này. Hãy kiểm tra lại địa chỉ."]);
        else if (await RefuseAsync(certificate, data, person, cancel) is { } refusal) ModelState.AddModelError(nameof(Cer), refusal);
        if (!ModelState.IsValid || person is null) return Page();
        var row = Certificate.Register(certificate, new CertificateHolder(SubjectKind.Person, person.Id, await UnitOfAsync(person, cancel)), Device, clock.GetUtcNow(), user.AccountId, person.IsDemonstration);
        await PutOnDeviceAsync(row, person, cancel);
        db.Certificates.Add(row);
        db.Audit.Add(AuditEntry.By(user, row.RegisteredAt, "certificates.certificate.registered", ("certificate", row.Id), details: new { row.Thumbprint, person = person.Id, row.DeviceId }));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Đã đăng ký chứng thư số cho {0}.", person.FullName].Value;
        return LocalRedirect($"/certificates/{row.Id}");
    }

    // The same judgement as for a file of many: trusted, begun, and of this person by the data inside.
    private async Task<string?> RefuseAsync(X509Certificate2 certificate, CertificateData data, PersonInfo person, CancellationToken cancel)
    {
        if (await db.Certificates.AnyAsync(c => c.Thumbprint == data.Thumbprint, cancel)) return text["Chứng thư số này đã được đăng ký. Hãy tìm nó trong danh sách."];
        var found = (await holders.RunAsync([(certificate, data)], cancel))[0];
        if (found is { Outcome: ImportOutcome.Entered, Holder.Subject: not SubjectKind.Person }) return text["Đây là chứng thư số của cơ quan hoặc máy chủ. Hãy dùng “Nhập nhiều chứng thư số”."];
        if (found.Outcome is ImportOutcome.AuthorityCertificate or ImportOutcome.Untrusted or ImportOutcome.NotYetValid) return text["{0}. Hãy kiểm tra lại tệp với nơi cấp.", text[ImportNames.Of(found.Outcome)].Value];
        return found.Holder?.PersonId == person.Id || found.Candidates?.Contains(person.Id) == true ? null
            : text["Chứng thư số ghi tên “{0}” {1}, không phải của {2}.", data.CommonName, data.Email ?? "", person.FullName].Value;
    }

    private async Task<Guid?> UnitOfAsync(PersonInfo person, CancellationToken cancel) => await people.PostsAsync([person.Id], clock.TodayInVietnam(), cancel) is [var post, ..] ? post.UnitId : null;

    private async Task PutOnDeviceAsync(Certificate row, PersonInfo person, CancellationToken cancel)
    {
        if (TokenSerial?.Trim().ToUpperInvariant() is not { Length: > 0 } serial) return;
        var device = await db.Devices.AsNoTracking().SingleOrDefaultAsync(d => d.Kind == DeviceKind.EToken && d.Serial == serial && (d.PersonId == null || d.PersonId == person.Id), cancel);
        if (device is not null) row.PutOn(device.Id, row.RegisteredAt, user.AccountId);
    }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        TokenOptions = JsonSerializer.Serialize(new
        {
            agentUrl = settings["Agent:Url"] ?? "http://127.0.0.1:17888",
            agentKeys = await manifestKey.PublicKeysAsync(context.HttpContext.RequestAborted),
            portalName = text["Cổng ký số Thanh Hóa"].Value,
            texts = RegisterTexts.All.ToDictionary(t => t.Key, t => text[t.Sentence].Value),
        }, JsonSerializerOptions.Web);
        await next();
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
