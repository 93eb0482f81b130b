using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Contracts;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>Answers when certificates were used, from the accepted signatures.</summary>
internal sealed class UseOfCertificates(SigningDb db) : ICertificateUse
{
    public async Task<IReadOnlyList<CertificateUse>> OfAsync(IReadOnlyCollection<string> thumbprints, CancellationToken cancel) =>
        await db.Set<Signature>().Where(s => thumbprints.Contains(s.CertificateThumbprint)).GroupBy(s => s.CertificateThumbprint)
            .Select(g => new CertificateUse(g.Key, g.Min(s => s.AcceptedAt), g.Max(s => s.AcceptedAt))).ToListAsync(cancel);
}
