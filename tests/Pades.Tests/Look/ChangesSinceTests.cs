using System.Text;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Look;

/// <summary>A file that comes back with an update is judged against the one that was given out, although nobody had signed it yet.</summary>
public sealed class ChangesSinceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_signature_alone_changes_nothing_else_even_when_it_certifies(int level)
    {
        var given = HandMade.Table();

        var back = Sign(given, level);

        Assert.All(PdfRevisions.ChangesSince(new MemoryStream(back), given.Length, Stop), f => Assert.Equal(FindingSeverity.Note, f.Severity));
        Assert.Contains(PdfRevisions.ChangesSince(new MemoryStream(back), given.Length, Stop), f => f.Code == FindingCode.SignatureAdded);
    }

    [Fact]
    public void Whoever_adds_to_a_certified_file_may_not_certify_it_again_by_hand()
    {
        var given = Sign(HandMade.Table(), 2);
        var back = Sign(given, 0);

        Assert.DoesNotContain(PdfRevisions.ChangesSince(new MemoryStream(back), given.Length, Stop), f => f.Severity >= FindingSeverity.Forbidden);
        Assert.Contains(PdfRevisions.ChangesSince(new MemoryStream([.. back, .. "99 0 obj (hidden) endobj\n"u8]), given.Length, Stop), f => f.Code == FindingCode.HiddenBytes);
    }

    [Fact]
    public void A_page_written_anew_between_the_file_and_the_signature_is_found()
    {
        var given = HandMade.Table();
        var text = Encoding.Latin1.GetString(given);
        var startxref = text[(text.LastIndexOf("startxref", StringComparison.Ordinal) + 9)..].Trim().Split('\n')[0];
        const string Update = "3 0 obj\n<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<>>/Rotate 180>>\nendobj\n";
        var changed = $"{text}{Update}xref\n3 1\n{given.Length:0000000000} 00000 n \ntrailer\n<</Size 5/Root 1 0 R/Prev {startxref}>>\nstartxref\n{given.Length + Update.Length}\n%%EOF\n";

        var back = Sign(Encoding.Latin1.GetBytes(changed), 0);

        Assert.Contains(PdfRevisions.ChangesSince(new MemoryStream(back), given.Length, Stop), f => f.Code == FindingCode.PageChanged && f.Severity == FindingSeverity.Forbidden);
    }

    private static byte[] Sign(byte[] pdf, int level)
    {
        var prepared = PdfSigner.Prepare(new MemoryStream(pdf), new SignaturePlan { Certificate = Cms.TestSigner.Rsa2048.Certificate, SigningTime = TimeProvider.System.GetUtcNow(), CertificationLevel = level });
        return [.. pdf, .. PdfSigner.Complete(prepared, Cms.TestSigner.Rsa2048.Sign(prepared.SignedAttributes, prepared.Hash, prepared.Scheme))];
    }
}
