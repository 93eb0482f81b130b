using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Web;
using ThanhHoa.DigitalSignature.Signing.Batches;
using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing.Inbox;

/// <summary>A leader's first screen: batches, then what waits by urgency, then what was signed last.</summary>
internal sealed class IndexModel(SigningDb db, DocumentAccess access, WaitingFor waiting, BatchCards cards, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    private const int Shown = 200;

    public IReadOnlyList<BatchCard> Batches { get; private set; } = [];

    public IReadOnlyList<WaitingFor.Item> Waiting { get; private set; } = [];

    public int WaitingCount { get; private set; }

    public IReadOnlyList<Item> Signed { get; private set; } = [];

    /// <summary>Those who delegated to the reader, by identity.</summary>
    public IReadOnlyDictionary<Guid, string> Delegators { get; private set; } = new Dictionary<Guid, string>();

    public DateOnly Today => clock.TodayInVietnam();

    public async Task OnGetAsync(CancellationToken cancel)
    {
        if (user.PersonId is not { } person) return;
        var people = await access.SignsForAsync(cancel);
        Delegators = (await access.DelegationsAsync(cancel)).DistinctBy(d => d.FromPersonId).ToDictionary(d => d.FromPersonId, d => d.FromName);
        Batches = await cards.OpenForAsync(person, cancel);
        var inBatches = Batches.SelectMany(b => b.Waiting.Select(d => d.Id)).ToHashSet();
        Waiting = [.. (await waiting.ListAsync(people, Shown + inBatches.Count, cancel)).Where(w => !inBatches.Contains(w.Document.Id)).Take(Shown)];
        WaitingCount = await waiting.CountAsync(people, cancel) - inBatches.Count;
        Signed = await db.Signatories.Where(s => s.PersonId == person && s.SignedAt != null).OrderByDescending(s => s.SignedAt).Take(10)
            .Join(db.Documents, s => s.DocumentId, d => d.Id, (s, d) => new Item(d.Id, d.Title, s.SignedAt!.Value)).ToListAsync(cancel);
    }

    /// <summary>Puts the chosen documents together, to be signed with one consent.</summary>
    public async Task<IActionResult> OnPostAsync(List<Guid> chosen, CancellationToken cancel)
    {
        if (user.PersonId is not { } person) return NotFound();
        var batch = chosen.Count is 0 or > StartSigning.Most ? null : await cards.AssembleAsync(chosen, person, text["{0} văn bản bạn chọn", chosen.Count], cancel);
        if (batch is not null) return LocalRedirect($"/signing/batches/{batch.Id}");
        TempData["Complaint"] = text["Hãy chọn từ 1 đến {0} văn bản đang chờ bạn ký.", StartSigning.Most].Value;
        return LocalRedirect("/signing/inbox");
    }

    /// <summary>One document that was signed.</summary>
    /// <param name="Id">Its identity.</param>
    /// <param name="Title">What it is about.</param>
    /// <param name="At">When.</param>
    public sealed record Item(Guid Id, string Title, DateTimeOffset At);
}
