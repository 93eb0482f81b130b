using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Platform.Accounts;

[AllowAnonymous]
[EnableRateLimiting(AccountsSetup.SignInRate)]
internal sealed class SignInModel(SignInManager<Account> signIn, PlatformDb db, CurrentUser nobody, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    [BindProperty, Required(ErrorMessage = "Hãy nhập tên đăng nhập."), StringLength(256)]
    public string UserName { get; set; } = "";

    [BindProperty, Required(ErrorMessage = "Hãy nhập mật khẩu."), StringLength(256)]
    public string Password { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? LocalRedirect("/") : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return Page();
        var account = await signIn.UserManager.FindByNameAsync(UserName.Trim());
        // The same answer, and about the same work, for an unknown name as for a wrong password.
        var result = account is { ClosedAt: null }
            ? await signIn.PasswordSignInAsync(account, Password, isPersistent: false, lockoutOnFailure: true)
            : HashForNothing();
        db.Audit.Add(AuditEntry.By(nobody, clock.GetUtcNow(), result.Succeeded ? "platform.account.signed-in" : "platform.account.sign-in-refused",
            ("account", account?.Id.ToString() ?? "unknown"), details: new { locked = result.IsLockedOut }));
        await db.SaveChangesAsync(cancel);
        if (result.Succeeded) return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/");
        ModelState.AddModelError("", result.IsLockedOut
            ? text["Tài khoản tạm khóa vì nhập sai nhiều lần. Hãy thử lại sau 5 phút; hộp ký của bạn vẫn nguyên vẹn."]
            : text["Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi thử lại."]);
        return Page();
    }

    private Microsoft.AspNetCore.Identity.SignInResult HashForNothing()
    {
        signIn.UserManager.PasswordHasher.HashPassword(new Account { DisplayName = "" }, Password);
        return Microsoft.AspNetCore.Identity.SignInResult.Failed;
    }
}
