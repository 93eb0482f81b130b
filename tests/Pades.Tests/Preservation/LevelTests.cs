using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Tests.Trust;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Preservation;

/// <summary>Levels against real services over HTTP.</summary>
public sealed class LevelTests(RunningSandbox sandbox)
{
    private readonly X509Certificate2 person = sandbox.Authority.IssuePerson("Nguyễn Thị Hường", "huong@example.vn");

    [Theory]
    [InlineData("hand-table")]
    [InlineData("skia-objstm")]
    [InlineData("hand-hybrid")]
    [InlineData("libreoffice")]
    public async Task Every_kind_of_file_rises_to_LTA_and_is_refreshed(string producer)
    {
        Assert.SkipUnless(Producers.Available.Contains(producer), $"{producer} is not installed.");
        var extender = Extender();
        var (pdf, level) = await Sign(extender, Producers.Make(producer));
        Assert.Equal(SignatureLevel.T, level);
        Judge(pdf, 1, 0);

        var raised = await Extend(extender, pdf, SignatureLevel.Lta);
        Assert.Equal((SignatureLevel.Lta, 0), (raised.Result.Level, raised.Result.Problems.Count));
        Assert.True(raised.Pdf.AsSpan(0, pdf.Length).SequenceEqual(pdf));
        Judge(raised.Pdf, 1, 1);

        var refreshed = await Extend(extender, raised.Pdf, SignatureLevel.Lta);
        Assert.Equal(SignatureLevel.Lta, refreshed.Result.Level);
        Judge(refreshed.Pdf, 1, 2);
    }

    [Fact]
    public async Task What_stands_in_the_document_is_enough_to_check_it_without_the_outside_world()
    {
        var extender = Extender();
        var (pdf, _) = await Sign(extender, HandMade.Table());
        Assert.Equal(CertificatePathStatus.RevocationUnknown, Validate(pdf).Signatures[0].Path!.Status);
        var raised = await Extend(extender, pdf, SignatureLevel.LT);
        Assert.Equal(SignatureLevel.LT, raised.Result.Level);
        var report = Validate(raised.Pdf);
        Assert.Equal(CertificatePathStatus.Trusted, report.Signatures[0].Path!.Status);
        Assert.Equal(CertificatePathStatus.Trusted, report.Signatures[0].TimeStamp!.Path!.Status);
        Assert.NotNull(report.Signatures[0].TimeStampedAt);
    }

    [Fact]
    public async Task A_signature_without_stamp_gets_its_time_from_a_document_time_stamp()
    {
        var pdf = SignOnce.Sign(HandMade.Table(), Signer(), plan => plan);
        var raised = await Extend(Extender(), pdf, SignatureLevel.T);
        Assert.Equal(SignatureLevel.T, raised.Result.Level);
        Judge(raised.Pdf, 1, 1);
        var stamp = Validate(raised.Pdf).Signatures[1];
        Assert.Equal(SignatureKind.DocumentTimeStamp, stamp.Kind);
        Assert.NotNull(stamp.SignedAt);
    }

    [Theory]
    [InlineData(Fault.Dead, OutsideFailure.Unreachable)]
    [InlineData(Fault.Slow, OutsideFailure.TimedOut)]
    [InlineData(Fault.Http500, OutsideFailure.HttpStatus)]
    [InlineData(Fault.Huge, OutsideFailure.TooLarge)]
    [InlineData(Fault.Garbage, OutsideFailure.Malformed)]
    [InlineData(Fault.Refused, OutsideFailure.Refused)]
    [InlineData(Fault.WrongNonce, OutsideFailure.WrongNonce)]
    [InlineData(Fault.WrongImprint, OutsideFailure.WrongImprint)]
    public async Task Without_a_time_stamp_the_signature_is_degraded_and_never_lost(Fault fault, OutsideFailure failure)
    {
        var extender = Extender($"?fault={fault}");
        var (pdf, level) = await Sign(extender, HandMade.Table(), failure);
        Assert.Equal(SignatureLevel.B, level);
        Judge(pdf, 1, 0);
        var raised = await Extend(extender, pdf, SignatureLevel.Lta);
        Assert.Equal((SignatureLevel.B, 0), (raised.Result.Level, raised.Result.Increment.Length));
        Assert.Contains(raised.Result.Problems, problem => problem.Failure == failure);
    }

