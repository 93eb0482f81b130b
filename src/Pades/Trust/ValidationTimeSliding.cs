namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>
/// EN 319 102-1 §5.6.2.2: how far back one has to go until a path that holds no longer today held, walking from the anchor
/// down. Each step may rely only on what is proven to have existed by the moment reached so far.
/// </summary>
internal static class ValidationTimeSliding
{
    /// <summary>The control time: a signature proven to exist at or before it counts.</summary>
    /// <param name="chain">From the certificate to the anchor.</param>
    /// <param name="revocation">Lists and answers at hand.</param>
    /// <param name="options">Algorithms and freshness.</param>
    /// <param name="proofs">Since when each thing is proven to exist.</param>
    /// <param name="now">Where the sliding begins.</param>
    /// <returns>Null for NO_POE: for one certificate nothing authentic is proven to be old enough.</returns>
    public static DateTimeOffset? Slide(
        IReadOnlyList<ParsedCertificate> chain, Revocation revocation, CertificatePathOptions options, ProofsOfExistence proofs, DateTimeOffset now)
    {
        var control = now;
        for (var i = chain.Count - 2; i >= 0; i--)
        {
            var certificate = chain[i];
            var latest = revocation.Findings(certificate, chain[i + 1], [])
                .Where(f => f.MadeAt < control && proofs.Of(f.Encoded.Span) <= control && (f.Revoked is not null || f.MadeAt <= certificate.NotAfter))
                .MaxBy(f => f.MadeAt);
            if (latest is null || proofs.Of(certificate.Encoded.Span) > control)
                return null;
            if (latest.Revoked is { } revoked)
                control = Earlier(control, revoked.Since);
            else if (!latest.IsFresh(control, options.Freshness, options.MaximumAge))
                control = Earlier(control, latest.MadeAt);
            control = Earlier(control, certificate.NotAfter);
            if (!options.Algorithms.Accepts(certificate.Key, control))
                control = Earlier(control, options.Algorithms.Until(certificate.Key) ?? DateTimeOffset.MinValue);
        }
        return control;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
