using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Agent.Manifests;

namespace ThanhHoa.DigitalSignature.Agent.Tokens;

/// <summary>A certificate found on a token.</summary>
/// <param name="Der">The certificate itself.</param>
/// <param name="KeyId">The token's own name for the key (CKA_ID of PKCS#11, the key's name in Windows).</param>
internal sealed record TokenCertificate(byte[] Der, byte[] KeyId)
{
    private const string Ed25519Oid = "1.3.101.112";

    /// <summary>SHA-256 of the certificate in lower-case hexadecimal; also how a manifest names it.</summary>
    public string Thumbprint { get; } = Convert.ToHexStringLower(SHA256.HashData(Der));

    public X509Certificate2 Open() => X509CertificateLoader.LoadCertificate(Der);

    /// <summary>Null for what nobody signs documents with: broken encodings and the certificates of authorities.</summary>
    public static TokenCertificate? OfSubject(byte[] der, byte[] keyId)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            var authority = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(constraints => constraints.CertificateAuthority);
            return authority ? null : new TokenCertificate(der, keyId);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static string KindOfKey(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null)
            return $"RSA-{rsa.KeySize}";
        using var ec = certificate.GetECDsaPublicKey();
        if (ec is not null)
            return $"EC-P{ec.KeySize}";
        return certificate.PublicKey.Oid.Value == Ed25519Oid ? "Ed25519" : certificate.PublicKey.Oid.Value ?? "";
    }

    public bool Fits(SignatureScheme scheme)
    {
        using var certificate = Open();
        var kind = KindOfKey(certificate);
        return scheme switch
        {
            SignatureScheme.RsaPkcs1 or SignatureScheme.RsaPss => kind.StartsWith("RSA-", StringComparison.Ordinal),
            SignatureScheme.Ecdsa => kind.StartsWith("EC-", StringComparison.Ordinal),
            SignatureScheme.Ed25519 => kind == "Ed25519",
            _ => false,
        };
    }

    /// <summary>
    /// A faulty device or a key that belongs to another certificate must be found here, before a portal builds a document on it.
    /// .NET has no Ed25519: those pass unchecked.
    /// </summary>
    public bool Verifies(ManifestItem item, byte[] signature)
    {
        using var certificate = Open();
        var hash = new HashAlgorithmName(item.Hash.Replace("-", "", StringComparison.Ordinal));
        using var rsa = certificate.GetRSAPublicKey();
        using var ec = certificate.GetECDsaPublicKey();
        return item.Scheme switch
        {
            SignatureScheme.RsaPkcs1 => rsa!.VerifyHash(item.Digest, signature, hash, RSASignaturePadding.Pkcs1),
            SignatureScheme.RsaPss => rsa!.VerifyHash(item.Digest, signature, hash, RSASignaturePadding.Pss),
            SignatureScheme.Ecdsa => ec!.VerifyHash(item.Digest, signature, DSASignatureFormat.Rfc3279DerSequence),
            _ => true,
        };
    }
}
