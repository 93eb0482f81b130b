using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Look;

/// <summary>Where on which page a person has to look: told for every step, exact in place, silent about noise.</summary>
public sealed class PageChangesTests
{
    private const string Rect = "/Rect[72 650 372 720]/P 3 0 R/F 4";

    [Fact]
    public void A_new_signature_is_framed_where_it_stands_and_both_states_are_named()
    {
        foreach (var document in FormDocument.All)
        {
            var first = document.Signed();
            var pdf = Sign(first, 2, new PdfRectangle(300, 100, 200, 60));
            var report = FormDocument.Validate(pdf);
            var page = Assert.Single(report.PageChanges);
            Assert.Equal((2, 2, (long)first.Length, (long)pdf.Length, 2, 3, true), (page.PageBefore, page.Page, page.EarlierLength, page.LaterLength, page.EarlierRevision, page.Revision, page.IsPermitted));
            var mark = Assert.Single(page.Marks);
            Assert.Equal((LookChange.Appeared, LookSubject.Signature, "Signature2", (PdfRectangle?)null), (mark.Change, mark.Subject, mark.Name, mark.Before));
            Near(new PdfRectangle(300, 100, 200, 60), mark.After);
            Assert.Equal("", mark.CoveredText);
        }
    }

    [Fact]
    public void Each_step_has_its_own_pages_and_a_signature_without_appearance_none()
    {
        var pdf = new FormDocument(false, 0, false).Signed();
        pdf = Sign(pdf, 1, new PdfRectangle(72, 400, 200, 60));
        pdf = SignOnce.Sign(pdf, TestSigner.P256);
        pdf = Sign(pdf, 2, new PdfRectangle(10, 10, 100, 50));
        pdf = FormDocument.Update(pdf, (f, r) =>
        {
            r.Set(f.Field("note"), "V", "(Dong y)");
            r.Set(f.Field("note"), "AP", new PdfDictionary { ["N"] = r.Add(Places.Stream("/Type/XObject/Subtype/Form/BBox[0 0 200 20]", "BT (Dong y) Tj ET")) });
        });
        var report = FormDocument.Validate(pdf);
        Assert.Equal(DocumentConclusion.Intact, report.Conclusion);
        Assert.Equal([(1, 3), (2, 5), (1, 6)], report.PageChanges.Select(p => (p.Page!.Value, p.Revision)));
        Assert.Equal(report.Signatures.Where((_, i) => i is 0 or 2 or 3).Select(s => s.ByteRange.End), report.PageChanges.Select(p => p.EarlierLength));
        var filled = Assert.Single(report.PageChanges[2].Marks);
        Assert.Equal((LookChange.Changed, LookSubject.Field, "note"), (filled.Change, filled.Subject, filled.Name));
        Near(new PdfRectangle(72, 570, 200, 20), filled.Before);
        Near(new PdfRectangle(72, 570, 200, 20), filled.After);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(-90)]
    public void Rectangles_are_those_of_the_displayed_page_however_it_is_turned_and_cropped(int turn)
    {
        var plain = HandMade.Table(page: $"/Rotate {turn}/CropBox[40 30 500 700]");
        var pdf = Sign(SignOnce.Sign(plain, TestSigner.P256), 1, new PdfRectangle(20, 25, 120, 50));
        Near(new PdfRectangle(20, 25, 120, 50), Assert.Single(Assert.Single(FormDocument.Validate(pdf).PageChanges).Marks).After);
        // What reaches over the edge is cut off there.
        var over = FormDocument.Update(SignOnce.Sign(plain, TestSigner.P256), (f, r) => r.Annotate(f, "<</Type/Annot/Subtype/Square/Rect[-900 -900 900 900]>>"));
        var (width, height) = turn is 90 or -90 ? (670, 460) : (460, 670);
        Near(new PdfRectangle(0, 0, width, height), Assert.Single(Assert.Single(FormDocument.Validate(over).PageChanges).Marks).After);
    }

