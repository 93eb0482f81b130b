namespace ThanhHoa.DigitalSignature.Certificates.Contracts;

/// <summary>When a certificate was used.</summary>
/// <param name="Thumbprint">SHA-256 of the certificate, 64 lower-case hexadecimal digits.</param>
/// <param name="First">The first signature that was checked and accepted, UTC.</param>
/// <param name="Last">The last one, UTC.</param>
public sealed record CertificateUse(string Thumbprint, DateTimeOffset First, DateTimeOffset Last);

/// <summary>What the module that keeps signatures knows about the use of certificates; implemented there.</summary>
public interface ICertificateUse
{
    /// <summary>First and last accepted signature by certificate, in one query for all; a certificate that was never used has no row.</summary>
    /// <param name="thumbprints">The certificates asked about, a whole registry if need be.</param>
    /// <param name="cancel">Gives up.</param>
    Task<IReadOnlyList<CertificateUse>> OfAsync(IReadOnlyCollection<string> thumbprints, CancellationToken cancel);
}
