using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Judging;

/// <summary>The second opinions: poppler, qpdf and OpenSSL must agree with us on every file signed by <see cref="TestSigner"/>'s shared people.</summary>
internal static partial class Judges
{
    public static void Agree(byte[] pdf, int signatures, string? password = null, bool pdfsig = true)
    {
        using var bench = new Workbench();
        var path = bench.Write("signed.pdf", pdf);
        string[] open = password is null ? [] : [$"--password={password}"];
        var qpdf = bench.Succeed("qpdf", [.. open, "--check", path]);
        Assert.DoesNotContain("WARNING", qpdf, StringComparison.Ordinal);
        if (pdfsig) PdfsigAgrees(bench, path, signatures, password);
        OpensslAgrees(bench, pdf, signatures);
    }

    private static void PdfsigAgrees(Workbench bench, string path, int signatures, string? password)
    {
        string[] open = password is null ? [] : ["-upw", password];
        var said = bench.Run("pdfsig", [.. open, "-nocert", path]).Output;
        Assert.True(Regex.Count(said, "^Signature #", RegexOptions.Multiline) - Regex.Count(said, "form field is not signed") == signatures, said);
        Assert.True(Regex.Count(said, "Signature is Valid") == signatures, said);
        Assert.True(Regex.Count(said, "  - Total document signed") == 1, said);
        Assert.True(Regex.Count(said, "  - Not total document signed") == signatures - 1, said);
    }

    /// <summary>Finds /ByteRange as text, so that our own reader has no part in it.</summary>
    public static IReadOnlyList<ByteRange> ByteRanges(byte[] pdf) =>
    [
        .. ByteRangePattern().Matches(Encoding.Latin1.GetString(pdf)).Select(match => new ByteRange(
            0, Number(match.Groups[1]), Number(match.Groups[2]), Number(match.Groups[3]))),
    ];

    public static byte[] Contents(byte[] pdf, ByteRange range)
    {
        Assert.Equal((byte)'<', pdf[range.FirstLength]);
        Assert.Equal((byte)'>', pdf[range.Second - 1]);
        return Convert.FromHexString(Encoding.ASCII.GetString(pdf.AsSpan((int)range.FirstLength + 1, (int)(range.Second - range.FirstLength - 2))));
    }

    private static void OpensslAgrees(Workbench bench, byte[] pdf, int signatures)
    {
        var ranges = ByteRanges(pdf);
        Assert.Equal(signatures, ranges.Count);
        var trusted = bench.Write("trusted.pem", Encoding.ASCII.GetBytes(TestSigner.Rsa2048.Certificate.ExportCertificatePem() + "\n" + TestSigner.P256.Certificate.ExportCertificatePem()));
        foreach (var range in ranges)
        {
            byte[] signed = [.. pdf.AsSpan(0, (int)range.FirstLength), .. pdf.AsSpan((int)range.Second, (int)range.SecondLength)];
            var content = bench.Write("content.bin", signed);
            // The hole is padded with zeros after the DER.
            var cms = bench.Write("cms.der", Contents(pdf, range));
            bench.Succeed("openssl", "cms", "-verify", "-inform", "DER", "-in", cms, "-content", content, "-binary", "-cades", "-CAfile", trusted, "-purpose", "any", "-out", "/dev/null");
        }
    }

    private static long Number(Group group) => long.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")]
    private static partial Regex ByteRangePattern();
}
