using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Attacks;

/// <summary>What a certification permits, abused: annotations that pass for the document's text (EAA), signature fields that cover it (SSA), locks and permissions undone.</summary>
internal static class CertificationAttacks
{
    private const string Rect = "/Rect[72 650 372 720]/F 4";
    private const string Form = "/Type/XObject/Subtype/Form/BBox[0 0 300 70]/Resources<<>>";
    private const string Text = "BT /F1 14 Tf (So tien: 9000 dong) Tj ET";

    private static readonly bool[] BothKinds = [false, true];

    public static IEnumerable<Attack> All => [.. Annotations(), .. SignatureFields(), .. Permissions(), .. Locks()];

    private static IEnumerable<Attack> Annotations()
    {
        const string kind = "EAA: evil annotation at P=3";
        Attack Add(string name, string annotation, string? look = null) => Certified(kind, name, 3, (f, r) =>
        {
            var dictionary = new PdfDictionary((PdfDictionary)Places.Parse($"<</Type/Annot{annotation}>>")) { ["P"] = f.Page() };
            if (look is not null) dictionary["AP"] = new PdfDictionary { ["N"] = r.Add(Places.Stream(Form, look)) };
            r.Append(f.Page(), "Annots", r.Add(dictionary));
        });
        yield return Add("FreeText", $"/Subtype/FreeText{Rect}/DA(/F1 14 Tf)/Contents(So tien: 9000 dong)");
        yield return Add("FreeText with look", $"/Subtype/FreeText{Rect}", Text);
        yield return Add("FreeText as a callout", $"/Subtype/FreeText{Rect}/IT/FreeTextCallout/CL[1 2 3 4]");
        yield return Add("FreeText of no size", "/Subtype/FreeText/Rect[72 650 72 650]", Text);
        yield return Add("Stamp", $"/Subtype/Stamp{Rect}/Name/Approved");
        yield return Add("Stamp with look", $"/Subtype/Stamp{Rect}", Text);
        yield return Add("Redact", $"/Subtype/Redact{Rect}/OverlayText(9000)");
        yield return Add("Redact with quadrilaterals", $"/Subtype/Redact{Rect}/QuadPoints[72 720 372 720 72 650 372 650]/IC[1 1 1]");
        yield return Add("Redact with an overlay", $"/Subtype/Redact{Rect}", Text);
        foreach (var shape in new[] { "Square", "Circle", "Polygon", "PolyLine", "Line", "Ink" }) yield return Add(shape, $"/Subtype/{shape}{Rect}/IC[1 1 1]/C[1 1 1]");
        foreach (var other in new[] { "Watermark", "Screen", "Movie", "Sound", "3D", "RichMedia", "FileAttachment", "PrinterMark", "TrapNet", "Projection", "Widget", "Link", "Unheard" })
            yield return Add(other, $"/Subtype/{other}{Rect}", Text);
        foreach (var markup in new[] { "Highlight", "Underline", "Squiggly", "StrikeOut", "Caret" }) yield return Add($"{markup} that writes", $"/Subtype/{markup}{Rect}/QuadPoints[72 720 372 720 72 650 372 650]", Text);
        yield return Add("Highlight with a picture", $"/Subtype/Highlight{Rect}", "/Im0 Do");
        yield return Add("Highlight with a shading", $"/Subtype/Highlight{Rect}", "/S0 sh");
        yield return Add("Note as large as a page", $"/Subtype/Text/Rect[0 0 612 792]/F 4", "1 g 0 0 300 70 re f");
        yield return Add("Note over text", "/Subtype/Text/Rect[72 655 100 675]/F 4", "1 g 0 0 300 70 re f");
        yield return Add("Popup with a look", $"/Subtype/Popup{Rect}/Open true", Text);
        yield return Add("Note with an action", "/Subtype/Text/Rect[500 10 520 30]/A<</S/JavaScript/JS(1)>>");
        yield return Add("Note with a further action", "/Subtype/Text/Rect[500 10 520 30]/AA<</E<</S/Launch/F(x)>>>>");
        yield return Add("Two subtypes", $"/Subtype/Text/Subtype/FreeText{Rect}");
        yield return Certified(kind, "a comment turned into a FreeText", 3, (f, r) => r.Set(f.Comment(), "Subtype", "/FreeText"));
        yield return Certified(kind, "a comment given a writing look", 3, (f, r) => r.Set(f.Comment(), "AP", new PdfDictionary { ["N"] = r.Add(Places.Stream(Form, Text)) }));
        foreach (var level in new[] { 1, 2 })
        {
            foreach (var subtype in new[] { "Text", "Highlight", "FreeText", "Stamp", "Link" })
                yield return Certified("EAA: any annotation at P=1 and P=2", $"{subtype} at P={level}", level, (f, r) => r.Annotate(f, $"<</Type/Annot/Subtype/{subtype}/Rect[500 10 520 30]>>"));
        }
    }

