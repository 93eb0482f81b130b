using System.Globalization;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Attacks;

/// <summary>Universal signature forgery: a dictionary that leaves a program nothing to check. Also ranges that overlap, and values moved to other fields.</summary>
internal static class ForgedDictionaries
{
    private static readonly (string Name, string Value)[] Ranges =
    [
        ("null", "null"), ("empty", "[]"), ("one number", "[0]"), ("three numbers", "[0 100 200]"), ("five numbers", "[0 100 200 300 400]"), ("six numbers", "[0 100 200 300 400 500]"),
        ("negative start", "[-1 100 200 300]"), ("negative length", "[0 -100 200 300]"), ("negative second", "[0 100 -200 300]"), ("negative end", "[0 100 200 -300]"), ("all zero", "[0 0 0 0]"),
        ("nothing but the start", "[0 1 1 0]"), ("past the end", "[0 100 200 99999999]"), ("far past the end", "[0 100 9223372036854775807 9223372036854775807]"), ("wraps around", "[0 9223372036854775807 9223372036854775807 2]"),
        ("real numbers", "[0.5 100.5 200 300]"), ("strings", "[(0)(100)(200)(300)]"), ("names", "[/0/1/2/3]"), ("nulls", "[null null null null]"), ("a number", "0"), ("a name", "/All"),
        ("a dictionary", "<</First 0>>"), ("a reference to nothing", "9999 0 R"), ("references to nothing", "[0 9998 0 R 9997 0 R 9999 0 R]"), ("nested", "[[0 100 200 300]]"), ("not from the start", "[5 100 200 300]"),
    ];

    private static readonly (string Name, string Value)[] Values =
    [
        ("null", "null"), ("empty", "<>"), ("zero", "<00>"), ("zeros", "<0000000000000000>"), ("odd digits", "<308>"), ("a literal string", "(0\\202)"), ("a number", "0"), ("a name", "/Sig"), ("an array", "[<30>]"),
        ("true", "true"), ("a reference to nothing", "9999 0 R"), ("an empty sequence", "<3000>"), ("a sequence without end", "<308201>"), ("an endless sequence", "<3080>"), ("a length of gigabytes", "<3084FFFFFFFF>"),
        ("words", "<48656C6C6F20576F726C64>"),
    ];

    public static IEnumerable<Attack> All => [.. ByteRanges(), .. Contents(), .. Overlapping(), .. Copied()];

    // Both ways: the signed document's own dictionary is replaced, or a document is made that never was signed.
    private static IEnumerable<Attack> ByteRanges()
    {
        const string kind = "USF: byte range";
        foreach (var (name, value) in Ranges)
        {
            yield return Attack.Update(kind, $"{name}, replaced", (f, r) => r.Set((PdfReference)f.Dictionary(f.Field("Signature1"))!["V"]!, "ByteRange", value));
            yield return Attack.File(kind, $"{name}, never signed", () => Fresh($"/ByteRange {value}/Contents<{Genuine}>"));
        }
        yield return Attack.Update(kind, "missing, replaced", (f, r) => r.Set((PdfReference)f.Dictionary(f.Field("Signature1"))!["V"]!, "ByteRange", (PdfObject?)null));
        yield return Attack.File(kind, "missing, never signed", () => Fresh($"/Contents<{Genuine}>"));
        yield return Attack.File(kind, "twice", () => Fresh($"/ByteRange[0 10 20 30]/ByteRange[0 10 20 31]/Contents<{Genuine}>"));
        yield return Attack.Rewrite(kind, "twice, the second in the padding", pdf => InPlace(pdf, "/ByteRange[", "/ByteRange[]"), mayBeUnreadable: true);
        yield return Attack.Rewrite(kind, "misspelt in place", pdf => InPlace(pdf, "/ByteRange[", "/ByteRonge["));
        yield return Attack.Rewrite(kind, "begins late in place", pdf => InPlace(pdf, "/ByteRange[0 ", "/ByteRange[1 "));
    }

