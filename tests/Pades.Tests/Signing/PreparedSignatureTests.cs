using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

public sealed class PreparedSignatureTests
{
    private static readonly byte[] Document = HandMade.Table();

    [Fact]
    public void It_survives_its_bytes_and_is_completed_from_them_alone()
    {
        var stored = Prepare().ToBytes();
        var prepared = PreparedSignature.FromBytes(stored);
        var value = TestSigner.Rsa2048.Sign(prepared.SignedAttributes, prepared.Hash, prepared.Scheme);
        byte[] pdf = [.. Document, .. PdfSigner.Complete(prepared, value)];
        Judges.Agree(pdf, 1);
        Assert.Equal(prepared.FinalLength, pdf.Length);
        Assert.Equal(Judges.ByteRanges(pdf)[0], prepared.ByteRange);
        Assert.Equal(stored, prepared.ToBytes());
        Assert.Equal(SignOnce.Time.AddHours(1), prepared.Expires);
    }

    [Fact]
    public void What_the_device_signs_is_the_hash_of_the_attributes()
    {
        var prepared = Prepare();
        Assert.Equal(SHA256.HashData(prepared.SignedAttributes), prepared.Digest);
        Assert.Equal(Document.Length, prepared.OriginalLength);
    }

    [Fact]
    public void Every_altered_byte_is_refused()
    {
        var stored = Prepare().ToBytes();
        for (var i = 0; i < stored.Length; i++)
        {
            var altered = (byte[])stored.Clone();
            altered[i] ^= 0x40;
            Assert.Equal(PdfErrorCode.StateInvalid, Assert.Throws<PdfException>(() => PreparedSignature.FromBytes(altered)).Code);
        }
    }

    [Fact]
    public void Every_cut_is_refused()
    {
        var stored = Prepare().ToBytes();
        for (var kept = 0; kept < stored.Length; kept += 13)
            Assert.Equal(PdfErrorCode.StateInvalid, Assert.Throws<PdfException>(() => PreparedSignature.FromBytes(stored.AsSpan(0, kept))).Code);
    }

    [Fact]
    public void Preparing_twice_gives_the_same_bytes_so_that_a_repeated_job_signs_nothing_else() =>
        Assert.Equal(Prepare().ToBytes(), Prepare().ToBytes());

    private static PreparedSignature Prepare() =>
        PdfSigner.Prepare(new MemoryStream(Document), SignOnce.Plan(TestSigner.Rsa2048) with { Expires = SignOnce.Time.AddHours(1) });
}