    private static IEnumerable<Attack> SignatureFields()
    {
        const string kind = "SSA: sneaky signature at P=2";
        Attack Field(string name, string entries, string? look, bool isOnPage = true, string rect = "/Rect[60 640 400 720]") => Certified(kind, name, 2, (f, r) =>
        {
            var dictionary = new PdfDictionary((PdfDictionary)Places.Parse($"<</Type/Annot/Subtype/Widget/FT/Sig/T(sneaky){rect}/F 4{entries}>>")) { ["P"] = f.Page() };
            if (look is not null) dictionary["AP"] = new PdfDictionary { ["N"] = r.Add(Places.Stream(Form, look)) };
            var field = r.Add(dictionary);
            r.Append(r.Form(), "Fields", field);
            if (isOnPage) r.Append(f.Page(), "Annots", field);
        });
        yield return Field("an empty field with a look", "", Text);
        yield return Field("an empty field that whitens", "", "1 g 0 0 300 70 re f");
        yield return Field("an empty field over half of the letters", "", Text, rect: "/Rect[60 664 400 690]");
        yield return Field("with an action", "/A<</S/JavaScript/JS(1)>>", null);
        yield return Field("with further actions", "/AA<</Bl<</S/Launch/F(x)>>>>", null);
        yield return Field("a text field called a signature's", "/FT/Tx/V(9000)", Text);
        yield return Signed(kind, "signed over text", new PdfRectangle(60, 640, 300, 80));
        yield return Signed(kind, "signed over one word", new PdfRectangle(70, 655, 20, 20));
        yield return Signed(kind, "signed over a field's value", new PdfRectangle(60, 598, 300, 26));
        yield return Signed(kind, "signed over the whole page", new PdfRectangle(0, 0, 612, 792));
        yield return Signed(kind, "signed over the second page's text", new PdfRectangle(60, 690, 300, 40), page: 2);
        yield return new Attack(kind, "a widget that was an annotation before", () => [("table, P=2", FormDocument.Update(new FormDocument(false, 2, false).Signed(), (f, r) =>
        {
            r.Replace(f.Comment(), new PdfDictionary((PdfDictionary)Places.Parse("<</Type/Annot/Subtype/Widget/FT/Sig/T(sneaky)/Rect[60 640 400 720]/F 4>>")) { ["AP"] = new PdfDictionary { ["N"] = r.Add(Places.Stream(Form, Text)) } });
            r.Append(r.Form(), "Fields", f.Comment());
        }))]);
        yield return Certified(kind, "a kid widget on another page", 2, (f, r) =>
        {
            var kid = r.Add(new PdfDictionary((PdfDictionary)Places.Parse("<</Type/Annot/Subtype/Widget/Rect[60 690 400 730]/F 4>>")) { ["AP"] = new PdfDictionary { ["N"] = r.Add(Places.Stream(Form, Text)) } });
            r.Append(r.Form(), "Fields", r.Add(new PdfDictionary((PdfDictionary)Places.Parse("<</FT/Sig/T(sneaky)>>")) { ["Kids"] = new PdfArray([kid]) }));
            r.Append(f.Page(2), "Annots", kid);
        });
    }

    private static IEnumerable<Attack> Permissions()
    {
        const string kind = "Permissions removed or widened";
        yield return Certified(kind, "/Perms removed", 2, (f, r) => r.Set(f.Root(), "Perms", (PdfObject?)null));
        yield return Certified(kind, "/Perms emptied", 2, (f, r) => r.Set(f.Root(), "Perms", "<<>>"));
        yield return Certified(kind, "/Perms to usage rights", 2, (f, r) => r.Set(f.Root(), "Perms", new PdfDictionary { ["UR3"] = f.Dictionary(f.Catalog["Perms"])!["DocMDP"] }));
        yield return Certified(kind, "/Perms to a copy that permits more", 1, (f, r) => r.Set(f.Root(), "Perms", new PdfDictionary
        {
            ["DocMDP"] = r.Add(new PdfDictionary(f.Dictionary(f.Dictionary(f.Catalog["Perms"])!["DocMDP"])!) { ["Reference"] = Places.Parse("[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</P 3/V/1.2>>>>]") }),
        }));
        yield return Certified(kind, "P raised in the signature itself", 1, (f, r) => r.Set((PdfReference)f.Dictionary(f.Catalog["Perms"])!["DocMDP"]!, "Reference", "[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</P 3/V/1.2>>>>]"));
        yield return Certified(kind, "references removed from the signature", 2, (f, r) => r.Set((PdfReference)f.Dictionary(f.Catalog["Perms"])!["DocMDP"]!, "Reference", (PdfObject?)null));
        yield return Certified(kind, "/Perms removed and a FreeText added", 3, (f, r) =>
        {
            r.Set(f.Root(), "Perms", (PdfObject?)null);
            r.Annotate(f, $"<</Type/Annot/Subtype/FreeText{Rect}>>");
        });
        yield return new Attack(kind, "an approval called a certification afterwards", () => BothKinds.Select(streams => ($"streams {streams}", FormDocument.Update(new FormDocument(streams, 0, false).Signed(),
            (f, r) => r.Set(f.Root(), "Perms", new PdfDictionary { ["DocMDP"] = f.Dictionary(f.Field("Signature1"))!["V"]! })))));
        yield return new Attack(kind, "a later signature certifies", () => Attack.Documents.Select(document => (document.ToString(), ForgedSignature.Append(document.Signed(), ForgedSignature.Honest, (f, r) =>
            r.Set(f.Root(), "Perms", new PdfDictionary { ["DocMDP"] = Places.Parse("<</Type/Sig>>") })))));
        yield return new Attack(kind, "signed again after a change that P=1 forbids", () => BothKinds.Select(streams => ($"streams {streams}",
            ForgedSignature.Append(new FormDocument(streams, 1, false).Signed(), ForgedSignature.Honest, (f, r) => r.Set(f.Field("note"), "V", "(9000)")))));
    }

