using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Signing.Preservation;

/// <summary>How far the signatures of all documents are kept, for those who run the portal: numbers and problems, no document's title.</summary>
internal sealed class IndexModel(SigningDb db, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    public IReadOnlyList<LevelCount> Levels { get; private set; } = [];

    public IReadOnlyList<ProblemCount> Problems { get; private set; } = [];

    public DateTimeOffset? OldestWaiting { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Levels = [.. (await db.Preservations.GroupBy(p => p.Reached).Select(g => new LevelCount(g.Key, g.Count(), g.Count(p => p.WaitingSince != null))).ToListAsync(cancel)).OrderBy(l => l.Level)];
        Problems = await db.Preservations.Where(p => p.LastProblem != null).GroupBy(p => p.LastProblem!.Value)
            .Select(g => new ProblemCount(g.Key, g.Count(), g.OrderByDescending(p => p.NextTryAt).First().LastDetail)).ToListAsync(cancel);
        OldestWaiting = await db.Preservations.MinAsync(p => p.WaitingSince, cancel);
    }

    /// <summary>Everything that waits is due at once; the job does it within a minute.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        // One that is being tried at this moment has a lease and no problem yet; it is left alone.
        var due = await db.Preservations.Where(p => p.WaitingSince != null && p.LastProblem != null && p.NextTryAt > now).ExecuteUpdateAsync(p => p.SetProperty(x => x.NextTryAt, now), cancel);
        db.Audit.Add(AuditEntry.By(user, now, "signing.preservation.tried-now", ("preservation", "all"), details: new { due }));
        await db.SaveChangesAsync(cancel);
        TempData["Notice"] = text["{0} tệp sẽ được thử lại trong vòng một phút.", due].Value;
        return RedirectToPage();
    }

    internal sealed record LevelCount(SignatureLevel Level, int Files, int Waiting);

    internal sealed record ProblemCount(PreservationProblem Problem, int Files, string Detail);
}