    [Fact]
    public async Task The_next_service_is_asked_when_one_fails()
    {
        var extender = Extender("?fault=Dead", "?fault=Http500", "");
        var (pdf, level) = await Sign(extender, HandMade.Table(), OutsideFailure.Unreachable, OutsideFailure.HttpStatus);
        Assert.Equal(SignatureLevel.T, level);
        Judge(pdf, 1, 0);
    }

    [Fact]
    public async Task A_token_without_room_degrades_the_signature_and_teaches_the_next_one()
    {
        var extender = Extender();
        var prepared = PdfSigner.Prepare(new MemoryStream(HandMade.Table()), SignOnce.Plan(Signer()) with { ReservedBytes = 100 });
        var first = await extender.CompleteAsync(prepared, Signer().Sign(prepared.SignedAttributes, prepared.Hash, prepared.Scheme), TestContext.Current.CancellationToken);
        Assert.Equal((SignatureLevel.B, OutsideFailure.TooLarge), (first.Level, Assert.Single(first.Problems).Failure));
        var (_, level) = await Sign(extender, HandMade.Table());
        Assert.Equal(SignatureLevel.T, level);
        // What was learned is what is needed, not a guess.
        Assert.InRange(extender.ReservedBytes, 1000, 8000);
    }

    [Fact]
    public async Task A_strangers_signature_is_stamped_but_nobody_is_asked_for_its_revocation()
    {
        var pdf = SignOnce.Sign(HandMade.Table(), TestSigner.P256);
        var raised = await Extend(Extender(), pdf, SignatureLevel.Lta);
        Assert.Equal(SignatureLevel.T, raised.Result.Level);
        Assert.Contains(raised.Result.Problems, problem => problem.Detail.Contains("NoAnchor", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_certified_against_every_change_is_left_alone()
    {
        var pdf = SignOnce.Sign(HandMade.Table(), Signer(), plan => plan with { CertificationLevel = 1 });
        var error = await Assert.ThrowsAsync<PdfException>(() => Extender().ExtendAsync(new MemoryStream(pdf), SignatureLevel.LT, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal(PdfErrorCode.NotPermitted, error.Code);
    }

    [Fact]
    public async Task An_encrypted_file_rises_under_its_own_key()
    {
        var locked = Producers.Qpdf(Producers.Make("skia"), "--encrypt", "open", "owner", "256", "--");
        var pdf = SignOnce.Sign(locked, Signer(), plan => plan with { Password = "owner" });
        var result = await Extender().ExtendAsync(new MemoryStream(pdf), SignatureLevel.Lta, "owner", TestContext.Current.CancellationToken);
        Assert.Equal(SignatureLevel.Lta, result.Level);
        byte[] raised = [.. pdf, .. result.Increment];
        var report = PdfValidator.Validate(new MemoryStream(raised), Options() with { Password = "open" });
        Assert.True(report.IsIntact);
        Assert.Equal(CertificatePathStatus.Trusted, report.Signatures[0].Path!.Status);
    }

    private static TestSigner Wrap(X509Certificate2 certificate) => new(certificate, (bytes, hash, _) =>
        certificate.GetRSAPrivateKey()!.SignData(bytes, hash, RSASignaturePadding.Pkcs1));

    private TestSigner Signer() => Wrap(person);

    private PdfExtender Extender(params string[] queries)
    {
        var addresses = (queries.Length == 0 ? [""] : queries).Select(query => new Uri(sandbox.Host.TsaUrl + query)).ToList();
        var wait = TimeSpan.FromSeconds(3);
        var stamps = new TimestampClient(sandbox.Http, addresses, TimeProvider.System, sandbox.Trust, wait);
        return new PdfExtender(stamps, new OcspClient(sandbox.Http, TimeProvider.System, wait), new CrlClient(sandbox.Http, TimeProvider.System, wait), sandbox.Trust, TimeProvider.System);
    }

    private async Task<(byte[] Pdf, SignatureLevel Level)> Sign(PdfExtender extender, byte[] document, params OutsideFailure[] expected)
    {
        var prepared = PdfSigner.Prepare(new MemoryStream(document), SignOnce.Plan(Signer()) with { Chain = [sandbox.Authority.Issuing], ReservedBytes = extender.ReservedBytes });
        var result = await extender.CompleteAsync(prepared, Signer().Sign(prepared.SignedAttributes, prepared.Hash, prepared.Scheme), TestContext.Current.CancellationToken);
        Assert.Equal(expected, result.Problems.Select(problem => problem.Failure));
        return ([.. document, .. result.Increment], result.Level);
    }

    private static async Task<(byte[] Pdf, LevelResult Result)> Extend(PdfExtender extender, byte[] pdf, SignatureLevel level)
    {
        var result = await extender.ExtendAsync(new MemoryStream(pdf), level, cancellation: TestContext.Current.CancellationToken);
        return ([.. pdf, .. result.Increment], result);
    }

    private ValidationOptions Options() => new() { At = TimeProvider.System.GetUtcNow(), Trust = sandbox.Trust };

    private ValidationReport Validate(byte[] pdf) => PdfValidator.Validate(new MemoryStream(pdf), Options());

    private void Judge(byte[] pdf, int signatures, int stamps)
    {
        var report = Validate(pdf);
        Assert.True(report.IsIntact, string.Join("; ", report.Signatures.Select(s => $"{s.FieldName} {s.Fault} {s.Detail}")));
        Assert.Equal((signatures, stamps), (report.Signatures.Count(s => s.Kind != SignatureKind.DocumentTimeStamp), report.Signatures.Count(s => s.Kind == SignatureKind.DocumentTimeStamp)));
        using var bench = new Workbench();
        var path = bench.Write("a.pdf", pdf);
        Assert.DoesNotContain("WARNING", bench.Succeed("qpdf", "--check", path), StringComparison.Ordinal);
        var said = bench.Run("pdfsig", "-nocert", path).Output;
        Assert.Equal(signatures, System.Text.RegularExpressions.Regex.Count(said, "Signature is Valid"));
        StampsHold(bench, pdf, report);
    }

    // openssl ts judges the document time stamps.
    private void StampsHold(Workbench bench, byte[] pdf, ValidationReport report)
    {
        foreach (var stamp in report.Signatures.Where(s => s.Kind == SignatureKind.DocumentTimeStamp))
        {
            var range = stamp.ByteRange;
            byte[] signed = [.. pdf.AsSpan(0, (int)range.FirstLength), .. pdf.AsSpan((int)range.Second, (int)range.SecondLength)];
            Assert.True(TimestampToken.TryRead(Judges.Contents(pdf, range), out var token, out _));
            var answer = bench.Succeed("openssl", "ts", "-verify", "-token_in", "-in", bench.Write("token.der", token.Encoded.Span), "-data", bench.Write("content.bin", signed),
                "-CAfile", bench.Write("root.pem", System.Text.Encoding.ASCII.GetBytes(sandbox.Authority.Root.ExportCertificatePem())),
                "-untrusted", bench.Write("issuing.pem", System.Text.Encoding.ASCII.GetBytes(sandbox.Authority.Issuing.ExportCertificatePem())));
            Assert.Contains("Verification: OK", answer, StringComparison.Ordinal);
        }
    }
}
