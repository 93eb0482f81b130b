using SkiaSharp;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Forms;

/// <summary>Number and date come after the leader's signature and before the organisation's.</summary>
public sealed class TextFieldTests
{
    private static readonly TextFieldPlan Number = new("so", 1, new PdfRectangle(90, 640, 120, 16), 13, TextAlignment.Center);
    private static readonly TextFieldPlan Day = new("ngay", 1, new PdfRectangle(400, 640, 24, 16), 13, TextAlignment.Right);
    private static readonly Dictionary<string, string> Values = new() { ["so"] = "05/QĐ-UBND", ["ngay"] = "02" };
    private static readonly FieldLock Locked = new(FieldLockScope.Include, ["so", "ngay"]);

    public static TheoryData<string> Documents => [.. Producers.Available];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Number_and_date_follow_the_leaders_signature_and_both_signatures_stay_intact(string producer)
    {
        var plain = Producers.Make(producer);
        var prepared = Add(plain, Number, Day);
        var signed = Sign(prepared, "Lãnh đạo");
        var filled = Fill(signed, Values);
        Judge(filled, 1, [FindingCode.FieldFilled]);

        var issued = SignOnce.Sign(filled, TestSigner.Rsa2048, plan => plan with { Lock = Locked });
        Judge(issued, 2, [FindingCode.FieldFilled, FindingCode.SignatureAdded]);
        Judges.Agree(issued, 2);
        Assert.True(issued.AsSpan(0, plain.Length).SequenceEqual(plain));
        using var bench = new Workbench();
        var text = bench.Succeed("pdftotext", bench.Write("a.pdf", issued), "-");
        Assert.Contains("05/QĐ-UBND", text, StringComparison.Ordinal);
        Assert.Contains("02", text, StringComparison.Ordinal);
        Assert.Contains("+Tinos-Regular", bench.Succeed("pdffonts", bench.PathOf("a.pdf")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_Vietnamese_letter_can_be_filled_in_and_read_again()
    {
        const string Letters = "ĂẰẲẴẶ ÂẦẨẪẬ ÊỀỂỄỆ ÔỒỔỖỘ ƠỜỞỠỢ ƯỪỬỮỰ ỲÝỶỸỴ Đđ ăằẳẵặ";
        var filled = Fill(Sign(Add(HandMade.Table(), new TextFieldPlan("chu", 1, new PdfRectangle(20, 300, 500, 16), 11)), "A"), new() { ["chu"] = Letters.Normalize(System.Text.NormalizationForm.FormD) });
        using var bench = new Workbench();
        Assert.Contains(Letters, bench.Succeed("pdftotext", bench.Write("a.pdf", filled), "-"), StringComparison.Ordinal);
        Judge(filled, 1, [FindingCode.FieldFilled]);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(90, false)]
    [InlineData(180, true)]
    [InlineData(270, true)]
    public void The_value_stands_upright_in_its_rectangle_on_a_turned_page(int rotation, bool locked)
    {
        var plan = new TextFieldPlan("so", 1, new PdfRectangle(60, 40, 200, 30), 24, TextAlignment.Right);
        var document = Add(HandMade.Table(page: $"/Rotate {rotation}/CropBox[20 30 520 730]"), plan);
        var filled = Fill(SignOnce.Sign(document, TestSigner.P256, p => p with { CertificationLevel = 2, Lock = locked ? new FieldLock(FieldLockScope.Exclude, ["so"]) : null }), new() { ["so"] = "1" });
        Judge(filled, 1, [FindingCode.FieldFilled]);
        using var bench = new Workbench();
        bench.Succeed("pdftoppm", "-r", "72", "-cropbox", "-png", "-singlefile", bench.Write("a.pdf", filled), bench.PathOf("page"));
        using var picture = SKBitmap.Decode(bench.PathOf("page.png"));
        var ink = Enumerable.Range(0, picture.Width).SelectMany(x => Enumerable.Range(0, picture.Height).Select(y => (X: x, Y: picture.Height - y, Color: picture.GetPixel(x, y)))).Where(p => p.Color is { Red: < 100, Green: < 100, Blue: < 100 }).ToList();
        // A slim, tall digit at the right edge, its capitals' height in the middle.
        Assert.InRange(ink.Min(p => p.X), 247, 254);
        Assert.InRange(ink.Max(p => p.X), 254, 260);
        Assert.InRange((ink.Min(p => p.Y) + ink.Max(p => p.Y)) / 2.0, 53, 57);
        Assert.InRange(ink.Max(p => p.Y) - ink.Min(p => p.Y), 12, 19);
    }

    [Fact]
    public void A_locked_number_is_not_changed_by_this_engine_nor_unnoticed_by_another()
    {
        var issued = SignOnce.Sign(Fill(Sign(Add(HandMade.Table(), Number, Day), "A"), new() { ["so"] = "05" }), TestSigner.Rsa2048, plan => plan with { Lock = Locked });
        Assert.Equal(PdfErrorCode.FieldAlreadyFilled, Refusal(() => Fill(issued, new() { ["so"] = "06" })));
        // The day was left empty, and is locked all the same.
        Assert.Equal(PdfErrorCode.NotPermitted, Refusal(() => Fill(issued, new() { ["ngay"] = "02" })));
        var forged = FormDocument.Update(issued, (f, r) => r.Set(f.Field("so"), "V", "(06)"));
        var report = FormDocument.Validate(forged);
        Assert.Equal(DocumentConclusion.Suspicious, report.Conclusion);
        Assert.Contains(report.Findings, finding => finding.Code == FindingCode.FieldLocked);
    }

    [Fact]
    public void A_look_that_contradicts_the_value_is_noticed()
    {
        var filled = Fill(Sign(Add(HandMade.Table(), Number), "A"), new() { ["so"] = "05" });
        var second = SignOnce.Sign(filled, TestSigner.Rsa2048);
        var other = FormDocument.Update(second, (f, r) => r.Set(f.Field("so"), "AP", new PdfDictionary { ["N"] = r.Add(Places.Stream("/Type/XObject/Subtype/Form/BBox[0 0 120 16]", "0 g 0 0 50 9 re f")) }));
        Assert.Contains(FormDocument.Validate(other).Findings, finding => finding is { Code: FindingCode.FieldChanged, Severity: FindingSeverity.Forbidden });
    }

    [Fact]
    public void An_encrypted_file_opens_with_its_password_and_what_is_added_is_encrypted()
    {
        var document = Producers.Qpdf(Producers.Make("skia"), "--encrypt", "open", "owner", "256", "--");
        Assert.Equal(PdfErrorCode.PasswordRequired, Refusal(() => Add(document, Number)));
        byte[] added = [.. document, .. PdfForms.AddTextFields(new MemoryStream(document), [Number], "owner")];
        var signed = SignOnce.Sign(added, TestSigner.P256, plan => plan with { Password = "owner" });
        byte[] filled = [.. signed, .. PdfForms.FillTextFields(new MemoryStream(signed), new Dictionary<string, string> { ["so"] = "05-QD" }, "open")];
        Assert.DoesNotContain("05-QD", System.Text.Encoding.Latin1.GetString(filled), StringComparison.Ordinal);
        using var bench = new Workbench();
        Assert.Contains("05-QD", bench.Succeed("pdftotext", "-upw", "open", bench.Write("a.pdf", filled), "-"), StringComparison.Ordinal);
        bench.Succeed("qpdf", "--password=open", "--check", bench.PathOf("a.pdf"));
        var report = PdfValidator.Validate(new MemoryStream(filled), new ValidationOptions { At = SignOnce.Time, Password = "open" });
        Assert.Equal((DocumentConclusion.Intact, FindingCode.FieldFilled), (report.Conclusion, Assert.Single(report.Findings).Code));
    }

    [Fact]
    public void What_the_author_or_a_signer_forbids_is_refused()
    {
        var signed = Sign(HandMade.Table(), "A");
        Assert.Equal(PdfErrorCode.NotPermitted, Refusal(() => Add(signed, Number)));
        var final = SignOnce.Sign(Add(HandMade.Table(), Number), TestSigner.P256, plan => plan with { CertificationLevel = 1 });
        Assert.Equal(PdfErrorCode.NotPermitted, Refusal(() => Fill(final, new() { ["so"] = "05" })));
        var closed = SignOnce.Sign(Add(HandMade.Table(), Number), TestSigner.P256, plan => plan with { Lock = new FieldLock(FieldLockScope.All, []) });
        Assert.Equal(PdfErrorCode.NotPermitted, Refusal(() => Fill(closed, new() { ["so"] = "05" })));
        var readers = Producers.Qpdf(Add(HandMade.Table(), Number), "--encrypt", "", "owner", "256", "--modify=none", "--");
        Assert.Equal(PdfErrorCode.NotPermitted, Refusal(() => Fill(readers, new() { ["so"] = "05" })));
        Assert.Equal(PdfErrorCode.NotPermitted, Refusal(() => Add(readers, Number with { Name = "khac" })));
    }

    [Fact]
    public void A_plan_that_cannot_be_is_refused_with_its_reason()
    {
        var plain = HandMade.Table();
        Assert.Equal(PdfErrorCode.PlanInvalid, Refusal(() => Add(plain)));
        Assert.Equal(PdfErrorCode.PlanInvalid, Refusal(() => Add(plain, Number, Number)));
        Assert.Equal(PdfErrorCode.PlanInvalid, Refusal(() => Add(plain, Number with { Name = "a.b" })));
        Assert.Equal(PdfErrorCode.PlanInvalid, Refusal(() => Add(plain, Number with { FontSize = double.NaN })));
        Assert.Equal(PdfErrorCode.PlanInvalid, Refusal(() => Add(plain, Number with { Rectangle = new(0, 0, double.PositiveInfinity, 9) })));
        Assert.Equal(PdfErrorCode.PlanInvalid, Refusal(() => Add(Add(plain, Number), Number)));
        Assert.Equal(PdfErrorCode.PageNotFound, Refusal(() => Add(plain, Number with { Page = 2 })));

        var ready = Add(plain, Number, Day);
        Assert.Equal(PdfErrorCode.FieldNotFound, Refusal(() => Fill(ready, new() { ["khong co"] = "1" })));
        Assert.Equal(PdfErrorCode.PlanInvalid, Refusal(() => Fill(ready, new() { ["so"] = " " })));
        Assert.Equal(PdfErrorCode.PlanInvalid, Refusal(() => Fill(ready, new() { ["so"] = "印" })));
        Assert.Equal(PdfErrorCode.PlanInvalid, Refusal(() => Fill(ready, new() { ["so"] = "1\n2" })));
        Assert.Equal(PdfErrorCode.TextTooLong, Refusal(() => Fill(ready, new() { ["ngay"] = "0123" })));
        Assert.Equal(PdfErrorCode.TextTooLong, Refusal(() => Fill(Add(plain, Number with { Rectangle = new(90, 640, 120, 8) }), new() { ["so"] = "1" })));
        Assert.Equal(PdfErrorCode.FieldAlreadyFilled, Refusal(() => Fill(Fill(ready, new() { ["so"] = "1" }), new() { ["so"] = "1" })));
        Assert.Equal(PdfErrorCode.Unsupported, Refusal(() => Add(HandMade.Table("/AcroForm<</XFA[(a)5 0 R]/Fields[]>>", more: (5, "<<>>")), Number)));
    }

    [Fact]
    public void Foreign_fields_are_filled_where_a_signature_permits_it()
    {
        var document = new FormDocument(false, 2, false).Signed();
        var filled = Fill(document, new() { ["note"] = "Đồng ý" });
        Judge(filled, 1, [FindingCode.FieldFilled]);
        Assert.Equal(PdfErrorCode.FieldNotFound, Refusal(() => Fill(document, new() { ["leader"] = "x" })));
    }

    [Theory]
    [InlineData("/Ff 4096")]
    [InlineData("/Ff 8192")]
    [InlineData("/Ff 33554432")]
    public void Fields_that_are_not_one_line_of_plain_text_are_left_alone(string flags)
    {
        var document = HandMade.Table("/AcroForm<</Fields[5 0 R]>>", "/Annots[5 0 R]", (5, $"<</Type/Annot/Subtype/Widget/FT/Tx/T(x){flags}/Rect[0 0 100 20]>>"));
        Assert.Equal(PdfErrorCode.Unsupported, Refusal(() => Fill(document, new() { ["x"] = "1" })));
    }

    private static byte[] Add(byte[] pdf, params TextFieldPlan[] plans) => [.. pdf, .. PdfForms.AddTextFields(new MemoryStream(pdf), plans)];

    private static byte[] Fill(byte[] pdf, Dictionary<string, string> values) => [.. pdf, .. PdfForms.FillTextFields(new MemoryStream(pdf), values)];

    private static byte[] Sign(byte[] pdf, string line) =>
        SignOnce.Sign(pdf, TestSigner.P256, plan => plan with { Appearance = new SignatureAppearance { Rectangle = new(320, 90, 150, 60), Lines = [line] } });

    private static PdfErrorCode Refusal(Func<byte[]> act) => Assert.Throws<PdfException>(act).Code;

    // Nothing but what is named was found, and it weighs nothing.
    private static void Judge(byte[] pdf, int signatures, FindingCode[] expected)
    {
        var report = FormDocument.Validate(pdf);
        Assert.Equal(DocumentConclusion.Intact, report.Conclusion);
        Assert.Equal(signatures, report.Signatures.Count);
        Assert.All(report.Findings, finding => Assert.Equal(FindingSeverity.Note, finding.Severity));
        Assert.Equal(expected.Order(), report.Findings.Select(finding => finding.Code).Where(code => code is not FindingCode.ActiveContent).Distinct().Order());
        using var bench = new Workbench();
        Assert.DoesNotContain("WARNING", bench.Succeed("qpdf", "--check", bench.Write("a.pdf", pdf)), StringComparison.Ordinal);
        var said = bench.Run("pdfsig", "-nocert", bench.PathOf("a.pdf")).Output;
        Assert.Equal(signatures, said.Split("Signature is Valid").Length - 1);
    }
}