    private static readonly Dictionary<string, (Action<PdfFile, Revision> Update, string Expected)> Changes = new(StringComparer.Ordinal)
    {
        ["content exchanged"] = ((f, r) => r.Replace((PdfReference)f.Dictionary(f.Page(2))!["Contents"]!, Places.Stream("", "q Q")), "2 ← 2 Changed Page"),
        ["content hidden"] = ((f, r) => r.Set(f.Page(), "Contents", (PdfObject?)null), "1 ← 1 Changed Page"),
        ["shared font exchanged"] = ((f, r) => r.Replace((PdfReference)f.Dictionary(f.Dictionary(f.Dictionary(f.Page())!["Resources"])!["Font"])!["F1"]!, Places.Parse("<</Type/Font/Subtype/Type1/BaseFont/Symbol>>")), "1 ← 1 Changed Page; 1 ← 1 Changed Field name; 2 ← 2 Changed Page"),
        ["turned"] = ((f, r) => r.Set(f.Page(2), "Rotate", "90"), "2 ← 2 Changed Page"),
        ["inherited box"] = ((f, r) => r.Set((PdfReference)f.Catalog["Pages"]!, "MediaBox", "[0 0 612 750]"), "1 ← 1 Changed Page; 2 ← 2 Changed Page"),
        ["second removed"] = ((f, r) => r.Set((PdfReference)f.Catalog["Pages"]!, "Kids", new PdfArray([f.Page()])), "- ← 2 Vanished Page"),
        ["first removed"] = ((f, r) => r.Set((PdfReference)f.Catalog["Pages"]!, "Kids", new PdfArray([f.Page(2)])), "- ← 1 Vanished Page"),
        ["swapped"] = ((f, r) => r.Set((PdfReference)f.Catalog["Pages"]!, "Kids", new PdfArray([f.Page(2), f.Page()])), "1 ← 2 Changed Page"),
        ["put in front"] = ((f, r) => r.Set((PdfReference)f.Catalog["Pages"]!, "Kids", new PdfArray([r.Add(Places.Parse("<</Type/Page/Parent 2 0 R>>")), f.Page(), f.Page(2)])), "1 ← - Appeared Page"),
        ["exchanged by a copy"] = ((f, r) => r.Set((PdfReference)f.Catalog["Pages"]!, "Kids", new PdfArray([f.Page(), r.Add(f.Dictionary(f.Page(2))!)])), "2 ← 2 Changed Page"),
        ["free text"] = ((f, r) => r.Annotate(f, $"<</Type/Annot/Subtype/FreeText{Rect}/DA(/F1 14 Tf)/Contents(9000)>>"), "1 ← 1 Appeared Annotation FreeText (Kinh gui: So Noi vu So tien: 1000 dong)"),
        ["hidden free text"] = ((f, r) => r.Annotate(f, $"<</Type/Annot/Subtype/FreeText/Rect[72 650 372 720]/F 2>>"), ""),
        ["unseen free text"] = ((f, r) => r.Annotate(f, $"<</Type/Annot/Subtype/FreeText/Rect[72 650 372 720]/F 36>>"), ""),
        ["off the page"] = ((f, r) => r.Annotate(f, "<</Type/Annot/Subtype/FreeText/Rect[700 0 900 90]>>"), ""),
        ["field hidden"] = ((f, r) => r.Set(f.Field("name"), "F", "2"), "1 ← 1 Vanished Field name"),
        ["field moved"] = ((f, r) => r.Set(f.Field("name"), "Rect", "[72 620 272 640]"), "1 ← 1 Changed Field name"),
        ["comment removed"] = ((f, r) => r.Set(f.Page(), "Annots", new PdfArray(f.Array(f.Dictionary(f.Page())!["Annots"])!.Items.Where(i => ((PdfReference)i).Number != f.Comment().Number))), "1 ← 1 Vanished Annotation Text"),
        ["appearance overwritten"] = ((f, r) => r.Replace((PdfReference)f.Dictionary(f.Dictionary(f.Field("name"))!["AP"])!["N"]!, Places.Stream("/Type/XObject/Subtype/Form/BBox[0 0 200 20]", "q Q")), "1 ← 1 Changed Field name"),
        ["written again"] = ((f, r) => r.Replace(f.Page(), f.Resolve(f.Page())), ""),
        ["numbers as reals"] = ((f, r) => r.Set((PdfReference)f.Catalog["Pages"]!, "MediaBox", "[0.0 0 612.00 792.]"), ""),
        ["content re-encoded"] = ((f, r) =>
        {
            var reference = (PdfReference)f.Dictionary(f.Page())!["Contents"]!;
            r.Replace(reference, Places.Stream("/Filter/ASCIIHexDecode", Convert.ToHexString(StreamFilters.Decode(f, (PdfStream)f.Resolve(reference))) + ">"));
        }, ""),
        ["annotations in an object"] = ((f, r) => r.Set(f.Page(), "Annots", r.Add(f.Array(f.Dictionary(f.Page())!["Annots"])!)), ""),
        ["annotations of their own"] = ((f, r) => r.Set(f.Page(2), "Annots", "[<</Type/Annot/Subtype/Square/Rect[10 10 60 60]>>]"), "2 ← 2 Appeared Annotation Square"),
        ["only data"] = ((f, r) => r.Set(f.Root(), "DSS", new PdfDictionary { ["Certs"] = new PdfArray([r.Add(Places.Stream("", "1"))]) }), ""),
        ["metadata"] = ((f, r) => r.Replace((PdfReference)f.Catalog["Metadata"]!, Places.Stream("/Type/Metadata/Subtype/XML", "<y/>")), ""),
    };

