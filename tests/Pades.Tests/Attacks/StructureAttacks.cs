using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Attacks;

/// <summary>Places where a check that knows only paths or keys looks away: /DSS, shared objects, extensions, and every way in which an update can be carried.</summary>
internal static class StructureAttacks
{
    private const string Form = "/Type/XObject/Subtype/Form/BBox[0 0 300 70]/Resources<<>>";

    private static readonly int[] Levels = [0, 2, 3];

    public static IEnumerable<Attack> All => [.. BehindStore(), .. Shared(), .. Extensions(), .. StoreRemoved(), .. Carried(), .. Encrypted(), .. Pages(), .. Fields(), .. ActiveContent()];

    private static IEnumerable<Attack> BehindStore()
    {
        const string kind = "Pages or annotations hidden behind /DSS";
        Attack Store(string name, Func<PdfFile, Revision, PdfObject> store) => Attack.Update(kind, name, (f, r) => r.Set(f.Root(), "DSS", store(f, r)));
        yield return Store("a page among the certificates", (f, _) => new PdfDictionary { ["Certs"] = new PdfArray([f.Page()]) });
        yield return Store("the page tree among the lists", (f, _) => new PdfDictionary { ["CRLs"] = new PdfArray([f.Catalog["Pages"]!]) });
        yield return Store("the catalog among the answers", (f, _) => new PdfDictionary { ["OCSPs"] = new PdfArray([f.Root()]) });
        yield return Store("a key of the catalog", (_, _) => Places.Parse("<</Pages<</Type/Pages>>>>"));
        yield return Store("a form", (f, _) => new PdfDictionary { ["AcroForm"] = f.Catalog["AcroForm"]! });
        yield return Store("annotations of a signature", (_, _) => Places.Parse("<</VRI<</ABCD<</Annots[]>>>>>>"));
        yield return Store("a page of a signature", (f, _) => new PdfDictionary { ["VRI"] = new PdfDictionary { ["ABCD"] = new PdfDictionary { ["Cert"] = new PdfArray([f.Page()]) } } });
        yield return Store("a picture as a certificate", (_, r) => new PdfDictionary { ["Certs"] = new PdfArray([r.Add(Places.Stream(Form, ""))]) });
        yield return Store("a script as a list", (_, r) => new PdfDictionary { ["CRLs"] = new PdfArray([r.Add(Places.Parse("<</S/JavaScript/JS(1)>>"))]) });
        yield return Store("a string in place of a list", (_, _) => Places.Parse("<</Certs(x)>>"));
        yield return Store("a stream in place of the store", (_, r) => r.Add(Places.Stream(Form, "")));
        yield return Attack.Update(kind, "a page's content named as a certificate and overwritten", (f, r) =>
        {
            r.Set(f.Root(), "DSS", new PdfDictionary { ["Certs"] = new PdfArray([f.Dictionary(f.Page())!["Contents"]!]) });
            r.Replace((PdfReference)f.Dictionary(f.Page())!["Contents"]!, Places.Stream("", "q Q"));
        });
        yield return Attack.Update(kind, "an annotation's look named as a list and overwritten", (f, r) =>
        {
            var look = (PdfReference)f.Dictionary(f.Dictionary(f.Field("name"))!["AP"])!["N"]!;
            r.Set(f.Root(), "DSS", new PdfDictionary { ["CRLs"] = new PdfArray([look]) });
            r.Replace(look, Places.Stream(Form, "q Q"));
        });
        yield return Attack.Update(kind, "the page tree moved below the store", (f, r) =>
        {
            r.Set(f.Root(), "DSS", new PdfDictionary { ["Pages"] = f.Catalog["Pages"]! });
            r.Set((PdfReference)f.Catalog["Pages"]!, "Kids", new PdfArray([f.Page(2)]));
        });
        yield return Attack.Update(kind, "a new annotation that the store names too", (f, r) =>
        {
            var evil = r.Add(Places.Parse("<</Type/Annot/Subtype/FreeText/Rect[72 650 372 720]/Contents(9000)>>"));
            r.Append(f.Page(), "Annots", evil);
            r.Set(f.Root(), "DSS", new PdfDictionary { ["VRI"] = new PdfDictionary { ["ABCD"] = new PdfDictionary { ["CRL"] = new PdfArray([evil]) } } });
        });
    }

