using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Platform.Accounts;

[Authorize(RolePolicy.SignedIn)]
internal sealed class SignOutModel(SignInManager<Account> signIn, PlatformDb db, CurrentUser user, TimeProvider clock) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "platform.account.signed-out", ("account", user.AccountId)));
        await db.SaveChangesAsync(cancel);
        await signIn.SignOutAsync();
        return LocalRedirect("/sign-in");
    }
}
