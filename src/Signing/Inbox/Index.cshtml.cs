using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Signing.Inbox;

/// <summary>A leader's first screen: what waits, longest waiting first, then what was signed last.</summary>
internal sealed class IndexModel(SigningDb db, CurrentUser user) : PageModel
{
    private const int Shown = 100;

    public IReadOnlyList<Item> Waiting { get; private set; } = [];

    public int WaitingCount { get; private set; }

    public IReadOnlyList<Item> Signed { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (user.PersonId is not { } person) return;
        var mine = db.Signatories.Where(s => s.PersonId == person).Join(db.Documents, s => s.DocumentId, d => d.Id, (s, d) => new { s.WaitingSince, s.SignedAt, d.Id, d.Title, d.PlannedSymbol, d.SubmittedByName });
        var waiting = mine.Where(m => m.SignedAt == null && m.WaitingSince != null);
        Waiting = await waiting.OrderBy(m => m.WaitingSince).Take(Shown).Select(m => new Item(m.Id, m.Title, m.PlannedSymbol, m.SubmittedByName, m.WaitingSince!.Value)).ToListAsync(cancel);
        WaitingCount = Waiting.Count < Shown ? Waiting.Count : await waiting.CountAsync(cancel);
        Signed = await mine.Where(m => m.SignedAt != null).OrderByDescending(m => m.SignedAt).Take(10).Select(m => new Item(m.Id, m.Title, m.PlannedSymbol, m.SubmittedByName, m.SignedAt!.Value)).ToListAsync(cancel);
    }

    /// <summary>One document.</summary>
    /// <param name="Id">Its identity.</param>
    /// <param name="Title">What it is about.</param>
    /// <param name="PlannedSymbol">Number and symbol it is to get.</param>
    /// <param name="SubmittedByName">Who submitted it.</param>
    /// <param name="At">Since when it waits, or when it was signed.</param>
    public sealed record Item(Guid Id, string Title, string PlannedSymbol, string SubmittedByName, DateTimeOffset At);
}
