using System.Text;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

/// <summary>Certification, locks and seed values: written, read back and obeyed.</summary>
public sealed class PermissionTests
{
    private const string Widget = "/Type/Annot/Subtype/Widget/FT/Sig/Rect[100 100 300 160]/P 3 0 R/F 4";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_certified_document_says_its_level_and_takes_more_signatures_when_it_may(int level)
    {
        var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.Rsa2048, plan => plan with { CertificationLevel = level });
        Judges.Agree(pdf, 1);
        var report = PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions { At = SignOnce.Time });
        Assert.Equal((SignatureKind.Certification, level), (report.Signatures[0].Kind, report.Signatures[0].CertificationLevel));
        Assert.Equal(level == 1, PdfInspector.Inspect(new MemoryStream(pdf)).ForbidsChanges);
        if (level == 1) Refused(PdfErrorCode.NotPermitted, () => SignOnce.Sign(pdf, TestSigner.P256));
        else Judges.Agree(SignOnce.Sign(pdf, TestSigner.P256), 2);
        Refused(PdfErrorCode.NotPermitted, () => SignOnce.Sign(pdf, TestSigner.P256, plan => plan with { CertificationLevel = 3 }));
    }

    [Fact]
    public void Only_the_first_signature_certifies()
    {
        var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.P256);
        Refused(PdfErrorCode.NotPermitted, () => SignOnce.Sign(pdf, TestSigner.P256, plan => plan with { CertificationLevel = 2 }));
    }

    [Fact]
    public void A_lock_in_the_plan_is_enforced_on_the_next_signer()
    {
        var pdf = SignOnce.Sign(TwoFields(), TestSigner.P256, plan => plan with { FieldName = "First", Lock = new FieldLock(FieldLockScope.Include, ["Second"]) });
        Judges.Agree(pdf, 1);
        Assert.Contains("/TransformMethod/FieldMDP/TransformParams<</Type/TransformParams/Action/Include/Fields[(Second)]/V/1.2>>/Data 1 0 R", Encoding.Latin1.GetString(pdf), StringComparison.Ordinal);
        Refused(PdfErrorCode.NotPermitted, () => SignOnce.Sign(pdf, TestSigner.P256, plan => plan with { FieldName = "Second" }));
        Judges.Agree(SignOnce.Sign(pdf, TestSigner.P256), 2);
    }

    [Fact]
    public void A_lock_that_the_field_carries_is_put_into_the_signature()
    {
        var pdf = SignOnce.Sign(TwoFields("/Lock<</Type/SigFieldLock/Action/Exclude/Fields[(Second)]>>"), TestSigner.P256, plan => plan with { FieldName = "First" });
        Assert.Contains("/Action/Exclude/Fields[(Second)]/V/1.2>>", Encoding.Latin1.GetString(pdf), StringComparison.Ordinal);
        Judges.Agree(SignOnce.Sign(pdf, TestSigner.P256, plan => plan with { FieldName = "Second" }), 2);
    }

    [Theory]
    [InlineData("/Ff 2/SubFilter[/adbe.x509.rsa_sha1]", false)]
    [InlineData("/SubFilter[/adbe.x509.rsa_sha1]", true)]
    [InlineData("/Ff 2/SubFilter[/ETSI.CAdES.detached]", true)]
    [InlineData("/Ff 8/Reasons[(Approved)(Seen)]", true)]
    [InlineData("/Ff 8/Reasons[(Seen)]", false)]
    [InlineData("/Ff 8/Reasons[(.)]", false)]
    [InlineData("/Ff 64/DigestMethod[(SHA512)]", false)]
    [InlineData("/Ff 64/DigestMethod[(SHA256)]", true)]
    [InlineData("/MDP<</P 2>>", false)]
    [InlineData("/MDP<</P 0>>", true)]
    [InlineData("/TimeStamp<</URL(http://tsa.example.vn)/Ff 1>>", false)]
    [InlineData("/Cert<</Ff 1/Subject[<3000>]>>", false)]
    public void Seed_values_are_obeyed(string seed, bool allowed)
    {
        var pdf = TwoFields($"/SV<</Type/SV{seed}>>");
        byte[] Sign() => SignOnce.Sign(pdf, TestSigner.P256, plan => plan with { FieldName = "First", Reason = "Approved" });
        if (allowed) Judges.Agree(Sign(), 1);
        else Refused(PdfErrorCode.NotPermitted, Sign);
    }

    private static byte[] TwoFields(string first = "") => HandMade.Table("/AcroForm<</Fields[5 0 R 6 0 R]/SigFlags 1>>", "/Annots[5 0 R 6 0 R]",
        (5, $"<<{Widget}/T(First){first}>>"), (6, $"<<{Widget}/T(Second)>>"));

    private static void Refused(PdfErrorCode code, Func<byte[]> sign) => Assert.Equal(code, Assert.Throws<PdfException>(sign).Code);
}
