using System.Globalization;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Attacks;

/// <summary>Shadow attacks: a document prepared before it is signed, in which something waits to be hidden, replaced, or both.</summary>
internal static class ShadowAttacks
{
    private const string Cover = "/Type/XObject/Subtype/Form/BBox[0 0 300 30]/Resources<</Font<</F1 11 0 R>>>>";
    private const string Shown = "BT /F1 14 Tf 5 8 Td (So tien: 1000 dong) Tj ET";
    private const string Waiting = "BT /F1 14 Tf 72 650 Td (So tien: 9000 dong) Tj ET";

    private static readonly int[] Levels = [0, 2, 3];

    public static IEnumerable<Attack> All => [.. Hide(), .. Replace(), .. HideAndReplace()];

    private static IEnumerable<Attack> Hide()
    {
        const string kind = "Shadow: hide";
        Attack Switch(string name, Action<PdfFile, Revision> change) => Prepared(kind, name, pdf => FormDocument.Update(pdf, change));
        yield return Switch("covering field hidden", (f, r) => r.Set(N(7), "F", "2"));
        yield return Switch("covering field not for the screen", (f, r) => r.Set(N(7), "F", "32"));
        yield return Switch("covering field made flat", (f, r) => r.Set(N(7), "Rect", "[72 640 72 640]"));
        yield return Switch("covering field moved away", (f, r) => r.Set(N(7), "Rect", "[72 10 372 40]"));
        yield return Switch("appearance of the field removed", (f, r) => r.Set(N(7), "AP", (PdfObject?)null));
        yield return Switch("appearance of the field emptied", (f, r) => r.Replace(N(12), Places.Stream(Cover, "")));
        yield return Switch("appearance of the field given a small box", (f, r) => r.Set(N(12), "BBox", "[0 0 0 0]"));
        yield return Switch("appearance of the field moved by its matrix", (f, r) => r.Set(N(12), "Matrix", "[1 0 0 1 900 0]"));
        yield return Switch("state of the field switched, its value kept", (f, r) => r.Set(N(9), "AS", "/Off"));
        yield return Switch("field taken off the page", (f, r) => r.Set(N(3), "Annots", "[8 0 R 9 0 R 13 0 R]"));
        yield return Switch("covering stamp hidden", (f, r) => r.Set(N(13), "F", "2"));
        yield return Switch("covering stamp emptied", (f, r) => r.Set(N(13), "AP", "<<>>"));
        yield return Switch("covering stamp taken off the page", (f, r) => r.Set(N(3), "Annots", "[7 0 R 8 0 R 9 0 R]"));
        yield return Switch("covering picture emptied", (f, r) => r.Replace(N(14), Places.Stream(Cover, "")));
        yield return Switch("covering picture taken out of the resources", (f, r) => r.Set(N(16), "Cover", (PdfObject?)null));
        yield return Switch("layer switched off", (f, r) => r.Set(N(1), "OCProperties", "<</OCGs[15 0 R]/D<</OFF[15 0 R]>>>>"));
        yield return Switch("layers off by their base state", (f, r) => r.Set(N(1), "OCProperties", "<</OCGs[15 0 R]/D<</BaseState/OFF>>>>"));
        yield return Switch("layer off by its usage", (f, r) => r.Set(N(15), "Usage", "<</View<</ViewState/OFF>>>>"));
        yield return Prepared(kind, "covering stamp freed by the table alone", pdf => new HandUpdate(pdf).Free(13, 1).Close());
        yield return Prepared(kind, "covering picture freed by the table alone", pdf => new HandUpdate(pdf).Free(14, 1).Close());
        yield return Prepared(kind, "covering picture freed by a stream alone", pdf => new HandUpdate(pdf).Free(14, 1).Close(Carrier.Stream));
    }