    private static IEnumerable<Attack> Contents()
    {
        const string kind = "USF: contents";
        foreach (var (name, value) in Values)
        {
            yield return Attack.Update(kind, $"{name}, replaced", (f, r) => r.Set((PdfReference)f.Dictionary(f.Field("Signature1"))!["V"]!, "Contents", value));
            yield return Attack.File(kind, $"{name}, never signed", () => Fresh($"/ByteRange[0 10 20 30]/Contents {value}"));
        }
        yield return Attack.Update(kind, "missing, replaced", (f, r) => r.Set((PdfReference)f.Dictionary(f.Field("Signature1"))!["V"]!, "Contents", (PdfObject?)null));
        yield return Attack.File(kind, "missing, never signed", () => Fresh("/ByteRange[0 10 20 30]"));
        yield return Attack.File(kind, "twice", () => Fresh($"/ByteRange[0 10 20 30]/Contents<00>/Contents<{Genuine}>"));
        yield return Attack.Update(kind, "a stream", (f, r) => r.Set((PdfReference)f.Dictionary(f.Field("Signature1"))!["V"]!, "Contents", r.Add(Places.Stream("", "0"))));
        yield return Attack.Update(kind, "in an object of its own", (f, r) =>
        {
            var signature = (PdfReference)f.Dictionary(f.Field("Signature1"))!["V"]!;
            r.Set(signature, "Contents", r.Add(f.Dictionary(signature)!["Contents"]!));
        });
        foreach (var filter in new[] { "adbe.x509.rsa_sha1", "ETSI.RFC3161", "ETSI.CAdES.detachedX", "" })
            yield return Attack.Update(kind, $"of the kind \"{filter}\"", (f, r) => r.Set((PdfReference)f.Dictionary(f.Field("Signature1"))!["V"]!, "SubFilter", new PdfName(filter)));
        yield return Attack.Rewrite(kind, "first byte zero in place", pdf => InPlace(pdf, "/Contents<30", "/Contents<00"));
        yield return Attack.Rewrite(kind, "misspelt in place", pdf => InPlace(pdf, "/Contents<30", "/Contonts<30"));
        yield return Attack.Rewrite(kind, "no hexadecimal digits in place", pdf => InPlace(pdf, "/Contents<30", "/Contents<zz"), mayBeUnreadable: true);
    }

    private static IEnumerable<Attack> Overlapping()
    {
        const string kind = "Overlapping byte ranges";
        Attack Forge(string name, Func<ByteRange, long, long[]> range) => Attack.Rewrite(kind, name, pdf => ForgedSignature.Append(pdf, range));
        yield return Forge("the second part lies in the first", (r, _) => [0, r.FirstLength, r.FirstLength - 200, 200]);
        yield return Forge("the second part begins before the first ends", (r, length) => [0, r.FirstLength, r.FirstLength - 10, length - r.FirstLength + 10]);
        yield return Forge("both parts are the first", (r, _) => [0, r.FirstLength, 0, r.FirstLength]);
        yield return Forge("the second part is all", (_, length) => [0, 0, 0, length]);
        yield return Forge("the first part is all", (_, length) => [0, length, length, 0]);
        yield return Forge("the gap swallows the earlier signature", (r, _) => [0, 300, r.Second, r.SecondLength]);
        yield return Forge("the gap swallows a page", (r, length) => [0, 20, length - 40, 40]);
        yield return Forge("the gap is larger behind", (r, _) => [0, r.FirstLength, r.Second + 20, r.SecondLength - 20]);
        yield return Forge("the gap is larger in front", (r, _) => [0, r.FirstLength - 20, r.Second, r.SecondLength]);
        yield return Forge("the gap is smaller than the value", (r, _) => [0, r.FirstLength + 10, r.Second - 10, r.SecondLength + 10]);
        yield return Forge("not from the start", (r, _) => [1, r.FirstLength - 1, r.Second, r.SecondLength]);
        yield return Forge("the header is left out", (r, _) => [9, r.FirstLength - 9, r.Second, r.SecondLength]);
        yield return Forge("the end is left out", (r, _) => [0, r.FirstLength, r.Second, r.SecondLength - 6]);
        yield return Forge("more than the file", (r, _) => [0, r.FirstLength, r.Second, r.SecondLength + 100]);
        yield return Forge("the parts are exchanged", (r, _) => [r.Second, r.SecondLength, 0, r.FirstLength]);
        yield return Forge("only what it added itself", (r, length) => [r.FirstLength - 100, 100, r.Second, r.SecondLength]);
        yield return Attack.Rewrite(kind, "two values over the same range", pdf =>
        {
            var range = Judges.ByteRanges(pdf)[0];
            return ForgedSignature.Append(pdf, (_, _) => [0, range.FirstLength, range.Second, range.SecondLength]);
        });
    }