    public static TheoryData<string> Names => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_change_is_told_by_page_and_place_and_nothing_else_is(string change)
    {
        Assert.All(FormDocument.All, document =>
        {
            var report = FormDocument.Validate(FormDocument.Update(document.Signed(), Changes[change].Update));
            var told = report.PageChanges.SelectMany(page => page.Marks.Select(mark =>
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(object?)page.Page ?? "-"} ← {(object?)page.PageBefore ?? "-"} {mark.Change} {mark.Subject} {mark.Name} {(mark.CoveredText.Length > 0 && mark.Subject == LookSubject.Annotation ? $"({mark.CoveredText})" : "")}").TrimEnd()));
            Assert.Equal(Changes[change].Expected, string.Join("; ", told));
            // The policy's word and the marks agree: what it forbids on a page is marked so, and nothing else.
            var isForbidden = report.Findings.Any(f => f.Severity == FindingSeverity.Forbidden);
            Assert.All(report.PageChanges, page => Assert.Equal(isForbidden, !page.IsPermitted));
        });
    }

    [Theory]
    [InlineData(0, FindingSeverity.Warning)]
    [InlineData(2, FindingSeverity.Forbidden)]
    [InlineData(3, FindingSeverity.Forbidden)]
    public void Words_that_a_new_signature_covers_are_quoted_with_their_page(int certification, FindingSeverity expected)
    {
        var pdf = Sign(new FormDocument(false, certification, false).Signed(), 1, new PdfRectangle(60, 590, 300, 80));
        var report = FormDocument.Validate(pdf);
        var finding = Assert.Single(report.Findings, f => f.Code == FindingCode.SignatureCoversText);
        Assert.Equal(expected, finding.Severity);
        // The field's value was text of the page too.
        Assert.Contains("Trang 1: “So tien: 1000 dong Huong”.", finding.Vietnamese, StringComparison.Ordinal);
        Assert.Contains("Page 1: “So tien: 1000 dong Huong”.", finding.English, StringComparison.Ordinal);
        Assert.Equal("So tien: 1000 dong Huong", report.PageChanges[0].Marks[0].CoveredText);
        Assert.Equal(expected == FindingSeverity.Forbidden ? DocumentConclusion.Suspicious : DocumentConclusion.Intact, report.Conclusion);
        Assert.Equal(expected != FindingSeverity.Forbidden, report.PageChanges[0].IsPermitted);
    }

    [Fact]
    public void Only_the_pages_concerned_are_named_among_many()
    {
        var plain = Producers.Skia([.. Enumerable.Repeat((200f, 100f), 1500)]);
        var pdf = SignOnce.Sign(plain, TestSigner.P256);
        pdf = Sign(pdf, 1234, new PdfRectangle(10, 10, 50, 20));
        pdf = FormDocument.Update(pdf, (f, r) => r.Set(f.Page(1500), "Contents", (PdfObject?)null));
        Assert.Equal([(1234, true), (1500, false)], FormDocument.Validate(pdf).PageChanges.Select(p => (p.Page!.Value, p.IsPermitted)));
    }

    [Fact]
    public void An_object_stream_written_anew_changes_the_pages_that_it_draws()
    {
        var pdf = new FormDocument(true, 0, false).Signed();
        var file = PdfFile.Open(new ByteSource(new MemoryStream(pdf)));
        var container = Enumerable.Range(1, file.NextObjectNumber - 1).First(n => file.Find(n) is { Kind: XrefEntryKind.InFile } && file.Load(new PdfReference(n, 0)) is PdfStream s && s.Dictionary.IsName("Type", "ObjStm"));
        var forged = FormDocument.Update(pdf, (f, r) =>
        {
            var stream = (PdfStream)f.Load(new PdfReference(container, 0));
            var text = System.Text.Encoding.Latin1.GetString(StreamFilters.Decode(f, stream));
            Assert.Contains("612 792", text, StringComparison.Ordinal);
            r.Replace(new PdfReference(container, 0), new PdfStream(new PdfDictionary(stream.Dictionary) { ["Filter"] = null, ["DecodeParms"] = null }, System.Text.Encoding.Latin1.GetBytes(text.Replace("612 792", "612 392", StringComparison.Ordinal))));
        });
        var report = FormDocument.Validate(forged);
        Assert.Equal(DocumentConclusion.Suspicious, report.Conclusion);
        Assert.Equal([1, 2], report.PageChanges.Select(p => p.Page!.Value));
        Assert.All(report.PageChanges, p => Assert.False(p.IsPermitted));
    }

    private static byte[] Sign(byte[] pdf, int page, PdfRectangle place) =>
        SignOnce.Sign(pdf, TestSigner.Rsa2048, plan => plan with { Appearance = new SignatureAppearance { Page = page, Rectangle = place, Lines = ["Lan"] } });

    private static void Near(PdfRectangle expected, PdfRectangle? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.X, actual.Value.X, 0.01);
        Assert.Equal(expected.Y, actual.Value.Y, 0.01);
        Assert.Equal(expected.Right, actual.Value.Right, 0.01);
        Assert.Equal(expected.Top, actual.Value.Top, 0.01);
    }
}
