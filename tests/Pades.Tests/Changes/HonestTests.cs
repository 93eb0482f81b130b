using CsCheck;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Changes;

/// <summary>What honest programs do to a signed document: nobody may be accused.</summary>
public sealed class HonestTests
{
    private static readonly Dictionary<string, Action<PdfFile, Revision>> Updates = new(StringComparer.Ordinal)
    {
        ["fill-empty-field"] = (f, r) => r.Set(f.Field("note"), "V", "(Dong y)"),
        ["fill-field-again"] = (f, r) => r.Set(f.Field("name"), "V", "(Lan)"),
        ["fill-with-appearance"] = (f, r) =>
        {
            r.Set(f.Field("name"), "V", "(Lan)");
            r.Set(f.Field("name"), "AP", new PdfDictionary { ["N"] = r.Add(Places.Stream("/Type/XObject/Subtype/Form/BBox[0 0 200 20]", "BT (Lan) Tj ET")) });
        },
        ["fill-into-the-same-appearance-object"] = (f, r) =>
        {
            r.Set(f.Field("note"), "V", "(Dong y)");
            r.Replace((PdfReference)f.Dictionary(f.Dictionary(f.Field("note"))!["AP"])!["N"]!, Places.Stream("/Type/XObject/Subtype/Form/BBox[0 0 200 20]", "BT (Dong y) Tj ET"));
        },
        ["read-only-after-signing"] = (f, r) => r.Set(f.Field("note"), "Ff", "1"),
        ["form-font-added"] = (f, r) => r.Set(r.Form(), "DR", new PdfDictionary { ["Font"] = new PdfDictionary(f.Dictionary(f.Dictionary(f.Dictionary(r.Form())!["DR"])!["Font"])!) { ["F2"] = r.Add(Places.Parse("<</Type/Font/Subtype/Type1/BaseFont/Courier>>")) } }),
        ["store-enlarged"] = (f, r) => r.Set(f.Root(), "DSS", new PdfDictionary { ["Certs"] = new PdfArray([r.Add(Places.Stream("", "1"))]), ["CRLs"] = new PdfArray([r.Add(Places.Stream("", "2"))]), ["VRI"] = new PdfDictionary { ["ABCD"] = new PdfDictionary { ["TU"] = Places.Parse("(D:20260101)") } } }),
        ["extension-raised"] = (f, r) => r.Set(f.Root(), "Extensions", "<</ADBE<</BaseVersion/1.7/ExtensionLevel 11>>/ESIC<</BaseVersion/1.7/ExtensionLevel 5>>>>"),
        ["version-raised"] = (f, r) => r.Set(f.Root(), "Version", "/2.0"),
        ["metadata"] = (f, r) => r.Replace((PdfReference)f.Catalog["Metadata"]!, Places.Stream("/Type/Metadata/Subtype/XML", "<y/>")),
        ["information"] = (f, r) => r.Replace((PdfReference)f.Trailer["Info"]!, Places.Parse("<</Title(Cong van)/ModDate(D:20260102)>>")),
        ["empty-signature-field"] = (f, r) =>
        {
            var field = r.Add(Places.Parse("<</Type/Annot/Subtype/Widget/FT/Sig/T(clerk)/Rect[300 100 400 150]/F 4>>"));
            r.Append(r.Form(), "Fields", field);
            r.Append(f.Page(), "Annots", field);
        },
        // Noise: the same said otherwise.
        ["noise-nothing"] = (f, r) => r.Add(Places.Parse("<</Unused true>>")),
        ["noise-page-as-is"] = (f, r) => r.Replace(f.Page(), f.Resolve(f.Page())),
        ["noise-catalog-as-is"] = (f, r) => r.Replace(f.Root(), f.Catalog),
        ["noise-real-numbers"] = (f, r) => r.Set((PdfReference)f.Catalog["Pages"]!, "MediaBox", "[0.0 0 612.00 792.]"),
        ["noise-null-entry"] = (f, r) => r.Set(f.Page(), "Rotate", "null"),
        ["noise-hexadecimal-string"] = (f, r) => r.Set(f.Comment(), "Contents", new PdfString("Da doc"u8.ToArray(), hex: true)),
        ["noise-value-in-object"] = (f, r) => r.Set((PdfReference)f.Catalog["Pages"]!, "MediaBox", r.Add(Places.Parse("[0 0 612 792]"))),
        ["noise-stream-re-encoded"] = (f, r) =>
        {
            var reference = (PdfReference)f.Dictionary(f.Page())!["Contents"]!;
            r.Replace(reference, Places.Stream("/Filter/ASCIIHexDecode", Convert.ToHexString(StreamFilters.Decode(f, (PdfStream)f.Resolve(reference))) + ">"));
        },
        ["noise-annotations-in-object"] = (f, r) => r.Set(f.Page(), "Annots", r.Add(f.Array(f.Dictionary(f.Page())!["Annots"])!)),
    };

    private static readonly string[] Comments = ["Text", "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret", "Popup"];

