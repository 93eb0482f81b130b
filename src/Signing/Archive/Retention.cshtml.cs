using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Signing.Archive;

/// <summary>The lead agency says how long documents of a kind are kept. Nothing is ever deleted by a rule: what is past its term is listed in the archive for a decision.</summary>
internal sealed class RetentionModel(SigningDb db, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    public IReadOnlyList<RetentionRule> Rules { get; private set; } = [];

    [BindProperty, EnumDataType(typeof(DocumentPurpose), ErrorMessage = "Hãy chọn loại văn bản.")]
    public DocumentPurpose Purpose { get; set; }

    [BindProperty, StringLength(20, ErrorMessage = "Ký hiệu dài nhất 20 ký tự."), RegularExpression("[^/%_\\\\]*", ErrorMessage = "Chỉ ghi phần đầu của ký hiệu, ví dụ QĐ, không có dấu gạch chéo.")]
    public string? Kind { get; set; }

    /// <summary>Empty for ever.</summary>
    [BindProperty, Range(1, 100, ErrorMessage = "Hãy nhập số năm từ 1 đến 100, hoặc để trống nếu lưu vĩnh viễn.")]
    public int? Years { get; set; }

    public async Task OnGetAsync(CancellationToken cancel) => Rules = await db.RetentionRules.AsNoTracking().OrderBy(r => r.Purpose).ThenBy(r => r.Kind).ToListAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid)
        {
            await OnGetAsync(cancel);
            return Page();
        }

        var (kind, now) = ((Kind ?? "").Trim().ToUpperInvariant(), clock.GetUtcNow());
        var rule = await db.RetentionRules.SingleOrDefaultAsync(r => r.Purpose == Purpose && r.Kind == kind, cancel);
        var before = rule?.Years;
        if (rule is null) db.RetentionRules.Add(rule = new RetentionRule(Purpose, kind));
        rule.Set(Years, user.DisplayName, now);
        db.Audit.Add(AuditEntry.By(user, now, "signing.retention.rule-set", ("retention-rule", $"{Purpose}/{kind}"), details: new { years = Years, before }));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Đã lưu thời hạn. Văn bản hết thời hạn chỉ được liệt kê để quyết định, không tự bị xóa."].Value;
        return RedirectToPage();
    }
}
