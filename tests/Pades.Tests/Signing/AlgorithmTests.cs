using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

public sealed class AlgorithmTests
{
    private static readonly Dictionary<string, Lazy<TestSigner>> Signers = new(StringComparer.Ordinal)
    {
        ["RSA-2048"] = new(() => TestSigner.Rsa2048),
        ["RSA-3072"] = new(() => TestSigner.Rsa(3072)),
        ["RSA-4096"] = new(() => TestSigner.Rsa(4096)),
        ["P-256"] = new(() => TestSigner.P256),
        ["P-384"] = new(() => TestSigner.Ec(ECCurve.NamedCurves.nistP384)),
        ["P-521"] = new(() => TestSigner.Ec(ECCurve.NamedCurves.nistP521)),
        ["Ed25519"] = new(TestSigner.Ed25519),
    };

    public static TheoryData<string, SignatureScheme, string> Kinds
    {
        get
        {
            var kinds = new TheoryData<string, SignatureScheme, string>();
            foreach (var hash in new[] { "SHA256", "SHA384", "SHA512" })
            {
                foreach (var key in new[] { "RSA-2048", "RSA-3072", "RSA-4096" })
                {
                    kinds.Add(key, SignatureScheme.RsaPkcs1, hash);
                    kinds.Add(key, SignatureScheme.RsaPss, hash);
                }
                foreach (var key in new[] { "P-256", "P-384", "P-521" }) kinds.Add(key, SignatureScheme.Ecdsa, hash);
            }
            kinds.Add("Ed25519", SignatureScheme.Ed25519, "SHA512");
            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_key_signs_with_every_hash(string key, SignatureScheme scheme, string hash)
    {
        var signer = Signers[key].Value;
        var pdf = SignOnce.Sign(HandMade.Table(), signer, plan => plan with { Scheme = scheme, Hash = new HashAlgorithmName(hash) });
        Assert.True(PdfValidator.Validate(new MemoryStream(pdf), new ValidationOptions { At = SignOnce.Time }).IsIntact);
        using var bench = new Workbench();
        bench.Succeed("qpdf", "--check", bench.Write("a.pdf", pdf));
        // OpenSSL 3.0 knows Ed25519 in CMS only without signed attributes; the CMS tests ask BouncyCastle instead.
        if (scheme == SignatureScheme.Ed25519) return;
        var range = Judges.ByteRanges(pdf)[0];
        byte[] signed = [.. pdf.AsSpan(0, (int)range.FirstLength), .. pdf.AsSpan((int)range.Second, (int)range.SecondLength)];
        bench.Succeed("openssl", "cms", "-verify", "-inform", "DER", "-in", bench.Write("cms.der", Judges.Contents(pdf, range)), "-content", bench.Write("content.bin", signed), "-binary", "-noverify", "-out", "/dev/null");
    }

    [Fact]
    public void The_room_kept_is_the_room_needed()
    {
        var document = HandMade.Table();
        foreach (var signer in new[] { TestSigner.Rsa2048, TestSigner.P256 })
        {
            var pdf = SignOnce.Sign(document, signer);
            var hole = Judges.Contents(pdf, Judges.ByteRanges(pdf)[0]);
            var used = hole.AsSpan().TrimEnd((byte)0).Length;
            // An ECDSA value is a few bytes shorter than its bound.
            Assert.InRange(hole.Length - used, 0, 10);
        }
    }
}
