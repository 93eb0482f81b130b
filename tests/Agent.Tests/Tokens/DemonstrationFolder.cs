using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Agent.Tests.Parts;

namespace ThanhHoa.DigitalSignature.Agent.Tests.Tokens;

/// <summary>A folder with one demonstration token.</summary>
internal sealed class DemonstrationFolder : IDisposable
{
    public const string Pin = "mật-khẩu-trình-diễn";
    private readonly TemporaryFolder folder = new();

    public DemonstrationFolder(SoftTokens tokens, bool ec = false)
    {
        using var rsa = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Certificate = tokens.Issue(ec ? new PublicKey(curve) : new PublicKey(rsa), "Phạm Trình Diễn");
        using var whole = ec ? Certificate.CopyWithPrivateKey(curve) : Certificate.CopyWithPrivateKey(rsa);
        File.WriteAllBytes(Key, whole.Export(X509ContentType.Pkcs12, Pin));
        File.WriteAllText(System.IO.Path.ChangeExtension(Key, ".cer"), ec ? Certificate.ExportCertificatePem() : "");
        if (!ec)
            File.WriteAllBytes(System.IO.Path.ChangeExtension(Key, ".cer"), Certificate.RawData);
    }

    public X509Certificate2 Certificate { get; }

    public string CertificateId => SoftTokens.IdOf(Certificate);

    public string Path => folder.Path;

    public string Key => System.IO.Path.Combine(folder.Path, "Trình diễn.p12");

    public void Dispose()
    {
        Certificate.Dispose();
        folder.Dispose();
    }
}
