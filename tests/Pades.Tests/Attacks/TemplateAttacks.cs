using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Honest;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Attacks;

/// <summary>Pages that claim to be made from a template of the document and are not, or not only.</summary>
internal static class TemplateAttacks
{
    private static readonly int[] Levels = [0, 2, 3];

    public static IEnumerable<Attack> All
    {
        get
        {
            yield return Spawn("other content", (page, _, r) => page["Contents"] = r.Add(Places.Stream("", "BT (9000) Tj ET")));
            yield return Spawn("further content", (page, _, r) => page["Contents"] = new PdfArray([new PdfReference(42, 0), r.Add(Places.Stream("", "BT (9000) Tj ET"))]));
            yield return Spawn("other resources", (page, _, _) => page["Resources"] = Places.Parse("<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Symbol>>>>>>"));
            yield return Spawn("another size", (page, _, _) => page["MediaBox"] = Places.Parse("[0 0 300 300]"));
            yield return Spawn("turned", (page, _, _) => page["Rotate"] = new PdfNumber(180));
            yield return Spawn("an action", (page, _, _) => page["AA"] = Places.Parse("<</O<</S/JavaScript/JS(1)>>>>"));
            yield return Spawn("no annotation", (page, _, _) => page["Annots"] = null);
            yield return Spawn("one annotation more", (page, widget, r) => page["Annots"] = new PdfArray([widget, r.Add(Places.Parse("<</Type/Annot/Subtype/FreeText/Rect[72 650 372 720]>>"))]));
            yield return Spawn("a FreeText in place of the field", (page, widget, r) => r.Replace(widget, Places.Parse("<</Type/Annot/Subtype/FreeText/Rect[72 600 272 620]>>")));
            yield return Spawn("the field moved", (_, widget, r) => r.Set(widget, "Rect", "[72 600 572 720]"));
            yield return Spawn("the field with an action", (_, widget, r) => r.Set(widget, "AA", "<</K<</S/JavaScript/JS(1)>>>>"));
            yield return Spawn("the field of another type", (_, widget, r) => r.Set(widget, "FT", "/Btn"));
            yield return Spawn("the field's look without a value", (_, widget, r) => r.Set(widget, "AP", new PdfDictionary { ["N"] = r.Add(Places.Stream("/Type/XObject/Subtype/Form/BBox[0 0 300 70]", "BT (9000) Tj ET")) }));
            yield return Spawn("the field named like another", (_, widget, r) => r.Set(widget, "T", "(name)"));
            yield return Spawn("a template that is not there", (page, _, _) => page["TemplateInstantiated"] = new PdfName("khac"));
            yield return Spawn("no template named", (page, _, _) => page["TemplateInstantiated"] = null);
            yield return Spawn("the number of pages lies", (_, _, r) => r.Set(new PdfReference(2, 0), "Count", "9"));
            yield return Spawn("and another page goes", (_, _, r) => r.Set(new PdfReference(2, 0), "Kids", new PdfArray([new PdfReference(3, 0), ((PdfArray)((PdfDictionary)r.Current(new PdfReference(2, 0)))["Kids"]!)[2]])));
            yield return Spawn("and the template changes", (_, _, r) => r.Replace(new PdfReference(42, 0), Places.Stream("", "BT (9000) Tj ET")));
            yield return Spawn("allowed by nobody", (_, _, _) => { }, 1);
        }
    }

    private static Attack Spawn(string name, Action<PdfDictionary, PdfReference, Writing.Revision> forge, params int[] levels) => new("Page not quite made from its template", name, () => (levels.Length > 0 ? levels : Levels).Select(level =>
        ($"P={level}", FormDocument.Update(RichForm.Signed(level), (f, r) =>
        {
            var (tree, page) = ((PdfReference)f.Catalog["Pages"]!, r.Add(PdfNull.Instance));
            var widget = r.Add(new PdfDictionary(f.Dictionary(new PdfReference(43, 0))!) { ["T"] = Places.Parse("(P0.phu-luc.appendix)"), ["P"] = page });
            var dictionary = new PdfDictionary(f.Dictionary(new PdfReference(41, 0))!) { ["Type"] = new PdfName("Page"), ["Parent"] = tree, ["TemplateInstantiated"] = new PdfName("phu-luc"), ["Annots"] = new PdfArray([widget]) };
            r.Append(tree, "Kids", page);
            r.Set(tree, "Count", "3");
            r.Append(r.Form(), "Fields", widget);
            forge(dictionary, widget, r);
            r.Replace(page, dictionary);
        }))));
}
