using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ThanhHoa.DigitalSignature.Sandbox;

/// <summary>One CA or signing service with its persistent key; certificate and key lie in one file, written at once.</summary>
internal sealed class CertificationAuthority
{
    private CertificationAuthority(string name, X509Certificate2 certificate, RSA key) => (Name, Certificate, Key) = (name, certificate, key);

    public string Name { get; }
    public X509Certificate2 Certificate { get; }
    public RSA Key { get; }

    /// <summary>Opens what is there or makes it once.</summary>
    /// <param name="folder">Where the file lies.</param>
    /// <param name="name">File name and name in addresses.</param>
    /// <param name="make">Makes the certificate for a new key.</param>
    public static CertificationAuthority Open(string folder, string name, Func<RSA, X509Certificate2> make)
    {
        var file = Path.Combine(folder, name + ".pem");
        if (!File.Exists(file))
        {
            using var key = RSA.Create(2048);
            using var made = make(key);
            AtomicFile.Write(file, System.Text.Encoding.ASCII.GetBytes(made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n"), isSecret: true);
        }
        var certificate = X509Certificate2.CreateFromPemFile(file);
        return new(name, certificate, certificate.GetRSAPrivateKey()!);
    }

    /// <summary>A self-signed root.</summary>
    public static Func<RSA, X509Certificate2> Root(string commonName, HashAlgorithmName hash, DateTimeOffset from, DateTimeOffset until) => key =>
    {
        var request = CaRequest(commonName, key, hash, pathLength: 1);
        return request.Create(request.SubjectName, Generator(key, hash), from, until, NewSerialNumber());
    };

    /// <summary>A CA below this one.</summary>
    public Func<RSA, X509Certificate2> Subordinate(string commonName, HashAlgorithmName hash, DateTimeOffset from, DateTimeOffset until, Uri url) => key =>
    {
        var request = CaRequest(commonName, key, hash, pathLength: 0);
        AddAddresses(request, url, withOcsp: false);
        return Sign(request, from, until);
    };

    /// <summary>Adds where lists, responder and this CA's certificate are, and this CA's key identifier.</summary>
    public void AddAddresses(CertificateRequest request, Uri url, bool withOcsp)
    {
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        request.CertificateExtensions.Add(CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([new Uri(url, $"/crl/{Name}.crl").AbsoluteUri]));
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(
            withOcsp ? [new Uri(url, "/ocsp").AbsoluteUri] : [], [new Uri(url, $"/ca/{Name}.cer").AbsoluteUri]));
    }

    /// <summary>Signs a request; the certificate never outlives this CA.</summary>
    public X509Certificate2 Sign(CertificateRequest request, DateTimeOffset from, DateTimeOffset until)
    {
        DateTimeOffset end = new(Certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);
        return request.Create(Certificate.SubjectName, Generator(Key, request.HashAlgorithm), from, until < end ? until : end, NewSerialNumber());
    }

    private static X509SignatureGenerator Generator(RSA key, HashAlgorithmName hash) =>
        hash == HashAlgorithmName.SHA1 ? new Sha1Signature(key) : X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1);

    private static byte[] NewSerialNumber()
    {
        var serialNumber = RandomNumberGenerator.GetBytes(16);
        serialNumber[0] = (byte)((serialNumber[0] & 0x7F) | 0x40);
        return serialNumber;
    }

    private static CertificateRequest CaRequest(string commonName, RSA key, HashAlgorithmName hash, int pathLength)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(commonName);
        name.AddOrganizationName("Môi trường thử nghiệm");
        name.AddCountryOrRegion("VN");
        var request = new CertificateRequest(name.Build(), key, hash, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLength, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request;
    }
}
