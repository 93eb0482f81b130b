using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Inspection;

/// <summary>What acts in a checked document is said, and whether the signer had it before him.</summary>
public sealed class ActiveContentFindingsTests
{
    private const string Link = "<</Type/Annot/Subtype/Link/Rect[1 1 9 9]/A<</S/URI/URI(https://example.org)>>>>";

    public static TheoryData<string, string, string, FindingSeverity, string, string> Contents => new()
    {
        { "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>", "", "JavaScript", FindingSeverity.Warning, "Root.OpenAction", "app.alert(1)" },
        { "/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>", "", "JavaScript", FindingSeverity.Warning, "Root.Names.JavaScript", "a" },
        { "/AA<</WC<</S/Launch/F(x.exe)>>>>", "", "chương trình", FindingSeverity.Warning, "Root.AA.WC", "x.exe" },
        { "", $"/Annots[{Link}]", "liên kết", FindingSeverity.Note, "Page[1].Annots[0].A", "https://example.org" },
        { "", "/AA<</O<</S/SubmitForm/F(https://example.org/form)>>>>", "biểu mẫu", FindingSeverity.Warning, "Page[1].AA.O", "https://example.org/form" },
        { "", "/Annots[<</Type/Annot/Subtype/Widget/Rect[1 1 9 9]/A<</S/ImportData/F(x.fdf)>>>>]", "biểu mẫu", FindingSeverity.Note, "Page[1].Annots[0].A", "x.fdf" },
        { "/Names<</EmbeddedFiles<</Names[(k)<</Type/Filespec/UF(bang.xlsx)>>]>>>>", "", "đính kèm", FindingSeverity.Note, "Root.Names.EmbeddedFiles", "bang.xlsx" },
        { "/AcroForm<</Fields[]/XFA(x)>>", "", "XFA", FindingSeverity.Warning, "Root.AcroForm.XFA", "" },
        { "", "/Annots[<</Type/Annot/Subtype/RichMedia/Rect[1 1 9 9]>>]", "đa phương tiện", FindingSeverity.Note, "Page[1].Annots[0]", "RichMedia" },
        { "/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]>>>>", "", "lớp", FindingSeverity.Note, "Root.OCProperties", "Lop" },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void What_was_there_when_the_document_was_signed_is_said_so(string catalog, string page, string word, FindingSeverity severity, string path, string detail)
    {
        var plain = HandMade.Table(catalog, page, (5, "<</Type/OCG/Name(Lop)>>"));
        var unsigned = Assert.Single(FormDocument.Validate(plain).Findings);
        Assert.Equal((FindingCode.ActiveContent, severity, path), (unsigned.Code, unsigned.Severity, unsigned.Path));
        Assert.Contains(word, unsigned.Vietnamese, StringComparison.Ordinal);
        Assert.Contains(detail, unsigned.English, StringComparison.Ordinal);
        Assert.DoesNotContain("đã có từ lúc ký", unsigned.Vietnamese, StringComparison.Ordinal);

        var report = FormDocument.Validate(SignOnce.Sign(plain, TestSigner.P256));
        var finding = Assert.Single(report.Findings, f => f.Code == FindingCode.ActiveContent);
        Assert.Contains("đã có từ lúc ký", finding.Vietnamese, StringComparison.Ordinal);
        Assert.Equal(severity, finding.Severity);
        Assert.Equal(DocumentConclusion.Intact, report.Conclusion);
        Assert.Equal(ChangeVerdict.None, report.Signatures[0].Changes);
    }

    [Fact]
    public void What_came_later_is_told_apart_and_counted()
    {
        var plain = HandMade.Table(page: $"/Annots[{Link}{Link}]");
        var signed = SignOnce.Sign(plain, TestSigner.P256);
        var later = FormDocument.Update(signed, (f, r) =>
        {
            r.Set(f.Root(), "OpenAction", "<</S/JavaScript/JS(1)>>");
            r.Append(f.Page(), "Annots", r.Add(Places.Parse(Link.Replace("example.org", "example.net", StringComparison.Ordinal))));
        });
        var findings = FormDocument.Validate(later).Findings;
        Assert.Contains(findings, f => f is { Code: FindingCode.ActiveContent, Severity: FindingSeverity.Note } && f.English.Contains("(2), as it had when it was signed: https://example.org.", StringComparison.Ordinal));
        Assert.Contains(findings, f => f is { Code: FindingCode.ActiveContentAdded, Severity: FindingSeverity.Warning, Revision: 3 } && f.Vietnamese.Contains("https://example.net", StringComparison.Ordinal));
        Assert.Contains(findings, f => f is { Code: FindingCode.ActiveContentAdded, Severity: FindingSeverity.Warning, Path: "Root.OpenAction" } && f.Vietnamese.Contains("tự chạy khi mở", StringComparison.Ordinal));
        // The policy has its own word on it.
        Assert.Contains(findings, f => f is { Code: FindingCode.CatalogChanged, Severity: FindingSeverity.Forbidden });
    }

    [Fact]
    public void A_page_put_in_front_makes_nothing_new_of_what_was_there()
    {
        var signed = SignOnce.Sign(HandMade.Table(page: $"/Annots[{Link}]"), TestSigner.P256);
        var later = FormDocument.Update(signed, (f, r) => r.Set((PdfReference)f.Catalog["Pages"]!, "Kids", new PdfArray([r.Add(new PdfDictionary((PdfDictionary)Places.Parse("<</Type/Page>>")) { ["Parent"] = f.Catalog["Pages"]! }), f.Page()])));
        var findings = FormDocument.Validate(later).Findings;
        Assert.DoesNotContain(findings, f => f.Code == FindingCode.ActiveContentAdded);
        Assert.Equal("Page[2].Annots[0].A", Assert.Single(findings, f => f.Code == FindingCode.ActiveContent).Path);
    }
}
