using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NetEscapades.AspNetCore.SecurityHeaders;
using ThanhHoa.DigitalSignature.Platform;
using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing.Issue;

/// <summary>The organisation's signature on everything that has its number: one consent of the custodian for all, appendices included.</summary>
[SecurityHeadersPolicy(PlatformModule.ReachesSignService)]
internal sealed class SealModel(SigningDb db, DocumentAccess access, SigningOptions options) : PageModel
{
    public IReadOnlyList<Document> Waiting { get; private set; } = [];

    /// <summary>What the page's script needs.</summary>
    public string Options { get; private set; } = "{}";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var reach = await access.ClerkReachAsync(cancel);
        // A manifest has room for so many files; the rest comes with the next consent.
        Waiting = await DocumentAccess.Whole(db.Documents.AsNoTracking()).Where(d => reach.Contains(d.UnitId) && d.State == DocumentState.Numbered).OrderBy(d => d.DatedOn).ThenBy(d => d.Number).Take(StartSigning.Most / 2).ToListAsync(cancel);
        Options = await options.ToSealAsync(HttpContext, Waiting, "/signing/documents?state=Sealed", cancel);
    }
}
