using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Certificates.Registry;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Certificates.ServerKeys;

/// <summary>One key of a server: entered and kept up by the lead agency, read by inspectors.</summary>
internal sealed class EditModel(CertificatesDb db, RegistryAccess access, IPeople people, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    /// <summary>The key; null for a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public Entry Input { get; set; } = new();

    public bool Keeps => access.Keeps;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!access.SeesAll) return Forbid();
        var key = Id is null ? new ServerKey() : await db.ServerKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == Id, cancel);
        if (key is null) return NotFound();
        Input = new Entry
        {
            Name = key.Name,
            Purpose = key.Purpose,
            ServiceId = key.ServiceId,
            Site = key.Site,
            Server = key.Server,
            Note = key.Note,
            Serial = key.CertificateId is { } id ? await db.Certificates.Where(c => c.Id == id).Select(c => c.SerialNumber).SingleOrDefaultAsync(cancel) : null,
            Custodian = key.CustodianId is { } custodian && await people.FindAsync([custodian], cancel) is [var holder] ? holder.Email : null,
            Milestones = [.. Enum.GetValues<MilestoneKind>().Select(kind => key.Milestones.FirstOrDefault(m => m.Kind == kind) ?? new Milestone(kind, null, null)).Select(m => new Step { Kind = m.Kind, PlannedOn = m.PlannedOn, DoneOn = m.DoneOn })],
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!access.Keeps) return Forbid();
        var key = Id is null ? new ServerKey { Id = Guid.CreateVersion7(clock.GetUtcNow()) } : await db.ServerKeys.SingleOrDefaultAsync(k => k.Id == Id, cancel);
        if (key is null) return NotFound();
        var (certificate, custodian) = (await CertificateAsync(cancel), await CustodianAsync(cancel));
        if (!ModelState.IsValid) return Page();
        Input.WriteTo(key);
        (key.CertificateId, key.CustodianId, key.CustodianName) = (certificate, custodian?.Id, custodian?.FullName ?? "");
        (key.ChangedAt, key.ChangedByName) = (clock.GetUtcNow(), user.DisplayName);
        if (Id is null) db.ServerKeys.Add(key);
        db.Audit.Add(AuditEntry.By(user, key.ChangedAt, "certificates.server-key.saved", ("server-key", key.Id), details: new { key.Name, key.CertificateId, key.CustodianId }));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Đã lưu “{0}”.", key.Name].Value;
        return LocalRedirect("/certificates/server-keys");
    }

    private async Task<Guid?> CertificateAsync(CancellationToken cancel)
    {
        var serial = string.Concat((Input.Serial ?? "").Where(char.IsAsciiHexDigit)).ToUpperInvariant();
        if (serial.Length == 0) return null;
        var found = await db.Certificates.Where(c => c.SerialNumber == serial && c.Subject != SubjectKind.Person).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(cancel);
        if (found is null) ModelState.AddModelError("Input.Serial", text["Sổ đăng ký không có chứng thư số của cơ quan hoặc máy chủ mang số này. Hãy nhập chứng thư số vào sổ trước."]);
        return found;
    }

    private async Task<PersonInfo?> CustodianAsync(CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(Input.Custodian)) return null;
        var found = await people.FindByEmailAsync(Input.Custodian.Trim(), cancel);
        if (found is null) ModelState.AddModelError("Input.Custodian", text["Không có người nào mang thư điện tử này."]);
        return found;
    }

    /// <summary>What is entered.</summary>
    public sealed record Entry
    {
        [Required(ErrorMessage = "Hãy nhập tên."), StringLength(200)]
        public string Name { get; set; } = "";

        public ServerKeyPurpose Purpose { get; set; }

        [StringLength(200)]
        public string? ServiceId { get; set; }

        [StringLength(200)]
        public string? Site { get; set; }

        [StringLength(200)]
        public string? Server { get; set; }

        [StringLength(80)]
        public string? Serial { get; set; }

        [StringLength(254)]
        public string? Custodian { get; set; }

        [StringLength(1000)]
        public string? Note { get; set; }

        public List<Step> Milestones { get; set; } = [];

        public void WriteTo(ServerKey key)
        {
            (key.Name, key.Purpose, key.Note) = (Name.Trim(), Purpose, Note?.Trim() ?? "");
            (key.ServiceId, key.Site, key.Server) = (ServiceId?.Trim() ?? "", Site?.Trim() ?? "", Server?.Trim() ?? "");
            key.Milestones = [.. Milestones.DistinctBy(m => m.Kind).OrderBy(m => m.Kind).Select(m => new Milestone(m.Kind, m.PlannedOn, m.DoneOn))];
        }
    }

    /// <summary>A milestone as entered.</summary>
    public sealed record Step
    {
        public MilestoneKind Kind { get; set; }

        public DateOnly? PlannedOn { get; set; }

        public DateOnly? DoneOn { get; set; }
    }
}
