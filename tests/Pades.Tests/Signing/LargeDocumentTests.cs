using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

/// <summary>What a signature takes does not grow with the document.</summary>
public sealed class LargeDocumentTests
{
    [Fact]
    public void Three_hundred_megabytes_take_no_more_memory_than_three()
    {
        Allocated(3_000_000);
        var (small, large) = (Allocated(3_000_000), Allocated(300_000_000));
        Assert.InRange(large, 1, small + (64 << 10));
        Assert.InRange(large, 1, 1 << 20);
    }

    [Fact]
    public void A_document_of_six_gigabytes_is_read_by_its_ends_only()
    {
        using var pdf = new EndlessScan(6_000_000_000);
        var inspection = PdfInspector.Inspect(pdf);
        Assert.Equal((1, pdf.Length), (inspection.PageCount, inspection.Length));
        Assert.InRange(pdf.BytesRead, 1, 1 << 20);
    }

    // Prepare and Complete run on the caller's thread; what other tests take does not count.
    private static long Allocated(long picture)
    {
        using var pdf = new EndlessScan(picture);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var prepared = PdfSigner.Prepare(pdf, SignOnce.Plan(TestSigner.P256));
        var increment = PdfSigner.Complete(prepared, TestSigner.P256.Sign(prepared.SignedAttributes, prepared.Hash, prepared.Scheme));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(pdf.Length, prepared.OriginalLength);
        Assert.InRange(increment.Length, 1000, 20_000);
        return allocated;
    }
}
