using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Certificates.Contracts;

/// <summary>What the portal knows about revocation, for checks of documents that came from anywhere.</summary>
public interface IRevocationLists
{
    /// <summary>The newest list of every issuer that was ever asked; some may have run out. Nothing is fetched.</summary>
    /// <param name="cancel">Gives up.</param>
    Task<IReadOnlyList<CertificateRevocationList>> KnownAsync(CancellationToken cancel);
}
