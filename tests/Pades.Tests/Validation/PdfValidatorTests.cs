using System.Globalization;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Validation;

public sealed class PdfValidatorTests
{
    [Theory]
    [InlineData("hand-table")]
    [InlineData("skia-objstm")]
    [InlineData("linearized")]
    [InlineData("hand-hybrid")]
    public void The_last_signature_covers_the_file_and_the_ones_before_their_revisions(string producer)
    {
        var pdf = Producers.Make(producer);
        for (var i = 0; i < 3; i++) pdf = SignOnce.Sign(pdf, i == 1 ? TestSigner.P256 : TestSigner.Rsa2048, plan => plan with { Reason = "Phê duyệt", Location = "Thanh Hoá" });
        var report = Validate(pdf);
        Assert.True(report.IsIntact);
        Assert.Equal(4, report.Revisions);
        Assert.Equal(["Signature1", "Signature2", "Signature3"], report.Signatures.Select(s => s.FieldName));
        Assert.Equal([2, 3, 4], report.Signatures.Select(s => s.Revision));
        Assert.Equal([SignatureCoverage.EntireRevision, SignatureCoverage.EntireRevision, SignatureCoverage.EntireFile], report.Signatures.Select(s => s.Coverage));
        Assert.All(report.Signatures, s => Assert.Same(s.Certificate, s.Path!.Chain[0]));
        var first = report.Signatures[0];
        Assert.Equal("Nguyễn Văn Thử", first.SignerName);
        Assert.Equal("Phê duyệt", first.Reason);
        Assert.Equal("Thanh Hoá", first.Location);
        Assert.Equal(SignOnce.Time, first.SignedAt);
        Assert.Equal(SignatureKind.Approval, first.Kind);
        Assert.Equal(TestSigner.Rsa2048.Certificate.RawData, first.Certificate!.RawData);
    }

