using System.Globalization;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Changes;

/// <summary>What is done to a document after it was signed, each on six documents: none may pass for intact.</summary>
public sealed class AttackTests
{
    private const string Rect = "/Rect[72 650 372 720]/P 3 0 R/F 4";
    private const string Cover = "/Type/XObject/Subtype/Form/BBox[0 0 300 70]/Resources<<>>";

    private static readonly Dictionary<string, Action<PdfFile, Revision>> Updates = new(StringComparer.Ordinal)
    {
        // Shadow attacks: what was prepared is hidden or put in another's place.
        ["shadow-replace-content"] = (f, r) => r.Replace((PdfReference)f.Dictionary(f.Page())!["Contents"]!, Places.Stream("", "BT /F1 14 Tf 72 660 Td (So tien: 9000 dong) Tj ET")),
        ["shadow-point-to-other-content"] = (f, r) => r.Set(f.Page(), "Contents", f.Dictionary(f.Page(2))!["Contents"]),
        ["shadow-append-content"] = (f, r) => r.Set(f.Page(), "Contents", new PdfArray([f.Dictionary(f.Page())!["Contents"]!, r.Add(Places.Stream("", "1 g 0 0 500 500 re f"))])),
        ["shadow-hide-content"] = (f, r) => r.Set(f.Page(), "Contents", (PdfObject?)null),
        ["shadow-replace-font"] = (f, r) => r.Replace((PdfReference)f.Dictionary(f.Dictionary(f.Dictionary(f.Page())!["Resources"])!["Font"])!["F1"]!, Places.Parse("<</Type/Font/Subtype/Type1/BaseFont/Symbol>>")),
        ["shadow-resources-exchanged"] = (f, r) => r.Set(f.Page(), "Resources", "<<>>"),
        ["shadow-hide-value"] = (f, r) => r.Set(f.Field("name"), "AP", new PdfDictionary { ["N"] = r.Add(Places.Stream(Cover, "BT /F1 12 Tf (Ke xau) Tj ET")) }),
        ["shadow-hide-field"] = (f, r) => r.Set(f.Field("name"), "F", "2"),
        ["shadow-hide-signature"] = (f, r) => r.Set(f.Field("Signature1"), "F", "2"),
        ["shadow-overlay-optional-content"] = (f, r) => r.Set(f.Root(), "OCProperties", "<</OCGs[]/D<<>>>>"),
        ["page-turned"] = (f, r) => r.Set(f.Page(), "Rotate", "180"),
        ["page-cropped"] = (f, r) => r.Set(f.Page(), "CropBox", "[0 0 100 100]"),
        ["page-unit"] = (f, r) => r.Set(f.Page(), "UserUnit", "2"),
        ["page-action"] = (f, r) => r.Set(f.Page(), "AA", "<</O<</S/JavaScript/JS(app.alert(1))>>>>"),
        ["pages-removed"] = (f, r) => r.Set((PdfReference)f.Catalog["Pages"]!, "Kids", new PdfArray([f.Page()])),
        ["pages-added"] = (f, r) => r.Append((PdfReference)f.Catalog["Pages"]!, "Kids", r.Add(Places.Parse("<</Type/Page/Parent 2 0 R>>"))),
        ["pages-doubled"] = (f, r) => r.Append((PdfReference)f.Catalog["Pages"]!, "Kids", f.Page()),
        ["pages-swapped"] = (f, r) => r.Set((PdfReference)f.Catalog["Pages"]!, "Kids", new PdfArray([f.Page(2), f.Page()])),
        ["pages-inherited-box"] = (f, r) => r.Set((PdfReference)f.Catalog["Pages"]!, "MediaBox", "[0 0 300 300]"),
        // Evil annotations.
        ["annotation-freetext"] = (f, r) => r.Annotate(f, $"<</Type/Annot/Subtype/FreeText{Rect}/DA(/F1 14 Tf)/Contents(So tien: 9000 dong)>>"),
        ["annotation-stamp"] = (f, r) => r.Annotate(f, $"<</Type/Annot/Subtype/Stamp{Rect}/Name/Approved>>"),
        ["annotation-redact"] = (f, r) => r.Annotate(f, $"<</Type/Annot/Subtype/Redact{Rect}/OverlayText(9000)>>"),
        ["annotation-square"] = (f, r) => r.Annotate(f, $"<</Type/Annot/Subtype/Square{Rect}/IC[1 1 1]>>"),
        ["annotation-ink"] = (f, r) => r.Annotate(f, $"<</Type/Annot/Subtype/Ink{Rect}/InkList[[72 650 300 700]]>>"),
        ["annotation-link"] = (f, r) => r.Annotate(f, $"<</Type/Annot/Subtype/Link{Rect}/A<</S/URI/URI(https://example.org)>>>>"),
        ["annotation-note-with-action"] = (f, r) => r.Annotate(f, "<</Type/Annot/Subtype/Text/Rect[1 1 9 9]/A<</S/Launch/F(x)>>>>"),
        ["annotation-writing-highlight"] = (f, r) => r.Append(f.Page(), "Annots", r.Add(new PdfDictionary((PdfDictionary)Places.Parse($"<</Type/Annot/Subtype/Highlight{Rect}>>")) { ["AP"] = new PdfDictionary { ["N"] = r.Add(Places.Stream(Cover, "BT /F1 14 Tf (9000) Tj ET")) } })),
        ["annotation-large-note"] = (f, r) => r.Append(f.Page(), "Annots", r.Add(new PdfDictionary((PdfDictionary)Places.Parse($"<</Type/Annot/Subtype/Text{Rect}>>")) { ["AP"] = new PdfDictionary { ["N"] = r.Add(Places.Stream(Cover, "1 g 0 0 300 70 re f")) } })),
        ["annotation-becomes-stamp"] = (f, r) => r.Set(f.Comment(), "Subtype", "/Stamp"),
        ["annotation-widget-removed"] = (f, r) => r.Set(f.Page(), "Annots", new PdfArray([f.Comment()])),
        // The form.
        ["field-moved"] = (f, r) => r.Set(f.Field("name"), "Rect", "[72 640 272 700]"),
        ["field-renamed"] = (f, r) => r.Set(f.Field("name"), "T", "(other)"),
        ["field-retyped"] = (f, r) => r.Set(f.Field("name"), "FT", "/Btn"),
        ["field-action"] = (f, r) => r.Set(f.Field("note"), "AA", "<</K<</S/JavaScript/JS(1)>>>>"),
        ["field-password-flag"] = (f, r) => r.Set(f.Field("note"), "Ff", "8192"),
        ["field-added"] = (f, r) => r.Append(r.Form(), "Fields", r.Add(Places.Parse($"<</Type/Annot/Subtype/Widget/FT/Tx/T(new)/V(9000){Rect}>>"))),
        ["field-of-same-name"] = (f, r) => r.Append(r.Form(), "Fields", r.Add(Places.Parse("<</FT/Sig/T(leader)/Type/Annot/Subtype/Widget/Rect[0 0 0 0]>>"))),
        ["field-with-action-added"] = (f, r) => r.Append(r.Form(), "Fields", r.Add(Places.Parse("<</FT/Sig/T(s9)/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/A<</S/JavaScript/JS(1)>>>>"))),
        ["fields-removed"] = (f, r) => r.Set(r.Form(), "Fields", new PdfArray([f.Field("name"), f.Field("Signature1")])),
        ["form-removed"] = (f, r) => r.Set(f.Root(), "AcroForm", (PdfObject?)null),
        ["form-xfa"] = (f, r) => r.Set(r.Form(), "XFA", r.Add(Places.Stream("", "<xdp/>"))),
        ["form-needs-appearances"] = (f, r) => r.Set(r.Form(), "NeedAppearances", "true"),
        ["form-flags-cleared"] = (f, r) => r.Set(r.Form(), "SigFlags", "0"),
        ["form-font-exchanged"] = (f, r) => r.Set(r.Form(), "DR", "<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Symbol>>>>>>"),
        // Signatures and permissions.
        ["signature-removed"] = (f, r) => r.Set(f.Field("Signature1"), "V", (PdfObject?)null),
        ["signature-field-removed"] = (f, r) => r.Set(r.Form(), "Fields", new PdfArray([f.Field("name"), f.Field("note"), f.Field("leader")])),
        ["signature-copied-to-another-field"] = (f, r) => r.Set(f.Field("leader"), "V", f.Dictionary(f.Field("Signature1"))!["V"]),
        ["signature-reason-changed"] = (f, r) => r.Set((PdfReference)f.Dictionary(f.Field("Signature1"))!["V"]!, "Reason", "(Dong y)"),
        ["signature-range-changed"] = (f, r) => r.Set((PdfReference)f.Dictionary(f.Field("Signature1"))!["V"]!, "ByteRange", "[0 100 200 300]"),
        ["signature-look-changed"] = (f, r) => r.Set(f.Field("Signature1"), "AP", new PdfDictionary { ["N"] = r.Add(Places.Stream(Cover, "1 g 0 0 9 9 re f")) }),
        ["signature-enlarged"] = (f, r) => r.Set(f.Field("Signature1"), "Rect", "[72 650 372 720]"),
        ["lock-widened"] = (f, r) => r.Set(f.Field("leader"), "Lock", "<</Type/SigFieldLock/Action/Include/Fields[(note)]>>"),
        ["lock-removed"] = (f, r) => r.Set(f.Field("leader"), "Lock", (PdfObject?)null),
        ["permissions-changed"] = (f, r) => r.Set(f.Root(), "Perms", f.Catalog["Perms"] is null ? new PdfDictionary { ["DocMDP"] = f.Dictionary(f.Field("Signature1"))!["V"]! } : null),
        ["store-removed"] = (f, r) => r.Set(f.Root(), "DSS", (PdfObject?)null),
        ["store-hides-page"] = (f, r) => r.Set(f.Root(), "DSS", new PdfDictionary { ["Certs"] = new PdfArray([f.Page()]) }),
        ["store-hides-key"] = (f, r) => r.Set(f.Root(), "DSS", "<</Pages<</Type/Pages>>>>"),
        ["store-hides-form"] = (f, r) => r.Set(f.Root(), "DSS", new PdfDictionary { ["VRI"] = new PdfDictionary { ["A"] = new PdfDictionary { ["Annots"] = new PdfArray() } } }),
        ["store-hides-appearance"] = (f, r) => r.Set(f.Root(), "DSS", new PdfDictionary { ["OCSPs"] = new PdfArray([r.Add(Places.Stream(Cover, ""))]) }),
        ["extension-lowered"] = (f, r) => r.Set(f.Root(), "Extensions", "<</ADBE<</BaseVersion/1.7/ExtensionLevel 3>>>>"),
        ["extension-list-in-itself"] = (f, r) =>
        {
            var list = r.Add(PdfNull.Instance);
            r.Replace(list, new PdfArray([list]));
            r.Set(f.Root(), "Extensions", new PdfDictionary { ["ADBE"] = list });
        },
        ["extension-removed"] = (f, r) => r.Set(f.Root(), "Extensions", (PdfObject?)null),
        ["version-lowered"] = (f, r) => r.Set(f.Root(), "Version", "/1.4"),
        // The document as a whole.
        ["open-action"] = (f, r) => r.Set(f.Root(), "OpenAction", "<</S/JavaScript/JS(app.alert(1))>>"),
        ["names-javascript"] = (f, r) => r.Set(f.Root(), "Names", "<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>"),
        ["embedded-file"] = (f, r) => r.Set(f.Root(), "AF", "[<</Type/Filespec/F(x.exe)>>]"),
        ["structure-reworded"] = (f, r) => r.Set((PdfReference)f.Dictionary(f.Catalog["StructTreeRoot"])!["K"]!, "ActualText", "(Khac)"),
        ["structure-removed"] = (f, r) => r.Set(f.Root(), "StructTreeRoot", (PdfObject?)null),
        ["shared-appearance-overwritten"] = (f, r) => r.Replace((PdfReference)f.Dictionary(f.Dictionary(f.Field("name"))!["AP"])!["N"]!, Places.Stream(Cover, "BT /F1 12 Tf (Ke xau) Tj ET")),
        ["metadata-is-page-content"] = (f, r) => r.Replace((PdfReference)f.Dictionary(f.Page(2))!["Contents"]!, Places.Stream("/Type/Metadata/Subtype/XML", "<x/>")),
    };