    // One stream serves several: what fills the one exchanges the other.
    private static IEnumerable<Attack> Shared()
    {
        const string kind = "Shared appearance stream overwritten";
        Attack Fill(string name, string look, string page, string catalog = "") => new(kind, name, () => Levels.Select(level => ($"certified {level}", FormDocument.Update(Attack.Sign(Sharing(look, page, catalog), p => p with { CertificationLevel = level }), (f, r) =>
        {
            r.Set(f.Field("note"), "V", "(9000)");
            r.Replace(new PdfReference(12, 0), Places.Stream(Form, "BT (9000) Tj ET"));
        }))));
        yield return Fill("with another field", "/AP<</N 12 0 R>>", "");
        yield return Fill("with a stamp", "", "/Annots[7 0 R 8 0 R 10 0 R]");
        yield return Fill("with a picture of the page", "", "/Resources<</XObject<</X 12 0 R>>>>");
        yield return Fill("with the page's content", "", "/Contents 12 0 R");
        yield return Fill("with one of the page's contents", "", "/Contents[5 0 R 12 0 R]");
        yield return Fill("with a pattern", "", "/Resources<</Pattern<</P 12 0 R>>>>");
        yield return Fill("with the page's thumbnail", "", "/Thumb 12 0 R");
        yield return Fill("with a letter of a font", "", "/Resources<</Font<</F<</Type/Font/Subtype/Type3/CharProcs<</a 12 0 R>>>>>>>>");
        yield return Fill("with an attached file", "", "", "/AF[<</Type/Filespec/EF<</F 12 0 R>>>>]");
        yield return Fill("with the button's other state", "/AP<</N<</Yes 12 0 R/Off 14 0 R>>>>", "");
        yield return new Attack(kind, "with another field, by its own dictionary", () => [("dictionary of its own", FormDocument.Update(Attack.Sign(Sharing("/AP 13 0 R", "", own: true)), (f, r) =>
        {
            r.Set(f.Field("note"), "V", "(9000)");
            r.Replace(new PdfReference(13, 0), Places.Parse("<</N 14 0 R>>"));
        }))]);
    }

