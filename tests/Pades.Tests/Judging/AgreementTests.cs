using System.Formats.Asn1;
using System.Text.RegularExpressions;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Judging;

/// <summary>pdfsig and OpenSSL say of each signature what we say of its integrity, as far as they look; where they differ, docs/pades.md says why.</summary>
public sealed partial class AgreementTests
{
    // What the others never look at: whether the range leaves out only the value, and whether the signed revision has this signature.
    private static readonly HashSet<IntegrityFault> NotLookedAt =
    [
        IntegrityFault.ByteRangeMalformed, IntegrityFault.ByteRangeNotFromStart, IntegrityFault.ByteRangePastEnd, IntegrityFault.GapIsNotContents, IntegrityFault.ContentsMalformed,
        IntegrityFault.DictionaryAmbiguous, IntegrityFault.NotInSignedRevision,
    ];

    // Each with its reason in docs/pades.md.
    private static readonly HashSet<string> Explained = new(StringComparer.Ordinal) { "pyhanko/pdf-sig-with-econtent.pdf", "pdfjs/signed_verified.pdf" };

    [Fact]
    public void On_every_sample()
    {
        Corpus.SkipUnlessPresent();
        var (judged, differences) = (0, new List<string>());
        foreach (var (file, _) in Corpus.Verdicts) judged += Compare(file, Corpus.Read(file), differences);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.InRange(judged, 150, 1000);
    }

    [Fact]
    public void On_what_we_make_and_on_what_is_broken_of_it()
    {
        var (judged, differences) = (0, new List<string>());
        foreach (var document in FormDocument.All)
        {
            var once = document.Signed();
            var twice = SignOnce.Sign(once, TestSigner.Rsa2048);
            var filled = FormDocument.Update(twice, (f, r) => r.Set(f.Field("note"), "V", "(Ghi chu)"));
            byte[] Broken(byte[] pdf, int at)
            {
                var broken = (byte[])pdf.Clone();
                broken[at] ^= 1;
                return broken;
            }
            var range = Judges.ByteRanges(twice)[^1];
            var values = new[] { once, twice, filled, Broken(once, 400), Broken(twice, 400), Broken(twice, (int)range.Second + 40), Broken(twice, (int)range.FirstLength + 900) };
            for (var i = 0; i < values.Length; i++) judged += Compare($"{document} {i}", values[i], differences);
        }
        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.InRange(judged, 100, 1000);
    }

    // How many answers there were to compare.
    private static int Compare(string name, byte[] pdf, List<string> differences)
    {
        ValidationReport report;
        try
        {
            report = PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions { At = SignOnce.Time });
        }
        catch (PdfException)
        {
            return 0;
        }
        if (report.Signatures.Count == 0) return 0;
        using var bench = new Workbench();
        var pdfsig = Pdfsig(bench.Run("pdfsig", "-nocert", bench.Write("signed.pdf", pdf)).Output);
        var judged = 0;
        foreach (var signature in report.Signatures)
        {
            foreach (var (who, verdict) in new[] { ("pdfsig", pdfsig.TryGetValue(signature.FieldName, out var said) ? said : (bool?)null), ("openssl", Openssl(bench, pdf, signature)) })
            {
                if (verdict is not { } theirs) continue;
                judged++;
                if (theirs == signature.IsIntact || Explained.Contains(name) || (theirs && NotLookedAt.Contains(signature.Fault))) continue;
                // EN 319 122-1: attributes in DER order; both read them in any.
                if (theirs && signature.Detail.Contains("DER order", StringComparison.Ordinal)) continue;
                differences.Add($"{name} {signature.FieldName}: we {signature.Fault}, {who} {theirs}");
            }
        }
        return judged;
    }

    // By field; without an answer where it could not judge.
    private static Dictionary<string, bool> Pdfsig(string said)
    {
        var answers = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (Match match in Answer().Matches(said))
        {
            var validation = match.Groups["validation"].Value;
            if (validation.Contains("is Valid", StringComparison.Ordinal)) answers[match.Groups["field"].Value] = true;
            else if (validation.Contains("Mismatch", StringComparison.Ordinal) || validation.Contains("Invalid", StringComparison.Ordinal)) answers[match.Groups["field"].Value] = false;
        }
        return answers;
    }

    private static bool? Openssl(Workbench bench, byte[] pdf, SignatureReport signature)
    {
        var range = signature.ByteRange;
        if (range.FirstLength <= 0 || range.Second <= range.FirstLength || range.End > pdf.Length || signature.SubFilter is not ("ETSI.CAdES.detached" or "adbe.pkcs7.detached")) return null;
        var digits = System.Text.Encoding.Latin1.GetString(pdf, (int)range.FirstLength, (int)(range.Second - range.FirstLength)).Trim('<', '>');
        if (!Hexadecimal().IsMatch(digits)) return null;
        var value = Convert.FromHexString(digits.Length % 2 == 0 ? digits : digits + "0");
        if (!AsnDecoder.TryReadEncodedValue(value, AsnEncodingRules.BER, out _, out _, out _, out var length)) return null;
        var content = bench.Write("content.bin", [.. pdf.AsSpan((int)range.First, (int)range.FirstLength), .. pdf.AsSpan((int)range.Second, (int)range.SecondLength)]);
        var (exit, said) = bench.Run("openssl", "cms", "-verify", "-inform", "DER", "-in", bench.Write("value.der", value.AsSpan(0, length)), "-content", content, "-binary", "-noverify", "-out", "/dev/null");
        // OpenSSL 3.0 makes and reads no Ed25519 or Ed448 with signed attributes.
        return exit == 0 ? true : said.Contains("unsupported", StringComparison.OrdinalIgnoreCase) || said.Contains("invalid digest", StringComparison.Ordinal) ? null : false;
    }

    [GeneratedRegex(@"Signature Field Name: (?<field>.*)\n(?:(?!Signature #).*\n)*?  - Signature Validation: (?<validation>.*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Answer();

    [GeneratedRegex("^[0-9A-Fa-f]+$")]
    private static partial Regex Hexadecimal();
}
