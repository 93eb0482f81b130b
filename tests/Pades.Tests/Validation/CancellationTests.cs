using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Validation;

public sealed class CancellationTests
{
    [Fact]
    public void A_check_that_nobody_waits_for_any_more_ends()
    {
        var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.P256);
        using var given = new CancellationTokenSource();
        // Cancelled in the middle: the reader asks again at every look into the bytes, not only at the start.
        using var file = new Impatient(pdf, reads: 1, given);
        var options = new ValidationOptions { At = SignOnce.Time, Cancellation = given.Token };
        Assert.Throws<OperationCanceledException>(() => PdfValidator.Validate(file, options));
        Assert.Throws<OperationCanceledException>(() => PdfInspector.Inspect(new MemoryStream(pdf), options));
    }

    private sealed class Impatient(byte[] content, int reads, CancellationTokenSource source) : MemoryStream(content)
    {
        private int left = reads;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (--left == 0) source.Cancel();
            return base.Read(buffer, offset, count);
        }
    }
}
