using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Demonstration;

namespace ThanhHoa.DigitalSignature.Organisation.Demonstration;

/// <summary>Takes the whole demonstration away in one act: people, accounts, certificates and documents.</summary>
[Authorize(RolePolicy.Administration)]
internal sealed class RemoveModel(IDemonstrationPeople people, RemoveDemonstration demonstration, IStringLocalizer<Texts> text) : PageModel
{
    public int Count { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) => Count = await people.CountAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var invented = await people.CountAsync(cancel);
        await demonstration.RunAsync(cancel);
        TempData["Notice"] = text["Đã xóa {0} người giả định cùng tài khoản, chứng thư số và văn bản của họ. Dữ liệu thật không bị ảnh hưởng.", invented].Value;
        // Whoever pressed the button may have been invented themselves.
        return LocalRedirect("/");
    }
}
