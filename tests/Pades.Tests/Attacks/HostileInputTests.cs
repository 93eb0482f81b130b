using System.Globalization;
using System.IO.Compression;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Attacks;

/// <summary>Files made to exhaust whoever reads them: every door gives an answer or a clear refusal, within bounds.</summary>
public sealed class HostileInputTests
{
    // What one answer may take from the heap in all, far above any honest file of this size and far below harm.
    private const long MostBytes = 1L << 30;
    private const int Many = 100_000;

    private static readonly Dictionary<string, Func<byte[]>> Files = new(StringComparer.Ordinal)
    {
        ["content of a gigabyte of zeros"] = () => Page("/Filter/FlateDecode", Deflate(new byte[64 << 20], 16)),
        ["content deflated twice"] = () => Page("/Filter[/FlateDecode/FlateDecode]", Deflate(Deflate(new byte[64 << 20], 16))),
        ["content deflated eight times"] = () => Page("/Filter[/Fl/Fl/Fl/Fl/Fl/Fl/Fl/Fl]", Enumerable.Range(0, 7).Aggregate(Deflate(new byte[32 << 20], 8), (data, _) => Deflate(data))),
        ["content with ten thousand filters"] = () => Page($"/Filter[{Repeat("/ASCIIHexDecode", 10_000)}]", "00>"u8.ToArray()),
        ["content of run lengths"] = () => Page("/Filter[/FlateDecode/RunLengthDecode]", Deflate(Encoding.Latin1.GetBytes(Repeat("\u0081x", 10_000_000)))),
        ["content of LZW"] = () => Page("/Filter[/FlateDecode/LZWDecode]", Deflate(new byte[20_000_000])),
        ["content with a predictor of a billion columns"] = () => Page("/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 1000000000/Colors 1000000000/BitsPerComponent 16>>", Deflate(new byte[1000])),
        ["content that draws itself"] = () => HandMade.Table(page: "/Resources<</XObject<</X 5 0 R>>>>", more: (5, Form("/Resources<</XObject<</X 5 0 R>>>>", Repeat("/X Do ", 100)))),
        ["a long form drawn ten thousand times"] = () => Shared("/Resources<</XObject<</X 6 0 R>>>>", Repeat("/X Do ", 10_000), 1),
        ["a thousand pages that share long content"] = () => Shared("", "", 1000),
        ["a font that names the same codes for ever"] = () => Lettered($"{Repeat("<0000><FFFF><0041>\n", 100_000)}", Repeat("0 65535 500 ", 100_000)),
        ["a font whose letters are a million letters long"] = () => Lettered($"<0000><FFFF><{Repeat("00410042", 250_000)}>", ""),
        ["thousands of fonts with large tables"] = () => Lettered("<0000><FFFF><0041>\n", "0 65535 500", 3000),
        ["content of endless operands"] = () => Page("", Encoding.ASCII.GetBytes(Repeat("1 ", 2_000_000))),
        ["content of nested arrays"] = () => Page("", Encoding.ASCII.GetBytes(Repeat("[", 1_000_000))),
        ["arrays within arrays"] = () => HandMade.Table(more: (5, Repeat("[", Many) + Repeat("]", Many)), catalog: "/OpenAction 5 0 R"),
        ["dictionaries within dictionaries"] = () => HandMade.Table(more: (5, Repeat("<</A", Many) + " 0" + Repeat(">>", Many)), catalog: "/Names 5 0 R"),
        ["an object that is itself"] = () => HandMade.Table(more: (5, "5 0 R"), catalog: "/OpenAction 5 0 R/AcroForm 5 0 R/Names 5 0 R"),
        ["two objects that are each other"] = () => HandMade.Table(catalog: "/AcroForm 5 0 R/Outlines 5 0 R", more: [(5, "6 0 R"), (6, "5 0 R")]),
        ["a chain of references"] = () => HandMade.Table(catalog: "/AcroForm 5 0 R", more: [.. Enumerable.Range(5, 5000).Select(n => (n, $"{n + 1} 0 R"))]),
        ["a stream whose length is itself"] = () => HandMade.Table(page: "/Thumb 5 0 R/Annots[<</Type/Annot/Subtype/Stamp/Rect[1 1 9 9]/AP<</N 5 0 R>>>>]", more: (5, "<</Length 5 0 R>>\nstream\nx\nendstream")),
        ["a stream of gigabytes"] = () => HandMade.Table(page: "/Thumb 5 0 R", more: (5, "<</Length 4294967296>>\nstream\nx\nendstream")),
        ["a stream of less than nothing"] = () => HandMade.Table(page: "/Thumb 5 0 R", more: (5, "<</Length -1>>\nstream\nx\nendstream")),
        ["pages that are their own kids"] = () => Tree("[2 0 R]"),
        ["pages that are kids of their kids"] = () => Tree("[5 0 R]", (5, "<</Type/Pages/Kids[2 0 R]/Count 1>>")),
        ["pages a thousand times the same branch"] = () => Tree($"[{Repeat("5 0 R ", 1000)}]", (5, $"<</Type/Pages/Kids[{Repeat("6 0 R ", 1000)}]/Count 1000>>"), (6, $"<</Type/Pages/Kids[{Repeat("3 0 R ", 1000)}]/Count 1000>>")),
        ["pages below each other"] = () => Tree("[5 0 R]", [.. Enumerable.Range(5, 5000).Select(n => (n, $"<</Type/Pages/Kids[{n + 1} 0 R]/Count 1>>"))]),
        ["a number of pages that lies"] = () => HandMade.Table().AsSpan().IndexOf("/Count 1"u8) is var at && at > 0 ? Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(HandMade.Table()).Replace("/Count 1", "/Count 9", StringComparison.Ordinal)) : [],
        ["a name tree in a circle"] = () => HandMade.Table(catalog: "/Names<</JavaScript 5 0 R/EmbeddedFiles 5 0 R/Dests 5 0 R/Templates 5 0 R>>", more: (5, $"<</Kids[{Repeat("5 0 R ", 1000)}]>>")),
        ["an outline in a circle"] = () => HandMade.Table(catalog: "/Outlines<</First 5 0 R>>", more: (5, "<</Title(x)/Next 5 0 R/First 5 0 R>>")),
        ["actions that follow each other for ever"] = () => HandMade.Table(catalog: "/OpenAction 5 0 R", more: (5, "<</S/JavaScript/JS(1)/Next[5 0 R 5 0 R 5 0 R]>>")),
        ["fields that are their own kids"] = () => HandMade.Table(catalog: "/AcroForm<</Fields[5 0 R]>>", more: (5, "<</T(a)/FT/Sig/Kids[5 0 R]>>")),
        ["fields a thousand times the same"] = () => HandMade.Table(catalog: $"/AcroForm<</Fields[{Repeat("5 0 R ", 1000)}]>>", more: [(5, $"<</T(a)/FT/Sig/Kids[{Repeat("6 0 R ", 1000)}]>>"), (6, $"<</T(a)/FT/Sig/Kids[{Repeat("7 0 R ", 1000)}]>>"), (7, "<</T(b)/FT/Sig>>")]),
        ["fields below each other"] = () => HandMade.Table(catalog: "/AcroForm<</Fields[5 0 R]>>", more: [.. Enumerable.Range(5, 3000).Select(n => (n, $"<</T(a)/FT/Sig/Kids[{n + 1} 0 R]>>"))]),
        ["thousands of signature fields"] = () => HandMade.Table(catalog: $"/AcroForm<</Fields[{string.Join(' ', Enumerable.Range(5, 5_000).Select(n => $"{n} 0 R"))}]>>", more: [.. Enumerable.Range(5, 5_000).Select(n => (n, $"<</T(f{n})/FT/Sig>>"))]),
        ["thousands of signatures"] = () => HandMade.Table(catalog: $"/AcroForm<</Fields[{string.Join(' ', Enumerable.Range(5, 5_000).Select(n => $"{n} 0 R"))}]>>", more: [.. Enumerable.Range(5, 5_000).Select(n => (n, $"<</T(f{n})/FT/Sig/V<</Type/Sig/SubFilter/adbe.pkcs7.detached/ByteRange[0 9 9 9]/Contents<3000>>>>>"))]),
        ["hundreds of thousands of annotations"] = () => HandMade.Table(page: $"/Annots[{Repeat("5 0 R ", 300_000)}]", more: (5, "<</Type/Annot/Subtype/Text/Rect[1 1 9 9]>>")),
        ["a number of a hundred digits"] = () => HandMade.Table(page: $"/Rotate {new string('9', 100)}"),
        ["a number of a million digits"] = () => HandMade.Table(page: $"/Rotate {new string('9', 1_000_000)}"),
        ["huge boxes"] = () => HandMade.Table(page: "/MediaBox[-9999999999999999999 -9999999999999999999 9999999999999999999 9999999999999999999]/CropBox[1e9 0 0 0]"),
        ["huge annotations"] = () => HandMade.Table(page: "/Annots[<</Type/Annot/Subtype/Square/Rect[-999999999999999999999 0 99999999999999999999999 1]>>]"),
        ["a table of billions"] = () => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(HandMade.Table()).Replace("xref\n0 1\n", "xref\n0 9999999999\n", StringComparison.Ordinal)),
        ["a size of billions"] = () => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(HandMade.Table()).Replace("/Size 5", "/Size 9999999999", StringComparison.Ordinal)),
        ["a cross-reference stream of zeros"] = () => XrefStream("/W[1 1 1]/Index[0 8000000]/Size 8000000/Filter/FlateDecode", Deflate(new byte[24_000_000])),
        ["a cross-reference stream without width"] = () => XrefStream("/W[0 0 0]/Index[0 8000000]/Size 8000000", [0]),
        ["a cross-reference stream of wide fields"] = () => XrefStream("/W[8 8 8]/Index[0 2000000000]/Size 2000000000", new byte[100]),
        ["a cross-reference stream in a circle"] = () => XrefStream($"/W[1 2 1]/Index[0 1]/Size 9/Prev 15", new byte[4]),
        ["an object stream of a billion"] = () => ObjectStream("/N 1000000000/First 1000000000", "0 0 "u8.ToArray()),
        ["an object stream of zeros"] = () => ObjectStream("/N 2000000/First 8000000/Filter/FlateDecode", Deflate(Encoding.ASCII.GetBytes(Repeat("1 0 ", 2_000_000)))),
        ["thousands of revisions"] = () => Revisions(3000),
        ["too many revisions"] = () => Revisions(5000),
        ["hundreds of thousands of keys"] = () => HandMade.Table(more: (5, "<<" + string.Concat(Enumerable.Range(0, 300_000).Select(n => $"/K{n} 0")) + ">>"), catalog: "/Names 5 0 R"),
        ["a string without end"] = () => HandMade.Table(more: (5, "(" + Repeat("(", 1_000_000)), catalog: "/Names 5 0 R"),
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_door_answers_within_bounds(string name)
    {
        var pdf = Files[name]();
        Answer(name, () => PdfInspector.Inspect(new MemoryStream(pdf)));
        Answer(name, () => PdfInspector.Precheck(new MemoryStream(pdf)));
        Answer(name, () => PdfInspector.FindPlaces(new MemoryStream(pdf)));
        Answer(name, () => PdfForms.AddTextFields(new MemoryStream(pdf), [new TextFieldPlan("so", 1, new PdfRectangle(9, 9, 90, 20), 12)]));
        Answer(name, () => PdfForms.FillTextFields(new MemoryStream(pdf), new Dictionary<string, string> { ["a.b"] = "05" }));
        Answer(name, () => FormDocument.Validate(pdf));
        var appearance = new SignatureAppearance { AnchorText = "CHU TICH", Rectangle = new PdfRectangle(0, 0, 100, 40), Lines = ["Lan"] };
        Answer(name, () => SignOnce.Sign(pdf, TestSigner.P256, plan => plan with { Appearance = appearance }));
        // Signed all the same, and then changed: the comparison walks what the first reader only passed.
        byte[]? signed = null;
        Answer(name, () => signed = SignOnce.Sign(pdf, TestSigner.P256, plan => plan with { CertificationLevel = 2 }));
        if (signed is null) return;
        Answer(name, () => FormDocument.Validate(SignOnce.Sign(signed, TestSigner.Rsa2048, plan => plan with { Appearance = appearance with { AnchorText = null } })));
    }

    private static readonly Dictionary<string, Action<PdfFile, Revision>> Updates = new(StringComparer.Ordinal)
    {
        ["an appearance that draws itself"] = (f, r) => Circle(r, own => r.Set(f.Field("name"), "AP", new PdfDictionary { ["N"] = own }), own => new PdfStream(new PdfDictionary { ["Subtype"] = new PdfName("Form"), ["Resources"] = new PdfDictionary { ["XObject"] = new PdfDictionary { ["X"] = own } } }, "/X Do"u8.ToArray())),
        ["a comment that draws itself"] = (f, r) => Circle(r, own => r.Append(f.Page(), "Annots", r.Add(new PdfDictionary((PdfDictionary)Places.Parse("<</Type/Annot/Subtype/Highlight/Rect[1 1 9 9]>>")) { ["AP"] = new PdfDictionary { ["N"] = own } })),
            own => new PdfStream(new PdfDictionary { ["Subtype"] = new PdfName("Form"), ["Resources"] = new PdfDictionary { ["XObject"] = new PdfDictionary { ["X"] = own } } }, "/X Do"u8.ToArray())),
        ["a value that is its own list"] = (f, r) => Circle(r, own => r.Set(f.Field("name"), "V", own), own => new PdfArray([own, own])),
        ["a field below itself"] = (f, r) => Circle(r, own => r.Append(r.Form(), "Fields", own), own => new PdfDictionary((PdfDictionary)Places.Parse("<</T(x)/FT/Sig>>")) { ["Kids"] = new PdfArray([own, own]) }),
        ["a structure element below itself"] = (f, r) => Circle(r, own => r.Set((PdfReference)f.Catalog["StructTreeRoot"]!, "K", own), own => new PdfDictionary { ["K"] = new PdfArray([own, own]) }),
        ["a store of itself"] = (f, r) => Circle(r, own => r.Set(f.Root(), "DSS", own), own => new PdfDictionary { ["Certs"] = new PdfArray([own]), ["VRI"] = own }),
        ["a page below itself"] = (f, r) => Circle(r, own => r.Append((PdfReference)f.Catalog["Pages"]!, "Kids", own), own => new PdfDictionary((PdfDictionary)Places.Parse("<</Type/Pages>>")) { ["Kids"] = new PdfArray([own, own]) }),
        ["an annotation of a field above itself"] = (f, r) => Circle(r, own => r.Append(f.Page(), "Annots", own), own => new PdfDictionary((PdfDictionary)Places.Parse("<</Type/Annot/Subtype/Widget/Rect[1 1 9 9]/MK<<>>>>")) { ["Parent"] = own }),
        ["a bomb as content"] = (f, r) => r.Replace((PdfReference)f.Dictionary(f.Page())!["Contents"]!, new PdfStream((PdfDictionary)Places.Parse("<</Filter[/FlateDecode/FlateDecode]>>"), Deflate(Deflate(new byte[64 << 20], 16)))),
        ["a bomb as appearance"] = (f, r) => r.Replace((PdfReference)f.Dictionary(f.Dictionary(f.Field("name"))!["AP"])!["N"]!, new PdfStream((PdfDictionary)Places.Parse("<</Type/XObject/Subtype/Form/BBox[0 0 1 1]/Filter[/FlateDecode/FlateDecode]>>"), Deflate(Deflate(new byte[64 << 20], 16)))),
        ["a bomb in the store"] = (f, r) => r.Set(f.Root(), "DSS", new PdfDictionary { ["CRLs"] = new PdfArray([r.Add(new PdfStream((PdfDictionary)Places.Parse("<</Filter[/FlateDecode/FlateDecode]>>"), Deflate(Deflate(new byte[64 << 20], 16))))]) }),
        ["ten thousand lists in the store"] = (f, r) => r.Set(f.Root(), "DSS", new PdfDictionary { ["CRLs"] = new PdfArray(Enumerable.Repeat((PdfObject)r.Add(Places.Stream("", "0")), 10_000)) }),
        ["a hundred thousand annotations"] = (f, r) => r.Set(f.Page(), "Annots", new PdfArray(Enumerable.Repeat(f.Comment(), Many))),
        ["ten thousand pages"] = (f, r) => r.Set((PdfReference)f.Catalog["Pages"]!, "Kids", new PdfArray(Enumerable.Repeat(f.Page(), 10_000))),
    };

    public static TheoryData<string> UpdateNames => [.. Updates.Keys];

    [Theory]
    [MemberData(nameof(UpdateNames))]
    public void An_update_that_exhausts_is_refused_or_suspicious(string name)
    {
        foreach (var document in FormDocument.All)
        {
            var forged = FormDocument.Update(document.Signed(), Updates[name]);
            Answer(name, () =>
            {
                if (name is not ("ten thousand lists in the store" or "a bomb in the store" or "a value that is its own list")) Assert.NotEqual(DocumentConclusion.Intact, FormDocument.Validate(forged).Conclusion);
                else FormDocument.Validate(forged);
            });
        }
    }

    private static void Answer(string name, Action ask)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            ask();
        }
        catch (PdfException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken < MostBytes, string.Create(CultureInfo.InvariantCulture, $"{name} took {taken >> 20} MB."));
    }

    private static void Circle(Revision revision, Action<PdfReference> place, Func<PdfReference, PdfObject> make)
    {
        var own = revision.Add(PdfNull.Instance);
        revision.Replace(own, make(own));
        place(own);
    }

    private static byte[] Page(string dictionary, byte[] content)
    {
        var pdf = new HandMade()
            .Object(1, "<</Type/Catalog/Pages 2 0 R>>")
            .Object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>")
            .Object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>");
        return pdf.Stream(4, dictionary, Encoding.Latin1.GetString(content)).Close("/Size 5/Root 1 0 R").ToBytes();
    }

    // Eight megabytes of blanks as the content of all pages or as a form of the first.
    private static byte[] Shared(string page, string content, int pages)
    {
        var blanks = Encoding.Latin1.GetString(Deflate(Encoding.ASCII.GetBytes(new string(' ', 8 << 20))));
        return new HandMade()
            .Object(1, "<</Type/Catalog/Pages 2 0 R>>")
            .Object(2, $"<</Type/Pages/Kids[{Repeat("3 0 R ", pages)}]/Count {pages}/MediaBox[0 0 595 842]>>")
            .Object(3, $"<</Type/Page/Parent 2 0 R/Contents {(content.Length > 0 ? 4 : 6)} 0 R{page}>>")
            .Stream(4, "", content)
            .Stream(6, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Filter/FlateDecode", blanks)
            .Close("/Size 7/Root 1 0 R").ToBytes();
    }

    private static byte[] Lettered(string ranges, string widths, int fonts = 1)
    {
        var font = $"<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 5 0 R/DescendantFonts[<</W 6 0 R>>]>>";
        return new HandMade()
            .Object(1, "<</Type/Catalog/Pages 2 0 R>>")
            .Object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>")
            .Object(3, $"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<<{string.Concat(Enumerable.Range(0, fonts).Select(n => $"/F{n} {font}"))}>>>>>>")
            .Stream(4, "", "BT " + string.Concat(Enumerable.Range(0, fonts).Select(n => $"/F{n} 9 Tf <0041> Tj ")) + "ET")
            .Stream(5, "", string.Concat(ranges.Split('\n').Chunk(100).Select(some => $"100 beginbfrange {string.Join('\n', some)} endbfrange\n")))
            .Object(6, $"[{widths}]")
            .Close("/Size 7/Root 1 0 R").ToBytes();
    }

    private static byte[] Tree(string kids, params (int Number, string Body)[] more)
    {
        var pdf = new HandMade().Object(1, "<</Type/Catalog/Pages 2 0 R>>").Object(2, $"<</Type/Pages/Kids{kids}/Count 1/MediaBox[0 0 595 842]>>").Object(3, "<</Type/Page/Parent 2 0 R>>");
        foreach (var (number, body) in more) pdf.Object(number, body);
        return pdf.Close("/Size 99999/Root 1 0 R").ToBytes();
    }

    private static byte[] XrefStream(string dictionary, byte[] data)
    {
        var pdf = new HandMade();
        var start = pdf.Position;
        return pdf.Raw(string.Create(CultureInfo.InvariantCulture, $"1 0 obj\n<</Type/XRef{dictionary}/Root 1 0 R/Length {data.Length}>>\nstream\n{Encoding.Latin1.GetString(data)}\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n")).ToBytes();
    }

    private static byte[] ObjectStream(string dictionary, byte[] data)
    {
        var pdf = new HandMade();
        var container = pdf.Position;
        pdf.Raw(string.Create(CultureInfo.InvariantCulture, $"2 0 obj\n<</Type/ObjStm{dictionary}/Length {data.Length}>>\nstream\n{Encoding.Latin1.GetString(data)}\nendstream\nendobj\n"));
        var start = pdf.Position;
        var entries = $"02{2:X8}00" + $"01{container:X8}00" + $"01{start:X8}00";
        return pdf.Raw(string.Create(CultureInfo.InvariantCulture, $"3 0 obj\n<</Type/XRef/W[1 4 1]/Index[1 3]/Size 4/Root 1 0 R/Filter/ASCIIHexDecode/Length {entries.Length + 1}>>\nstream\n{entries}>\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n")).ToBytes();
    }

    private static byte[] Revisions(int count)
    {
        var pdf = new HandMade();
        pdf.Object(1, "<</Type/Catalog/Pages 2 0 R>>").Object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>").Object(3, "<</Type/Page/Parent 2 0 R>>").Close("/Size 9/Root 1 0 R");
        for (var i = 0; i < count; i++) pdf.Object(4, $"<</N {i}>>").Close(string.Create(CultureInfo.InvariantCulture, $"/Size 9/Root 1 0 R/Prev {pdf.LastXref}"), free: false);
        return pdf.ToBytes();
    }

    private static string Form(string dictionary, string data) => string.Create(CultureInfo.InvariantCulture, $"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]{dictionary}/Length {data.Length}>>\nstream\n{data}\nendstream");

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    private static byte[] Deflate(byte[] block, int times = 1)
    {
        using var output = new MemoryStream();
        using (var deflater = new ZLibStream(output, CompressionLevel.Optimal))
        {
            for (var i = 0; i < times; i++) deflater.Write(block);
        }
        return output.ToArray();
    }
}