    private static byte[] Sharing(string look, string page, string catalog = "", bool own = false) => new HandMade()
        .Object(1, $"<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R{catalog}>>")
        .Object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 612 792]>>")
        .Object(3, $"<</Type/Page/Parent 2 0 R{(page.Contains("/Contents", StringComparison.Ordinal) ? "" : "/Contents 5 0 R")}{(page.Contains("/Annots", StringComparison.Ordinal) ? "" : "/Annots[7 0 R 8 0 R]")}{page}>>")
        .Stream(5, "", "q Q")
        .Object(6, "<</Fields[7 0 R 8 0 R]>>")
        .Object(7, $"<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Huong)/Rect[72 600 272 620]/P 3 0 R/F 4{look}>>")
        .Object(8, $"<</Type/Annot/Subtype/Widget/FT/Tx/T(note)/Rect[72 570 272 590]/P 3 0 R/F 4/AP{(own ? " 13 0 R" : "<</N 12 0 R>>")}>>")
        .Object(10, "<</Type/Annot/Subtype/Stamp/Rect[72 500 272 520]/P 3 0 R/F 4/AP<</N 12 0 R>>>>")
        .Stream(12, Form, "BT (Huong) Tj ET")
        .Object(13, "<</N 12 0 R>>")
        .Stream(14, Form, "BT (9000) Tj ET")
        .Close("/Size 15/Root 1 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]").ToBytes();

    private static IEnumerable<Attack> Extensions()
    {
        const string kind = "Extension or version downgraded";
        yield return Attack.Update(kind, "level lowered", (f, r) => r.Set(f.Root(), "Extensions", "<</ADBE<</BaseVersion/1.7/ExtensionLevel 3>>>>"));
        yield return Attack.Update(kind, "base lowered", (f, r) => r.Set(f.Root(), "Extensions", "<</ADBE<</BaseVersion/1.3/ExtensionLevel 8>>>>"));
        yield return Attack.Update(kind, "exchanged for another developer's", (f, r) => r.Set(f.Root(), "Extensions", "<</ESIC<</BaseVersion/1.7/ExtensionLevel 9>>>>"));
        yield return Attack.Update(kind, "emptied", (f, r) => r.Set(f.Root(), "Extensions", "<</ADBE<<>>>>"));
        yield return Attack.Update(kind, "removed", (f, r) => r.Set(f.Root(), "Extensions", (PdfObject?)null));
        yield return Attack.Update(kind, "no dictionary", (f, r) => r.Set(f.Root(), "Extensions", "(none)"));
        yield return Attack.Update(kind, "in a list of lower ones", (f, r) => r.Set(f.Root(), "Extensions", "<</ADBE[<</BaseVersion/1.7/ExtensionLevel 1>><</BaseVersion/1.7/ExtensionLevel 2>>]>>"));
        yield return Attack.Update(kind, "version lowered", (f, r) => r.Set(f.Root(), "Version", "/1.2"));
        yield return Attack.Update(kind, "version no name", (f, r) => r.Set(f.Root(), "Version", "(2.0)"));
    }

    private static IEnumerable<Attack> StoreRemoved()
    {
        const string kind = "/DSS removed";
        yield return Attack.Update(kind, "key removed", (f, r) => r.Set(f.Root(), "DSS", (PdfObject?)null));
        yield return Attack.Update(kind, "null", (f, r) => r.Set(f.Root(), "DSS", "null"));
        yield return Attack.Update(kind, "a reference to nothing", (f, r) => r.Set(f.Root(), "DSS", "9999 0 R"));
        yield return Attack.Update(kind, "a string", (f, r) => r.Set(f.Root(), "DSS", "(gone)"));
        yield return Attack.Update(kind, "emptied", (f, r) => r.Set(f.Root(), "DSS", "<<>>"));
        yield return Attack.Update(kind, "its lists emptied", (f, r) => r.Set(f.Root(), "DSS", "<</Certs[]>>"));
        yield return Attack.Update(kind, "a certificate exchanged for nothing", (f, r) => r.Set(f.Root(), "DSS", "<</Certs[9999 0 R]>>"));
    }

    private static IEnumerable<Attack> Carried()
    {
        (string Name, Action<PdfFile, Revision> Change)[] changes =
        [
            ("content", (f, r) => r.Replace((PdfReference)f.Dictionary(f.Page())!["Contents"]!, Places.Stream("", "q Q"))),
            ("page box", (f, r) => r.Set(f.Page(), "MediaBox", "[0 0 100 100]")),
            ("FreeText", (f, r) => r.Annotate(f, "<</Type/Annot/Subtype/FreeText/Rect[72 650 372 720]>>")),
            ("field moved", (f, r) => r.Set(f.Field("name"), "Rect", "[72 640 272 700]")),
            ("signature removed", (f, r) => r.Set(f.Field("Signature1"), "V", (PdfObject?)null)),
        ];
        foreach (var carrier in Enum.GetValues<Carrier>())
        {
            foreach (var (name, change) in changes)
                yield return Attack.Rewrite($"Forged update carried by {(carrier == Carrier.Hybrid ? "a hybrid" : carrier == Carrier.Packed ? "object streams" : carrier == Carrier.Stream ? "a stream" : "a table")}", name, pdf => HandUpdate.Carry(pdf, FormDocument.Update(pdf, change), carrier));
        }
        yield return Attack.Rewrite("Forged update carried by object streams", "the signed object stream written anew", pdf =>
        {
            var file = PdfFile.Open(new ByteSource(new MemoryStream(pdf)));
            var container = Enumerable.Range(1, file.NextObjectNumber - 1).Select(n => new PdfReference(n, 0)).FirstOrDefault(n => file.Find(n.Number) is { Kind: XrefEntryKind.InFile } && file.Load(n) is PdfStream s && s.Dictionary.IsName("Type", "ObjStm"));
            return container is null ? FormDocument.Update(pdf, (f, r) => r.Set(f.Page(), "Rotate", "90")) : FormDocument.Update(pdf, (f, r) =>
            {
                var stream = (PdfStream)f.Load(container);
                var text = System.Text.Encoding.Latin1.GetString(StreamFilters.Decode(f, stream));
                r.Replace(container, new PdfStream(new PdfDictionary(stream.Dictionary) { ["Filter"] = null, ["DecodeParms"] = null }, System.Text.Encoding.Latin1.GetBytes(text.Replace("612 792", "612 392", StringComparison.Ordinal))));
            });
        });
    }

    private static IEnumerable<Attack> Encrypted()
    {
        const string kind = "Forged update of an encrypted document";
        foreach (var bits in new[] { "40", "128", "256" })
        {
            Attack Forge(string name, Action<PdfFile, Revision> change) => new(kind, $"{name}, {bits} bits", () => [($"{bits} bits", Update(Locked(bits), change))]) { Password = "owner" };
            yield return Forge("content", (f, r) => r.Replace((PdfReference)f.Dictionary(f.Page())!["Contents"]!, Places.Stream("", "q Q")));
            yield return Forge("page turned", (f, r) => r.Set(f.Page(), "Rotate", "90"));
            yield return Forge("FreeText", (f, r) => r.Annotate(f, "<</Type/Annot/Subtype/FreeText/Rect[72 650 372 720]>>"));
            yield return Forge("field moved", (f, r) => r.Set(f.Field("name"), "Rect", "[72 640 272 700]"));
            yield return Forge("open action", (f, r) => r.Set(f.Root(), "OpenAction", "<</S/JavaScript/JS(1)>>"));
            yield return new Attack(kind, $"permissions of the encryption, {bits} bits", () => [($"{bits} bits", Update(Locked(bits), (f, r) => r.Set((PdfReference)f.Trailer["Encrypt"]!, "P", "-4")))]) { Password = "owner", MayBeUnreadable = true };
            yield return new Attack(kind, $"encryption dropped from the trailer, {bits} bits", () => [($"{bits} bits", new HandUpdate(Locked(bits)) { Trailer = "/Encrypt null" }.Raw("\n").Object(900, "<<>>").Close())]) { Password = "owner", MayBeUnreadable = true };
        }

        static byte[] Locked(string bits)
        {
            var plain = Producers.Qpdf(new FormDocument(false, 0, false).Unsigned(), [.. bits == "256" ? Array.Empty<string>() : ["--allow-weak-crypto"], "--encrypt", "user", "owner", bits, "--"]);
            return SignOnce.Sign(plain, TestSigner.P256, plan => plan with { Password = "owner" });
        }

        static byte[] Update(byte[] pdf, Action<PdfFile, Revision> change)
        {
            var file = PdfFile.Open(new ByteSource(new MemoryStream(pdf)));
            file.Unlock("owner");
            var revision = new Revision(file);
            change(file, revision);
            return [.. pdf, .. revision.Write()];
        }
    }

    private static IEnumerable<Attack> Pages()
    {
        const string kind = "Pages exchanged";
        PdfReference Tree(PdfFile f) => (PdfReference)f.Catalog["Pages"]!;
        yield return Attack.Update(kind, "removed", (f, r) => r.Set(Tree(f), "Kids", new PdfArray([f.Page()])));
        yield return Attack.Update(kind, "swapped", (f, r) => r.Set(Tree(f), "Kids", new PdfArray([f.Page(2), f.Page()])));
        yield return Attack.Update(kind, "doubled", (f, r) => r.Append(Tree(f), "Kids", f.Page()));
        yield return Attack.Update(kind, "added", (f, r) => r.Append(Tree(f), "Kids", r.Add(new PdfDictionary((PdfDictionary)Places.Parse("<</Type/Page>>")) { ["Parent"] = Tree(f) })));
        yield return Attack.Update(kind, "added as made from a template that is not there", (f, r) => r.Append(Tree(f), "Kids", r.Add(new PdfDictionary((PdfDictionary)Places.Parse("<</Type/Page/TemplateInstantiated/Appendix>>")) { ["Parent"] = Tree(f) })));
        yield return Attack.Update(kind, "exchanged for a copy", (f, r) => r.Set(Tree(f), "Kids", new PdfArray([r.Add(f.Dictionary(f.Page())!), f.Page(2)])));
        yield return Attack.Update(kind, "hung below a branch", (f, r) => r.Set(Tree(f), "Kids", new PdfArray([r.Add(new PdfDictionary((PdfDictionary)Places.Parse("<</Type/Pages/Count 2/Rotate 180>>")) { ["Parent"] = Tree(f), ["Kids"] = new PdfArray([f.Page(), f.Page(2)]) })])));
        yield return Attack.Update(kind, "inherit another box", (f, r) => r.Set(Tree(f), "MediaBox", "[0 0 100 100]"));
        yield return Attack.Update(kind, "inherit other resources", (f, r) => r.Set(Tree(f), "Resources", "<<>>"));
        yield return Attack.Update(kind, "turned", (f, r) => r.Set(f.Page(), "Rotate", "180"));
        yield return Attack.Update(kind, "cropped", (f, r) => r.Set(f.Page(), "CropBox", "[0 0 100 100]"));
        yield return Attack.Update(kind, "in other units", (f, r) => r.Set(f.Page(), "UserUnit", "2"));
    }

    private static IEnumerable<Attack> Fields()
    {
        const string kind = "Fields changed in more than their value";
        yield return Attack.Update(kind, "moved", (f, r) => r.Set(f.Field("name"), "Rect", "[72 640 272 700]"));
        yield return Attack.Update(kind, "renamed", (f, r) => r.Set(f.Field("name"), "T", "(other)"));
        yield return Attack.Update(kind, "retyped", (f, r) => r.Set(f.Field("name"), "FT", "/Btn"));
        yield return Attack.Update(kind, "its look and not its value", (f, r) => r.Set(f.Field("name"), "AP", new PdfDictionary { ["N"] = r.Add(Places.Stream(Form, "BT (Ke xau) Tj ET")) }));
        yield return Attack.Update(kind, "its state and not its value", (f, r) => r.Set(f.Field("name"), "AS", "/Off"));
        yield return Attack.Update(kind, "hidden", (f, r) => r.Set(f.Field("name"), "F", "2"));
        yield return Attack.Update(kind, "given an action", (f, r) => r.Set(f.Field("note"), "AA", "<</K<</S/JavaScript/JS(1)>>>>"));
        yield return Attack.Update(kind, "removed", (f, r) => r.Set(r.Form(), "Fields", new PdfArray([f.Field("name"), f.Field("Signature1")])));
        yield return Attack.Update(kind, "a new text field", (f, r) => r.Append(r.Form(), "Fields", r.Add(Places.Parse("<</Type/Annot/Subtype/Widget/FT/Tx/T(new)/V(9000)/Rect[72 650 372 720]>>"))));
        yield return Attack.Update(kind, "the form's font exchanged", (f, r) => r.Set(r.Form(), "DR", "<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Symbol>>>>>>"));
        yield return Attack.Update(kind, "the form calculated anew by programs", (f, r) => r.Set(r.Form(), "NeedAppearances", "true"));
        yield return Attack.Update(kind, "the form drawn by XFA", (f, r) => r.Set(r.Form(), "XFA", r.Add(Places.Stream("", "<xdp/>"))));
    }

    private static IEnumerable<Attack> ActiveContent()
    {
        const string kind = "Active content added";
        yield return Attack.Update(kind, "script on opening", (f, r) => r.Set(f.Root(), "OpenAction", "<</S/JavaScript/JS(app.alert(1))>>"));
        yield return Attack.Update(kind, "script by name", (f, r) => r.Set(f.Root(), "Names", "<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>"));
        yield return Attack.Update(kind, "program on closing", (f, r) => r.Set(f.Root(), "AA", "<</WC<</S/Launch/F(x.exe)>>>>"));
        yield return Attack.Update(kind, "address on a page", (f, r) => r.Set(f.Page(), "AA", "<</O<</S/URI/URI(https://example.org)>>>>"));
        yield return Attack.Update(kind, "attached file", (f, r) => r.Set(f.Root(), "AF", "[<</Type/Filespec/F(x.exe)>>]"));
        yield return Attack.Update(kind, "embedded file", (f, r) => r.Set(f.Root(), "Names", "<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(x)>>]>>>>"));
        yield return Attack.Update(kind, "link", (f, r) => r.Annotate(f, "<</Type/Annot/Subtype/Link/Rect[72 650 372 720]/A<</S/URI/URI(https://example.org)>>>>"));
        yield return Attack.Update(kind, "collection", (f, r) => r.Set(f.Root(), "Collection", "<</View/D>>"));
    }
}
