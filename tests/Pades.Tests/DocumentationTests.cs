using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests;

/// <summary>The sample of docs/pades.md, compiled and run here and compared with the page word by word.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_sample_signs_and_checks()
    {
        var folder = Directory.CreateTempSubdirectory("sample");
        try
        {
            var (source, target) = (Path.Combine(folder.FullName, "in.pdf"), Path.Combine(folder.FullName, "out.pdf"));
            File.WriteAllBytes(source, HandMade.Table());
            Assert.True(Sample(source, target, TestSigner.Rsa2048.Certificate, TimeProvider.System));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_page_shows_this_very_code()
    {
        var source = File.ReadAllText(Path.Combine(Here(), "DocumentationTests.cs"));
        var body = source.Split("// begin sample\n")[1].Split("        // end sample")[0];
        var sample = string.Join('\n', body.Split('\n').Select(line => line.StartsWith("        ", StringComparison.Ordinal) ? line[8..] : line)).TrimEnd();
        var page = File.ReadAllText(Path.Combine(Here(), "..", "..", "docs", "pades.md"));
        Assert.Contains($"```csharp\n{sample}\n```", page, StringComparison.Ordinal);
    }

    private static bool Sample(string source, string target, X509Certificate2 certificate, TimeProvider clock)
    {
        // begin sample
        // Two steps, because the key is elsewhere: on a token, a phone, a remote service.
        PreparedSignature prepared;
        using (var pdf = File.OpenRead(source))
        {
            prepared = PdfSigner.Prepare(pdf, new SignaturePlan
            {
                Certificate = certificate,
                SigningTime = clock.GetLocalNow(),
                Reason = "Phê duyệt",
                Appearance = new SignatureAppearance
                {
                    Page = 1,
                    Rectangle = new PdfRectangle(X: 320, Y: 90, Width: 200, Height: 60),
                    Lines = ["Ký bởi: Nguyễn Văn Thử", "Thời gian ký: 02/03/2026 09:30"],
                },
            });
        }

        // The prepared signature is a small value: store it, and complete it in another process if need be.
        var stored = prepared.ToBytes();

        // What the device does with prepared.Digest.
        using var key = certificate.GetRSAPrivateKey()!;
        var value = key.SignHash(prepared.Digest, prepared.Hash, RSASignaturePadding.Pkcs1);

        // Only the bytes to append; the document itself is neither needed nor changed.
        var increment = PdfSigner.Complete(PreparedSignature.FromBytes(stored), value);
        File.Copy(source, target);
        using (var output = new FileStream(target, FileMode.Append)) output.Write(increment);

        using var signed = File.OpenRead(target);
        var report = PdfValidator.Validate(signed, new ValidationOptions { At = clock.GetUtcNow(), Trust = new TrustStore([certificate]) });
        return report.IsIntact && report.Signatures[0].Coverage == SignatureCoverage.EntireFile;
        // end sample
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
