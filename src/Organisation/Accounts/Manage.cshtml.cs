using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.Accounts;

/// <summary>One account: which roles it holds where; giving and ending them, and closing it.</summary>
internal sealed class ManageModel(PlatformDb db, OrganisationDb organisation, IUnits units, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    public Account Account { get; private set; } = null!;

    public IReadOnlyList<(RoleGrant Grant, string Unit)> Held { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await LoadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostGrantAsync(Guid id, Role role, string unitCode, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel) || Account.ClosedAt is not null) return NotFound();
        if (await UnitWithCode.FindAsync(organisation, unitCode ?? "", clock.TodayInVietnam(), cancel) is not { } unit)
            ModelState.AddModelError("", text["Không có đơn vị nào đang hoạt động mang mã này. Hãy xem mã ở trang Đơn vị."]);
        else if (Held.Any(h => h.Grant.Role == role && h.Grant.UnitId == unit.Id))
            ModelState.AddModelError("", text["Tài khoản đã giữ vai trò này ở đơn vị đó."]);
        else return await SaveAsync("platform.role.granted", new { role = role.ToString(), unit = unit.Id }, () => db.Add(new RoleGrant { AccountId = Account.Id, Role = role, UnitId = unit.Id, From = clock.GetUtcNow() }), cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, Guid grant, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel) || Held.FirstOrDefault(h => h.Grant.Id == grant).Grant is not { } held) return NotFound();
        return await SaveAsync("platform.role.ended", new { role = held.Role.ToString(), unit = held.UnitId }, () => held.To = clock.GetUtcNow(), cancel);
    }

    public async Task<IActionResult> OnPostCloseAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel) || Account.ClosedAt is not null) return NotFound();
        if (Account.Id != user.AccountId) return await SaveAsync("platform.account.closed", null, () => Account.ClosedAt = clock.GetUtcNow(), cancel);
        ModelState.AddModelError("", text["Bạn không thể tự đóng tài khoản của mình. Hãy nhờ một quản trị viên khác."]);
        return Page();
    }

    private async Task<IActionResult> SaveAsync(string act, object? details, Action change, CancellationToken cancel)
    {
        change();
        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), act, ("account", Account.Id), details: details));
        await db.SaveChangesAsync(cancel);
        return LocalRedirect($"/accounts/{Account.Id}");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Users.Include(a => a.Grants).SingleOrDefaultAsync(a => a.Id == id, cancel) is not { } account) return false;
        Account = account;
        var held = account.Grants.Where(g => g.To is null).ToList();
        var names = (await units.FindAsync([.. held.Select(g => g.UnitId).Distinct()], cancel)).ToDictionary(u => u.Id, u => u.Name);
        Held = [.. held.Select(g => (g, names.GetValueOrDefault(g.UnitId, ""))).OrderBy(h => h.g.Role)];
        return true;
    }
}
