using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Trust;

public sealed class TrustStoreTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("trust");
    private readonly TestCa root = TestCa.Root("CN=One");
    private readonly TestCa other = TestCa.Root("CN=Two");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Every_usual_kind_of_file_is_read_in_subfolders_too()
    {
        using var openssl = new Openssl();
        var (sub, deep) = (root.Issue("CN=Sub", TestCa.Ca()), folder.CreateSubdirectory("old"));
        await File.WriteAllBytesAsync(At("root.cer"), root.Certificate.RawData, Cancel);
        await File.WriteAllTextAsync(Path.Combine(deep.FullName, "both.PEM"), "Ghi chú\n" + other.Certificate.ExportCertificatePem() + "\n" + sub.Certificate.ExportCertificatePem(), Cancel);
        await openssl.Succeed("crl2pkcs7", "-nocrl", "-certfile", openssl.Write("c.pem", System.Text.Encoding.ASCII.GetBytes(sub.Certificate.ExportCertificatePem())), "-outform", "DER", "-out", At("sub.p7b"));
        await File.WriteAllTextAsync(At("README.txt"), "not looked at", Cancel);

        var trust = TrustStore.Load(folder.FullName);
        Assert.Equal(["CN=One", "CN=Two"], trust.Anchors.Select(c => c.Subject).Order(StringComparer.Ordinal));
        Assert.Equal(["CN=Sub"], trust.Intermediates.Select(c => c.Subject));
    }

    [Theory, InlineData("x.cer", "nonsense"), InlineData("x.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"), InlineData("x.pem", "-----BEGIN NOTHING-----\nAAAA\n-----END NOTHING-----")]
    public void A_file_that_holds_no_certificate_is_named(string name, string content)
    {
        File.WriteAllText(At(name), content);
        Assert.Contains(name, Assert.Throws<InvalidDataException>(() => TrustStore.Load(folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_self_issued_certificate_that_another_key_signed_is_no_anchor()
    {
        var forged = new CertificateRequest("CN=One", other.Key, HashAlgorithmName.SHA256).Create(
            root.Certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(root.Key), TestCa.Start, TestCa.Start.AddYears(1), [1, 2]);
        File.WriteAllBytes(At("forged.cer"), forged.RawData);

        Assert.Empty(TrustStore.Load(folder.FullName).Anchors);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string At(string name) => Path.Combine(folder.FullName, name);
}
