using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Accounts;
using ThanhHoa.DigitalSignature.Platform.Audit;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Import;

/// <summary>Somebody said whose an imported certificate is: it is entered, once.</summary>
internal sealed class ConfirmHolder(CertificatesDb db, IPeople people, TimeProvider clock)
{
    /// <returns>False when it was decided before, here or elsewhere.</returns>
    public async Task<bool> RunAsync(Guid import, int ordinal, Guid holder, Actor actor, CurrentUser user, DateTimeOffset now, CancellationToken cancel)
    {
        if (await db.Imported.SingleOrDefaultAsync(i => i.ImportId == import && i.Ordinal == ordinal, cancel) is not { Der: { } der } item || item.Outcome is not (ImportOutcome.Unsure or ImportOutcome.NobodyFits)) return false;
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        var thumbprint = Certificate.ThumbprintOf(certificate);
        var row = await db.Certificates.SingleOrDefaultAsync(c => c.Thumbprint == thumbprint, cancel);
        (item.Outcome, item.Der) = (row is null ? ImportOutcome.Entered : ImportOutcome.Known, null);
        if (row is null)
        {
            var unit = await people.PostsAsync([holder], clock.TodayInVietnam(), cancel) is [var post, ..] ? post.UnitId : (Guid?)null;
            var invented = await people.FindAsync([holder], cancel) is [{ IsDemonstration: true }];
            row = Certificate.Register(certificate, new CertificateHolder(SubjectKind.Person, holder, unit), DeviceKind.EToken, now, actor.AccountId, invented);
            db.Certificates.Add(row);
            db.Audit.Add(AuditEntry.By(user, now, "certificates.certificate.registered", ("certificate", row.Id), unit, new { thumbprint, person = holder }));
        }

        item.CertificateId = row.Id;
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException)
        {
            // Two people decided at once, or it was entered elsewhere meanwhile: the first one counts.
            return false;
        }
    }
}
