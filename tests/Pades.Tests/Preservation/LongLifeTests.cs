using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Tests.Trust;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Preservation;

/// <summary>A document over years, with a CA and a time-stamping service whose clock is set.</summary>
public sealed class LongLifeTests(SignatureJudgeTests.Years years) : IClassFixture<SignatureJudgeTests.Years>
{
    private readonly DateTimeOffset signed = new(2026, 1, 10, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_document_is_stamped_again_when_nobody_answers_for_the_signers_certificate_any_more()
    {
        years.Clock.Now = signed;
        using var certificate = years.Authority.Issue(new CertificateProfile("Nguyễn Thị Hường") { NotBefore = signed.AddDays(-1), NotAfter = signed.AddDays(30) });
        var signer = new TestSigner(certificate, (bytes, hash, _) => certificate.GetRSAPrivateKey()!.SignData(bytes, hash, RSASignaturePadding.Pkcs1));
        var pdf = SignOnce.Sign(HandMade.Table(), signer, plan => plan with { SigningTime = signed, Chain = [years.Authority.Issuing] });
        (pdf, var kept) = await ExtendAsync(pdf, SignatureLevel.LT, signed.AddHours(1));
        Assert.Equal(SignatureLevel.LT, kept);

        foreach (var later in new[] { signed.AddDays(60), signed.AddYears(3), signed.AddYears(6) })
        {
            (pdf, var level) = await ExtendAsync(pdf, SignatureLevel.Lta, later);
            Assert.Equal(SignatureLevel.Lta, level);
            var report = PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions { At = later.AddDays(1), Trust = years.Trust });
            Assert.All(report.Signatures, s => Assert.True(s.IsIntact));
            Assert.Equal((SignatureLevel.Lta, Indication.TotalPassed), (report.Signatures[0].Level, report.Signatures[0].Conclusion.Indication));
        }
    }

    [Fact]
    public async Task A_document_that_was_not_completed_while_its_certificate_lived_is_not_called_complete()
    {
        years.Clock.Now = signed;
        using var certificate = years.Authority.Issue(new CertificateProfile("Nguyễn Thị Hường") { NotBefore = signed.AddDays(-1), NotAfter = signed.AddDays(30) });
        var signer = new TestSigner(certificate, (bytes, hash, _) => certificate.GetRSAPrivateKey()!.SignData(bytes, hash, RSASignaturePadding.Pkcs1));
        var pdf = SignOnce.Sign(HandMade.Table(), signer, plan => plan with { SigningTime = signed, Chain = [years.Authority.Issuing] });
        (pdf, _) = await ExtendAsync(pdf, SignatureLevel.T, signed.AddHours(1));
        Assert.Equal(SignatureLevel.T, (await ExtendAsync(pdf, SignatureLevel.Lta, signed.AddDays(60))).Level);
    }

    private async Task<(byte[] Pdf, SignatureLevel Level)> ExtendAsync(byte[] pdf, SignatureLevel level, DateTimeOffset now)
    {
        years.Clock.Now = now;
        var extender = new PdfExtender(new TimestampClient(years.Http, [years.TsaUrl], years.Clock, years.Trust), new OcspClient(years.Http, years.Clock), new CrlClient(years.Http, years.Clock), years.Trust, years.Clock);
        var result = await extender.ExtendAsync(new MemoryStream(pdf), level, cancellation: TestContext.Current.CancellationToken);
        return ([.. pdf, .. result.Increment], result.Level);
    }
}
