using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ThanhHoa.DigitalSignature.Sandbox.SignService;

/// <summary>The stand-in's TLS certificate: made once, for this machine alone, so that a browser that was told to accept it still does tomorrow.</summary>
internal static class LocalCertificate
{
    private const string Password = "localhost";

    public static X509Certificate2 Open(string folder, TimeProvider clock)
    {
        var path = Path.Combine(folder, "localhost.p12");
        if (File.Exists(path))
        {
            var kept = X509CertificateLoader.LoadPkcs12FromFile(path, Password);
            if (kept.NotAfter.ToUniversalTime() > clock.GetUtcNow().UtcDateTime) return kept;
            kept.Dispose();
        }
        using var made = Make(clock.GetUtcNow());
        var bytes = made.Export(X509ContentType.Pkcs12, Password);
        AtomicFile.Write(path, bytes, isSecret: true);
        AtomicFile.Write(Path.Combine(folder, "localhost.cer"), made.RawData);
        return X509CertificateLoader.LoadPkcs12(bytes, Password);
    }

    private static X509Certificate2 Make(DateTimeOffset now)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost (thử nghiệm)", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        // Browsers believe a server's certificate for 398 days at most.
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(390));
    }
}
