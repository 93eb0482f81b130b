using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

/// <summary>The public samples that nobody signed yet, from producers we do not know.</summary>
public sealed class SampleSigningTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_sound_unsigned_sample_takes_one_two_and_five_signatures_that_all_judges_call_valid()
    {
        Corpus.SkipUnlessPresent();
        var signed = 0;
        foreach (var (file, _) in Corpus.Verdicts)
        {
            var sample = Corpus.Read(file);
            if (WhyNot(sample) is { } reason)
            {
                output.WriteLine($"not tried: {file}: {reason}");
                continue;
            }

            var pdf = sample;
            for (var count = 1; count <= 5; count++)
            {
                pdf = SignOnce.Sign(pdf, count % 2 == 0 ? TestSigner.P256 : TestSigner.Rsa2048);
                if (count is 1 or 2 or 5) Judges.Agree(pdf, count);
            }

            Assert.True(pdf.AsSpan(0, sample.Length).SequenceEqual(sample));
            signed++;
            output.WriteLine($"signed: {file}");
        }

        Assert.True(signed >= 5, $"only {signed} samples could be signed");
    }

    /// <summary>Null when the sample is ours to sign; a file that qpdf complains about before we touch it is no witness.</summary>
    private static string? WhyNot(byte[] sample)
    {
        try
        {
            var inspection = PdfInspector.Inspect(new MemoryStream(sample));
            if (inspection.SignatureFields.Any(field => field.IsSigned)) return "signed already";
            if (Judges.ByteRanges(sample).Count > 0) return "holds a signature outside its form";
            if (inspection.NeedsPassword) return "needs a password";
            if (inspection.ForbidsChanges) return "forbids changes";
        }
        catch (PdfException refusal)
        {
            return $"refused: {refusal.Code}";
        }

        using var bench = new Workbench();
        var said = bench.Run("qpdf", "--check", bench.Write("sample.pdf", sample));
        return said.Output.Contains("WARNING", StringComparison.Ordinal) || said.Output.Contains("ERROR", StringComparison.Ordinal) ? "qpdf complains about the sample itself" : null;
    }
}
