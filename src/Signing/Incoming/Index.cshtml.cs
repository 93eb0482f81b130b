using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Signing.Incoming;

/// <summary>The register of what came in, newest first.</summary>
internal sealed class IndexModel(SigningDb db, DocumentAccess access) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public int P { get; set; } = 1;

    public IReadOnlyList<(IncomingFacts Facts, Document Document)> Items { get; private set; } = [];

    public bool HasMore { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        P = Math.Clamp(P, 1, 10_000);
        Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim()[..Math.Min(Q.Trim().Length, 100)];
        var reach = await access.ClerkReachAsync(cancel);
        var query = db.Incoming.AsNoTracking().Where(f => reach.Contains(f.UnitId));
        if (Q is not null)
        {
            var pattern = SearchText.Anywhere(Q);
            query = query.Where(f => EF.Functions.Like(f.SearchedText, pattern));
        }

        var found = await query.OrderByDescending(f => f.ReceivedAt).Skip((P - 1) * PageSize).Take(PageSize + 1).Join(db.Documents, f => f.DocumentId, d => d.Id, (f, d) => new { f, d }).OrderByDescending(r => r.f.ReceivedAt).ToListAsync(cancel);
        HasMore = found.Count > PageSize;
        Items = [.. found.Take(PageSize).Select(r => (r.f, r.d))];
    }
}
