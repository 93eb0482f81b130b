using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Signing.Batches;
using ThanhHoa.DigitalSignature.Signing.Numbering;
using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing.Documents;

/// <summary>The clerk's desk: what the units submitted, by what has to be done next, newest first; several can be numbered or put into a batch at once.</summary>
internal sealed class IndexModel(SigningDb db, DocumentAccess access, GiveNumber give, BatchCards batches, IStringLocalizer<Texts> text) : PageModel
{
    private const int PageSize = 50;

    /// <summary>What the clerk does next, one tab each.</summary>
    public static readonly DocumentState[] Tabs = [DocumentState.Draft, DocumentState.Returned, DocumentState.Signing, DocumentState.Signed, DocumentState.Numbered, DocumentState.Sealed, DocumentState.Issued];

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public DocumentState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public IReadOnlyList<Document> Items { get; private set; } = [];

    /// <summary>How many wait at each step that is the clerk's.</summary>
    public IReadOnlyDictionary<DocumentState, int> Counts { get; private set; } = new Dictionary<DocumentState, int>();

    public bool HasMore { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        P = Math.Clamp(P, 1, 10_000);
        Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim()[..Math.Min(Q.Trim().Length, 100)];
        var reach = await access.ClerkReachAsync(cancel);
        var mine = db.Documents.AsNoTracking().Where(d => reach.Contains(d.UnitId) && d.Purpose != DocumentPurpose.CertificatePaper && d.Purpose != DocumentPurpose.Incoming);
        Counts = await mine.Where(d => d.State == DocumentState.Returned || d.State == DocumentState.Signed || d.State == DocumentState.Numbered || d.State == DocumentState.Sealed)
            .GroupBy(d => d.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var query = mine;
        if (State is { } state) query = query.Where(d => d.State == state);
        if (Q is not null)
        {
            var pattern = SearchText.Anywhere(Q);
            query = query.Where(d => EF.Functions.Like(d.SearchedText, pattern));
        }

        var found = await query.Include(d => d.Signatories).OrderByDescending(d => d.SubmittedAt).Skip((P - 1) * PageSize).Take(PageSize + 1).ToListAsync(cancel);
        HasMore = found.Count > PageSize;
        Items = HasMore ? found[..PageSize] : found;
    }

    /// <summary>Gives the chosen documents their numbers, in the order of the list from its end: submitted first, numbered first.</summary>
    public async Task<IActionResult> OnPostNumberAsync(List<Guid> chosen, CancellationToken cancel)
    {
        var (reach, given) = (await access.ClerkReachAsync(cancel), 0);
        var asked = chosen.Take(StartSigning.Most).ToList();
        var mine = await db.Documents.Where(d => asked.Contains(d.Id) && reach.Contains(d.UnitId) && d.State == DocumentState.Signed).OrderBy(d => d.SignedAt).Select(d => d.Id).ToListAsync(cancel);
        foreach (var id in mine)
            if (await give.RunAsync(id, null, cancel)) given++;
        TempData[given > 0 ? "Notice" : "Complaint"] = given > 0 ? text["Đã cấp số cho {0} văn bản.", given].Value : text["Chưa có văn bản nào được cấp số. Hãy chọn văn bản đang chờ cấp số."].Value;
        return RedirectToPage(new { State = DocumentState.Signed });
    }

    /// <summary>Puts the chosen documents into one batch for each of those whose turn it is.</summary>
    public async Task<IActionResult> OnPostBatchAsync(List<Guid> chosen, string? title, CancellationToken cancel)
    {
        var (reach, made) = (await access.ClerkReachAsync(cancel), 0);
        var asked = chosen.Take(StartSigning.Most).ToList();
        var mine = (await access.FindAsync(asked, cancel)).Where(d => reach.Contains(d.UnitId)).ToDictionary(d => d.Id);
        var named = string.IsNullOrWhiteSpace(title) ? null : title.Trim()[..Math.Min(title.Trim().Length, 200)];
        foreach (var group in asked.Where(mine.ContainsKey).Where(id => mine[id].Next is not null).GroupBy(id => mine[id].Next!.PersonId).ToList())
            if (await batches.AssembleAsync([.. group], group.Key, named ?? text["Lô {0} văn bản", group.Count()], cancel) is not null) made++;
        TempData[made > 0 ? "Notice" : "Complaint"] = made > 0 ? text["Đã lập {0} lô trình ký.", made].Value : text["Chưa lập được lô nào. Hãy chọn văn bản đang chờ ký."].Value;
        return RedirectToPage(new { State = DocumentState.Signing });
    }
}
