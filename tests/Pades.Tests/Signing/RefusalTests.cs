using System.Text;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

public sealed class RefusalTests
{
    [Fact]
    public void No_bytes_at_all_are_refused() => Refused([], PdfErrorCode.Empty);

    [Fact]
    public void A_picture_is_no_PDF() => Refused([0x89, 0x50, 0x4E, 0x47, .. new byte[500]], PdfErrorCode.NotPdf);

    [Fact]
    public void Bytes_before_the_header_are_refused() => Refused([.. "junk\n"u8, .. HandMade.Table()], PdfErrorCode.NotPdf);

    [Theory]
    [InlineData("skia")]
    [InlineData("skia-objstm")]
    public void A_truncated_file_is_refused_wherever_it_was_cut(string producer)
    {
        var pdf = Producers.Make(producer);
        for (var kept = 20; kept < pdf.Length - 8; kept += 97)
        {
            var error = Assert.Throws<PdfException>(() => SignOnce.Sign(pdf[..kept], TestSigner.P256));
            Assert.Equal(PdfErrorCode.Truncated, error.Code);
        }
    }

    [Fact]
    public void A_truncated_file_is_refused_with_its_place()
    {
        var error = Assert.Throws<PdfException>(() => SignOnce.Sign(Producers.Make("skia")[..900], TestSigner.P256));
        Assert.Equal(900, error.Offset);
    }

    [Fact]
    public void An_encrypted_file_asks_for_its_password_and_says_when_it_is_wrong()
    {
        var locked = Producers.Qpdf(Producers.Make("skia"), "--encrypt", "mở", "chủ", "256", "--");
        Refused(locked, PdfErrorCode.PasswordRequired);
        var error = Assert.Throws<PdfException>(() => SignOnce.Sign(locked, TestSigner.P256, plan => plan with { Password = "sai" }));
        Assert.Equal(PdfErrorCode.PasswordWrong, error.Code);
    }

    [Fact]
    public void A_cross_reference_that_names_the_wrong_place_is_refused_with_that_place()
    {
        var text = Encoding.Latin1.GetString(HandMade.Table());
        var at = text.IndexOf("1 0 obj", StringComparison.Ordinal);
        var error = Refused(Encoding.Latin1.GetBytes(text.Replace("1 0 obj", "8 0 obj", StringComparison.Ordinal)), PdfErrorCode.Damaged);
        Assert.Equal(at, error.Offset);
    }

    [Fact]
    public void A_page_that_does_not_exist_is_refused()
    {
        var error = Assert.Throws<PdfException>(() => SignOnce.Sign(Producers.Make("skia"), TestSigner.P256, plan => plan with { Appearance = new SignatureAppearance { Page = 4, Rectangle = new(0, 0, 10, 10) } }));
        Assert.Equal(PdfErrorCode.PageNotFound, error.Code);
    }

    [Fact]
    public void A_signature_by_another_key_is_refused_before_it_is_embedded()
    {
        var prepared = PdfSigner.Prepare(new MemoryStream(HandMade.Table()), SignOnce.Plan(TestSigner.Rsa2048));
        var value = TestSigner.Rsa(2048).Sign(prepared.SignedAttributes, prepared.Hash, prepared.Scheme);
        var error = Assert.Throws<PdfException>(() => PdfSigner.Complete(prepared, value));
        Assert.Equal(PdfErrorCode.SignatureMismatch, error.Code);
    }

    [Fact]
    public void A_page_tree_that_runs_in_a_circle_is_refused()
    {
        var pdf = new HandMade().Object(1, "<</Type/Catalog/Pages 2 0 R>>").Object(2, "<</Type/Pages/Kids[2 0 R]/Count 1>>").Close("/Size 3/Root 1 0 R").ToBytes();
        Refused(pdf, PdfErrorCode.Damaged);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var pdf = new HandMade().Object(1, new string('[', 100_000)).Close("/Size 2/Root 1 0 R").ToBytes();
        Refused(pdf, PdfErrorCode.LimitExceeded);
    }

    private static PdfException Refused(byte[] pdf, PdfErrorCode code)
    {
        var error = Assert.Throws<PdfException>(() => SignOnce.Sign(pdf, TestSigner.P256));
        Assert.True(error.Code == code, $"{error.Code}: {error.Message}");
        return error;
    }
}
