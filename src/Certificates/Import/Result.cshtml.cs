using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Certificates.Import;

/// <summary>How far an import is, what became of each certificate, and who decides where the data inside does not.</summary>
internal sealed class ResultModel(CertificatesDb db, IPeople people, ConfirmHolder confirm, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    private const int Shown = 200;

    public CertificateImport Import { get; private set; } = null!;

    public IReadOnlyList<(ImportOutcome Outcome, int Count)> Counts { get; private set; } = [];

    public IReadOnlyList<ImportedCertificate> Undecided { get; private set; } = [];

    public IReadOnlyList<ImportedCertificate> Refused { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel)) return NotFound();
        // While the job works the page asks again by itself.
        if (Import.FinishedAt is null) Response.Headers["Refresh"] = "2";
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, int ordinal, Guid? person, string? email, CancellationToken cancel)
    {
        var chosen = person ?? (string.IsNullOrWhiteSpace(email) ? null : (await people.FindByEmailAsync(email, cancel))?.Id);
        if (chosen is not { } holder) ModelState.AddModelError("", text["Hãy chọn một người, hoặc nhập thư điện tử công vụ của người giữ."]);
        else if (!await confirm.RunAsync(id, ordinal, holder, new Actor(user.AccountId, user.PersonId, user.DisplayName), user, clock.GetUtcNow(), cancel)) ModelState.AddModelError("", text["Chứng thư số này đã được xử lý. Hãy tải lại trang."]);
        if (ModelState.IsValid) return LocalRedirect($"/certificates/import/{id}");
        return await LoadAsync(id, cancel) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancel) is not { } import) return false;
        Import = import;
        var items = db.Imported.AsNoTracking().Where(i => i.ImportId == id);
        Counts = [.. (await items.GroupBy(i => i.Outcome).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel)).Select(g => (g.Key, g.Count)).OrderBy(g => g.Key)];
        Undecided = await items.Where(i => i.Outcome == ImportOutcome.Unsure || i.Outcome == ImportOutcome.NobodyFits).OrderBy(i => i.Ordinal).Take(Shown).ToListAsync(cancel);
        Refused = await items.Where(i => i.Outcome == ImportOutcome.NotACertificate || i.Outcome == ImportOutcome.AuthorityCertificate || i.Outcome == ImportOutcome.Untrusted || i.Outcome == ImportOutcome.NotYetValid || i.Outcome == ImportOutcome.DeviceRefused).OrderBy(i => i.Ordinal).Take(Shown).ToListAsync(cancel);
        var candidates = Undecided.SelectMany(i => i.Candidates).Distinct().ToList();
        var posts = (await people.PostsAsync(candidates, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), cancel)).ToLookup(p => p.PersonId);
        Names = (await people.FindAsync(candidates, cancel)).ToDictionary(p => p.Id, p => posts[p.Id].FirstOrDefault() is { } post ? $"{p.FullName} – {post.Title}, {post.UnitName}" : p.FullName);
        return true;
    }
}