    [Fact]
    public void A_place_for_a_signature_that_nobody_filled_is_called_empty_and_not_broken_into()
    {
        var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.P256);
        var range = Judges.ByteRanges(pdf)[0];
        pdf.AsSpan((int)range.FirstLength + 1, (int)(range.Second - range.FirstLength) - 2).Fill((byte)'0');
        var report = Validate(pdf);
        Assert.Equal(DocumentConclusion.Broken, report.Conclusion);
        Assert.Equal([FindingCode.NeverSigned], report.Signatures[0].Findings.Select(f => f.Code));
    }

    [Fact]
    public void A_stranger_is_intact_but_not_trusted()
    {
        var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.P256);
        var report = PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions { At = SignOnce.Time });
        Assert.True(report.IsIntact);
        Assert.Equal(CertificatePathStatus.NoAnchor, report.Signatures[0].Path!.Status);
    }

    [Fact]
    public void Every_changed_byte_outside_the_value_breaks_the_signature_or_the_file()
    {
        var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.P256);
        var range = Judges.ByteRanges(pdf)[0];
        for (var i = 0; i < pdf.Length; i++)
        {
            if (i >= range.FirstLength && i < range.Second) continue;
            var changed = (byte[])pdf.Clone();
            changed[i] ^= 1;
            try
            {
                var report = Validate(changed);
                Assert.False(report.IsIntact, $"Byte {i} was changed and nobody saw it.");
            }
            catch (PdfException)
            {
                // The file itself cannot be read any more: as good a refusal.
            }
        }
    }

    [Fact]
    public void Every_changed_byte_of_the_signed_attributes_and_of_the_value_breaks_it()
    {
        var document = HandMade.Table();
        var prepared = PdfSigner.Prepare(new MemoryStream(document), SignOnce.Plan(TestSigner.P256));
        var value = TestSigner.P256.Sign(prepared.SignedAttributes, prepared.Hash, prepared.Scheme);
        byte[] pdf = [.. document, .. PdfSigner.Complete(prepared, value)];
        foreach (var part in new[] { prepared.SignedAttributes[1..], value })
        {
            var start = pdf.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Convert.ToHexString(part)));
            Assert.True(start > 0);
            for (var i = start; i < start + (part.Length * 2); i++)
            {
                var changed = (byte[])pdf.Clone();
                changed[i] = changed[i] == (byte)'0' ? (byte)'1' : (byte)'0';
                Assert.False(Validate(changed).IsIntact, $"Byte {i} of the value was changed and nobody saw it.");
            }
        }
    }

    [Theory]
    [InlineData("[0 {0} {1}]", IntegrityFault.ByteRangeMalformed)]
    [InlineData("[0 {0} {1} -5]", IntegrityFault.ByteRangeMalformed)]
    [InlineData(" null", IntegrityFault.ByteRangeMalformed)]
    [InlineData("[1 {0} {1} {2}]", IntegrityFault.ByteRangeNotFromStart)]
    [InlineData("[0 {0} {1} 9999]", IntegrityFault.ByteRangePastEnd)]
    [InlineData("[0 1 2 9223372036854775807]", IntegrityFault.ByteRangePastEnd)]
    [InlineData("[0 {3} {1} {2}]", IntegrityFault.GapIsNotContents)]
    public void A_byte_range_that_is_not_the_files_own_is_named(string form, IntegrityFault expected)
    {
        var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.P256);
        var range = Judges.ByteRanges(pdf)[0];
        var forged = string.Format(CultureInfo.InvariantCulture, form, range.FirstLength, range.Second, range.SecondLength, range.FirstLength - 1);
        var text = Encoding.Latin1.GetString(pdf);
        var start = text.LastIndexOf("/ByteRange[", StringComparison.Ordinal) + 10;
        // The padding after the bracket lets longer forgeries fit without moving a byte.
        var room = text.IndexOf("/Contents", start, StringComparison.Ordinal) - start;
        Assert.True(forged.Length <= room);
        text = text[..start] + forged.PadRight(room) + text[(start + room)..];
        var report = Validate(Encoding.Latin1.GetBytes(text));
        Assert.Equal(expected, Assert.Single(report.Signatures).Fault);
        Assert.Equal(SignatureCoverage.Unclear, report.Signatures[0].Coverage);
    }

    [Fact]
    public void Bytes_after_the_last_signature_end_the_coverage_of_the_file()
    {
        var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.P256);
        var report = Validate([.. pdf, .. "\n% more\n"u8]);
        Assert.False(report.IsIntact);
        Assert.Equal(SignatureCoverage.EntireRevision, report.Signatures[0].Coverage);
    }

    [Fact]
    public void A_value_moved_to_another_field_later_is_not_in_the_revision_it_claims()
    {
        var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.P256);
        var text = Encoding.Latin1.GetString(pdf);
        var start = text.LastIndexOf("startxref", StringComparison.Ordinal);
        var previous = int.Parse(text[(start + 10)..].Split('\n')[0], CultureInfo.InvariantCulture);
        // An update that gives a second field the first one's value and takes the first away.
        var field = pdf.Length;
        var update = "6 0 obj\n<</Type/Annot/Subtype/Widget/FT/Sig/T(Copied)/V 5 0 R/F 132/P 3 0 R/Rect[0 0 0 0]>>\nendobj\n";
        var table = string.Create(CultureInfo.InvariantCulture, $"xref\n6 1\n{field:0000000000} 00000 n\r\ntrailer\n<</Size 9/Root 1 0 R/Prev {previous}>>\nstartxref\n{field + update.Length}\n%%EOF\n");
        var report = Validate([.. pdf, .. Encoding.Latin1.GetBytes(update + table)]);
        var copied = Assert.Single(report.Signatures);
        Assert.Equal("Copied", copied.FieldName);
        Assert.Equal(IntegrityFault.NotInSignedRevision, copied.Fault);
    }

    private static ValidationReport Validate(byte[] pdf) => PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions
    {
        At = SignOnce.Time,
        Trust = new TrustStore([TestSigner.Rsa2048.Certificate, TestSigner.P256.Certificate]),
    });
}
