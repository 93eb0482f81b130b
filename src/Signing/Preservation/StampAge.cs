using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Signing.Preservation;

/// <summary>Until when the newest time stamp of a file can be believed without a newer one.</summary>
internal static class StampAge
{
    /// <summary>The end of its certificate, its key or its digest, whichever is first; null when there is no stamp.</summary>
    public static DateTimeOffset? EndOf(ValidationReport report, AlgorithmPolicy algorithms)
    {
        var stamp = report.Signatures.Where(s => s is { IsIntact: true, Kind: Pades.SignatureKind.DocumentTimeStamp }).MaxBy(s => s.ByteRange.End);
        if (stamp?.Certificate is { } certificate) return Earliest(certificate, stamp.DigestAlgorithm?.Name, algorithms);
        // Signatures with a stamp of their own: the first of them to age asks for one over all.
        return report.Signatures.Where(s => s.IsIntact).Select(s => s.TimeStamp?.Certificate).OfType<X509Certificate2>().Select(c => (DateTimeOffset?)Earliest(c, null, algorithms)).Min();
    }

    private static DateTimeOffset Earliest(X509Certificate2 certificate, string? digest, AlgorithmPolicy algorithms)
    {
        var end = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        if (KeyEnd(certificate, algorithms) is { } key && key < end) end = key;
        // .NET says SHA256 where the policy says SHA-256.
        return digest is not null && algorithms.Digests.GetValueOrDefault(digest.StartsWith("SHA3", StringComparison.Ordinal) ? digest : digest.Replace("SHA", "SHA-", StringComparison.Ordinal)) is { } until && until < end ? until : end;
    }

    /// <summary>Null when nothing ends it.</summary>
    private static DateTimeOffset? KeyEnd(X509Certificate2 certificate, AlgorithmPolicy algorithms)
    {
        if (certificate.GetRSAPublicKey() is { } rsa)
        {
            using (rsa)
            {
                var ends = algorithms.RsaKeys.Where(rule => rule.Key <= rsa.KeySize).Select(rule => rule.Value).ToList();
                return ends.Contains(null) ? null : ends.Max();
            }
        }

        using var curve = certificate.GetECDsaPublicKey();
        if (curve is null) return null;
        var name = curve.ExportParameters(false).Curve.Oid.FriendlyName;
        return algorithms.Curves.GetValueOrDefault(name?.StartsWith("brainpool", StringComparison.Ordinal) is true ? name : $"P-{curve.KeySize}");
    }
}
