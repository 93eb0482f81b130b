using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Certificates.Reorganising;

/// <summary>What reorganisations propose to the reader's units, to be filed in bulk or found not needed.</summary>
internal sealed class IndexModel(CertificatesDb db, RequestAccess access, FileRequest file, IUnits units, CurrentUser user, TimeProvider clock, IStringLocalizer<Texts> text) : PageModel
{
    private const int Shown = 2000;

    [BindProperty]
    public List<Guid> Chosen { get; set; } = [];

    /// <summary>Of the request to come, so that a second click changes nothing.</summary>
    [BindProperty]
    public Guid Id { get; set; }

    public IReadOnlyList<Group> Groups { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostFileAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        if (Groups.FirstOrDefault(g => g.Items.Any(i => Chosen.Contains(i.Id))) is not { } group || Id == Guid.Empty) return LocalRedirect("/certificates/requests/proposed");
        var items = group.Items.Where(i => Chosen.Contains(i.Id)).Take(FileRequest.MostLines).ToList();
        // In the same transaction as the request itself.
        foreach (var item in items) item.FiledAs(Id);
        var subjects = items.Select(i => (new RequestedSubject(i.SubjectName, i.UnitId, i.Subject == SubjectKind.Person ? i.PersonId : null, i.CertificateId), i.Reason)).ToList();
        await file.RunAsync(Id, group.Kind, items[0].Subject, (group.UnitId, group.UnitName), [.. subjects.Select(s => s.Item1)], items.TrueForAll(i => i.IsDemonstration), cancel, subjects.ToDictionary(s => s.Item1, s => s.Reason));
        TempData["Notice"] = text["Đã lập đề nghị với {0} dòng. Hãy điền nốt các ô còn thiếu rồi trình thủ trưởng đơn vị.", items.Count].Value;
        return LocalRedirect($"/certificates/requests/{Id}");
    }

    public async Task<IActionResult> OnPostDismissAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var items = Groups.SelectMany(g => g.Items).Where(i => Chosen.Contains(i.Id)).ToList();
        foreach (var item in items)
        {
            item.Dismiss(user.DisplayName, clock.GetUtcNow());
            db.Audit.Add(AuditEntry.By(user, clock.GetUtcNow(), "certificates.proposal.dismissed", ("certificate", item.CertificateId), item.UnitId, new { item.DecisionNumber, kind = item.Kind.ToString() }));
        }

        await db.SaveChangesAsync(cancel);
        return LocalRedirect("/certificates/requests/proposed");
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        var reach = await access.FilingReachAsync(cancel);
        var open = await db.ProposedRequests.Where(p => p.RequestId == null && p.DismissedAt == null && reach.Contains(p.UnitId)).OrderBy(p => p.EffectiveOn).ThenBy(p => p.Id).Take(Shown).ToListAsync(cancel);
        var names = (await units.FindAsync([.. open.Select(p => p.UnitId).Distinct()], cancel)).ToDictionary(u => u.Id, u => u.Name);
        Groups = [.. open.GroupBy(p => (p.ReorganisationId, p.UnitId, p.Kind, p.Subject)).Select(g => new Group(g.Key.UnitId, names.GetValueOrDefault(g.Key.UnitId, ""), g.Key.Kind, g.First().DecisionNumber, g.First().EffectiveOn, [.. g]))];
    }

    /// <summary>Proposals that can be filed as one request.</summary>
    public sealed record Group(Guid UnitId, string UnitName, RequestKind Kind, string DecisionNumber, DateOnly EffectiveOn, IReadOnlyList<ProposedRequest> Items);
}
