using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using ThanhHoa.DigitalSignature.Pades.Reports;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Tests.Trust;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Reports;

public sealed class ReportXmlTests(RunningSandbox sandbox)
{
    private static readonly XNamespace Vr = "http://uri.etsi.org/19102/v1.2.1#";

    [Fact]
    public void Every_answer_has_the_shape_of_the_standard() => Assert.All(Checked.All, pair => EtsiShape.Read(ReportXml.Write(pair.Value)));

    [Fact]
    public void Every_sample_of_the_corpus_has_the_shape_of_the_standard()
    {
        Corpus.SkipUnlessPresent();
        Assert.All(Corpus.Verdicts, sample => EtsiShape.Read(ReportXml.Write(Checked.Document(Corpus.Read(sample.File), name: sample.File))));
    }

    [Theory]
    [InlineData("valid", "urn:etsi:019102:mainindication:total-passed", null)]
    [InlineData("stranger", "urn:etsi:019102:mainindication:indeterminate", "urn:etsi:019102:subindication:NO_CERTIFICATE_CHAIN_FOUND")]
    [InlineData("broken", "urn:etsi:019102:mainindication:total-failed", "urn:etsi:019102:subindication:HASH_FAILURE")]
    [InlineData("unsigned", "urn:thds:mainindication:no-signature-found", null)]
    [InlineData("unreadable", "urn:etsi:019102:mainindication:total-failed", "urn:etsi:019102:subindication:FORMAT_FAILURE")]
    public void The_conclusion_carries_its_name_of_the_standard(string document, string main, string? sub)
    {
        var status = EtsiShape.Read(ReportXml.Write(Checked.All[document])).Element(Vr + "SignatureValidationReport")!.Element(Vr + "SignatureValidationStatus")!;
        Assert.Equal(main, status.Element(Vr + "MainIndication")!.Value);
        Assert.Equal(sub, status.Element(Vr + "SubIndication")?.Value);
    }

    [Fact]
    public void What_was_signed_and_by_whom_can_be_checked_by_others()
    {
        var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.Rsa2048);
        var report = Checked.Document(pdf);
        var xml = EtsiShape.Read(ReportXml.Write(report));
        var range = report.Report!.Signatures[0].ByteRange;
        byte[] signed = [.. pdf.AsSpan(0, (int)range.FirstLength), .. pdf.AsSpan((int)range.Second)];
        var digest = xml.Descendants(Vr + "SignersDocument").Single().Descendants().Last().Value;
        Assert.Equal(Convert.ToBase64String(SHA256.HashData(signed)), digest);
        var value = Convert.FromBase64String(xml.Descendants().Single(e => e.Name.LocalName == "SignatureValue").Value);
        Assert.Equal(256, value.Length);
        var certificate = Convert.FromBase64String(Assert.Single(xml.Descendants(Vr + "ValidationObject")).Descendants(Vr + "base64").Single().Value);
        Assert.Equal(TestSigner.Rsa2048.Certificate.RawData, certificate);
    }

    [Fact]
    public async Task Time_stamps_and_chains_are_in_it()
    {
        var xml = EtsiShape.Read(ReportXml.Write(Check(await Archive(Sign(sandbox.Authority.IssuePerson("Đặng Thị Lưu", "luu@example.vn"))))));
        Assert.Equal("urn:etsi:019102:validationprocess:LTA", xml.Descendants(Vr + "SignatureValidationProcessID").Single().Value);
        // One raised the plain signature to B-T, the other covers the security store.
        var stamps = xml.Descendants(Vr + "ValidationObject").Where(o => o.Element(Vr + "ObjectType")!.Value == "urn:etsi:019102:validationObject:timestamp").ToList();
        Assert.Equal(2, stamps.Count);
        Assert.Equal(stamps.Select(s => s.Attribute("id")!.Value), xml.Descendants(Vr + "DocTimeStamp").Select(d => d.Element(Vr + "AttributeObject")!.Attribute("VOReference")!.Value));
        Assert.All(stamps, s => Assert.True(TimestampToken.TryRead(Convert.FromBase64String(s.Descendants(Vr + "base64").First().Value), out _, out _)));
        Assert.Equal(3, xml.Descendants(Vr + "SignatureValidationReport").Single().Descendants(Vr + "CertificateChain").First().Elements().Count());
    }

    [Fact]
    public void A_revocation_is_in_it_with_its_reason()
    {
        var person = sandbox.Authority.IssuePerson("Đặng Thị Thu", "thu@example.vn");
        var pdf = Sign(person);
        Assert.True(sandbox.Authority.Revoke(person.SerialNumber, X509RevocationReason.KeyCompromise, TimeProvider.System.GetUtcNow()));
        var check = Check(pdf);
        Assert.Equal("urn:etsi:019102:revocationReason:keyCompromise", EtsiShape.Read(ReportXml.Write(check)).Descendants(Vr + "RevocationReason").First().Value);
        Assert.Contains("đã bị thu hồi từ", DocumentSummary.Of(check).Signatures[0].Trust.Vietnamese, StringComparison.Ordinal);
    }

    private byte[] Sign(X509Certificate2 person) => SignOnce.Sign(
        HandMade.Table(), new TestSigner(person, (bytes, hash, _) => person.GetRSAPrivateKey()!.SignData(bytes, hash, RSASignaturePadding.Pkcs1)), plan => plan with { Chain = [sandbox.Authority.Issuing] });

    private async Task<byte[]> Archive(byte[] pdf)
    {
        var stamps = new TimestampClient(sandbox.Http, [sandbox.Host.TsaUrl], TimeProvider.System, sandbox.Trust);
        var extender = new PdfExtender(stamps, new OcspClient(sandbox.Http, TimeProvider.System), new CrlClient(sandbox.Http, TimeProvider.System), sandbox.Trust, TimeProvider.System);
        return [.. pdf, .. (await extender.ExtendAsync(new MemoryStream(pdf), SignatureLevel.Lta, null, TestContext.Current.CancellationToken)).Increment];
    }

    private CheckedDocument Check(byte[] pdf)
    {
        var options = new ValidationOptions { At = TimeProvider.System.GetUtcNow().AddSeconds(5), Trust = sandbox.Trust, Crls = sandbox.Lists() };
        return Checked.Document(pdf) with { At = options.At, Report = PdfValidator.Validate(new MemoryStream(pdf), options) };
    }
}
