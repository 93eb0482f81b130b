using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Inspection;

public sealed class PdfInspectorTests
{
    [Fact]
    public void Pages_are_measured_as_a_viewer_shows_them()
    {
        var plain = Inspect(Producers.Make("skia"));
        Assert.Equal(3, plain.PageCount);
        Assert.Equal(new PageSize(842, 595, 0), plain.Pages[1]);
        Assert.Equal(new PageSize(700, 500, 90), Inspect(HandMade.Table(page: "/Rotate 450/CropBox[20 30 520 730]")).Pages[0]);
    }

    [Theory]
    [InlineData("skia", XrefKind.Table, 1)]
    [InlineData("skia-objstm", XrefKind.Stream, 1)]
    [InlineData("hand-hybrid", XrefKind.Hybrid, 1)]
    [InlineData("linearized", XrefKind.Table, 1)]
    public void The_structure_is_named(string producer, XrefKind kind, int revisions)
    {
        var found = Inspect(Producers.Make(producer));
        Assert.Equal((kind, revisions), (found.Xref, found.Revisions));
        Assert.Equal("2.0", Inspect(Producers.Make("pdf20")).Version);
    }

    [Fact]
    public void Signatures_are_listed_where_they_are_seen()
    {
        var place = new PdfRectangle(50, 60, 200, 80);
        var document = HandMade.Table(page: "/Rotate 90/CropBox[20 30 520 730]");
        var signed = SignOnce.Sign(document, TestSigner.P256, plan => plan with { Appearance = new SignatureAppearance { Rectangle = place, Lines = ["Ký"] } });
        var found = Inspect(signed);
        Assert.Equal(new SignatureField("Signature1", true, 1, place), Assert.Single(found.SignatureFields));
        Assert.Equal(signed.Length, found.LastSignedLength);
        Assert.Equal(2, found.Revisions);
    }

    [Fact]
    public void An_encrypted_file_says_whether_it_needs_a_password()
    {
        var open = Inspect(Producers.Qpdf(Producers.Make("skia"), "--encrypt", "", "chủ", "256", "--"));
        Assert.True(open is { IsEncrypted: true, NeedsPassword: false, PageCount: 3 });
        var locked = Producers.Qpdf(Producers.Make("skia"), "--encrypt", "mở", "chủ", "256", "--");
        Assert.True(Inspect(locked) is { IsEncrypted: true, NeedsPassword: true, PageCount: 0 });
        Assert.Equal(3, PdfInspector.Inspect(new MemoryStream(locked), "mở").PageCount);
    }

    [Theory]
    [InlineData("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>", "", ActiveContentKind.JavaScript, "/OpenAction", true)]
    [InlineData("/OpenAction<</S/GoTo/D[3 0 R]/Next[<</S/Launch/F(calc.exe)>>]>>", "", ActiveContentKind.Launch, "/OpenAction/Next", true)]
    [InlineData("/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(x)>>]>>>>", "", ActiveContentKind.JavaScript, "/Names/JavaScript", true)]
    [InlineData("/Names<</EmbeddedFiles<</Kids[<</Names[(a)<</Type/Filespec/UF(x.exe)>>]>>]>>>>", "", ActiveContentKind.EmbeddedFile, "/Names/EmbeddedFiles", false)]
    [InlineData("/AcroForm<</Fields[]/XFA(x)>>", "", ActiveContentKind.Xfa, "/AcroForm/XFA", true)]
    [InlineData("/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]>>>>", "", ActiveContentKind.HiddenLayer, "/OCProperties", false)]
    [InlineData("", "/AA<</O<</S/SubmitForm/F(http://example.vn)>>>>", ActiveContentKind.SubmitForm, "/Pages/1/AA/O", true)]
    [InlineData("", "/Annots[<</Subtype/Link/A<</S/URI/URI(http://example.vn)>>>>]", ActiveContentKind.Uri, "/Pages/1/Annots/0/A", false)]
    [InlineData("", "/Annots[<</Subtype/FileAttachment/FS(a.doc)>>]", ActiveContentKind.EmbeddedFile, "/Pages/1/Annots/0/FS", false)]
    [InlineData("", "/Annots[<</Subtype/RichMedia>>]", ActiveContentKind.RichMedia, "/Pages/1/Annots/0", false)]
    public void What_acts_or_hides_is_found_with_its_place(string catalog, string page, ActiveContentKind kind, string path, bool byItself)
    {
        var found = Assert.Single(Inspect(HandMade.Table(catalog, page, (5, "<</Type/OCG/Name(Lớp)>>"))).ActiveContent);
        Assert.Equal((kind, path, byItself), (found.Kind, found.Path, found.RunsByItself));
    }

    [Fact]
    public void An_action_that_follows_itself_ends()
    {
        var loop = HandMade.Table("/OpenAction 5 0 R", more: (5, "<</S/URI/URI(a)/Next[5 0 R 5 0 R 5 0 R]>>"));
        Assert.InRange(Inspect(loop).ActiveContent.Count, 1, 1000);
    }

    [Theory]
    [InlineData("skia")]
    [InlineData("chromium")]
    public void An_ordinary_document_has_nothing_to_report(string producer)
    {
        Assert.SkipUnless(Producers.Available.Contains(producer), $"{producer} is not installed.");
        Assert.Empty(Inspect(Producers.Make(producer)).ActiveContent);
    }

    private static PdfInspection Inspect(byte[] pdf) => PdfInspector.Inspect(new MemoryStream(pdf));
}
