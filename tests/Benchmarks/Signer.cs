using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Benchmarks;

/// <summary>A person with a key in memory, the authority that knows him, and its revocation list.</summary>
internal sealed record Signer(X509Certificate2 Certificate, X509Certificate2 Issuer, byte[] List, Func<byte[], byte[]> Sign)
{
    public static readonly DateTimeOffset Time = new(2026, 3, 2, 9, 30, 0, TimeSpan.FromHours(7));

    // As many as a provincial authority revokes in a few years.
    private const int Revoked = 1000;

    public SignaturePlan Plan(SignatureAppearance? appearance) => new() { Certificate = Certificate, Chain = [Issuer], SigningTime = Time, Appearance = appearance };

    public static Signer Rsa()
    {
        var key = RSA.Create(2048);
        return Issued(new CertificateRequest("CN=Nguyễn Thị Hường", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), digest => key.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public static Signer P256()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Issued(new CertificateRequest("CN=Nguyễn Thị Hường", key, HashAlgorithmName.SHA256), digest => key.SignHash(digest, DSASignatureFormat.Rfc3279DerSequence));
    }

    private static Signer Issued(CertificateRequest request, Func<byte[], byte[]> sign)
    {
        var key = RSA.Create(2048);
        var authority = new CertificateRequest("CN=CA", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var issuer = authority.CreateSelfSigned(Time.AddYears(-1), Time.AddYears(9));
        var generator = X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1);
        var list = new CertificateRevocationListBuilder();
        for (var i = 0; i < Revoked; i++) list.AddEntry([9, 9, (byte)(i >> 8), (byte)i], Time.AddDays(-i), X509RevocationReason.Superseded);
        var encoded = list.Build(issuer.SubjectName, generator, BigInteger.One, Time.AddDays(7), HashAlgorithmName.SHA256, X509AuthorityKeyIdentifierExtension.CreateFromIssuerNameAndSerialNumber(issuer.SubjectName, issuer.SerialNumberBytes.Span), Time.AddDays(-1));
        return new Signer(request.Create(issuer.SubjectName, generator, Time.AddMonths(-1), Time.AddYears(3), [1, 2, 3, 4]), issuer, encoded, sign);
    }
}