    public static TheoryData<string> Names => [.. Updates.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_update_that_the_signatures_permit_raises_nothing(string update)
    {
        Assert.All(FormDocument.All, document =>
        {
            var updated = FormDocument.Update(document.Signed(), Updates[update]);
            Intact(updated, $"{update} on {document}");
            Intact(SignOnce.Sign(updated, TestSigner.Rsa2048), $"{update}, signed again, on {document}");
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_certification_that_permits_nothing_lets_only_data_for_checking_and_noise_pass(string update)
    {
        foreach (var streams in new[] { false, true })
        {
            var updated = FormDocument.Update(new FormDocument(streams, 1, false).Signed(), Updates[update]);
            var permitted = update is "store-enlarged" or "extension-raised" or "version-raised" or "metadata" or "information" || update.StartsWith("noise-", StringComparison.Ordinal);
            Assert.Equal(permitted ? DocumentConclusion.Intact : DocumentConclusion.Suspicious, FormDocument.Validate(updated).Conclusion);
        }
    }

    [Fact]
    public void Signatures_in_a_row_into_new_and_prepared_fields_raise_nothing()
    {
        foreach (var document in FormDocument.All)
        {
            var pdf = SignOnce.Sign(document.Signed(), TestSigner.Rsa2048, plan => plan with { FieldName = "leader", Appearance = new SignatureAppearance { Page = 1, Rectangle = new PdfRectangle(72, 100, 200, 60), Lines = ["Lan"] } });
            Intact(pdf, $"{document}, second signature");
            pdf = SignOnce.Sign(pdf, TestSigner.P256, plan => plan with { Appearance = new SignatureAppearance { Page = 2, Rectangle = new PdfRectangle(300, 100, 200, 60), Lines = ["Minh"] } });
            var report = Intact(pdf, $"{document}, third signature");
            Assert.Equal([ChangeVerdict.Permitted, ChangeVerdict.Permitted, ChangeVerdict.None], report.Signatures.Select(s => s.Changes));
            Assert.Contains(report.Signatures[0].Findings, f => f is { Code: FindingCode.SignatureAdded, Revision: > 1, ObjectNumber: > 0 } && f.Path.StartsWith("Root.AcroForm.Fields[", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Comments_come_change_and_go_where_the_certification_says_so_and_only_there()
    {
        foreach (var document in FormDocument.All)
        {
            foreach (var kind in Comments)
            {
                var noted = FormDocument.Update(document.Signed(), (f, r) => r.Annotate(f, $"<</Type/Annot/Subtype/{kind}/Rect[72 690 92 710]/Contents(Xem lai)>>"));
                Judge(noted, kind);
            }
            Judge(FormDocument.Update(document.Signed(), (f, r) => r.Set(f.Comment(), "Contents", "(Sua)")), "changed");

            void Judge(byte[] pdf, string what) => Assert.True(
                FormDocument.Validate(pdf).Conclusion == (document.Certification == 3 ? DocumentConclusion.Intact : DocumentConclusion.Suspicious), $"{what} on {document}");
        }
    }

    [Fact]
    public void Signatures_in_a_row_on_what_real_programs_write_raise_nothing()
    {
        Assert.All(Producers.Available, producer =>
        {
            var pdf = Producers.Make(producer);
            for (var i = 0; i < 3; i++)
            {
                pdf = SignOnce.Sign(pdf, i == 1 ? TestSigner.Rsa2048 : TestSigner.P256, plan => plan with { Appearance = i == 0 ? null : new SignatureAppearance { Page = 1, Rectangle = new PdfRectangle(100 * i, 100, 90, 60), Lines = ["Lan"] } });
                Intact(pdf, $"{producer}, signature {i + 1}");
            }
        });
    }

    [Theory]
    [InlineData("40")]
    [InlineData("128")]
    [InlineData("256")]
    public void Encrypted_documents_are_compared_as_they_read(string bits)
    {
        string[] weak = bits == "256" ? [] : ["--allow-weak-crypto"];
        var pdf = Producers.Qpdf(Producers.Make("skia"), [.. weak, "--encrypt", "user", "owner", bits, "--"]);
        for (var i = 0; i < 3; i++) pdf = SignOnce.Sign(pdf, TestSigner.P256, plan => plan with { Password = "owner" });
        var report = PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions { At = SignOnce.Time, Password = "user" });
        Assert.Equal(DocumentConclusion.Intact, report.Conclusion);
        Assert.Equal(3, report.Signatures.Count);
    }

    [Fact]
    public void Documents_of_any_shape_may_be_signed_twice() => RandomPdf.Any.Sample(
        document =>
        {
            Intact(SignOnce.Sign(SignOnce.Sign(document.ToBytes(), TestSigner.P256), TestSigner.P256), document.ToString());
        }, iter: 60, threads: 1);

    private static ValidationReport Intact(byte[] pdf, string what)
    {
        var report = FormDocument.Validate(pdf);
        Assert.True(report.Conclusion == DocumentConclusion.Intact,
            $"{what}: {report.Conclusion} {string.Join("; ", report.Signatures.SelectMany(s => s.Findings).Where(f => f.Severity > FindingSeverity.Note).Select(f => $"{f.Code} {f.Path}").Distinct())} {string.Join("; ", report.Signatures.Select(s => s.Detail))}");
        return report;
    }
}
