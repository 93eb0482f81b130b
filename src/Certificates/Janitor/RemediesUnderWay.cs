using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Requests;

namespace ThanhHoa.DigitalSignature.Certificates.Janitor;

/// <summary>Finds requests, already filed and not at their end, that mend findings.</summary>
internal sealed class RemediesUnderWay(CertificatesDb db)
{
    /// <summary>The request by finding; one query for a page of them.</summary>
    public async Task<IReadOnlyDictionary<Guid, Guid>> OfAsync(IReadOnlyCollection<Finding> findings, CancellationToken cancel)
    {
        var certificates = findings.Where(f => f.CertificateId is not null).Select(f => f.CertificateId!.Value).ToList();
        var people = findings.Where(f => f.Rule == FindingRule.LeaderWithoutCertificate).Select(f => f.SubjectId).ToList();
        var lines = await db.RequestLines.AsNoTracking()
            .Where(l => l.State != RequestState.Refused && l.State != RequestState.Withdrawn && l.State != RequestState.InUse && (l.State != RequestState.Issued || l.Kind != RequestKind.Revocation))
            .Where(l => (l.CertificateId != null && certificates.Contains(l.CertificateId.Value)) || (l.Kind == RequestKind.New && l.PersonId != null && people.Contains(l.PersonId.Value)))
            .Select(l => new { l.RequestId, l.Kind, l.CertificateId, l.PersonId }).ToListAsync(cancel);
        return findings
            .Select(f => (f.Id, Line: lines.Find(l => l.Kind == FindingNames.Remedy(f.Rule) && (l.Kind == RequestKind.New ? l.PersonId == f.SubjectId : l.CertificateId == f.CertificateId))))
            .Where(f => f.Line is not null).ToDictionary(f => f.Id, f => f.Line!.RequestId);
    }
}
