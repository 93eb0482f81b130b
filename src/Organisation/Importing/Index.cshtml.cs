using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Organisation.Tables;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>Files of units and people: handing one in, and those handed in before.</summary>
[RequestSizeLimit(Limit * 2)]
[RequestFormLimits(MultipartBodyLengthLimit = Limit * 2)]
internal sealed class IndexModel(OrganisationDb db, PeopleAccess access, CurrentUser user, StartImport start, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    // A hundred thousand rows are about five megabytes as Excel keeps them, twenty as text.
    private const long Limit = 24L << 20;

    private const int Shown = 30;

    [BindProperty]
    public ImportKind Kind { get; set; } = ImportKind.People;

    [BindProperty]
    public IFormFile? Table { get; set; }

    public long Most { get; } = Limit;

    /// <summary>Units are the lead agency's and the administrator's.</summary>
    public bool MayImportUnits => access.IsEverywhere;

    public IReadOnlyList<Import> Before { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Kind is ImportKind.Units && !MayImportUnits) return Forbid();
        if (Table is null) ModelState.AddModelError(nameof(Table), text["Hãy chọn tệp."]);
        else if (Table.Length > Limit) ModelState.AddModelError(nameof(Table), text["Tệp quá lớn. Hãy tách thành nhiều tệp, mỗi tệp không quá {0} MB.", Limit >> 20]);
        else if (Table.Length == 0) ModelState.AddModelError(nameof(Table), TableFaultTexts.Of(TableFault.Empty, null, text));
        if (!ModelState.IsValid)
        {
            await LoadAsync(cancel);
            return Page();
        }

        var content = new byte[Table!.Length];
        await using (var stream = Table.OpenReadStream()) await stream.ReadExactlyAsync(content, cancel);
        var now = clock.GetUtcNow();
        var import = Import.Receive(Kind, Path.GetFileName(Table.FileName), content.Length, new Importer(user.AccountId, user.DisplayName, access.HeldAt), now);
        db.Imports.Add(import);
        db.ImportFiles.Add(new ImportFile { ImportId = import.Id, Content = content });
        db.Audit.Add(AuditEntry.By(user, now, "organisation.import.received", ("import", import.Id), details: new { kind = Kind.ToString(), import.FileName, import.Length }));
        await db.SaveChangesAsync(cancel);
        await start.RunAsync(import);
        var url = $"/organisation/imports/{import.Id}";
        return Request.Headers.XRequestedWith == "XMLHttpRequest" ? new JsonResult(new { url }) : LocalRedirect(url);
    }

    private async Task LoadAsync(CancellationToken cancel) =>
        Before = await db.Imports.AsNoTracking().Where(i => access.IsEverywhere || i.AccountId == user.AccountId).OrderByDescending(i => i.ReceivedAt).Take(Shown).ToListAsync(cancel);
}
