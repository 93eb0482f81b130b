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
        ["pyhanko/coverage-anomalies/base.pdf"] = "its value is a placeholder of zeros",
    };

    [Fact]
    public void Sound_signatures_are_intact_and_what_followed_them_was_permitted()
    {
        Corpus.SkipUnlessPresent();
        Assert.All(Corpus.Verdicts.Where(v => v.Gate == "accept" && !NotIntact.ContainsKey(v.File)), v =>
        {
            var report = Validate(v.File);
            Assert.True(report.Conclusion == DocumentConclusion.Intact,
                $"{v.File}: {report.Conclusion} {string.Join("; ", report.Findings.Select(f => $"{f.Severity} {f.Code} {f.Path}"))} {string.Join("; ", report.Signatures.Select(s => s.Detail))}");
        });
    }

    [Fact]
    public void Broken_wrapped_and_forbiddenly_changed_ones_are_not()
    {
        Corpus.SkipUnlessPresent();
        Assert.All(Corpus.Verdicts.Where(v => v.Gate == "reject"), v =>
        {
            try
            {
                Assert.True(Validate(v.File).Conclusion is DocumentConclusion.Broken or DocumentConclusion.Suspicious, $"{v.File} passed.");
            }
            catch (PdfException)
            {
                // The file as a whole is refused.
            }
        });
    }

    [Theory]
    [InlineData("dss/pades-signed-annot-added.pdf", FindingCode.AnnotationAdded)]
    [InlineData("dss/pades-signed-filled-form.pdf", FindingCode.FieldFilled)]
    [InlineData("dss/DSS-3577.pdf", FindingCode.FieldFilled)]
    [InlineData("dss/timestamped-fields.pdf", FindingCode.TimeStampAdded)]
    public void A_change_whose_verdict_is_policy_is_listed(string file, FindingCode expected)
    {
        Corpus.SkipUnlessPresent();
        Assert.Contains(Validate(file).Findings, f => f.Code == expected);
    }

    [Fact]
    public void A_field_that_waited_off_the_page_is_shown_when_it_is_signed()
    {
        Corpus.SkipUnlessPresent();
        Assert.Equal(DocumentConclusion.Intact, Validate("dss/timestamped-fields.pdf").Conclusion);
    }

    [Theory]
    [InlineData("dss/TEST2_signed_with_zero_policy_hash.pdf", FindingCode.PolicyNamed)]
    [InlineData("dss/pades-level-b-sig-policy-invalid-digest-algo.pdf", FindingCode.PolicyDigestUnusable)]
    public void A_signature_policy_is_told_and_judged_by_nobody_here(string file, FindingCode expected)
    {
        Corpus.SkipUnlessPresent();
        var report = Validate(file);
        Assert.Equal(DocumentConclusion.Intact, report.Conclusion);
        Assert.Contains(report.Signatures, s => s.Findings.Any(f => f.Code == expected));
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
