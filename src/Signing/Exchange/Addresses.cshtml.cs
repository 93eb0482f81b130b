using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Signing.Exchange;

/// <summary>Identifiers on the document axis: clerks keep those of their units, administrators the province's, which stands in for units without one.</summary>
internal sealed class AddressesModel(SigningDb db, CurrentUser user, IUnits units, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    /// <summary>The unit; null for the province's own.</summary>
    [BindProperty]
    public Guid? Unit { get; set; }

    [BindProperty, Required(ErrorMessage = "Hãy nhập mã định danh."), StringLength(OrganIds.Longest, ErrorMessage = "Mã định danh dài quá 60 ký tự.")]
    public string OrganId { get; set; } = "";

    [BindProperty, StringLength(100, ErrorMessage = "Địa danh dài quá 100 ký tự.")]
    public string? Place { get; set; }

    [BindProperty, StringLength(200, ErrorMessage = "Thư điện tử dài quá 200 ký tự."), EmailAddress(ErrorMessage = "Thư điện tử không đúng dạng.")]
    public string? Email { get; set; }

    [BindProperty, StringLength(50, ErrorMessage = "Số điện thoại dài quá 50 ký tự.")]
    public string? Telephone { get; set; }

    public IReadOnlyList<UnitInfo> Units { get; private set; } = [];

    public IReadOnlyList<ExchangeAddress> Current { get; private set; } = [];

    /// <summary>Whether the province's own may be changed.</summary>
    public bool MayChangeProvince => user.Holds(Role.Administrator);

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (Unit is null ? !MayChangeProvince : Units.All(u => u.Id != Unit)) return NotFound();
        var organId = OrganId?.Trim().ToUpperInvariant() ?? "";
        if (ModelState.IsValid && !OrganIds.IsValid(organId)) ModelState.AddModelError(nameof(OrganId), text["Mã định danh phải có dạng 000.00.12.H56 hoặc H56.12."]);
        if (!ModelState.IsValid) return Page();
        var address = await db.Addresses.SingleOrDefaultAsync(a => a.UnitId == Unit, cancel);
        if (address is null) db.Addresses.Add(address = new ExchangeAddress { UnitId = Unit });
        (address.OrganId, address.Place, address.Email, address.Telephone) = (organId, Place?.Trim() ?? "", Email?.Trim() ?? "", Telephone?.Trim() ?? "");
        (address.ChangedAt, address.ChangedByName) = (clock.GetUtcNow(), user.DisplayName);
        db.Audit.Add(AuditEntry.By(user, address.ChangedAt, "signing.exchange.address", ("address", address.Id), Unit, new { organId }));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Đã lưu mã định danh."].Value;
        return LocalRedirect("/signing/exchange/addresses");
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Units = [.. (await units.FindAsync(user.UnitsAs(Role.Clerk), cancel)).OrderBy(u => u.Name, StringComparer.Ordinal)];
        var ids = Units.Select(u => (Guid?)u.Id).ToList();
        Current = await db.Addresses.AsNoTracking().Where(a => a.UnitId == null || ids.Contains(a.UnitId)).ToListAsync(cancel);
    }
}
