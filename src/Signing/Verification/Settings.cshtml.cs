using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Signing.Verification;

/// <summary>An administrator decides who may check signatures and how much.</summary>
internal sealed class SettingsModel(SigningDb db, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    public VerificationRules InForce { get; private set; } = VerificationRules.Default;

    [BindProperty]
    public bool IsPublic { get; set; }

    [BindProperty, Range(1, 2000, ErrorMessage = "Hãy nhập một số từ 1 đến 2000.")]
    public int MostMegabytes { get; set; }

    [BindProperty, Range(1, 1000, ErrorMessage = "Hãy nhập một số từ 1 đến 1000.")]
    public int PerMinute { get; set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        InForce = await db.RulesAsync(cancel);
        (IsPublic, MostMegabytes, PerMinute) = (InForce.IsPublic, InForce.MostMegabytes, InForce.PerMinute);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        InForce = await db.RulesAsync(cancel);
        if (!ModelState.IsValid) return Page();
        var now = clock.GetUtcNow();
        var rules = new VerificationRules(IsPublic, MostMegabytes, PerMinute, user, now);
        db.VerificationRules.Add(rules);
        db.Audit.Add(AuditEntry.By(user, now, "signing.verification.rules-changed", ("verification-rules", rules.Id), details: new
        {
            isPublic = rules.IsPublic,
            mostMegabytes = rules.MostMegabytes,
            perMinute = rules.PerMinute,
            before = new { isPublic = InForce.IsPublic, mostMegabytes = InForce.MostMegabytes, perMinute = InForce.PerMinute },
        }));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Đã lưu. Thiết lập mới có hiệu lực ngay."].Value;
        return LocalRedirect("/verify/settings");
    }
}
