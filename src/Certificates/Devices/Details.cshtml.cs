using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Certificates.Registry;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Devices;

/// <summary>One device: who has it, which certificates are on it, where it was, and the moves it can make next.</summary>
internal sealed class DetailsModel(CertificatesDb db, RegistryAccess access, IPeople people, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    public Device Item { get; private set; } = null!;

    public IReadOnlyList<Certificate> Certificates { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public bool Keeps => access.Keeps;

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    /// <summary>The lead agency makes every move; a holder may only say that theirs is locked, lost or broken.</summary>
    public IReadOnlyList<DeviceState> Moves => [.. DeviceMoves.From(Item.State).Where(to => Keeps || (Item.PersonId == user.PersonId && to is DeviceState.Locked or DeviceState.Lost or DeviceState.Broken && DeviceMoves.IsHeld(Item.State)))];

    [BindProperty, StringLength(500, ErrorMessage = "Lý do dài quá 500 ký tự.")]
    public string? Reason { get; set; }

    /// <summary>For whom it is meant: their official e-mail.</summary>
    [BindProperty, StringLength(254)]
    public string? Email { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, DeviceState to, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        if (!ModelState.IsValid) return Page();
        var holder = to == DeviceState.Assigned ? await HolderAsync(cancel) : null;
        if (to is DeviceState.Lost or DeviceState.Broken or DeviceState.Returned or DeviceState.Destroyed && string.IsNullOrWhiteSpace(Reason)) ModelState.AddModelError(nameof(Reason), text["Hãy ghi lý do."]);
        if (!ModelState.IsValid) return Page();
        if (!Moves.Contains(to) || !Item.Move(to, holder, new Actor(user.AccountId, user.PersonId, user.DisplayName), Now, Reason ?? ""))
        {
            ModelState.AddModelError("", text["Thiết bị đang ở tình trạng “{0}” nên không chuyển sang “{1}” được.", text[RegistryNames.Of(Item.State)].Value, text[RegistryNames.Of(to)].Value]);
            return Page();
        }

        db.Audit.Add(AuditEntry.By(user, Now, "certificates.device.moved", ("device", id), Item.UnitId, new { to = to.ToString(), reason = Reason }));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            ModelState.AddModelError("", text["Người khác vừa chuyển tình trạng thiết bị này. Hãy tải lại trang để xem."]);
            return Page();
        }

        TempData["Notice"] = text["{0}: {1}.", Item.Serial, text[RegistryNames.Of(to)].Value].Value;
        return LocalRedirect($"/certificates/devices/{id}");
    }

    private async Task<(Guid?, Guid)?> HolderAsync(CancellationToken cancel)
    {
        if (!string.IsNullOrWhiteSpace(Email) && await people.FindByEmailAsync(Email, cancel) is { } person)
        {
            if (await people.PostsAsync([person.Id], clock.TodayInVietnam(), cancel) is [var post, ..]) return (person.Id, post.UnitId);
            ModelState.AddModelError(nameof(Email), text["{0} không giữ chức vụ nào hôm nay nên không cấp thiết bị được.", person.FullName]);
        }
        else
        {
            ModelState.AddModelError(nameof(Email), text["Không có người nào dùng thư điện tử này. Hãy kiểm tra lại địa chỉ."]);
        }

        return null;
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await (await access.DevicesAsync(cancel)).Include(d => d.History).SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } found) return false;
        Item = found;
        Certificates = await db.Certificates.AsNoTracking().Where(c => c.DeviceId == id).OrderByDescending(c => c.NotAfter).ToListAsync(cancel);
        Names = (await people.FindAsync([.. found.History.Where(m => m.HolderPersonId is not null).Select(m => m.HolderPersonId!.Value).Distinct()], cancel)).ToDictionary(p => p.Id, p => p.FullName);
        return true;
    }
}
