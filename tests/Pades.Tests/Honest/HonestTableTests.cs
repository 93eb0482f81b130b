using System.Globalization;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Attacks;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Honest;

/// <summary>Documents of several revisions as honest programs write them: not one may be accused, not even warned of.</summary>
public sealed class HonestTableTests
{
    private const string Form = "/Type/XObject/Subtype/Form/BBox[0 0 300 70]/Resources<<>>";
    private static readonly int[] Levels = [0, 2, 3];
    private static readonly Carrier[] Carriers = Enum.GetValues<Carrier>();

    private static readonly Lazy<IReadOnlyList<(string Class, string Name, byte[] Pdf, string? Password)>> Made = new(() =>
        [.. Filled(), .. SignedAgain(), .. Commented(), .. FromTemplates(), .. Metadata(), .. Noise(), .. Carried(), .. Encrypted(), .. OtherPrograms()]);

    public static TheoryData<string> Kinds =>
        ["Form filled", "Signed again", "Commented at P=3", "Page made from a template", "Metadata and data for checking", "Said otherwise", "Carried otherwise", "Encrypted", "Of other programs"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_honest_document_of_the_class_is_accused(string kind)
    {
        var files = Made.Value.Where(file => file.Class == kind).ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var report = PdfValidator.Validate(new MemoryStream(file.Pdf), new ValidationOptions { At = SignOnce.Time, Password = file.Password });
            var found = report.Findings.Concat(report.Signatures.SelectMany(s => s.Findings)).Where(f => f.Severity > FindingSeverity.Note).Select(f => $"{f.Code} {f.Path}").Distinct();
            Assert.True(report.Conclusion == DocumentConclusion.Intact && !found.Any(), $"{file.Name}: {report.Conclusion} {string.Join("; ", found)} {string.Join("; ", report.Signatures.Select(s => s.Detail))}");
            Assert.All(report.PageChanges, page => Assert.True(page.IsPermitted, $"{file.Name}: page {page.Page}"));
        });
    }

    [Fact]
    public void The_table_is_long_enough()
    {
        var table = new StringBuilder();
        foreach (var kind in Made.Value.GroupBy(file => file.Class)) table.AppendLine(CultureInfo.InvariantCulture, $"{kind.Key,-40} {kind.Count(),5} files");
        table.AppendLine(CultureInfo.InvariantCulture, $"{"all",-40} {Made.Value.Count,5} files");
        TestContext.Current.TestOutputHelper!.WriteLine(table.ToString());
        Assert.InRange(Made.Value.Count, 150, 10_000);
    }

    private static IEnumerable<(string, string, byte[], string?)> Filled()
    {
        var turn = 0;
        foreach (var (writer, write) in FormWriters.All)
        {
            foreach (var filling in FormWriters.Fillings)
            {
                // A button's look is its state: a program that sets the value alone leaves it behind, and readers disagree.
                if (writer == "value only" && filling.State is not null) continue;
                var signed = RichForm.Signed(Levels[turn++ % 3]);
                var filled = HandUpdate.Carry(signed, FormDocument.Update(signed, (f, r) => write(f, r, filling)), Carriers[turn % 4]);
                yield return ("Form filled", $"{filling.Name}, {writer}", filled, null);
                if (turn % 3 == 0) yield return ("Form filled", $"{filling.Name}, {writer}, signed again", SignOnce.Sign(filled, TestSigner.Rsa2048), null);
            }
        }
        var many = RichForm.Signed(2);
        foreach (var filling in FormWriters.Fillings.DistinctBy(f => f.Field)) many = FormDocument.Update(many, (f, r) => FormWriters.All["new appearances and a time"](f, r, filling));
        yield return ("Form filled", "one field after the other", many, null);
    }

    private static IEnumerable<(string, string, byte[], string?)> SignedAgain()
    {
        foreach (var level in Levels)
        {
            var signed = RichForm.Signed(level);
            yield return ("Signed again", $"without look, P={level}", SignOnce.Sign(signed, TestSigner.Rsa2048), null);
            yield return ("Signed again", $"with look, P={level}", Sign(signed, new PdfRectangle(300, 100, 200, 60), null), null);
            yield return ("Signed again", $"into the prepared field, P={level}", Sign(signed, default, "leader"), null);
            yield return ("Signed again", $"certified field locked, P={level}", SignOnce.Sign(signed, TestSigner.Rsa2048, plan => plan with { Lock = new FieldLock(FieldLockScope.All, []) }), null);
            yield return ("Signed again", $"after filling, P={level}", Sign(FormDocument.Update(signed, (f, r) => FormWriters.All["new appearances and a time"](f, r, FormWriters.Fillings[0])), new PdfRectangle(300, 100, 200, 60), null), null);
            var row = signed;
            for (var i = 0; i < 8; i++) row = Sign(row, new PdfRectangle(40 + (60 * i), 40, 50, 40), null);
            yield return ("Signed again", $"eight in a row, P={level}", row, null);
            yield return ("Signed again", $"a field prepared, then signed, P={level}", Sign(FormDocument.Update(signed, (f, r) =>
            {
                var field = r.Add(new PdfDictionary((PdfDictionary)Places.Parse("<</Type/Annot/Subtype/Widget/FT/Sig/T(clerk)/Rect[300 200 400 250]/F 4/MK<<>>>>")) { ["P"] = f.Page() });
                r.Append(r.Form(), "Fields", field);
                r.Append(f.Page(), "Annots", field);
            }), default, "clerk"), null);
            yield return ("Signed again", $"a field of two widgets below a parent, P={level}", FormDocument.Update(signed, (f, r) =>
            {
                var parent = r.Add(PdfNull.Instance);
                var kid = r.Add(new PdfDictionary((PdfDictionary)Places.Parse("<</Type/Annot/Subtype/Widget/FT/Sig/T(clerk)/Rect[300 200 400 250]/F 4>>")) { ["P"] = f.Page(), ["Parent"] = parent });
                r.Replace(parent, new PdfDictionary((PdfDictionary)Places.Parse("<</T(approvals)>>")) { ["Kids"] = new PdfArray([kid]) });
                r.Append(r.Form(), "Fields", parent);
                r.Append(f.Page(), "Annots", kid);
            }), null);
            yield return ("Signed again", $"by a program that dresses the prepared field, P={level}", ForgedSignature.Append(signed, ForgedSignature.Honest, (f, r) =>
            {
                r.Set(new PdfReference(13, 0), "AP", new PdfDictionary { ["N"] = r.Add(Places.Stream(Form, "0 0 300 70 re S")) });
                r.Set(new PdfReference(13, 0), "F", "132");
                r.Set(new PdfReference(13, 0), "MK", "<<>>");
            }, field: "leader"), null);
        }
    }

    private static IEnumerable<(string, string, byte[], string?)> Commented()
    {
        var signed = RichForm.Signed(3);
        (string, string, byte[], string?) Add(string name, string annotation, string? look = null, Action<PdfFile, Revision, PdfReference>? more = null) => ("Commented at P=3", name, FormDocument.Update(signed, (f, r) =>
        {
            var dictionary = new PdfDictionary((PdfDictionary)Places.Parse($"<</Type/Annot{annotation}/Contents(Xem lai)/T(Lan)/NM(a1)/M(D:20260102)>>")) { ["P"] = f.Page() };
            if (look is not null) dictionary["AP"] = new PdfDictionary { ["N"] = r.Add(Places.Stream(Form, look)) };
            var reference = r.Add(dictionary);
            r.Append(f.Page(), "Annots", reference);
            more?.Invoke(f, r, reference);
        }), null);
        const string quads = "/Rect[72 735 172 755]/QuadPoints[72 755 172 755 72 735 172 735]/C[1 1 0]/F 4";
        foreach (var kind in new[] { "Highlight", "Underline", "Squiggly", "StrikeOut" })
        {
            yield return Add(kind, $"/Subtype/{kind}{quads}");
            yield return Add($"{kind} with a drawn look", $"/Subtype/{kind}{quads}", "1 1 0 rg 0 0 300 70 re f");
            yield return Add($"{kind} wrapped into forms", $"/Subtype/{kind}{quads}", "q /G gs Q", (f, r, reference) => r.Set(reference, "AP", new PdfDictionary
            {
                ["N"] = r.Add(new PdfStream(new PdfDictionary((PdfDictionary)Places.Parse("<</Type/XObject/Subtype/Form/BBox[72 735 172 755]>>"))
                {
                    ["Resources"] = new PdfDictionary { ["XObject"] = new PdfDictionary { ["Form"] = r.Add(Places.Stream(Form, "1 1 0 rg 72 735 100 20 re f")) }, ["ExtGState"] = Places.Parse("<</G<</BM/Multiply>>>>") },
                }, "/G gs /Form Do"u8.ToArray())),
            }));
        }
        yield return Add("Caret", "/Subtype/Caret/Rect[200 735 208 745]/F 4");
        yield return Add("Note", "/Subtype/Text/Rect[540 700 560 720]/F 28/Name/Comment");
        yield return Add("Note with an icon", "/Subtype/Text/Rect[540 700 560 720]/F 28", "0 0 20 20 re B");
        yield return Add("Note with a popup", "/Subtype/Text/Rect[540 700 560 720]/F 28", null, (f, r, reference) =>
        {
            var popup = r.Add(new PdfDictionary((PdfDictionary)Places.Parse("<</Type/Annot/Subtype/Popup/Rect[560 600 610 700]/Open false>>")) { ["Parent"] = reference });
            r.Append(f.Page(), "Annots", popup);
            r.Set(reference, "Popup", popup);
        });
        yield return Add("Answer to the comment", "/Subtype/Text/Rect[540 700 560 720]/F 30/IRT 14 0 R");
        yield return Add("Note on a page without any", "/Subtype/Text/Rect[540 700 560 720]/F 28", null, (f, r, _) => r.Append(f.Page(2), "Annots", r.Add(Places.Parse("<</Type/Annot/Subtype/Text/Rect[540 700 560 720]>>"))));
        yield return ("Commented at P=3", "comment changed", FormDocument.Update(signed, (f, r) => r.Set(f.Comment(), "Contents", "(Da xem)")), null);
        yield return ("Commented at P=3", "comment moved", FormDocument.Update(signed, (f, r) => r.Set(f.Comment(), "Rect", "[510 710 530 730]")), null);
        yield return ("Commented at P=3", "comment removed", FormDocument.Update(signed, (f, r) => r.Set(f.Page(), "Annots", new PdfArray(f.Array(f.Dictionary(f.Page())!["Annots"])!.Items.Where(i => ((PdfReference)i).Number != 14)))), null);
        yield return ("Commented at P=3", "commented and signed", SignOnce.Sign(Add("", "/Subtype/Text/Rect[540 700 560 720]").Item3, TestSigner.Rsa2048), null);
    }

    private static IEnumerable<(string, string, byte[], string?)> FromTemplates()
    {
        byte[] Spawn(byte[] pdf, string field, bool atEnd, string? value) => FormDocument.Update(pdf, (f, r) =>
        {
            var tree = (PdfReference)f.Catalog["Pages"]!;
            var template = f.Dictionary(new PdfReference(41, 0))!;
            var page = r.Add(PdfNull.Instance);
            var widget = new PdfDictionary(f.Dictionary(new PdfReference(43, 0))!) { ["T"] = Places.Parse($"({field})"), ["P"] = page };
            if (value is not null)
            {
                widget["V"] = Places.Parse(value);
                widget["AP"] = new PdfDictionary { ["N"] = r.Add(Places.Stream(Form, $"BT {value} Tj ET")) };
            }
            var reference = r.Add(widget);
            r.Replace(page, new PdfDictionary(template) { ["Type"] = new PdfName("Page"), ["Parent"] = tree, ["TemplateInstantiated"] = new PdfName("phu-luc"), ["Annots"] = new PdfArray([reference]) });
            var kids = f.Array(f.Dictionary(tree)!["Kids"])!.Items;
            r.Replace(tree, new PdfDictionary(f.Dictionary(tree)!) { ["Kids"] = new PdfArray(atEnd ? [.. kids, page] : [kids[0], page, .. kids.Skip(1)]), ["Count"] = new PdfNumber(kids.Count + 1) });
            r.Append(r.Form(), "Fields", reference);
        });
        foreach (var level in Levels)
        {
            var once = Spawn(RichForm.Signed(level), "P0.phu-luc.appendix", true, null);
            yield return ("Page made from a template", $"behind, P={level}", once, null);
            yield return ("Page made from a template", $"between, P={level}", Spawn(RichForm.Signed(level), "P1.phu-luc.appendix", false, null), null);
            yield return ("Page made from a template", $"filled in, P={level}", Spawn(RichForm.Signed(level), "P1.phu-luc.appendix", true, "(Lan)"), null);
            yield return ("Page made from a template", $"two, one after the other, P={level}", Spawn(once, "P2.phu-luc.appendix", true, null), null);
            yield return ("Page made from a template", $"signed again, P={level}", Spawn(SignOnce.Sign(once, TestSigner.Rsa2048), "P2.phu-luc.appendix", true, null), null);
        }
    }

    private static IEnumerable<(string, string, byte[], string?)> Metadata()
    {
        (string Name, Action<PdfFile, Revision> Change)[] changes =
        [
            ("XMP", (f, r) => r.Replace((PdfReference)f.Catalog["Metadata"]!, Places.Stream("/Type/Metadata/Subtype/XML", "<y/>"))),
            ("XMP in a new object", (f, r) => r.Set(f.Root(), "Metadata", r.Add(Places.Stream("/Type/Metadata/Subtype/XML", "<y/>")))),
            ("title", (f, r) => r.Set((PdfReference)f.Trailer["Info"]!, "Title", "(Khac)")),
            ("producer and dates", (f, r) => r.Replace((PdfReference)f.Trailer["Info"]!, Places.Parse("<</Producer(X)/ModDate(D:20260102)/CreationDate(D:20260101)>>"))),
            ("version", (f, r) => r.Set(f.Root(), "Version", "/2.0")),
            ("extensions", (f, r) => r.Set(f.Root(), "Extensions", "<</ADBE<</BaseVersion/1.7/ExtensionLevel 8>>/ISO_<</BaseVersion/2.0/ExtensionLevel 32001>>>>")),
            ("data for checking", (f, r) => r.Set(f.Root(), "DSS", new PdfDictionary { ["Type"] = new PdfName("DSS"), ["Certs"] = new PdfArray([r.Add(Places.Stream("", "1"))]), ["OCSPs"] = new PdfArray([r.Add(Places.Stream("", "2"))]), ["VRI"] = new PdfDictionary { ["AB"] = new PdfDictionary { ["TU"] = Places.Parse("(D:20260101)") } } })),
        ];
        foreach (var level in new[] { 0, 1, 2, 3 })
        {
            foreach (var (name, change) in changes)
            {
                var changed = FormDocument.Update(RichForm.Signed(level), change);
                yield return ("Metadata and data for checking", $"{name}, P={level}", changed, null);
                if (name == "data for checking")
                {
                    yield return ("Metadata and data for checking", $"{name}, enlarged, P={level}", FormDocument.Update(changed, (f, r) => r.Set(f.Root(), "DSS", new PdfDictionary(f.Dictionary(f.Catalog["DSS"])!) { ["CRLs"] = new PdfArray([r.Add(Places.Stream("", "3"))]) })), null);
                    yield return ("Metadata and data for checking", $"{name}, written anew with more, P={level}", FormDocument.Update(SignStamp(changed, level), (f, r) => r.Set(f.Root(), "DSS", new PdfDictionary { ["Certs"] = new PdfArray([r.Add(Places.Stream("", "1")), r.Add(Places.Stream("", "9"))]), ["OCSPs"] = new PdfArray([r.Add(Places.Stream("/Filter/ASCIIHexDecode", "32>"))]) })), null);
                }
            }
        }

        // At P=1 nothing may follow but data.
        static byte[] SignStamp(byte[] pdf, int level) => level == 1 ? pdf : SignOnce.Sign(pdf, TestSigner.Rsa2048);
    }

    private static IEnumerable<(string, string, byte[], string?)> Noise()
    {
        (string Name, Action<PdfFile, Revision> Change)[] changes =
        [
            ("page as it is", (f, r) => r.Replace(f.Page(), f.Resolve(f.Page()))), ("catalog as it is", (f, r) => r.Replace(f.Root(), f.Catalog)), ("form as it is", (f, r) => r.Replace(r.Form(), f.Resolve(r.Form()))),
            ("keys in another order", (f, r) =>
            {
                var turned = new PdfDictionary();
                foreach (var (key, value) in f.Dictionary(f.Page())!.Entries.Reverse()) turned[key] = value;
                r.Replace(f.Page(), turned);
            }),
            ("612 as 612.0", (f, r) => r.Set(f.Page(), "MediaBox", "[0.0 0 612.00 792.]")), ("612 as +612", (f, r) => r.Set(f.Page(), "MediaBox", "[0 -0 +612 792]")),
            ("box in an object", (f, r) => r.Set(f.Page(), "MediaBox", r.Add(Places.Parse("[0 0 612 792]")))), ("numbers in objects", (f, r) => r.Set(f.Page(), "MediaBox", new PdfArray([new PdfNumber(0), new PdfNumber(0), r.Add(new PdfNumber(612)), r.Add(new PdfNumber(792))]))),
            ("null entry", (f, r) => r.Set(f.Page(), "Rotate", "null")), ("reference to nothing", (f, r) => r.Set(f.Page(), "Thumb", "9999 0 R")), ("hexadecimal string", (f, r) => r.Set(f.Comment(), "Contents", new PdfString("Da doc"u8.ToArray(), hex: true))),
            ("octal string", (f, r) => r.Set(f.Comment(), "Contents", "(\\104a doc)")), ("string in an object", (f, r) => r.Set(f.Comment(), "Contents", r.Add(new PdfString("Da doc"u8.ToArray())))), ("resources in an object", (f, r) => r.Set(f.Page(), "Resources", r.Add(f.Dictionary(f.Page())!["Resources"]!))),
            ("unused object", (f, r) => r.Add(Places.Parse("<</Unused true>>"))), ("annotations in an object", (f, r) => r.Set(f.Page(), "Annots", r.Add(f.Array(f.Dictionary(f.Page())!["Annots"])!))),
            ("content as hexadecimal", (f, r) => Recode(f, r, "/ASCIIHexDecode", data => Encoding.ASCII.GetBytes(Convert.ToHexString(data) + ">"))), ("content deflated", (f, r) => Recode(f, r, "/FlateDecode", Deflate)),
            ("content deflated twice", (f, r) => Recode(f, r, "[/FlateDecode/FlateDecode]", data => Deflate(Deflate(data)))), ("content written again", (f, r) => Recode(f, r, null, data => data)),
            ("length in an object", (f, r) =>
            {
                var data = StreamFilters.Decode(f, (PdfStream)f.Resolve(f.Dictionary(f.Page())!["Contents"]));
                r.Replace((PdfReference)f.Dictionary(f.Page())!["Contents"]!, new PdfStream(new PdfDictionary { ["DL"] = new PdfNumber(data.Length) }, data));
            }),
        ];
        var turn = 0;
        foreach (var (name, change) in changes)
        {
            var level = new[] { 0, 1, 2, 3 }[turn++ % 4];
            yield return ("Said otherwise", $"{name}, P={level}", FormDocument.Update(RichForm.Signed(level), change), null);
        }
        foreach (var level in Levels)
        {
            var signed = RichForm.Signed(level);
            yield return ("Said otherwise", $"an update that lists what it did not change, P={level}", ListedAgain(signed), null);
            yield return ("Said otherwise", $"an object freed that nothing used, P={level}", new HandUpdate(FormDocument.Update(signed, (f, r) => r.Add(Places.Parse("<<>>")))).Raw("\n").Free(PdfFile.Open(new ByteSource(new MemoryStream(signed))).NextObjectNumber, 1).Close(), null);
            yield return ("Said otherwise", $"spaces behind, P={level}", [.. signed, .. "\n\n  \r\n"u8], null);
            yield return ("Said otherwise", $"a comment between, P={level}", new HandUpdate(signed).Raw("\n% saved by a program\n").Object(900, "<<>>").Raw("% end\n").Close(), null);
            yield return ("Said otherwise", $"another identifier, P={level}", new HandUpdate(signed) { Trailer = "/ID[<00112233445566778899AABBCCDDEEFF><FF>]" }.Raw("\n").Object(900, "<<>>").Close(), null);
        }

        static void Recode(PdfFile f, Revision r, string? filter, Func<byte[], byte[]> encode)
        {
            var reference = (PdfReference)f.Dictionary(f.Page())!["Contents"]!;
            var data = encode(StreamFilters.Decode(f, (PdfStream)f.Resolve(reference)));
            r.Replace(reference, new PdfStream(filter is null ? new PdfDictionary() : new PdfDictionary { ["Filter"] = Places.Parse(filter) }, data));
        }

        static byte[] Deflate(byte[] data)
        {
            using var output = new MemoryStream();
            using (var deflater = new System.IO.Compression.ZLibStream(output, System.IO.Compression.CompressionLevel.Fastest)) deflater.Write(data);
            return output.ToArray();
        }

        static byte[] ListedAgain(byte[] pdf)
        {
            var file = PdfFile.Open(new ByteSource(new MemoryStream(pdf)));
            var update = new HandUpdate(pdf).Raw("\n").Object(900, "<<>>");
            foreach (var number in new[] { 3, 7, 11 }) update.Entry(number, file.Find(number)!.Value.Place);
            return update.Close();
        }
    }

    private static IEnumerable<(string, string, byte[], string?)> Carried()
    {
        foreach (var carrier in Carriers)
        {
            foreach (var document in FormDocument.All)
            {
                var signed = document.Signed();
                var filled = HandUpdate.Carry(signed, FormDocument.Update(signed, (f, r) => r.Set(f.Field("note"), "V", "(Dong y)")), carrier);
                yield return ("Carried otherwise", $"{document}, {carrier}", filled, null);
                yield return ("Carried otherwise", $"{document}, {carrier}, twice", HandUpdate.Carry(filled, FormDocument.Update(filled, (f, r) => r.Set(f.Field("name"), "V", "(Lan)")), Carriers[((int)carrier + 1) % 4]), null);
            }
        }
    }

    private static IEnumerable<(string, string, byte[], string?)> Encrypted()
    {
        foreach (var bits in new[] { "40", "128", "256" })
        {
            var plain = Producers.Qpdf(RichForm.Plain(), [.. bits == "256" ? Array.Empty<string>() : ["--allow-weak-crypto"], "--encrypt", "user", "owner", bits, "--"]);
            var signed = SignOnce.Sign(plain, TestSigner.P256, plan => plan with { Password = "owner" });
            yield return ("Encrypted", $"filled, {bits}", Update(signed, (f, r) => r.Set(f.Field("name"), "V", "(Lan)")), "user");
            yield return ("Encrypted", $"filled with look, {bits}", Update(signed, (f, r) =>
            {
                r.Set(f.Field("name"), "V", "(Lan)");
                r.Set(f.Field("name"), "AP", new PdfDictionary { ["N"] = r.Add(Places.Stream(Form, "BT (Lan) Tj ET")) });
            }), "user");
            yield return ("Encrypted", $"page as it is, {bits}", Update(signed, (f, r) => r.Replace(f.Page(), f.Resolve(f.Page()))), "user");
            yield return ("Encrypted", $"filled and signed again, {bits}", SignOnce.Sign(Update(signed, (f, r) => r.Set(f.Field("name"), "V", "(Lan)")), TestSigner.Rsa2048, plan => plan with { Password = "owner" }), "user");
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

    private static IEnumerable<(string, string, byte[], string?)> OtherPrograms()
    {
        foreach (var producer in Producers.Available)
        {
            var signed = SignOnce.Sign(Producers.Make(producer), TestSigner.P256);
            yield return ("Of other programs", $"{producer}, signed twice", SignOnce.Sign(signed, TestSigner.Rsa2048), null);
            yield return ("Of other programs", $"{producer}, signed with looks", Sign(Sign(signed, new PdfRectangle(20, 300, 60, 30), null), new PdfRectangle(100, 300, 60, 30), null), null);
            yield return ("Of other programs", $"{producer}, certified", SignOnce.Sign(SignOnce.Sign(Producers.Make(producer), TestSigner.P256, plan => plan with { CertificationLevel = 2 }), TestSigner.Rsa2048), null);
            foreach (var carrier in Carriers)
                yield return ("Of other programs", $"{producer}, an update by {carrier}", HandUpdate.Carry(signed, FormDocument.Update(signed, (f, r) => r.Replace(f.Page(), new PageTree(f).Page(1).Dictionary)), carrier), null);
        }
    }

    private static byte[] Sign(byte[] pdf, PdfRectangle place, string? field) => SignOnce.Sign(pdf, TestSigner.Rsa2048, plan => plan with { FieldName = field, Appearance = new SignatureAppearance { Page = 1, Rectangle = place, Lines = ["Lan"] } });
}
