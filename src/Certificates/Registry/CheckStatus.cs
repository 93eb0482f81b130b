using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Certificates.Revocation;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Certificates.Registry;

/// <summary>What the issuer says of a certificate now.</summary>
internal enum KnownStatus
{
    /// <summary>Not revoked.</summary>
    Good,

    /// <summary>Revoked; the registry knows it now.</summary>
    Revoked,

    /// <summary>It leads to nobody the portal trusts.</summary>
    Untrusted,

    /// <summary>Neither responder nor list could be had.</summary>
    Unknown,
}

/// <summary>Asks about one certificate: the responder first, because its answer is of this minute, then the list.</summary>
internal sealed class CheckStatus(CertificatesDb db, TrustStore trust, OcspClient ocsp, RevocationLists lists, TimeProvider clock)
{
    /// <param name="row">Tracked, with its events.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<KnownStatus> RunAsync(Certificate row, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        using var certificate = X509CertificateLoader.LoadCertificate(row.Der);
        var purpose = CertificatePathOptions.Default;
        // Whether the path holds is asked first: only then may the addresses in its certificates be connected to.
        var path = CertificatePath.Check(certificate, [], trust, now, []);
        if (path.Status is not (CertificatePathStatus.Trusted or CertificatePathStatus.RevocationUnknown)) return path.Status == CertificatePathStatus.Revoked ? KnownStatus.Revoked : KnownStatus.Untrusted;
        if (path.Chain.Count > 1 && await ocsp.FetchAsync(path.Chain[0], path.Chain[1], cancel) is { Value: { } answer }) purpose = purpose with { OcspResponses = [answer] };
        path = CertificatePath.Check(certificate, [], trust, now, [.. await lists.ForAsync(path.Chain, cancel)], purpose);
        if (path.Revoked is not { } revoked) return path.Status == CertificatePathStatus.Trusted ? KnownStatus.Good : KnownStatus.Unknown;
        row.Revoke(revoked.Since, revoked.Reason.ToString(), now);
        await db.SaveChangesAsync(cancel);
        return KnownStatus.Revoked;
    }
}
