using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Signing.Inbox;

/// <summary>A leader's first screen: what waits, longest waiting first, then what was signed last.</summary>
internal sealed class IndexModel(SigningDb db, CurrentUser user) : PageModel
{
    private const int Shown = 100;

    public IReadOnlyList<Document> Waiting { get; private set; } = [];

    public int WaitingCount { get; private set; }

    public IReadOnlyList<Document> Signed { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (user.PersonId is not { } person) return;
        var mine = db.Documents.AsNoTracking().Where(d => d.SignerPersonId == person);
        Waiting = await mine.Where(d => d.SignedAt == null).OrderBy(d => d.SubmittedAt).Take(Shown).ToListAsync(cancel);
        WaitingCount = Waiting.Count < Shown ? Waiting.Count : await mine.CountAsync(d => d.SignedAt == null, cancel);
        Signed = await mine.Where(d => d.SignedAt != null).OrderByDescending(d => d.SignedAt).Take(10).ToListAsync(cancel);
    }
}
