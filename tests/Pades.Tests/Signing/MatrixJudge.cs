using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Pades.Preservation;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Trust;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

/// <summary>Every second opinion there is on a document signed once with a certificate of the sandbox.</summary>
internal sealed class MatrixJudge(RunningSandbox sandbox)
{
    private readonly ConcurrentDictionary<string, int> opinions = new(StringComparer.Ordinal);
    private readonly byte[] root = Pem(sandbox.Authority.Root);
    private readonly byte[] issuing = Pem(sandbox.Authority.Issuing);

    /// <summary>How often which program was heard.</summary>
    public string Opinions => string.Join(", ", opinions.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key} {o.Value}"));

    public void Convince(byte[] pdf, SignatureLevel level, string? password, X509Certificate2 person)
    {
        Ourselves(pdf, level, password);
        ConvinceOthers(pdf, level, person, password);
    }

    /// <summary>Everybody but our own judgement of the path.</summary>
    public void ConvinceOthers(byte[] pdf, SignatureLevel level, X509Certificate2 person, string? password = null)
    {
        using var bench = new Workbench();
        bench.Write("root.pem", root);
        bench.Write("issuing.pem", issuing);
        bench.Write("signer.pem", Pem(person));
        Assert.Empty(AcrobatCauses.In(pdf, password));
        Qpdf(bench, bench.Write("a.pdf", pdf), password);
        Pdfsig(bench, password, level, person);
        var ranges = Judges.ByteRanges(pdf);
        Assert.Equal(level == SignatureLevel.Lta ? 2 : 1, ranges.Count);
        foreach (var (number, range) in ranges.Index())
        {
            bench.Write("content.bin", [.. pdf.AsSpan(0, (int)range.FirstLength), .. pdf.AsSpan((int)range.Second, (int)range.SecondLength)]);
            if (number > 0) OpensslTs(bench, Judges.Contents(pdf, range), "content.bin");
            else OpensslCms(bench, Judges.Contents(pdf, range), person, level);
        }
        if (level >= SignatureLevel.LT) OpensslOcsp(bench, pdf, password);
    }

    private void Ourselves(byte[] pdf, SignatureLevel level, string? password)
    {
        var report = PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions { At = TimeProvider.System.GetUtcNow(), Trust = sandbox.Trust, Password = password });
        Assert.All(report.Signatures, signature => Assert.True(signature.IsIntact, $"{signature.Fault} {signature.Detail}"));
        Assert.Equal(level == SignatureLevel.Lta ? 2 : 1, report.Signatures.Count);
        Assert.Equal(level == SignatureLevel.B, report.Signatures[0].TimeStampedAt is null);
        // Up to B-T nothing in the document tells about revocation.
        Assert.Equal(level >= SignatureLevel.LT ? CertificatePathStatus.Trusted : CertificatePathStatus.RevocationUnknown, report.Signatures[0].Path!.Status);
        Assert.Equal(level == SignatureLevel.LT ? SignatureCoverage.EntireRevision : SignatureCoverage.EntireFile, report.Signatures[^1].Coverage);
    }

    private void Qpdf(Workbench bench, string path, string? password)
    {
        string[] open = password is null ? [] : [$"--password={password}"];
        Assert.DoesNotContain("WARNING", Heard("qpdf --check", bench.Succeed("qpdf", [.. open, "--check", path])), StringComparison.Ordinal);
    }

    // Poppler's NSS knows no Ed25519.
    private void Pdfsig(Workbench bench, string? password, SignatureLevel level, X509Certificate2 person)
    {
        if (person.GetKeyAlgorithm() == "1.3.101.112") return;
        string[] open = password is null ? [] : ["-upw", password];
        var said = Heard("pdfsig", bench.Run("pdfsig", [.. open, "-nocert", bench.PathOf("a.pdf")]).Output);
        Assert.True(Regex.Count(said, "Signature is Valid") == 1, said);
        Assert.True(Regex.Count(said, "^Signature #", RegexOptions.Multiline) == (level == SignatureLevel.Lta ? 2 : 1), said);
    }

    // OpenSSL 3.0 knows Ed25519 in CMS only without signed attributes.
    private void OpensslCms(Workbench bench, byte[] contents, X509Certificate2 person, SignatureLevel level)
    {
        var cms = bench.Write("cms.der", contents);
        if (person.GetKeyAlgorithm() != "1.3.101.112")
        {
            bench.Succeed("openssl", "cms", "-verify", "-inform", "DER", "-in", cms, "-content", bench.PathOf("content.bin"), "-binary", "-cades", "-CAfile", bench.PathOf("root.pem"), "-purpose", "any", "-out", "/dev/null");
            Heard("openssl cms", "");
        }
        if (level == SignatureLevel.B) return;
        Assert.True(Pades.Cms.CmsSignedData.TryRead(contents, out var read, out var problem), problem);
        bench.Write("value.bin", read.Signers[0].Signature.Span);
        OpensslTs(bench, read.Signers[0].TimestampTokens.Single().ToArray(), "value.bin");
    }

    private void OpensslTs(Workbench bench, byte[] contents, string data)
    {
        Assert.True(TimestampToken.TryRead(contents, out var token, out var problem), problem);
        var said = bench.Succeed("openssl", "ts", "-verify", "-token_in", "-in", bench.Write("token.der", token.Encoded.Span), "-data", bench.PathOf(data), "-CAfile", bench.PathOf("root.pem"), "-untrusted", bench.PathOf("issuing.pem"));
        Assert.Contains("Verification: OK", Heard("openssl ts", said), StringComparison.Ordinal);
    }

    private void OpensslOcsp(Workbench bench, byte[] pdf, string? password)
    {
        var file = PdfFile.Open(new ByteSource(new MemoryStream(pdf)));
        file.Unlock(password);
        var good = 0;
        var answers = new SecurityStore(file).OcspResponses;
        foreach (var answer in answers)
        {
            // OpenSSL ends with 1 when the answer is about somebody else.
            var (_, said) = bench.Run("openssl", "ocsp", "-respin", bench.Write("answer.der", answer), "-issuer", bench.PathOf("issuing.pem"), "-cert", bench.PathOf("signer.pem"), "-CAfile", bench.PathOf("root.pem"), "-verify_other", bench.PathOf("issuing.pem"), "-no_nonce");
            Assert.Contains("Response verify OK", Heard("openssl ocsp", said), StringComparison.Ordinal);
            if (said.Contains("signer.pem: good", StringComparison.Ordinal)) good++;
        }
        // One about the signer, one about the service of the time stamp.
        Assert.Equal((1, 2), (good, answers.Count));
    }

    private string Heard(string program, string said)
    {
        opinions.AddOrUpdate(program, 1, (_, times) => times + 1);
        return said;
    }

    private static byte[] Pem(X509Certificate2 certificate) => Encoding.ASCII.GetBytes(certificate.ExportCertificatePem());
}
