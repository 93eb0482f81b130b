using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Validation;

/// <summary>Every file is answered within 256 MB, by a process that gets no more.</summary>
public sealed class BoundsTests
{
    private const long Most = 256 << 20;

    [Fact]
    public void Every_sample_is_answered_in_bounded_memory()
    {
        Corpus.SkipUnlessPresent();
        AreAnswered([.. Corpus.Verdicts.Select(v => Path.Combine(Corpus.Folder!, v.File))]);
    }

    public static TheoryData<string> Hostile => ["object stream", "cross-reference stream", "security store", "page content", "nested arrays", "thousand revisions", "one object in many streams"];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_file_made_to_exhaust_memory_is_answered_as_well(string kind)
    {
        using var bench = new Workbench();
        AreAnswered([bench.Write("hostile.pdf", Make(kind))]);
    }

    private static void AreAnswered(string[] files)
    {
        using var bench = new Workbench();
        // More than this fails, whatever the collector would have liked to keep.
        bench.Environment["DOTNET_GCHeapHardLimit"] = Most.ToString("x", CultureInfo.InvariantCulture);
        var (_, said) = bench.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "thds.dll"), "verify", "--json", "--offline", .. files]);
        var answers = said.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.True(answers.Count == files.Length, said[..Math.Min(said.Length, 4000)]);
        Assert.All(answers, answer =>
        {
            Assert.Matches("^(intact|broken|suspicious|unsigned|unreadable)$", answer.GetProperty("conclusion").GetString()!);
            Assert.InRange(answer.GetProperty("peakBytes").GetInt64(), 1, Most);
            // Minutes would be a hang; seconds are the machine's.
            Assert.InRange(answer.GetProperty("elapsedMs").GetDouble(), 0, 60_000);
        });
    }

    private static byte[] Make(string kind)
    {
        switch (kind)
        {
            case "object stream":
                return WithStream(Deflated(39 << 20), "/Type/ObjStm/N 1/First 10/Filter/FlateDecode");
            case "cross-reference stream":
                var pdf = new HandMade("1.5").Object(1, "<</Type/Catalog/Pages 2 0 R>>");
                var start = pdf.Position;
                var data = Encoding.Latin1.GetString(Deflated(60 << 20));
                return pdf.Raw(string.Create(CultureInfo.InvariantCulture, $"9 0 obj\n<</Type/XRef/Size 8000000/W[1 4 1]/Root 1 0 R/Filter/FlateDecode/Length {data.Length}>>\nstream\n{data}\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n")).ToBytes();
            case "security store":
                return SignOnce.Sign(WithStream(Deflated(30 << 20), "/Filter/FlateDecode", $"/DSS<</Certs[{string.Concat(Enumerable.Repeat("9 0 R ", 3000))}]>>"), TestSigner.P256);
            case "page content":
                var signed = SignOnce.Sign(WithStream(Deflated(39 << 20), "/Filter/FlateDecode"), TestSigner.P256);
                return SignOnce.Sign(signed, TestSigner.P256);
            case "nested arrays":
                return HandMade.Table($"/A {new string('[', 2_000_000)}");
            case "thousand revisions":
                var many = SignOnce.Sign(HandMade.Table(), TestSigner.P256);
                return [.. many, .. Revisions(many, 1000)];
            default:
                var streams = new HandMade("1.5").Object(1, "<</Type/Catalog/Pages 2 0 R>>").Object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 9 9]>>");
                var bomb = Encoding.Latin1.GetString(Deflated(20 << 20));
                streams.Object(3, $"<</Type/Page/Parent 2 0 R/Contents[{string.Concat(Enumerable.Range(10, 100).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i} 0 R ")))}]>>");
                for (var i = 10; i < 110; i++) streams.Stream(i, "/Filter/FlateDecode", bomb);
                return SignOnce.Sign(streams.Close("/Size 110/Root 1 0 R").ToBytes(), TestSigner.P256);
        }
    }

    // A page whose content, or whatever refers to it, is this stream.
    private static byte[] WithStream(byte[] data, string entries, string catalog = "") => new HandMade("1.5")
        .Object(1, $"<</Type/Catalog/Pages 2 0 R{catalog}>>").Object(2, "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>").Object(3, "<</Type/Page/Parent 2 0 R/Contents 9 0 R>>")
        .Stream(9, entries, Encoding.Latin1.GetString(data)).Close("/Size 10/Root 1 0 R").ToBytes();

    private static byte[] Revisions(byte[] signed, int count)
    {
        var text = new StringBuilder();
        var previous = Encoding.Latin1.GetString(signed).Split("startxref\n")[^1].Split('\n')[0];
        for (var i = 0; i < count; i++)
        {
            var start = signed.Length + text.Length;
            text.Append(CultureInfo.InvariantCulture, $"xref\n0 0\ntrailer\n<</Size 30/Root 1 0 R/Prev {previous}>>\nstartxref\n{start}\n%%EOF\n");
            previous = start.ToString(CultureInfo.InvariantCulture);
        }
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static byte[] Deflated(int zeros)
    {
        using var output = new MemoryStream();
        using (var deflater = new ZLibStream(output, CompressionLevel.SmallestSize, leaveOpen: true)) deflater.Write(new byte[zeros]);
        return output.ToArray();
    }
}
