using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Signing.Archive;

/// <summary>Everything the user may see, found by what is remembered of it, with the signed file and its check one click away; and many as one ZIP.</summary>
internal sealed class IndexModel(SigningDb db, ArchiveSearch search, ExportZip zip, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public DocumentState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public DocumentPurpose? Purpose { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Past { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public IReadOnlyList<Document> Items { get; private set; } = [];

    /// <summary>The number of the newest version of each document found.</summary>
    public IReadOnlyDictionary<Guid, int> Latest { get; private set; } = new Dictionary<Guid, int>();

    public bool HasMore { get; private set; }

    /// <summary>Whether the reader may set how long documents are kept.</summary>
    public bool MaySetRules => user.Holds(Role.LeadAgency);

    private ArchiveFilter Filter => new(Q, From, To, State, Purpose, Past);

    /// <summary>The filter in an address.</summary>
    public Dictionary<string, string?> On(int page) => new()
    {
        ["q"] = Q,
        ["from"] = From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["to"] = To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["state"] = State?.ToString(),
        ["purpose"] = Purpose?.ToString(),
        ["past"] = Past ? "true" : null,
        ["p"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null,
    };

    public async Task OnGetAsync(CancellationToken cancel)
    {
        P = Math.Clamp(P, 1, 10_000);
        var found = await (await search.FindAsync(Filter, cancel)).Include(d => d.Signatories).Skip((P - 1) * PageSize).Take(PageSize + 1).ToListAsync(cancel);
        HasMore = found.Count > PageSize;
        Items = HasMore ? found[..PageSize] : found;
        var ids = Items.Select(d => d.Id).ToList();
        Latest = await db.Versions.Where(v => ids.Contains(v.DocumentId) && v.Part == 0).GroupBy(v => v.DocumentId).Select(g => new { g.Key, Ordinal = g.Max(v => v.Ordinal) }).ToDictionaryAsync(g => g.Key, g => g.Ordinal, cancel);
    }

    /// <summary>The chosen documents, or without a choice all that the filter finds.</summary>
    public async Task<IActionResult> OnPostAsync(List<Guid> chosen, CancellationToken cancel)
    {
        var query = await search.FindAsync(Filter, cancel);
        if (chosen.Count > 0) query = query.Where(d => chosen.Contains(d.Id));
        var documents = await query.Include(d => d.Versions).ThenInclude(v => v.Signature).AsSplitQuery().Take(ExportZip.Most + 1).ToListAsync(cancel);
        if (documents.Count is 0 or > ExportZip.Most)
        {
            TempData["Complaint"] = documents.Count == 0 ? text["Không có văn bản nào để xuất. Hãy chọn văn bản hoặc tìm lại."].Value
                : text["Có hơn {0} văn bản nên chưa xuất. Không có gì bị mất; hãy thu hẹp khoảng ngày rồi xuất từng phần.", ExportZip.Most].Value;
            return RedirectToPage(On(1));
        }

        await AnnounceAsync(documents, cancel);
        await zip.RunAsync(documents, Response.Body, cancel);
        return new EmptyResult();
    }

    private Task<int> AnnounceAsync(IEnumerable<Document> documents, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        db.Audit.Add(AuditEntry.By(user, now, "signing.archive.exported", ("archive", "export"), details: new { documents = documents.Select(d => d.Id) }));
        // The framework's ZIP writes a few bytes after each entry without waiting, and knows no other way.
        HttpContext.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        Response.ContentType = "application/zip";
        Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"van-ban-{now.ToVietnam():yyyyMMdd-HHmm}.zip\"");
        return db.SaveChangesAsync(cancel);
    }
}
