using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Requests;

/// <summary>Files a request for one or many subjects, its forms prefilled. The same identity twice is one request.</summary>
internal sealed class FileRequest(CertificatesDb db, FormSets forms, Prefill prefill, CurrentUser user, RequestAccess access, TimeProvider clock)
{
    /// <summary>Far beyond what a unit files at once, within what a page can show.</summary>
    public const int MostLines = 500;

    /// <param name="id">Chosen when the form was shown, so that a second click changes nothing.</param>
    /// <param name="kind">What is asked.</param>
    /// <param name="subject">For what kind of subject.</param>
    /// <param name="unit">The filing unit; the caller has checked that the user files for it.</param>
    /// <param name="subjects">Whose certificates.</param>
    /// <param name="isDemonstration">Goes when the demonstration goes.</param>
    /// <param name="cancel">Gives up; nothing is filed then.</param>
    /// <param name="reasons">Why, for the forms that ask for it.</param>
    public async Task<Guid> RunAsync(Guid id, RequestKind kind, SubjectKind subject, (Guid Id, string Name) unit, IReadOnlyList<RequestedSubject> subjects, bool isDemonstration, CancellationToken cancel, IReadOnlyDictionary<RequestedSubject, string>? reasons = null)
    {
        if (await db.Requests.AnyAsync(r => r.Id == id, cancel)) return id;
        var now = clock.GetUtcNow();
        var set = forms.On(clock.TodayInVietnam());
        var request = CertificateRequest.File(id, kind, subject, unit, set.Id, access.Actor, now, isDemonstration);
        var answers = await prefill.ForAsync(set.For(subject), kind, subjects, user.DisplayName, cancel);
        foreach (var one in subjects) request.Add(one, reasons is null ? answers[one] : answers[one].Where(a => a.Key != "reason").Append(new("reason", reasons[one])).ToDictionary(StringComparer.Ordinal));
        db.Requests.Add(request);
        db.Audit.Add(AuditEntry.By(user, now, "certificates.request.filed", ("request", id), unit.Id, new { kind = kind.ToString(), lines = subjects.Count }));
        await db.SaveChangesAsync(cancel);
        return id;
    }
}
