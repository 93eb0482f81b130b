using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Organisation.Accounts;

/// <summary>An administrator opens an account for a known person, with a first role at a unit.</summary>
internal sealed class OpenModel(OrganisationDb db, IPeople people, OpenAccount accounts, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Hãy nhập thư điện tử công vụ."), StringLength(200)]
    public string Email { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Hãy nhập mật khẩu lần đầu."), StringLength(200)]
    public string Password { get; set; } = "";

    [BindProperty]
    public Role Role { get; set; }

    [BindProperty, Required(ErrorMessage = "Hãy nhập mã đơn vị."), StringLength(40)]
    public string UnitCode { get; set; } = "";

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        var person = await people.FindByEmailAsync(Email, cancel);
        if (person is null) ModelState.AddModelError(nameof(Email), text["Không có người nào dùng thư điện tử này. Hãy kiểm tra lại địa chỉ."]);
        var unit = await UnitWithCode.FindAsync(db, UnitCode, clock.TodayInVietnam(), cancel);
        if (unit is null) ModelState.AddModelError(nameof(UnitCode), text["Không có đơn vị nào đang hoạt động mang mã này. Hãy xem mã ở trang Đơn vị."]);
        if (person is null || unit is null) return Page();
        if (await accounts.ExistsAsync(person.Email!, cancel))
        {
            ModelState.AddModelError(nameof(Email), text["Người này đã có tài khoản. Hãy tìm tài khoản đó để giao thêm vai trò."]);
            return Page();
        }

        var result = await accounts.RunAsync(new NewAccount(person.Email!, person.FullName, person.Id, [(Role, unit.Id)], person.IsDemonstration), Password);
        if (!result.Succeeded)
        {
            ModelState.AddModelError(nameof(Password), text["Mật khẩu quá ngắn hoặc quá đơn giản. Hãy dùng ít nhất 10 ký tự, trong đó ít nhất 5 ký tự khác nhau."]);
            return Page();
        }

        TempData["Notice"] = text["Đã mở tài khoản cho {0}.", person.FullName].Value;
        return LocalRedirect("/accounts");
    }
}
