using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

/// <summary>Real documents, signed again and again, before judges that are not ours.</summary>
public sealed class SignInARowTests(ITestOutputHelper output)
{
    public static TheoryData<string> Documents => [.. Producers.Available];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Five_signatures_in_a_row_stay_valid_and_leave_the_bytes_before_them_alone(string producer)
    {
        var pdf = Producers.Make(producer);
        for (var count = 1; count <= 5; count++)
        {
            var before = pdf;
            var signer = count % 2 == 0 ? TestSigner.P256 : TestSigner.Rsa2048;
            var visible = count % 2 == 1;
            pdf = SignOnce.Sign(before, signer, plan => visible ? plan with { Reason = "Ký duyệt", Appearance = Stamp(count) } : plan);
            Assert.True(pdf.AsSpan(0, before.Length).SequenceEqual(before));
            if (count is 1 or 2 or 5) Judges.Agree(pdf, count);
        }
    }

    [Theory]
    [InlineData("hand-table")]
    [InlineData("skia-objstm")]
    public void The_first_signature_stays_valid_through_twenty_further_ones(string producer)
    {
        var first = SignOnce.Sign(Producers.Make(producer), TestSigner.Rsa2048);
        var pdf = first;
        for (var i = 0; i < 20; i++) pdf = SignOnce.Sign(pdf, TestSigner.P256);
        Assert.True(pdf.AsSpan(0, first.Length).SequenceEqual(first));
        Judges.Agree(pdf, 21);
        Assert.True(PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions { At = SignOnce.Time }).IsIntact);
    }

    [Theory]
    [InlineData("hand-table")]
    [InlineData("skia-objstm")]
    public void An_update_is_little_more_than_the_signature_itself(string producer)
    {
        var document = Producers.Make(producer);
        var signed = SignOnce.Sign(document, TestSigner.Rsa2048, plan => plan with { Chain = [TestSigner.Rsa(2048, "CN=CA").Certificate] });
        var range = Judges.ByteRanges(signed)[0];
        // /Contents is a hexadecimal string (ISO 32000-2 §12.8.1): two characters for each byte of the CMS, and two brackets.
        var contents = range.Second - range.FirstLength;
        var ratio = (signed.Length - document.Length) / (double)contents;
        output.WriteLine($"{producer}: {signed.Length - document.Length} bytes appended, /Contents {contents}, ratio {ratio:0.000}");
        Assert.InRange(ratio, 1, 1.3);
    }

    private static SignatureAppearance Stamp(int count) => new()
    {
        Rectangle = new PdfRectangle(60, 60 + (count * 70), 200, 60),
        Lines = ["Nguyễn Văn Thử", "Chủ tịch UBND tỉnh – ký số"],
    };
}
