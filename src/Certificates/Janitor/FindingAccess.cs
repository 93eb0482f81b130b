using ThanhHoa.DigitalSignature.Certificates.Registry;
using ThanhHoa.DigitalSignature.Certificates.Requests;

namespace ThanhHoa.DigitalSignature.Certificates.Janitor;

/// <summary>Which findings the current user sees and may act on: all for the lead agency, the units' for clerk and head.</summary>
internal sealed class FindingAccess(CertificatesDb db, RegistryAccess registry, RequestAccess requests)
{
    public bool IsLeadAgency => requests.IsLeadAgency;

    public async Task<IQueryable<Finding>> FindingsAsync(CancellationToken cancel)
    {
        if (registry.SeesAll) return db.Findings;
        var reach = (await requests.FilingReachAsync(cancel)).Union(await requests.HeadingReachAsync(cancel)).ToArray();
        return db.Findings.Where(f => f.UnitId != null && reach.Contains(f.UnitId.Value));
    }

    /// <summary>May put it off, and file the request that mends it.</summary>
    public async Task<bool> ActsAsync(Guid? unit, CancellationToken cancel) => unit is { } id ? (await requests.FilingReachAsync(cancel)).Contains(id) : requests.IsLeadAgency;
}
