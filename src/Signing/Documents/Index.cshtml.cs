using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Signing.Documents;

/// <summary>What the clerk's units submitted, newest first.</summary>
internal sealed class IndexModel(SigningDb db, DocumentAccess access) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public IReadOnlyList<Document> Items { get; private set; } = [];

    public bool HasMore { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        P = Math.Clamp(P, 1, 10_000);
        Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim()[..Math.Min(Q.Trim().Length, 100)];
        var reach = await access.ClerkReachAsync(cancel);
        var query = db.Documents.AsNoTracking().Include(d => d.Signatories).Where(d => reach.Contains(d.UnitId) && d.Purpose == DocumentPurpose.Administrative);
        if (Q is not null)
        {
            var pattern = SearchText.Anywhere(Q);
            query = query.Where(d => EF.Functions.Like(d.SearchedText, pattern));
        }

        var found = await query.OrderByDescending(d => d.SubmittedAt).Skip((P - 1) * PageSize).Take(PageSize + 1).ToListAsync(cancel);
        HasMore = found.Count > PageSize;
        Items = HasMore ? found[..PageSize] : found;
    }
}
