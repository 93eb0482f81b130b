using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Tests.Trust;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Validation;

/// <summary>One byte of a signed file is changed, in very many places: none may pass for intact, unless nothing covers it and that is said.</summary>
public sealed class MutationTests(RunningSandbox sandbox)
{
    // Of each document; PADES_MUTATIONS=full asks for ten thousand.
    private static readonly int Places = Environment.GetEnvironmentVariable("PADES_MUTATIONS") == "full" ? 10_000 : 400;

    [Theory]
    [InlineData("table")]
    [InlineData("streams")]
    [InlineData("padded")]
    public async Task A_byte_changed_anywhere_is_never_passed_over(string kind)
    {
        var pdf = await Make(kind);
        Assert.Equal(DocumentConclusion.Intact, Conclude(pdf)!.Conclusion);
        var padding = Padding(pdf);
        var random = new Random(20261123);
        for (var i = 0; i < Places; i++)
        {
            var place = random.Next(pdf.Length);
            var by = (byte)random.Next(1, 256);
            pdf[place] ^= by;
            Assert.True(Conclude(pdf) is not { Conclusion: DocumentConclusion.Intact } report || (padding.Contains(place) && SaysSo(report)), $"Byte {place} ^ {by} of {kind} passed.");
            pdf[place] ^= by;
        }
    }

    [Fact]
    public async Task What_stands_in_the_padding_behind_a_value_is_said()
    {
        var pdf = await Make("padded");
        Assert.DoesNotContain(Conclude(pdf)!.Signatures, s => s.Findings.Any(f => f.Code == FindingCode.PaddingUsed));
        var padding = Padding(pdf);
        Assert.InRange(padding.Count, 100, 1000);
        "48656C6C6F"u8.CopyTo(pdf.AsSpan(padding.Order().Skip(20).First() & ~1));
        var report = Conclude(pdf)!;
        // It breaks nothing that was signed.
        Assert.Equal(DocumentConclusion.Intact, report.Conclusion);
        Assert.True(SaysSo(report));
    }

    [Theory]
    [InlineData("the certificate of a CA", 0x30820122)]
    [InlineData("the signature of a CA's certificate", 0x03820101)]
    public async Task An_embedded_certificate_that_was_altered_is_noticed(string what, int marker)
    {
        var pdf = await Make("padded");
        var range = Judges.ByteRanges(pdf)[^1];
        var digits = System.Text.Encoding.ASCII.GetBytes($"{marker:X8}");
        var hole = pdf.AsSpan((int)range.FirstLength, (int)(range.Second - range.FirstLength));
        // The first certificate of the two is the authority's: a SET is sorted.
        var at = hole.IndexOf(digits) is var upper and >= 0 ? upper : hole.IndexOf(System.Text.Encoding.ASCII.GetBytes($"{marker:x8}"));
        Assert.True(at >= 0, what);
        hole[at + 300] = (byte)(hole[at + 300] == '0' ? '1' : '0');
        var report = Conclude(pdf);
        Assert.True(report is { Conclusion: DocumentConclusion.Suspicious or DocumentConclusion.Broken } && report.Signatures.Any(s => s.Findings.Any(f => f.Code is FindingCode.ValueAltered or FindingCode.SignatureBroken)), what);
    }

    private static bool SaysSo(ValidationReport report) => report.Signatures.Any(s => s.Findings.Any(f => f.Code == FindingCode.PaddingUsed) && s.Detail.Contains("padding", StringComparison.Ordinal));

    // The digits behind the last value; those behind earlier ones are covered by it.
    private static HashSet<int> Padding(byte[] pdf)
    {
        var range = Judges.ByteRanges(pdf)[^1];
        AsnDecoder.ReadEncodedValue(Judges.Contents(pdf, range), AsnEncodingRules.BER, out _, out _, out var length);
        var start = (int)range.FirstLength + 1 + (2 * length);
        return [.. Enumerable.Range(start, (int)range.Second - 1 - start)];
    }

    private ValidationReport? Conclude(byte[] pdf)
    {
        try
        {
            return PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions { At = SignOnce.Time, Trust = sandbox.Trust });
        }
        catch (PdfException)
        {
            return null;
        }
    }

    private async Task<byte[]> Make(string kind)
    {
        var wait = TimeSpan.FromSeconds(10);
        var extender = new PdfExtender(new TimestampClient(sandbox.Http, [sandbox.Host.TsaUrl], TimeProvider.System, sandbox.Trust, wait), new OcspClient(sandbox.Http, TimeProvider.System, wait), new CrlClient(sandbox.Http, TimeProvider.System, wait), sandbox.Trust, TimeProvider.System);
        var person = sandbox.Authority.IssuePerson("Nguyễn Thị Hường", "huong@example.vn");
        var plain = kind == "streams" ? Producers.Make("skia-objstm") : new FormDocument(false, 0, false).Signed();
        var prepared = PdfSigner.Prepare(new MemoryStream(plain), SignOnce.Plan(TestSigner.P256) with { Certificate = person, Chain = [sandbox.Authority.Issuing], ReservedBytes = kind == "padded" ? 300 : extender.ReservedBytes });
        var value = person.GetRSAPrivateKey()!.SignData(prepared.SignedAttributes, prepared.Hash, RSASignaturePadding.Pkcs1);
        if (kind == "padded") return [.. plain, .. PdfSigner.Complete(prepared, value)];
        byte[] stamped = [.. plain, .. (await extender.CompleteAsync(prepared, value, TestContext.Current.CancellationToken)).Increment];
        var level = kind == "streams" ? SignatureLevel.Lta : SignatureLevel.LT;
        byte[] raised = [.. stamped, .. (await extender.ExtendAsync(new MemoryStream(stamped), level, cancellation: TestContext.Current.CancellationToken)).Increment];
        if (kind == "streams") return raised;
        var again = PdfSigner.Prepare(new MemoryStream(raised), SignOnce.Plan(TestSigner.P256) with { Certificate = person, Chain = [sandbox.Authority.Issuing], ReservedBytes = extender.ReservedBytes });
        return [.. raised, .. (await extender.CompleteAsync(again, person.GetRSAPrivateKey()!.SignData(again.SignedAttributes, again.Hash, RSASignaturePadding.Pkcs1), TestContext.Current.CancellationToken)).Increment];
    }
}