    private static IEnumerable<Attack> Replace()
    {
        const string kind = "Shadow: replace";
        Attack Switch(string name, Action<PdfFile, Revision> change) => Prepared(kind, name, pdf => FormDocument.Update(pdf, change));
        yield return Switch("font exchanged", (f, r) => r.Replace(N(11), Places.Parse("<</Type/Font/Subtype/Type1/BaseFont/Symbol>>")));
        yield return Switch("font given other letters", (f, r) => r.Set(N(11), "Encoding", "<</Type/Encoding/Differences[49/nine]>>"));
        yield return Switch("font given other meanings", (f, r) => r.Set(N(11), "ToUnicode", r.Add(Places.Stream("", "1 beginbfchar<31><0039>endbfchar"))));
        yield return Switch("font given widths", (f, r) => r.Set(N(11), "Widths", "[1 1 1]"));
        yield return Switch("look of a field and not its value", (f, r) => r.Set(N(7), "AP", new PdfDictionary { ["N"] = r.Add(Places.Stream(Cover, "BT /F1 14 Tf (So tien: 9000 dong) Tj ET")) }));
        yield return Switch("appearance object of a field and not its value", (f, r) => r.Replace(N(12), Places.Stream(Cover, "BT /F1 14 Tf (9000) Tj ET")));
        yield return Switch("appearance dictionary of a field points elsewhere", (f, r) => r.Set(N(7), "AP", "<</N 17 0 R>>"));
        yield return Switch("default value of a field", (f, r) => r.Set(N(7), "DV", "(9000)"));
        yield return Switch("picture exchanged", (f, r) => r.Replace(N(14), Places.Stream(Cover, "BT /F1 14 Tf (9000) Tj ET")));
        yield return Switch("picture exchanged in the resources", (f, r) => r.Set(N(16), "Cover", r.Add(Places.Stream(Cover, "BT /F1 14 Tf (9000) Tj ET"))));
        yield return Switch("content exchanged", (f, r) => r.Replace(N(5), Places.Stream("", Waiting)));
        yield return Switch("content appended", (f, r) => r.Set(N(3), "Contents", new PdfArray([N(5), r.Add(Places.Stream("", Waiting))])));
        yield return Switch("stamp exchanged", (f, r) => r.Set(N(13), "AP", new PdfDictionary { ["N"] = r.Add(Places.Stream(Cover, "BT (9000) Tj ET")) }));
        yield return Prepared(kind, "content exchanged by the table alone", pdf => new HandUpdate(pdf).Entry(5, Find(pdf, "5 0 obj", "%waiting content")).Close());
        yield return Prepared(kind, "content exchanged by a stream alone", pdf => new HandUpdate(pdf).Entry(5, Find(pdf, "5 0 obj", "%waiting content")).Close(Carrier.Stream));
        yield return Prepared(kind, "font exchanged by the table alone", pdf => new HandUpdate(pdf).Entry(11, Find(pdf, "11 0 obj", "%waiting font")).Close());
        yield return Prepared(kind, "content of a newer generation", pdf => new HandUpdate(pdf).Raw("\n").Object(5, "<</Length 0>>\nstream\n\nendstream", generation: 1).Close());
    }

    private static IEnumerable<Attack> HideAndReplace()
    {
        const string kind = "Shadow: hide and replace";
        yield return Prepared(kind, "another catalog by the trailer", pdf => new HandUpdate(pdf) { Trailer = "/Root 30 0 R" }.Raw("\n").Object(40, "<<>>").Close());
        yield return Prepared(kind, "another catalog by a stream's trailer", pdf => new HandUpdate(pdf) { Trailer = "/Root 30 0 R" }.Raw("\n").Object(40, "<<>>").Close(Carrier.Stream));
        yield return Prepared(kind, "another catalog written later", pdf => new HandUpdate(pdf) { Trailer = "/Root 40 0 R" }.Raw("\n").Object(40, "<</Type/Catalog/Pages 31 0 R>>").Close());
        yield return Prepared(kind, "the catalog by the table alone", pdf => new HandUpdate(pdf).Entry(1, Find(pdf, "1 0 obj", "%waiting catalog")).Close());
        yield return Prepared(kind, "the pages by the table alone", pdf => new HandUpdate(pdf).Entry(2, Find(pdf, "2 0 obj", "%waiting pages")).Close());
        yield return Prepared(kind, "the page by the table alone", pdf => new HandUpdate(pdf).Entry(3, Find(pdf, "3 0 obj", "%waiting page\n")).Close());
        yield return Prepared(kind, "the page by a stream alone", pdf => new HandUpdate(pdf).Entry(3, Find(pdf, "3 0 obj", "%waiting page\n")).Close(Carrier.Stream));
        yield return Prepared(kind, "everything by the table alone", pdf => new HandUpdate(pdf).Entry(2, Find(pdf, "2 0 obj", "%waiting pages")).Entry(3, Find(pdf, "3 0 obj", "%waiting page\n")).Entry(5, Find(pdf, "5 0 obj", "%waiting content")).Close());
        yield return Prepared(kind, "the catalog points to the waiting pages", pdf => FormDocument.Update(pdf, (f, r) => r.Set(N(1), "Pages", "31 0 R")));
        yield return Prepared(kind, "the pages get the waiting page", pdf => FormDocument.Update(pdf, (f, r) => r.Set(N(2), "Kids", "[32 0 R]")));
        yield return Prepared(kind, "the waiting page is put in front", pdf => FormDocument.Update(pdf, (f, r) => r.Set(N(2), "Kids", "[32 0 R 3 0 R]")));
        yield return Prepared(kind, "the page gets the waiting content", pdf => FormDocument.Update(pdf, (f, r) => r.Set(N(3), "Contents", "33 0 R")));
        yield return Prepared(kind, "the page out of a waiting object stream", FromContainer);
        yield return Prepared(kind, "a history of its own", pdf => new HandUpdate(pdf) { Prev = null, Trailer = "/Root 30 0 R/Size 42" }.Raw("\n").Object(30, "<</Type/Catalog/Pages 31 0 R>>").Object(31, "<</Type/Pages/Kids[32 0 R]/Count 1/MediaBox[0 0 612 792]>>")
            .Object(32, "<</Type/Page/Parent 31 0 R/Contents 33 0 R>>").Stream(33, "", Waiting).Close());
    }

