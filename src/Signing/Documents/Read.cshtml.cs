using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using NetEscapades.AspNetCore.SecurityHeaders;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;
using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing.Documents;

/// <summary>One document: the very bytes stored, what happened to it, its versions, and for whoever's turn it is the button.</summary>
[SecurityHeadersPolicy(PlatformModule.ReachesSignService)]
internal sealed class ReadModel(SigningDb db, DocumentAccess access, SigningOptions options, ChangedPages changedPages, CurrentUser user, IPeople people, TimeProvider clock) : PageModel
{
    public Document Document { get; private set; } = null!;

    /// <summary>The place at which the reader may sign now; null when it is not their turn.</summary>
    public Signatory? Turn { get; private set; }

    /// <summary>The delegation by which the reader would sign.</summary>
    public Delegation? By { get; private set; }

    /// <summary>Whether the reader is clerk of the issuing unit.</summary>
    public bool IsClerk { get; private set; }

    /// <summary>Whether a unit of the reader is to confirm that it arrived.</summary>
    public bool MayAcknowledge { get; private set; }

    /// <summary>Numbers that the unit reserved and that the document may get, for its clerk.</summary>
    public IReadOnlyList<GivenNumber> Reserved { get; private set; } = [];

    /// <summary>Whom the reader may hand the document to.</summary>
    public IReadOnlyList<LeaderInPost> Others { get; private set; } = [];

    /// <summary>What else waits for the reader, most urgent first; the document itself is left out.</summary>
    public IReadOnlyList<Guid> After { get; private set; } = [];

    /// <summary>Whether the reader saw an earlier version than this one.</summary>
    public bool ChangedSinceSeen => SeenBefore is not null;

    /// <summary>The version that the reader saw before the clerk handed in another; null when there is none.</summary>
    public DocumentVersion? SeenBefore { get; private set; }

    /// <summary>The pages that read differently since then; null when that cannot be said.</summary>
    public IReadOnlyList<int>? PagesChanged { get; private set; }

    /// <summary>How far the signatures of its files are kept.</summary>
    public IReadOnlyList<FilePreservation> Kept { get; private set; } = [];

    /// <summary>Whether the server may sign it for the organisation.</summary>
    public bool MaySealOnServer { get; private set; }

    public string FileUrl => $"/signing/documents/{Document.Id}/versions/{Document.LatestVersion.Ordinal}/file";

    /// <summary>What the page's script needs, as JSON that is safe inside a script element.</summary>
    public string Options { get; private set; } = "{}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await access.FindAsync(id, cancel) is not { } document) return NotFound();
        Document = document;
        IsClerk = await access.IsClerkOfAsync(document, cancel);
        await LoadStoryAsync(cancel);
        var reach = await access.ClerkReachAsync(cancel);
        MayAcknowledge = document.Recipients.Any(r => r.UnitId is { } unit && reach.Contains(unit) && r.AcknowledgedAt is null);
        if (await access.TurnAsync(document, cancel) is var (signatory, delegation))
        {
            (Turn, By) = (signatory, delegation);
            After = await new WaitingFor(db).IdsAsync(await access.SignsForAsync(cancel), id, cancel);
            Others = signatory.CertificateThumbprint is not null ? [] : [.. (await people.LeadersAsync([document.UnitId], clock.TodayInVietnam(), cancel)).Where(l => document.Signatories.All(s => s.PersonId != l.PersonId)).DistinctBy(l => l.PersonId)];
            Options = await options.ToSignAsync(HttpContext, document, signatory, After.Count > 0 ? $"/signing/documents/{After[0]}" : null, cancel);
        }
        else
        {
            Options = IsClerk && document.State is DocumentState.Numbered ? await options.ToSealAsync(HttpContext, [document], $"/signing/documents/{id}", cancel) : options.ToRead();
        }

        if (IsClerk && document is { State: DocumentState.Signed, Purpose: DocumentPurpose.Administrative }) Reserved = await ReservedAsync(document.UnitId, cancel);
        await RememberAsync(cancel);
        db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "signing.document.read", ("document", id), document.UnitId, new { version = document.LatestVersion.Sha256 }));
        await db.SaveChangesAsync(cancel);
        return Page();
    }

    private async Task LoadStoryAsync(CancellationToken cancel)
    {
        await db.Entry(Document).Collection(d => d.Events).LoadAsync(cancel);
        MaySealOnServer = IsClerk && Document.State is DocumentState.Numbered && await db.ServerSeals.AnyAsync(s => s.UnitId == Document.UnitId && s.DisabledAt == null, cancel);
        Kept = await db.Preservations.AsNoTracking().Where(p => p.DocumentId == Document.Id).OrderBy(p => p.Part).ToListAsync(cancel);
    }

    private Task<List<GivenNumber>> ReservedAsync(Guid unit, CancellationToken cancel)
    {
        var (year, now) = (clock.TodayInVietnam().Year, clock.GetUtcNow());
        return db.Numbers.AsNoTracking().Where(n => n.UnitId == unit && n.Kind == SeriesKind.Issued && n.Year == year && n.DocumentId == null && n.ReservedUntil > now).OrderBy(n => n.Number).Take(50).ToListAsync(cancel);
    }

    private async Task RememberAsync(CancellationToken cancel)
    {
        if (user.PersonId is not { } person) return;
        var seen = await db.ReadMarks.AsNoTracking().SingleOrDefaultAsync(m => m.DocumentId == Document.Id && m.PersonId == person, cancel);
        var handedIn = Document.Versions.Where(v => v.Part == 0 && v.Origin is VersionOrigin.Submitted).MaxBy(v => v.Ordinal)!;
        if (seen is not null && Document.Versions.SingleOrDefault(v => v.Id == seen.VersionId) is { } before && before.Ordinal < handedIn.Ordinal)
            (SeenBefore, PagesChanged) = (before, await changedPages.BetweenAsync(before, handedIn, cancel));
        var (version, now) = (Document.LatestVersion.Id, clock.GetUtcNow());
        await db.Database.ExecuteSqlAsync($"""
            insert into signing.read_mark (document_id, person_id, version_id, at) values ({Document.Id}, {person}, {version}, {now})
            on conflict (document_id, person_id) do update set version_id = excluded.version_id, at = excluded.at
            """, cancel);
    }
}
