using System.Security.Cryptography.X509Certificates;

namespace ThanhHoa.DigitalSignature.Certificates.Contracts;

/// <summary>A certificate that is registered to a person.</summary>
/// <param name="Thumbprint">SHA-256 of the certificate, 64 lower-case hexadecimal digits.</param>
/// <param name="SubjectName">Common name of the subject.</param>
/// <param name="NotAfter">Last instant of validity, UTC.</param>
public sealed record RegisteredCertificate(string Thumbprint, string SubjectName, DateTimeOffset NotAfter);

/// <summary>May this person sign with this certificate now? A closed set of answers.</summary>
public abstract record CertificateAnswer
{
    private CertificateAnswer()
    {
    }

    /// <summary>Yes.</summary>
    /// <param name="Chain">The issuers to embed, nearest first, without the root.</param>
    /// <param name="RevocationKnown">False when no revocation list could be had: signing goes on, the gap is recorded.</param>
    public sealed record Usable(IReadOnlyList<X509Certificate2> Chain, bool RevocationKnown) : CertificateAnswer;

    /// <summary>No: the registry does not know it.</summary>
    public sealed record NotRegistered : CertificateAnswer;

    /// <summary>No: it is registered to somebody else.</summary>
    public sealed record BelongsToAnother : CertificateAnswer;

    /// <summary>No: it is the organisation's, and somebody else has the written permission to keep its key.</summary>
    public sealed record KeptByAnother : CertificateAnswer;

    /// <summary>No: its validity has not begun.</summary>
    /// <param name="Begins">When it begins.</param>
    public sealed record NotYetValid(DateTimeOffset Begins) : CertificateAnswer;

    /// <summary>No: its validity has ended.</summary>
    /// <param name="Ended">When it ended.</param>
    public sealed record Expired(DateTimeOffset Ended) : CertificateAnswer;

    /// <summary>No: it was revoked.</summary>
    /// <param name="Since">Since when.</param>
    public sealed record Revoked(DateTimeOffset Since) : CertificateAnswer;

    /// <summary>No: it does not lead to a certification authority the portal trusts, or may not sign documents.</summary>
    /// <param name="Reason">For the log and the administrator, English.</param>
    public sealed record Untrusted(string Reason) : CertificateAnswer;
}

/// <summary>The registry of certificates, as other modules may ask it.</summary>
public interface ICertificateRegistry
{
    /// <summary>The person's own certificates that are valid at this moment and not revoked.</summary>
    Task<IReadOnlyList<RegisteredCertificate>> ActiveOfAsync(Guid personId, CancellationToken cancel);

    /// <summary>The certificates of a unit's seal whose custodian the person is, valid at this moment and not revoked.</summary>
    Task<IReadOnlyList<RegisteredCertificate>> ActiveSealsAsync(Guid unitId, Guid custodianId, CancellationToken cancel);

    /// <summary>Checks, in this order: registered, to this person, dates, revocation in the registry, path, revocation lists.</summary>
    /// <param name="certificate">As the signer's device gave it.</param>
    /// <param name="personId">Who wants to sign.</param>
    /// <param name="cancel">Gives up.</param>
    Task<CertificateAnswer> CheckAsync(X509Certificate2 certificate, Guid personId, CancellationToken cancel);

    /// <summary>The same for the organisation's key: registered to the unit, and kept by this custodian.</summary>
    /// <param name="certificate">As the device gave it.</param>
    /// <param name="unitId">Whose seal.</param>
    /// <param name="custodianId">Who wants to use it; null for the server's own use of a key it keeps.</param>
    /// <param name="cancel">Gives up.</param>
    Task<CertificateAnswer> CheckSealAsync(X509Certificate2 certificate, Guid unitId, Guid? custodianId, CancellationToken cancel);
}