    private static IEnumerable<Attack> Copied()
    {
        const string kind = "Dictionary copied to another field";
        yield return Attack.Update(kind, "reference into the empty field", (f, r) => r.Set(f.Field("leader"), "V", f.Dictionary(f.Field("Signature1"))!["V"]));
        yield return Attack.Update(kind, "copy into the empty field", (f, r) => r.Set(f.Field("leader"), "V", r.Add(f.Dictionary(f.Dictionary(f.Field("Signature1"))!["V"])!)));
        yield return Attack.Update(kind, "inline into the empty field", (f, r) => r.Set(f.Field("leader"), "V", f.Dictionary(f.Dictionary(f.Field("Signature1"))!["V"])!));
        yield return Attack.Update(kind, "moved to the empty field", (f, r) =>
        {
            r.Set(f.Field("leader"), "V", f.Dictionary(f.Field("Signature1"))!["V"]);
            r.Set(f.Field("Signature1"), "V", (PdfObject?)null);
        });
        yield return Attack.Update(kind, "into a new field", (f, r) =>
        {
            var field = r.Add(new PdfDictionary((PdfDictionary)Places.Parse("<</Type/Annot/Subtype/Widget/FT/Sig/T(director)/Rect[0 0 0 0]/F 132>>")) { ["V"] = f.Dictionary(f.Field("Signature1"))!["V"], ["P"] = f.Page() });
            r.Append(r.Form(), "Fields", field);
            r.Append(f.Page(), "Annots", field);
        });
        yield return Attack.Update(kind, "as another signer's", (f, r) => r.Set(f.Field("leader"), "V", r.Add(new PdfDictionary(f.Dictionary(f.Dictionary(f.Field("Signature1"))!["V"])!) { ["Name"] = Places.Parse("(Chu tich)"), ["M"] = Places.Parse("(D:20300101)") })));
        yield return Attack.Update(kind, "the field doubled under its own name", (f, r) => r.Append(r.Form(), "Fields", r.Add(f.Dictionary(f.Field("Signature1"))!)));
        yield return Attack.Update(kind, "the field renamed", (f, r) => r.Set(f.Field("Signature1"), "T", "(director)"));
        yield return Attack.Rewrite(kind, "values of two signatures exchanged", pdf => FormDocument.Update(Attack.Sign(pdf), (f, r) =>
        {
            var (one, two) = (f.Dictionary(f.Field("Signature1"))!["V"], f.Dictionary(f.Field("Signature2"))!["V"]);
            r.Set(f.Field("Signature1"), "V", two);
            r.Set(f.Field("Signature2"), "V", one);
        }));
        yield return Attack.Rewrite(kind, "from another document", pdf => FormDocument.Update(pdf, (f, r) =>
        {
            var other = PdfFile.Open(new ByteSource(new MemoryStream(SignOnce.Sign(HandMade.Table(), TestSigner.Rsa2048))));
            r.Set(f.Field("leader"), "V", r.Add(other.Dictionary(other.Dictionary(other.Field("Signature1"))!["V"])!));
        }));
    }

    /// <summary>The digits of a value that is genuine for another document.</summary>
    private static string Genuine
    {
        get
        {
            var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.Rsa2048);
            return Convert.ToHexString(Judges.Contents(pdf, Judges.ByteRanges(pdf)[0]));
        }
    }

    private static byte[] Fresh(string entries) => new HandMade()
        .Object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>>>")
        .Object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 612 792]>>")
        .Object(3, "<</Type/Page/Parent 2 0 R/Annots[4 0 R]>>")
        .Object(4, "<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature1)/V 5 0 R/Rect[72 72 200 120]/P 3 0 R/F 132>>")
        .Object(5, $"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached{entries}>>")
        .Close("/Size 6/Root 1 0 R").ToBytes();

    private static byte[] InPlace(byte[] pdf, string from, string to)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var at = text.LastIndexOf(from, StringComparison.Ordinal);
        Assert.True(at > 0, string.Create(CultureInfo.InvariantCulture, $"{from} does not stand in the file."));
        return Encoding.Latin1.GetBytes(text[..at] + to + text[(at + to.Length)..]);
    }
}
