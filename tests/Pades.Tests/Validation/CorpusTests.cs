using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Validation;

/// <summary>The public samples: a clear answer for each, the sound ones intact, the wrapped and damaged ones not.</summary>
public sealed class CorpusTests
{
    // Sound in their owners' tests for what those look at, not for what is looked at here.
    private static readonly Dictionary<string, string> NotIntact = new(StringComparer.Ordinal)
    {
        ["dss/pades-lta-copied-doctst.pdf"] = "the copied document time stamp is about other bytes, as its owners say",
        ["dss/pades-t-duplicated-doctst.pdf"] = "the duplicated document time stamp is about other bytes, as its owners say",
        ["pyhanko/coverage-anomalies/base.pdf"] = "its value is a placeholder of zeros",
        ["pyhanko/ed448-shake256-nolen.pdf"] = "Ed448 is not read here",
        ["pyhanko/ed448-disallowed-hash.pdf"] = "Ed448 is not read here",
        ["pdfjs/signed_verified.pdf"] = "pdfsig too finds other bytes than were signed",
    };

    // Forbidden changes and missing attributes inside otherwise intact signatures: judged by comparing revisions, not by structure.
    private static readonly string[] IntactButForbidden =
    [
        "dss/dss-2236/hide.pdf", "dss/dss-2236/replace.pdf", "dss/pdf-removed-pages.pdf", "dss/dss-818/Signature-P-DE_CRY-2_HASH_FAILURE.pdf",
        "pyhanko/extensions-indirect-not-all-paths.pdf", "pyhanko/form-update-override-appearance-stream-sneaky.pdf",
        "pyhanko/form-update-override-appearance-stream-ap-indirect-sneaky.pdf", "pyhanko/form-update-no-override-appearance-stream-ap-indirect-sneaky.pdf",
        "pyhanko/form-update-ap-indirect-sneaky-trailer.pdf",
    ];

    [Fact]
    public void Sound_signatures_are_intact()
    {
        Corpus.SkipUnlessPresent();
        Assert.All(Corpus.Verdicts.Where(v => v.Gate == "accept" && !NotIntact.ContainsKey(v.File)), v =>
            Assert.All(Validate(v.File).Signatures, s => Assert.True(s.IsIntact, $"{v.File}: {s.Fault} {s.Detail}")));
    }

    [Fact]
    public void Broken_and_wrapped_signatures_are_not()
    {
        Corpus.SkipUnlessPresent();
        Assert.All(Corpus.Verdicts.Where(v => v.Gate == "reject" && !IntactButForbidden.Contains(v.File)), v =>
        {
            try
            {
                Assert.False(Validate(v.File).IsIntact, $"{v.File} passed.");
            }
            catch (PdfException)
            {
                // The file as a whole is refused.
            }
        });
    }

    [Fact]
    public void Every_sample_gets_an_answer_or_a_reason_from_every_door()
    {
        Corpus.SkipUnlessPresent();
        var signed = 0;
        foreach (var (file, _) in Corpus.Verdicts)
        {
            var pdf = Corpus.Read(file);
            Answer(() => PdfInspector.Inspect(new MemoryStream(pdf)));
            Answer(() => Validate(file));
            Answer(() =>
            {
                var twice = SignOnce.Sign(SignOnce.Sign(pdf, TestSigner.P256), TestSigner.P256);
                var ours = PdfValidator.Validate(new MemoryStream(twice), new ValidationOptions { At = SignOnce.Time }).Signatures.Where(s => TestSigner.P256.Certificate.Equals(s.Certificate)).ToList();
                Assert.All(ours, s => Assert.True(s.IsIntact, $"{file}: {s.Fault} {s.Detail}"));
                Assert.Equal([SignatureCoverage.EntireRevision, SignatureCoverage.EntireFile], ours.Select(s => s.Coverage));
                signed++;
            });
        }
        Assert.InRange(signed, 100, Corpus.Verdicts.Count);
    }

    private static void Answer(Action ask)
    {
        try
        {
            ask();
        }
        catch (PdfException reason)
        {
            Assert.NotEmpty(reason.Message);
        }
    }

    private static ValidationReport Validate(string file) =>
        PdfValidator.Validate(new MemoryStream(Corpus.Read(file)), new ValidationOptions { At = SignOnce.Time });
}
