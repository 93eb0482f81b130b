using System.Text;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

/// <summary>Encrypted files are signed without being decrypted; what is added is encrypted under the same key.</summary>
public sealed class EncryptedInputTests
{
    public static TheoryData<string, string[]> Ciphers => new()
    {
        { "RC4-40", ["40", "--"] },
        { "RC4-128", ["128", "--use-aes=n", "--"] },
        { "AES-128", ["128", "--use-aes=y", "--"] },
        { "AES-128, clear metadata", ["128", "--use-aes=y", "--cleartext-metadata", "--"] },
        { "AES-256", ["256", "--"] },
        { "AES-256 of Acrobat 9", ["256", "--force-R5", "--"] },
    };

    [Theory]
    [MemberData(nameof(Ciphers))]
    public void A_file_is_signed_twice_under_its_own_key(string cipher, string[] options)
    {
        foreach (var layout in new[] { "--object-streams=disable", "--object-streams=generate" })
        {
            var document = Producers.Qpdf(Producers.Make("skia"), ["--allow-weak-crypto", layout, "--encrypt", "open", "owner", .. options]);
            var pdf = Sign(document, "owner");
            pdf = Sign(pdf, "owner");
            Judges.Agree(pdf, 2, "open");
            Assert.True(pdf.AsSpan(0, document.Length).SequenceEqual(document), cipher);
            Assert.True(Encoding.Latin1.GetString(pdf.AsSpan(document.Length)).IndexOf("Phe duyet", StringComparison.Ordinal) < 0, "The reason stands in clear text.");

            var report = PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions { At = SignOnce.Time, Password = "open" });
            Assert.True(report.IsIntact);
            Assert.All(report.Signatures, s => Assert.Equal("Phe duyet", s.Reason));
            using var bench = new Workbench();
            Assert.Contains("Đã ký", bench.Succeed("pdftotext", "-upw", "open", bench.Write("a.pdf", pdf), "-"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_owner_may_sign_what_the_reader_may_not()
    {
        var document = Producers.Qpdf(Producers.Make("skia"), "--encrypt", "", "owner", "256", "--modify=none", "--");
        var error = Assert.Throws<PdfException>(() => SignOnce.Sign(document, TestSigner.P256));
        Assert.Equal(PdfErrorCode.NotPermitted, error.Code);
        Judges.Agree(Sign(document, "owner"), 1);
    }

    private static byte[] Sign(byte[] pdf, string password) => SignOnce.Sign(pdf, TestSigner.P256, plan => plan with
    {
        Password = password,
        Reason = "Phe duyet",
        Appearance = new SignatureAppearance { Rectangle = new(50, 50, 150, 40), Lines = ["Đã ký"] },
    });
}