    public static TheoryData<string> Names => [.. Updates.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_update_that_no_signature_permits_is_suspicious(string attack)
    {
        Assert.All(FormDocument.All, document =>
        {
            var forged = FormDocument.Update(document.Signed(), Updates[attack]);
            // No refusal by chance: the finding says what was done and where.
            var report = FormDocument.Validate(forged);
            Assert.True(report.Conclusion is DocumentConclusion.Suspicious or DocumentConclusion.Broken, $"{attack} on {document} passed as {report.Conclusion}.");
            Assert.Contains(report.Findings.Concat(report.Signatures.SelectMany(s => s.Findings)), f => f is { Severity: >= FindingSeverity.Forbidden, Revision: > 0, Vietnamese.Length: > 0, English.Length: > 0 });
            // Signing the forgery must not wash it clean; only the flags are put right by it.
            if (attack is not "form-flags-cleared") Refused(Resigned(forged), $"{attack}, signed again, on {document}");
        });
    }

    [Theory]
    [InlineData("note (Ghi chu)", false)]
    [InlineData("name (Khac)", true)]
    public void A_locked_field_stays_as_it_is_and_others_may_be_filled(string fill, bool isLocked)
    {
        foreach (var document in FormDocument.All.Select(d => d with { IsLocked = true }))
        {
            var (field, value) = (fill.Split(' ')[0], fill[5..]);
            var report = FormDocument.Validate(FormDocument.Update(document.Signed(), (f, r) => r.Set(f.Field(field), "V", value)));
            Assert.Equal(isLocked ? DocumentConclusion.Suspicious : DocumentConclusion.Intact, report.Conclusion);
            if (isLocked) Assert.Contains(report.Findings, f => f is { Code: FindingCode.FieldLocked, Severity: FindingSeverity.Forbidden });
        }
    }

    [Fact]
    public void A_new_signature_that_covers_text_is_refused_once_certified()
    {
        var look = new SignatureAppearance { Page = 1, Rectangle = new PdfRectangle(60, 640, 300, 80), Lines = ["So tien: 9000 dong"] };
        foreach (var document in FormDocument.All)
        {
            var twice = SignOnce.Sign(document.Signed(), TestSigner.Rsa2048, plan => plan with { Appearance = look });
            Assert.Equal(document.Certification > 0 ? DocumentConclusion.Suspicious : DocumentConclusion.Intact, FormDocument.Validate(twice).Conclusion);
        }
    }

    [Fact]
    public void What_was_signed_as_a_promise_must_not_be_delivered_later()
    {
        // The cross-reference that is signed names a place behind the end of the file for what the page shows.
        const int place = 20_000;
        var text = Encoding.Latin1.GetString(Samples.HandMade.Table());
        var own = text.IndexOf("4 0 obj", StringComparison.Ordinal);
        var promise = Encoding.Latin1.GetBytes(text.Replace(string.Create(CultureInfo.InvariantCulture, $"{own:0000000000} 00000 n"), string.Create(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n"), StringComparison.Ordinal));
        var signed = SignOnce.Sign(promise, TestSigner.P256);
        Assert.Equal(DocumentConclusion.Intact, FormDocument.Validate(signed).Conclusion);
        const string delivery = "4 0 obj\n<</Length 30>>\nstream\nBT (So tien: 9000 dong) Tj ET \nendstream\nendobj\n";
        byte[] early = [.. signed, .. Encoding.ASCII.GetBytes(delivery.PadLeft(place - signed.Length + delivery.Length))];
        var start = Encoding.Latin1.GetString(signed).Split("startxref\n")[^1].Split('\n')[0];
        byte[] forged = [.. early, .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"xref\n0 0\ntrailer\n<</Size 30/Root 1 0 R/Prev {start}/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]>>\nstartxref\n{early.Length}\n%%EOF\n"))];
        Refused(forged, "A late delivery");
    }

    [Fact]
    public void A_stream_whose_length_stands_elsewhere_must_not_grow_later()
    {
        const string page = "q Q \nendstream\nBT (So tien: 9000 dong) Tj ET";
        var plain = new Samples.HandMade()
            .Object(1, "<</Type/Catalog/Pages 2 0 R>>").Object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>").Object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<>>>>")
            .Object(4, $"<</Length 5 0 R>>\nstream\n{page}\nendstream").Object(5, "4").Close("/Size 6/Root 1 0 R").ToBytes();
        var signed = SignOnce.Sign(plain, TestSigner.P256);
        Assert.Equal(DocumentConclusion.Intact, FormDocument.Validate(signed).Conclusion);
        Refused(FormDocument.Update(signed, (f, r) => r.Replace(new PdfReference(5, 0), new PdfNumber(page.Length))), "A grown stream");
    }

    [Fact]
    public void Objects_in_a_stream_that_is_exchanged_are_not_the_signed_ones()
    {
        foreach (var document in FormDocument.All.Where(d => d.UsesStreams))
        {
            var forged = FormDocument.Update(document.Signed(), (f, r) =>
            {
                foreach (var number in Enumerable.Range(1, f.NextObjectNumber - 1).Where(n => f.Find(n) is { Kind: XrefEntryKind.InFile }))
                {
                    if (f.Load(new PdfReference(number, 0)) is not PdfStream container || !container.Dictionary.IsName("Type", "ObjStm")) continue;
                    var text = Encoding.Latin1.GetString(StreamFilters.Decode(f, container));
                    var other = text.Replace("/Helvetica", "/ZapfDings", StringComparison.Ordinal);
                    if (other != text) r.Replace(new PdfReference(number, 0), new PdfStream(new PdfDictionary(container.Dictionary) { ["Filter"] = null, ["DecodeParms"] = null }, Encoding.Latin1.GetBytes(other)));
                }
            });
            Assert.NotEqual(document.Signed().Length, forged.Length);
            Refused(forged, $"An exchanged object stream in {document}");
        }
    }

    public static TheoryData<string> Appendices =>
    [
        "\n% an update without cross-reference\n5 0 obj\n<</Length 3>>\nstream\nq Q\nendstream\nendobj\n", "\n4711 0 obj\n<</Type/Annot/Subtype/FreeText>>\nendobj\n",
        "\ntrailer\n<</Root 1 0 R/Size 30>>\n", "\nstartxref\n9\n%%EOF\n", "\nstartxref\n0\n%%EOF\n", "\nxref\n0 0\ntrailer\n<</Root 1 0 R/Size 30>>\nstartxref\n{length}\n%%EOF\n", "\nABCDEF\n", "\n<html></html>\n", "PK\u0003\u0004", "\nendobj\n", "\n/Contents<00>\n", "\n1 0 obj\n<<>>\nendobj\nstartxref\n{startxref}\n%%EOF\n",
    ];

    [Theory]
    [MemberData(nameof(Appendices))]
    public void What_is_appended_outside_a_proper_update_is_not_passed_over(string appendix)
    {
        Assert.All(FormDocument.All, document =>
        {
            var pdf = document.Signed();
            var start = Encoding.Latin1.GetString(pdf).Split("startxref\n")[^1].Split('\n')[0];
            var text = appendix.Replace("{length}", (pdf.Length + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("{startxref}", start, StringComparison.Ordinal);
            Refused([.. pdf, .. Encoding.Latin1.GetBytes(text)], $"{appendix} on {document}");
        });
    }

    [Theory]
    [InlineData("/ByteRange[", "/ByteRonge[")]
    [InlineData("/ByteRange[0 ", "/ByteRange[9 ")]
    [InlineData("/ByteRange[0 ", "/ByteRange[- ")]
    [InlineData("/ByteRange[0 ", "/ByteRange( ")]
    [InlineData("/Contents<30", "/Contonts<30")]
    [InlineData("/Contents<30", "/Contents<00")]
    [InlineData("/Contents<30", "/Contents<xx")]
    [InlineData("/Contents<308", "/Contents<(08")]
    [InlineData("/SubFilter/ETSI", "/SubFilter/ETSX")]
    [InlineData("/SubFilter", "/SubFilder")]
    public void A_signature_dictionary_tampered_with_in_place_is_broken(string from, string to)
    {
        Assert.All(FormDocument.All, document =>
        {
            var text = Encoding.Latin1.GetString(document.Signed());
            Assert.Contains(from, text, StringComparison.Ordinal);
            Refused(Encoding.Latin1.GetBytes(text.Replace(from, to, StringComparison.Ordinal)), $"{from} → {to} on {document}");
        });
    }

    [Fact]
    public void A_byte_changed_anywhere_but_in_the_padding_of_a_value_is_never_passed_over()
    {
        var pdf = SignOnce.Sign(new FormDocument(false, 2, false).Signed(), TestSigner.Rsa2048);
        var values = Judging.Judges.ByteRanges(pdf);
        for (var i = 0; i < pdf.Length; i++)
        {
            if (values.Any(range => i >= range.FirstLength && i < range.Second)) continue;
            var changed = (byte[])pdf.Clone();
            changed[i] ^= 1;
            Refused(changed, $"Byte {i}");
        }
    }

    private static byte[] Resigned(byte[] forged)
    {
        try
        {
            return SignOnce.Sign(forged, TestSigner.Rsa2048);
        }
        catch (PdfException)
        {
            // Our own signer refuses it already.
            return forged;
        }
    }

    private static void Refused(byte[] forged, string what)
    {
        try
        {
            var report = FormDocument.Validate(forged);
            Assert.True(report.Conclusion != DocumentConclusion.Intact, $"{what} passed.");
        }
        catch (PdfException)
        {
            // The file as a whole is refused.
        }
    }
}
