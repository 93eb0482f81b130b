using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Look;

/// <summary>The document as it was at each signature, taken out and judged by others.</summary>
public sealed class PdfRevisionsTests
{
    [Theory]
    [InlineData("hand-table")]
    [InlineData("skia-objstm")]
    [InlineData("linearized")]
    public async Task What_is_taken_out_is_the_document_as_signed(string producer)
    {
        var states = new List<byte[]> { SignOnce.Sign(Producers.Make(producer), TestSigner.P256) };
        for (var i = 0; i < 2; i++) states.Add(SignOnce.Sign(states[^1], TestSigner.Rsa2048));
        using var pdf = new MemoryStream([.. states[^1], .. "\n% later\n"u8]);
        var report = FormDocument.Validate(pdf.ToArray());
        for (var i = 0; i < states.Count; i++)
        {
            await using var taken = PdfRevisions.AsSigned(pdf, report.Signatures[i]);
            using var copy = new MemoryStream();
            await taken.CopyToAsync(copy, TestContext.Current.CancellationToken);
            Assert.Equal(states[i], copy.ToArray());
            using var bench = new Workbench();
            var said = bench.Run("pdfsig", "-nocert", bench.Write("taken.pdf", copy.ToArray())).Output;
            Assert.Contains("  - Total document signed", said, StringComparison.Ordinal);
            Assert.Equal(SignatureCoverage.EntireFile, FormDocument.Validate(copy.ToArray()).Signatures[i].Coverage);
        }
    }

    [Fact]
    public void What_no_revision_is_cannot_be_taken_out()
    {
        var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.P256);
        var text = System.Text.Encoding.Latin1.GetString(pdf);
        var forged = System.Text.Encoding.Latin1.GetBytes(text.Replace("/ByteRange[0 ", "/ByteRange[9 ", StringComparison.Ordinal));
        var report = FormDocument.Validate(forged);
        Assert.Equal(PdfErrorCode.Damaged, Assert.Throws<PdfException>(() => PdfRevisions.AsSigned(new MemoryStream(forged), report.Signatures[0])).Code);
        Assert.Equal(PdfErrorCode.Truncated, Assert.Throws<PdfException>(() => PdfRevisions.UpTo(new MemoryStream(pdf), pdf.Length + 1)).Code);
    }

    [Fact]
    public void A_view_is_read_in_pieces_and_never_past_its_end()
    {
        using var pdf = new MemoryStream([1, 2, 3, 4, 5, 6]);
        using var view = PdfRevisions.UpTo(pdf, 4);
        var buffer = new byte[10];
        Assert.Equal(4, view.Read(buffer));
        Assert.Equal(0, view.Read(buffer));
        Assert.Equal(3, view.Seek(-1, SeekOrigin.End));
        pdf.Position = 0;
        Assert.Equal(4, view.ReadByte());
        Assert.Equal(-1, view.ReadByte());
        view.Position = 100;
        Assert.Equal(0, view.Read(buffer));
        Assert.Throws<NotSupportedException>(() => view.WriteByte(1));
    }
}
