using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Organisation.Demonstration;

/// <summary>Takes the invented people and their accounts away in one act.</summary>
[Authorize(RolePolicy.Administration)]
internal sealed class RemoveModel(IDemonstrationPeople people, OpenAccount accounts, IStringLocalizer<Texts> text) : PageModel
{
    public int Count { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) => Count = await people.CountAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var removed = await people.RemoveAsync(cancel);
        // Accounts second: should this fail, the page still opens for the administrator to press again.
        await accounts.RemoveDemonstrationAsync(cancel);
        TempData["Notice"] = text["Đã xóa {0} người giả định cùng tài khoản của họ. Dữ liệu thật không bị ảnh hưởng.", removed].Value;
        return LocalRedirect("/organisation/units");
    }
}