    // Two object streams hold the page; an update decides for the other.
    private static byte[] FromContainer(byte[] pdf)
    {
        var update = new HandUpdate(pdf).Raw("\n");
        var container = update.Position;
        update.Stream(41, "/Type/ObjStm/N 1/First 4", "3 0 <</Type/Page/Parent 2 0 R/Contents 33 0 R>>", isListed: false);
        var start = update.Position;
        var data = string.Create(CultureInfo.InvariantCulture, $"02{41:X8}0000" + $"01{container:X8}0000" + $"01{start:X8}0000>");
        return update.Raw(string.Create(CultureInfo.InvariantCulture, $"42 0 obj\n<</Type/XRef/W[1 4 2]/Index[3 1 41 2]/Size 43/Root 1 0 R/Prev {HandUpdate.LastXref(pdf)}/Filter/ASCIIHexDecode/Length {data.Length}>>\nstream\n{data}\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n")).ToBytes();
    }

    private static Attack Prepared(string kind, string name, Func<byte[], byte[]> attack) => new(kind, name, () => Levels.Select(level =>
    {
        var signed = Attack.Sign(Document(), plan => plan with { CertificationLevel = level });
        Assert.Equal(DocumentConclusion.Intact, FormDocument.Validate(signed).Conclusion);
        return ($"prepared, certified {level}", attack(signed));
    }));

    private static PdfReference N(int number) => new(number, 0);

    private static long Find(byte[] pdf, string start, string mark)
    {
        var text = System.Text.Encoding.Latin1.GetString(pdf);
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return text.IndexOf(start, at, StringComparison.Ordinal);
    }

    private static byte[] Document() => new HandMade()
        // What no cross-reference lists yet.
        .Raw("%waiting content\n").Raw($"5 0 obj\n<</Length {Waiting.Length}>>\nstream\n{Waiting}\nendstream\nendobj\n")
        .Raw("%waiting font\n11 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Symbol>>\nendobj\n")
        .Raw("%waiting catalog\n1 0 obj\n<</Type/Catalog/Pages 31 0 R>>\nendobj\n")
        .Raw("%waiting pages\n2 0 obj\n<</Type/Pages/Kids[32 0 R]/Count 1/MediaBox[0 0 612 792]>>\nendobj\n")
        .Raw("%waiting page\n3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 33 0 R/Resources<</Font<</F1 11 0 R>>>>>>\nendobj\n")
        .Object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R/OCProperties<</OCGs[15 0 R]/D<<>>>>>>")
        .Object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 612 792]>>")
        .Object(3, "<</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources<</Font<</F1 11 0 R>>/XObject 16 0 R/Properties<</L 15 0 R>>>>/Annots[7 0 R 8 0 R 9 0 R 13 0 R]>>")
        .Stream(5, "", Waiting + " /OC /L BDC q 1 0 0 1 72 640 cm /Cover Do Q EMC")
        .Object(6, "<</Fields[7 0 R 8 0 R 9 0 R]/DR<</Font<</F1 11 0 R>>>>/DA(/F1 12 Tf)>>")
        .Object(7, "<</Type/Annot/Subtype/Widget/FT/Tx/Ff 1/T(amount)/V(So tien: 1000 dong)/Rect[72 640 372 670]/P 3 0 R/F 4/AP<</N 12 0 R>>>>")
        .Object(8, "<</Type/Annot/Subtype/Widget/FT/Tx/T(note)/Rect[72 570 272 590]/P 3 0 R/F 4>>")
        .Object(9, "<</Type/Annot/Subtype/Widget/FT/Btn/T(agree)/V/Yes/AS/Yes/Rect[72 540 92 560]/P 3 0 R/F 4/AP<</N<</Yes 12 0 R/Off 17 0 R>>>>>>")
        .Object(11, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
        .Stream(12, Cover, "1 g 0 0 300 30 re f 0 g " + Shown)
        .Object(13, "<</Type/Annot/Subtype/Stamp/Rect[72 500 372 530]/P 3 0 R/F 4/AP<</N 18 0 R>>>>")
        .Stream(14, Cover, "1 g 0 0 300 30 re f 0 g " + Shown)
        .Object(15, "<</Type/OCG/Name(Lop)>>")
        .Object(16, "<</Cover 14 0 R>>")
        .Stream(17, Cover, "")
        .Stream(18, Cover, "1 g 0 0 300 30 re f")
        .Object(30, "<</Type/Catalog/Pages 31 0 R>>")
        .Object(31, "<</Type/Pages/Kids[32 0 R]/Count 1/MediaBox[0 0 612 792]>>")
        .Object(32, "<</Type/Page/Parent 31 0 R/Contents 33 0 R/Resources<</Font<</F1 11 0 R>>>>>>")
        .Stream(33, "", Waiting)
        .Close("/Size 34/Root 1 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]").ToBytes();
}