    private static IEnumerable<Attack> Locks()
    {
        const string kind = "Locks widened by a later signature";
        byte[] Honest(byte[] pdf, Action<PdfFile, Revision> change) => ForgedSignature.Append(pdf, ForgedSignature.Honest, change);
        Attack Locked(string name, Func<byte[], byte[]> attack) => new(kind, name, () => new[] { new FormDocument(false, 0, true), new FormDocument(true, 2, true) }.Select(document => (document.ToString(), attack(document.Signed()))));
        yield return Locked("a locked field filled", pdf => FormDocument.Update(pdf, (f, r) => r.Set(f.Field("name"), "V", "(Khac)")));
        yield return Locked("a locked field filled and signed", pdf => Honest(pdf, (f, r) => r.Set(f.Field("name"), "V", "(Khac)")));
        yield return Locked("a locked field's look changed", pdf => FormDocument.Update(pdf, (f, r) => r.Set(f.Field("name"), "AP", new PdfDictionary { ["N"] = r.Add(Places.Stream(Form, Text)) })));
        yield return Locked("a locked field unlocked by its name", pdf => FormDocument.Update(pdf, (f, r) => r.Set(f.Field("name"), "T", "(other)")));
        yield return Locked("a locked field filled after a second signature", pdf => FormDocument.Update(Attack.Sign(pdf), (f, r) => r.Set(f.Field("name"), "V", "(Khac)")));
        yield return Locked("filled between two later signatures", pdf => Attack.Sign(Honest(Attack.Sign(pdf), (f, r) => r.Set(f.Field("name"), "V", "(Khac)"))));
        yield return Locked("the empty field's lock removed", pdf => FormDocument.Update(pdf, (f, r) => r.Set(f.Field("leader"), "Lock", (PdfObject?)null)));
        yield return Locked("the empty field's lock narrowed", pdf => FormDocument.Update(pdf, (f, r) => r.Set(f.Field("leader"), "Lock", "<</Type/SigFieldLock/Action/Include/Fields[]>>")));
        yield return Locked("the empty field's lock turned round", pdf => FormDocument.Update(pdf, (f, r) => r.Set(f.Field("leader"), "Lock", "<</Type/SigFieldLock/Action/Exclude/Fields[(note)(name)]>>")));
        yield return Locked("signed with a narrower lock than the field demands", pdf => SignedWith(pdf, "<</Type/SigRef/TransformMethod/FieldMDP/TransformParams<</Type/TransformParams/Action/Include/Fields[(note)]/V/1.2>>>>"));
        yield return Locked("signed with a lock of nothing", pdf => SignedWith(pdf, "<</Type/SigRef/TransformMethod/FieldMDP/TransformParams<</Type/TransformParams/Action/Include/Fields[]/V/1.2>>>>"));
        yield return Locked("signed with an exception for all that was demanded", pdf => SignedWith(pdf, "<</Type/SigRef/TransformMethod/FieldMDP/TransformParams<</Type/TransformParams/Action/Exclude/Fields[(note)(name)]/V/1.2>>>>"));
    }

    // Into the field "leader", whose lock demands "note" and "name", with a reference of the forger's.
    private static byte[] SignedWith(byte[] pdf, string reference) => ForgedSignature.Append(pdf, ForgedSignature.Honest, field: "leader", reference: Places.Parse($"[{reference}]"));

    private static Attack Certified(string kind, string name, int level, Action<PdfFile, Revision> change) =>
        new(kind, name, () => BothKinds.Select(streams => ($"P={level}, streams {streams}", FormDocument.Update(new FormDocument(streams, level, false).Signed(), change))));

    private static Attack Signed(string kind, string name, PdfRectangle place, int page = 1) => new(kind, name, () => BothKinds.Select(streams => ($"streams {streams}",
        SignOnce.Sign(new FormDocument(streams, 2, false).Signed(), TestSigner.Rsa2048, plan => plan with { Appearance = new SignatureAppearance { Page = page, Rectangle = place, Lines = ["Lan"] } }))));
}
