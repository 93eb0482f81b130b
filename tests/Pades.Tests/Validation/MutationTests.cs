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
#pragma warning disable CA1849
    [Theory]
    [InlineData("table")]
    [InlineData("streams")]
    [InlineData("padded")]
    public async Task Explore(string kind)
    {
        var pdf = await Make(kind);
        Assert.Equal(DocumentConclusion.Intact, FormDocument.Validate(pdf).Conclusion);
        var range = Judges.ByteRanges(pdf)[^1];
        var cms = Judges.Contents(pdf, range);
        var random = new Random(1);
        var lines = new List<string>();
        for (var i = 0; i < cms.Length; i++)
        {
            for (var n = 0; n < 10; n++)
            {
                var value = n < 8 ? (byte)(cms[i] ^ (1 << n)) : (byte)random.Next(256);
                if (value == cms[i]) continue;
                var changed = (byte[])pdf.Clone();
                System.Text.Encoding.ASCII.GetBytes($"{value:x2}").CopyTo(changed, range.FirstLength + 1 + (2 * i));
                var report = Conclude(changed);
                if (report is { Conclusion: DocumentConclusion.Intact }) lines.Add($"{i}: {cms[i]:x2} -> {value:x2} {string.Join(' ', report.Signatures.Select(s => s.Detail))}");
            }
        }
        File.WriteAllLines($"/tmp/survivors-{kind}.txt", lines);
        File.WriteAllBytes($"/tmp/survivors-{kind}.der", cms);
        File.WriteAllBytes($"/tmp/survivors-{kind}.pdf", pdf);
    }

    private static ValidationReport? Conclude(byte[] pdf)
    {
        try
        {
            return FormDocument.Validate(pdf);
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
