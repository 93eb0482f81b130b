using System.Security.Cryptography.X509Certificates;

namespace ThanhHoa.DigitalSignature.Certificates;

/// <summary>What stands in a certificate, as the registry needs it (law-and-layout §3: C, L, O, OU…, CN, E).</summary>
internal sealed record CertificateData
{
    private const string OrganisationalUnit = "2.5.4.11";

    public required string Thumbprint { get; init; }

    public required string CommonName { get; init; }

    /// <summary>From subjectAltName, else from the name; lower case.</summary>
    public string? Email { get; init; }

    /// <summary>From the department or commune down, joined by " / ".</summary>
    public required string OrganisationUnits { get; init; }

    public required string IssuerName { get; init; }

    /// <summary>Hexadecimal, upper case.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>Hexadecimal, upper case; null when it names none.</summary>
    public string? IssuerKeyId { get; init; }

    public required DateTimeOffset NotBefore { get; init; }

    public required DateTimeOffset NotAfter { get; init; }

    public required string KeyAlgorithm { get; init; }

    /// <summary>A key for TLS or a service; not a person's and no seal.</summary>
    public required bool IsForServer { get; init; }

    public static CertificateData Of(X509Certificate2 certificate)
    {
        var email = certificate.GetNameInfo(X509NameType.EmailName, forIssuer: false);
        return new()
        {
            Thumbprint = Certificate.ThumbprintOf(certificate),
            CommonName = Short(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)),
            Email = email.Length is > 0 and <= 254 ? email.ToLowerInvariant() : null,
            OrganisationUnits = Short(string.Join(" / ", Units(certificate))),
            IssuerName = Short(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true)),
            SerialNumber = certificate.SerialNumber.Length <= 80 ? certificate.SerialNumber : certificate.SerialNumber[..80],
            IssuerKeyId = certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier is { Length: > 0 and <= 64 } key ? Convert.ToHexString(key.Span) : null,
            NotBefore = new DateTimeOffset(certificate.NotBefore).ToUniversalTime(),
            NotAfter = new DateTimeOffset(certificate.NotAfter).ToUniversalTime(),
            KeyAlgorithm = Key(certificate),
            IsForServer = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any(e => e.EnhancedKeyUsages.Cast<System.Security.Cryptography.Oid>().Any(o => o.Value is "1.3.6.1.5.5.7.3.1" or "1.3.6.1.5.5.7.3.2" or "1.3.6.1.5.5.7.3.8")),
        };
    }

    // A name is C, L, O, OU, OU, CN, E: in this order the units go from large to small.
    private static IEnumerable<string> Units(X509Certificate2 certificate)
    {
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false))
        {
            if (!part.HasMultipleElements && part.GetSingleElementType().Value == OrganisationalUnit && part.GetSingleElementValue() is { Length: > 0 } unit) yield return unit;
        }
    }

    private static string Key(X509Certificate2 certificate)
    {
        try
        {
            using var rsa = certificate.GetRSAPublicKey();
            if (rsa is not null) return $"RSA {rsa.KeySize}";
            using var ec = certificate.GetECDsaPublicKey();
            if (ec is not null) return $"ECDSA {ec.KeySize}";
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // An algorithm this machine does not know; its number will do.
        }

        return certificate.PublicKey.Oid.Value ?? "?";
    }

    private static string Short(string text) => text.Length <= 300 ? text : text[..300];
}
