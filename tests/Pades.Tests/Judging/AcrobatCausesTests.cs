using System.Globalization;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Judging;

/// <summary>The judge is judged: every cause, made by hand, is seen.</summary>
public sealed class AcrobatCausesTests
{
    [Fact]
    public void A_gap_in_the_first_revision_is_seen()
    {
        var pdf = new HandMade().Object(1, "<</Type/Catalog/Pages 2 0 R>>").Object(2, "<</Type/Pages/Kids[4 0 R]/Count 1/MediaBox[0 0 9 9]>>").Object(4, "<</Type/Page/Parent 2 0 R>>");
        Sees("gap at 3", pdf.Close("/Size 5/Root 1 0 R").ToBytes());
    }

    [Fact]
    public void A_table_after_a_stream_is_seen() => Sees("a Table follows a Stream", WithTable(Producers.Make("skia-objstm"), "", (900, "null")));

    [Fact]
    public void A_stale_companion_of_a_hybrid_is_seen()
    {
        var pdf = HandMade.Hybrid();
        var trailer = PdfFile.Open(new ByteSource(new MemoryStream(pdf))).Trailer;
        Sees("stale /XRefStm", WithTable(pdf, $"/XRefStm {trailer["XRefStm"]}", (8, "null")), strict: false);
    }

    [Fact]
    public void Another_encryption_dictionary_is_seen() =>
        Sees("another /Encrypt", WithTable(Producers.Qpdf(HandMade.Table(), "--encrypt", "", "", "256", "--"), "/Encrypt 900 0 R", (900, "null")));

    [Fact]
    public void An_unchanged_object_written_again_is_seen() =>
        Sees("object 2 is written again", WithTable(HandMade.Table(), "", (2, "<</Type/Pages /Kids [ 3 0 R ] /Count 1/MediaBox[0 0 595 842]>>")));

    [Fact]
    public void A_stream_that_does_not_list_itself_is_seen()
    {
        var pdf = Producers.Make("skia-objstm");
        var start = pdf.Length;
        var update = string.Create(CultureInfo.InvariantCulture, $"900 0 obj\n<</Type/XRef/Size 902/W[1 4 1]/Index[901 1]/Root {Root(pdf)}/Prev {Start(pdf)}/Filter/ASCIIHexDecode/Length 13>>\nstream\n000000000000>\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n");
        Sees("does not list itself", [.. pdf, .. Encoding.ASCII.GetBytes(update)]);
    }

    [Fact]
    public void An_update_after_a_final_certification_is_seen()
    {
        var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.P256, plan => plan with { CertificationLevel = 1 });
        Assert.Empty(AcrobatCauses.In(pdf));
        Sees("P=1", WithTable(pdf, "", (900, "null")));
    }

    [Fact]
    public void An_honest_update_has_none() => Assert.Empty(AcrobatCauses.In(WithTable(HandMade.Table(), "", (2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 841]>>"))));

    private static void Sees(string cause, byte[] pdf, bool strict = true)
    {
        // Our own reader may refuse the file altogether; that is as good.
        try
        {
            Assert.Contains(AcrobatCauses.In(pdf), found => found.Contains(cause, StringComparison.Ordinal));
        }
        catch (PdfException) when (!strict)
        {
        }
    }

    private static byte[] WithTable(byte[] pdf, string trailer, params (int Number, string Body)[] objects)
    {
        var text = new StringBuilder();
        var table = new StringBuilder("xref\n");
        foreach (var (number, body) in objects)
        {
            table.Append(CultureInfo.InvariantCulture, $"{number} 1\n{pdf.Length + text.Length:0000000000} 00000 n\r\n");
            text.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n");
        }
        var start = pdf.Length + text.Length;
        text.Append(table).Append(CultureInfo.InvariantCulture, $"trailer\n<</Size 1000/Root {Root(pdf)}/Prev {Start(pdf)}{trailer}>>\nstartxref\n{start}\n%%EOF\n");
        return [.. pdf, .. Encoding.ASCII.GetBytes(text.ToString())];
    }

    private static PdfObject? Root(byte[] pdf) => PdfFile.Open(new ByteSource(new MemoryStream(pdf))).Trailer["Root"];

    private static long Start(byte[] pdf) => PdfFile.Open(new ByteSource(new MemoryStream(pdf))).StartXref;
}
