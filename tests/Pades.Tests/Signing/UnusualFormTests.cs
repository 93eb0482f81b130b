using System.Text;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

/// <summary>Forms, fields and annotation lists in every place where they may stand.</summary>
public sealed class UnusualFormTests
{
    public static TheoryData<string, string, string, string[]> Places => new()
    {
        { "form direct in the catalog", "/AcroForm<</Fields[]/DA(/Helv 0 Tf)>>", "", [] },
        { "form and fields indirect", "/AcroForm 5 0 R", "", ["<</Fields 6 0 R/SigFlags 1>>", "[]"] },
        { "form direct, fields indirect", "/AcroForm<</Fields 5 0 R>>", "", ["[]"] },
        { "annotations direct", "", "/Annots[5 0 R]", ["<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(a)>>"] },
        { "annotations indirect", "", "/Annots 5 0 R", ["[]"] },
        { "annotations null", "", "/Annots null", [] },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Two_signatures_are_added_where_the_lists_stand(string what, string catalog, string page, string[] more)
    {
        var pdf = HandMade.Table(catalog, page, [.. more.Select((body, i) => (5 + i, body))]);
        pdf = SignOnce.Sign(pdf, TestSigner.P256);
        pdf = SignOnce.Sign(pdf, TestSigner.Rsa2048);
        Judges.Agree(pdf, 2);
        Assert.True(PdfInspector.Inspect(new MemoryStream(pdf)).SignatureFields.All(field => field is { IsSigned: true, Page: 1 }), what);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void An_existing_empty_field_is_filled_and_dressed(bool visible, bool split)
    {
        var pdf = HandMade.Table($"/AcroForm<</Fields[{(split ? 5 : 6)} 0 R]/SigFlags 3>>", "/Annots[6 0 R]",
            split ? (5, "<</FT/Sig/T(TruongPhong)/Kids[6 0 R]>>") : (5, "null"),
            (6, $"<</Type/Annot/Subtype/Widget/Rect[100 100 300 160]/P 3 0 R/F 4{(split ? "/Parent 5 0 R" : "/FT/Sig/T(TruongPhong)")}>>"));
        var signed = SignOnce.Sign(pdf, TestSigner.P256, plan => plan with { FieldName = "TruongPhong", Appearance = visible ? new SignatureAppearance { Lines = ["Đã ký"] } : null });
        // pdfsig 22.12 looks for the value in the widget only.
        Judges.Agree(signed, 1, pdfsig: !split);
        Assert.True(PdfValidator.Validate(new MemoryStream(signed), new ValidationOptions { At = SignOnce.Time }).IsIntact);
        var field = Assert.Single(PdfInspector.Inspect(new MemoryStream(signed)).SignatureFields);
        Assert.Equal(new SignatureField("TruongPhong", true, 1, new PdfRectangle(100, 100, 200, 60)), field);
        using var bench = new Workbench();
        var text = bench.Succeed("pdftotext", bench.Write("a.pdf", signed), "-");
        Assert.Equal(visible, text.Contains("Đã ký", StringComparison.Ordinal));
        var error = Assert.Throws<PdfException>(() => SignOnce.Sign(signed, TestSigner.P256, plan => plan with { FieldName = "TruongPhong" }));
        Assert.Equal(PdfErrorCode.FieldAlreadySigned, error.Code);
    }

    [Fact]
    public void A_text_field_cannot_be_signed()
    {
        var pdf = HandMade.Table("/AcroForm<</Fields[5 0 R]>>", "", (5, "<</FT/Tx/T(Name)>>"));
        var error = Assert.Throws<PdfException>(() => SignOnce.Sign(pdf, TestSigner.P256, plan => plan with { FieldName = "Name" }));
        Assert.Equal(PdfErrorCode.FieldNotFound, error.Code);
    }

    [Fact]
    public void A_hybrid_is_answered_with_a_table_and_without_its_old_stream()
    {
        var document = HandMade.Hybrid();
        var update = Encoding.Latin1.GetString(SignOnce.Sign(document, TestSigner.P256).AsSpan(document.Length));
        Assert.Contains("\nxref\n", update, StringComparison.Ordinal);
        Assert.DoesNotContain("XRefStm", update, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_streams_is_answered_with_a_stream_that_lists_itself()
    {
        var document = Producers.Make("skia-objstm");
        var signed = SignOnce.Sign(document, TestSigner.P256);
        var newest = PdfFile.Open(new ByteSource(new MemoryStream(signed))).Sections[0];
        Assert.Equal(new XrefEntry(XrefEntryKind.InFile, newest.Offset, 0), newest.Find(newest.StreamNumber));
        var update = Encoding.Latin1.GetString(signed.AsSpan(document.Length));
        Assert.DoesNotContain("\nxref\n", update, StringComparison.Ordinal);
        Assert.Contains("/Type/XRef", update, StringComparison.Ordinal);
        Assert.DoesNotContain("/ObjStm", update, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_unchanged_is_written_again()
    {
        var document = SignOnce.Sign(HandMade.Table(), TestSigner.P256);
        var update = Encoding.Latin1.GetString(SignOnce.Sign(document, TestSigner.P256).AsSpan(document.Length));
        // Signature, field, page and form; the catalog names the form already.
        Assert.Equal(4, update.Split(" 0 obj\n").Length - 1);
        Assert.DoesNotContain("/Catalog", update, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certified_file_that_allows_no_change_is_left_alone()
    {
        var pdf = HandMade.Table("/Perms<</DocMDP 5 0 R>>", "", (5, "<</Type/Sig/Reference[<</TransformMethod/DocMDP/TransformParams<</P 1>>>>]>>"));
        Assert.Equal(PdfErrorCode.NotPermitted, Assert.Throws<PdfException>(() => SignOnce.Sign(pdf, TestSigner.P256)).Code);
    }
}
