using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Signing.Images;

/// <summary>Pictures of handwriting and seals: a leader keeps their own, a clerk those of their units' leaders and the seals.</summary>
[RequestSizeLimit(PictureFault.Limit * 2)]
internal sealed class IndexModel(SigningDb db, DocumentAccess access, CurrentUser user, IPeople people, IUnits units, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    /// <summary>One whose picture may be kept here.</summary>
    /// <param name="Id">Person or unit.</param>
    /// <param name="IsSeal">A unit's seal.</param>
    /// <param name="Name">As lists show it.</param>
    public sealed record Owner(Guid Id, bool IsSeal, string Name);

    [BindProperty, Required(ErrorMessage = "Hãy chọn hình của ai.")]
    public Guid? Whose { get; set; }

    [BindProperty]
    public IFormFile? Picture { get; set; }

    [BindProperty, Range(15, 60, ErrorMessage = "Bề rộng thật phải từ 15 đến 60 mm.")]
    public double WidthMm { get; set; } = 36;

    public IReadOnlyList<Owner> Owners { get; private set; } = [];

    public IReadOnlyList<SignatureImage> Current { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    /// <summary>The picture itself.</summary>
    public async Task<IActionResult> OnGetPictureAsync(Guid id, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        return Current.FirstOrDefault(i => i.Id == id) is { } image ? File(image.Png, "image/png") : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var owner = Owners.FirstOrDefault(o => o.Id == Whose);
        if (owner is null) ModelState.AddModelError(nameof(Whose), text["Hãy chọn hình của ai."]);
        if (Picture is null) ModelState.AddModelError(nameof(Picture), text["Hãy chọn hình PNG."]);
        if (!ModelState.IsValid || owner is null || Picture is null) return Page();
        using var content = new MemoryStream();
        await Picture.CopyToAsync(content, cancel);
        var png = content.ToArray();
        var (complaint, aspect) = PictureFault.Find(png, owner.IsSeal, text);
        if (complaint is not null)
        {
            ModelState.AddModelError(nameof(Picture), complaint);
            return Page();
        }

        await EndAsync(i => i.PersonId == owner.Id || i.UnitId == owner.Id, cancel);
        var image = new SignatureImage
        {
            PersonId = owner.IsSeal ? null : owner.Id,
            UnitId = owner.IsSeal ? owner.Id : null,
            Png = png,
            WidthMm = WidthMm,
            Aspect = aspect,
            AddedAt = clock.GetUtcNow(),
            AddedBy = user.AccountId,
            AddedByName = user.DisplayName,
        };
        db.Images.Add(image);
        db.Audit.Add(AuditEntry.By(user, image.AddedAt, "signing.image.added", (owner.IsSeal ? "unit" : "person", owner.Id)));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Đã lưu hình của {0}. Chữ ký từ bây giờ dùng hình này.", owner.Name].Value;
        return LocalRedirect("/signing/images");
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (Current.All(i => i.Id != id)) return NotFound();
        await EndAsync(i => i.Id == id, cancel);
        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "signing.image.ended", ("image", id)));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["Đã thôi dùng hình này; chữ ký đã có không thay đổi."].Value;
        return LocalRedirect("/signing/images");
    }

    private async Task EndAsync(System.Linq.Expressions.Expression<Func<SignatureImage, bool>> which, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        foreach (var image in await db.Images.Where(i => i.EndedAt == null).Where(which).ToListAsync(cancel)) image.EndedAt = now;
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var owners = new List<Owner>();
        if (user.PersonId is { } person) owners.Add(new Owner(person, false, user.DisplayName));
        if (user.UnitsAs(Role.Clerk) is { Count: > 0 } held)
        {
            owners.AddRange((await units.FindAsync(held, cancel)).Select(u => new Owner(u.Id, true, text["Con dấu {0}", u.Name])));
            owners.AddRange((await people.LeadersAsync(await access.ClerkReachAsync(cancel), clock.TodayInVietnam(), cancel)).Select(l => new Owner(l.PersonId, false, $"{l.FullName} – {l.PostTitle}")));
        }

        Owners = [.. owners.DistinctBy(o => o.Id)];
        var ids = Owners.Select(o => o.Id).ToList();
        Current = await db.Images.AsNoTracking().Where(i => i.EndedAt == null && ((i.PersonId != null && ids.Contains(i.PersonId.Value)) || (i.UnitId != null && ids.Contains(i.UnitId.Value)))).OrderBy(i => i.AddedAt).Take(300).ToListAsync(cancel);
    }
}
