using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>One file: how far it is, what it would do or did, and the word that lets it do so.</summary>
internal sealed class DetailsModel(OrganisationDb db, ImportAccess access, CurrentUser user, StartImport start, TimeProvider clock) : PageModel
{
    public const int PageSize = 100;

    [BindProperty(SupportsGet = true)]
    public LineOutcome? Show { get; set; }

    [BindProperty(Name = "p", SupportsGet = true)]
    public int Number { get; set; } = 1;

    public Import Import { get; private set; } = null!;

    public ImportProgress? Progress { get; private set; }

    public IReadOnlyList<ImportLine> Lines { get; private set; } = [];

    /// <summary>What one looks at first: what is wrong.</summary>
    public LineOutcome Shown => Show ?? (Import.Refused > 0 ? LineOutcome.Refused : Import.Changed > 0 && Import.Added == 0 ? LineOutcome.Changed : LineOutcome.Added);

    public int CountOf(LineOutcome outcome) => outcome switch
    {
        LineOutcome.Added => Import.Added,
        LineOutcome.Changed => Import.Changed,
        LineOutcome.Unchanged => Import.Unchanged,
        LineOutcome.Refused => Import.Refused,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "An outcome without a count."),
    };

    public int Pages => Math.Max(1, (CountOf(Shown) + PageSize - 1) / PageSize);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { } import) return NotFound();
        Import = import;
        Number = Math.Clamp(Number, 1, Pages);
        if (import.Waits) Progress = await db.ImportProgress.AsNoTracking().SingleOrDefaultAsync(p => p.ImportId == id, cancel);
        else Lines = await db.ImportLines.AsNoTracking().Where(l => l.ImportId == id && l.Outcome == Shown).OrderBy(l => l.Row).Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
        return Page();
    }

    /// <summary>What the page asks for every second while the job is at work.</summary>
    public async Task<IActionResult> OnGetProgressAsync(Guid id, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { } import) return NotFound();
        if (!import.Waits)
        {
            Response.Headers["HX-Refresh"] = "true";
            return new OkResult();
        }

        return Partial("/Organisation/Importing/_Progress.cshtml", await db.ImportProgress.AsNoTracking().SingleOrDefaultAsync(p => p.ImportId == id, cancel) ?? new ImportProgress { ImportId = id });
    }

    public async Task<IActionResult> OnPostApproveAsync(Guid id, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { } import) return NotFound();
        if (import.State is ImportState.Checked && import.Added + import.Changed > 0)
        {
            import.Approve(user.DisplayName, clock.GetUtcNow());
            db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "organisation.import.approved", ("import", id), details: new { import.Added, import.Changed, import.Refused }));
            await db.SaveChangesAsync(cancel);
            await start.RunAsync(import);
        }

        return LocalRedirect($"/organisation/imports/{id}");
    }

    public async Task<IActionResult> OnPostDiscardAsync(Guid id, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { } import) return NotFound();
        if (import.State is ImportState.Checked)
        {
            import.Discard();
            db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "organisation.import.discarded", ("import", id)));
            await db.SaveChangesAsync(cancel);
        }

        return LocalRedirect("/organisation/imports");
    }
}
