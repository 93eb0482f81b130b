using CsCheck;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

/// <summary>Properties that hold for every document; PADES_RANDOM sets how many are tried (10,000 before a release).</summary>
public sealed class RandomDocumentTests
{
    private static readonly string[] KeyLengths = ["40", "128", "256"];

    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("PADES_RANDOM"), out var count) ? count : 300;

    [Fact]
    public void Signing_changes_nothing_but_what_it_adds() => RandomPdf.Any.Sample(
        random =>
        {
            var document = random.ToBytes();
            var signed = SignOnce.Sign(SignOnce.Sign(document, TestSigner.P256, plan => plan with { Appearance = random.Order % 3 == 0 ? Seal(random) : null }), TestSigner.P256);
            Assert.True(signed.AsSpan(0, document.Length).SequenceEqual(document));
            var report = PdfValidator.Validate(new MemoryStream(signed), new ValidationOptions { At = SignOnce.Time });
            Assert.True(report.IsIntact);
            Assert.Equal(random.Updates + 3, report.Revisions);
            SameObjects(document, signed);
        },
        iter: Count, threads: 1);

    [Fact]
    public void Poppler_and_qpdf_agree_on_a_few_of_them() => RandomPdf.Any.Sample(
        random => Judges.Agree(SignOnce.Sign(random.ToBytes(), TestSigner.Rsa2048), 1),
        iter: Math.Clamp(Count / 30, 5, 50), threads: 1);

    [Fact]
    public void Encrypted_ones_are_signed_under_their_own_key() => Gen.Select(RandomPdf.Any, Gen.Int[0, 2].Select(i => KeyLengths[i])).Sample(
        (random, bits) =>
        {
            var document = Producers.Qpdf(random.ToBytes(), "--allow-weak-crypto", "--encrypt", "open", "owner", bits, "--");
            var signed = SignOnce.Sign(document, TestSigner.P256, plan => plan with { Password = "owner", Reason = random.Title });
            Judges.Agree(signed, 1, "open");
            var report = PdfValidator.Validate(new MemoryStream(signed), new ValidationOptions { At = SignOnce.Time, Password = "open" });
            Assert.True(report.IsIntact);
            Assert.Equal(random.Title, report.Signatures[0].Reason);
        },
        iter: Math.Clamp(Count / 30, 5, 50), threads: 1);

    [Fact]
    public void A_damaged_document_is_refused_or_signed_but_never_breaks_the_engine() => Gen.Select(RandomPdf.Any, Gen.Int[0, int.MaxValue], Gen.Byte).Sample(
        (random, place, value) =>
        {
            var document = random.ToBytes();
            document[place % document.Length] = value;
            try
            {
                PdfInspector.Inspect(new MemoryStream(document));
                SignOnce.Sign(document, TestSigner.P256);
            }
            catch (PdfException reason)
            {
                Assert.NotEmpty(reason.Message);
            }
        },
        iter: Count * 5, threads: 1);

    private static SignatureAppearance Seal(RandomPdf random) => new() { Page = random.Pages, Rectangle = new(20, 20, 150, 40), Lines = ["Đã ký"] };

    // Every object of the document reads the same in the signed file, but for the page, its list, the form and the catalog.
    private static void SameObjects(byte[] before, byte[] after)
    {
        var (old, now) = (PdfFile.Open(new ByteSource(new MemoryStream(before))), PdfFile.Open(new ByteSource(new MemoryStream(after))));
        var pages = new PageTree(old).Pages().ToList();
        var mayChange = new HashSet<int> { 1 };
        foreach (var page in pages)
        {
            mayChange.Add(page.Reference.Number);
            if (page.Dictionary["Annots"] is PdfReference list) mayChange.Add(list.Number);
        }
        if (old.Catalog["AcroForm"] is PdfReference form) mayChange.Add(form.Number);
        for (var number = 1; number < old.NextObjectNumber; number++)
        {
            if (mayChange.Contains(number)) continue;
            Assert.Equal(old.Find(number), now.Find(number));
        }
        Assert.Equal(pages.Count, new PageTree(now).Pages().Count());
        for (var i = 0; i < pages.Count; i++)
        {
            var changed = new PageTree(now).Page(i + 1).Dictionary;
            foreach (var (key, value) in pages[i].Dictionary.Entries.Where(entry => entry.Key != "Annots")) Assert.Equal(value.ToString(), changed[key]!.ToString());
        }
    }
}
