using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using SkiaSharp;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Tests.Trust;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Sandbox;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Signing;

/// <summary>
/// Inputs × levels × algorithms × appearances, each before all judges. Every pair of values is tried in each run; with
/// PADES_MATRIX=full every combination.
/// </summary>
public sealed class MatrixTests(RunningSandbox sandbox, ITestOutputHelper output)
{
    private static readonly string[] Algorithms = ["RSA-2048", "RSA-2048 PSS", "RSA-3072", "RSA-4096", "P-256", "P-384", "P-521", "Ed25519"];
    private static readonly string[] Appearances = ["none", "text", "picture and text", "anchor"];
    private static readonly SignatureLevel[] Levels = [SignatureLevel.B, SignatureLevel.T, SignatureLevel.LT, SignatureLevel.Lta];
    private static readonly HashAlgorithmName[] Hashes = [HashAlgorithmName.SHA256, HashAlgorithmName.SHA384, HashAlgorithmName.SHA512];
    private static readonly byte[] Picture = Seal();
    private static readonly bool IsFull = Environment.GetEnvironmentVariable("PADES_MATRIX") == "full";

    private sealed record Case(string Input, SignatureLevel Level, string Algorithm, string Appearance, HashAlgorithmName Hash);

    [Fact]
    public void The_sample_has_every_pair_of_values()
    {
        Func<Case, object>[] dimensions = [c => c.Input, c => c.Level, c => c.Algorithm, c => c.Appearance];
        var (all, sample) = (All().ToList(), Pairwise().ToList());
        Assert.Equal(8 * 4 * 8 * 4, all.Count);
        for (var i = 0; i < dimensions.Length; i++)
        {
            for (var j = i + 1; j < dimensions.Length; j++)
            {
                HashSet<(object, object)> Pairs(List<Case> cases) => [.. cases.Select(c => (dimensions[i](c), dimensions[j](c)))];
                Assert.Equal(Pairs(all).Count, Pairs(sample).Count);
            }
        }
    }

    [Fact]
    public async Task Every_input_level_algorithm_and_appearance_convinces_every_judge()
    {
        var (people, extender) = (People(), Extender());
        var judge = new MatrixJudge(sandbox);
        var failures = new ConcurrentQueue<string>();
        var passed = 0;
        var together = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(IsFull ? All() : Pairwise(), together, async (one, cancellation) =>
        {
            try
            {
                var document = MatrixDocuments.Make(one.Input);
                var signed = await Sign(document, one, people[one.Algorithm], extender, cancellation);
                Assert.True(signed.AsSpan(0, document.Length).SequenceEqual(document));
                judge.Convince(signed, one.Level, MatrixDocuments.Password(one.Input), people[one.Algorithm].Certificate);
                Interlocked.Increment(ref passed);
            }
            // Every combination is tried, and all that fail are named at the end.
#pragma warning disable CA1031
            catch (Exception failure)
#pragma warning restore CA1031
            {
                failures.Enqueue($"{one}: {failure.Message}");
            }
        });
        output.WriteLine($"{passed} combinations passed; {judge.Opinions}");
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures.Take(10)));
        Assert.Equal(IsFull ? 1024 : 64, passed);
    }

    private async Task<byte[]> Sign(byte[] document, Case one, TestSigner signer, PdfExtender extender, CancellationToken cancellation)
    {
        var password = MatrixDocuments.Password(one.Input) is null ? null : "owner";
        var plan = SignOnce.Plan(signer) with
        {
            Chain = [sandbox.Authority.Issuing],
            Hash = one.Hash,
            Scheme = one.Algorithm.EndsWith("PSS", StringComparison.Ordinal) ? SignatureScheme.RsaPss : null,
            Reason = "Phê duyệt",
            Password = password,
            Appearance = Appearance(one.Appearance),
            ReservedBytes = one.Level == SignatureLevel.B ? 0 : extender.ReservedBytes,
        };
        var prepared = PdfSigner.Prepare(new MemoryStream(document), plan);
        var value = signer.Sign(prepared.SignedAttributes, prepared.Hash, prepared.Scheme);
        if (one.Level == SignatureLevel.B) return [.. document, .. PdfSigner.Complete(prepared, value)];
        var stamped = await extender.CompleteAsync(prepared, value, cancellation);
        Assert.Equal(SignatureLevel.T, stamped.Level);
        byte[] signed = [.. document, .. stamped.Increment];
        if (one.Level == SignatureLevel.T) return signed;
        var extended = await extender.ExtendAsync(new MemoryStream(signed), one.Level, password, cancellation);
        Assert.True(extended.Level == one.Level, $"B-{extended.Level}: {string.Join("; ", extended.Problems)}");
        return [.. signed, .. extended.Increment];
    }

    private static SignatureAppearance? Appearance(string kind)
    {
        var text = new SignatureAppearance { Rectangle = new PdfRectangle(60, 60, 220, 60), Lines = ["Ký bởi: Nguyễn Thị Hường", "Chủ tịch UBND tỉnh Thanh Hoá"] };
        return kind switch
        {
            "none" => null,
            "text" => text,
            "picture and text" => text with { ImagePng = Picture, FirstLineBold = true },
            _ => text with { AnchorText = MatrixDocuments.Anchor, Rectangle = new PdfRectangle(-20, -80, 220, 60) },
        };
    }

    private static IEnumerable<Case> All() =>
        from input in MatrixDocuments.Kinds.Index()
        from level in Levels.Index()
        from algorithm in Algorithms.Index()
        from appearance in Appearances.Index()
        select new Case(input.Item, level.Item, algorithm.Item, appearance.Item, Hashes[(input.Index + level.Index + algorithm.Index + appearance.Index) % 3]);

    private static IEnumerable<Case> Pairwise() =>
        from input in MatrixDocuments.Kinds.Index()
        from algorithm in Algorithms.Index()
        let level = (input.Index + algorithm.Index) % 4
        let appearance = (level + (input.Index / 4) + (algorithm.Index / 4 * 2)) % 4
        select new Case(input.Item, Levels[level], algorithm.Item, Appearances[appearance], Hashes[(input.Index + (algorithm.Index * 2)) % 3]);

    private Dictionary<string, TestSigner> People()
    {
        var rsa = Rsa(2048);
        return new(StringComparer.Ordinal)
        {
            ["RSA-2048"] = rsa,
            ["RSA-2048 PSS"] = rsa,
            ["RSA-3072"] = Rsa(3072),
            ["RSA-4096"] = Rsa(4096),
            ["P-256"] = Ec(ECCurve.NamedCurves.nistP256),
            ["P-384"] = Ec(ECCurve.NamedCurves.nistP384),
            ["P-521"] = Ec(ECCurve.NamedCurves.nistP521),
            ["Ed25519"] = Ed25519(),
        };
    }

    private TestSigner Rsa(int bits)
    {
        var key = RSA.Create(bits);
        return new(sandbox.Authority.IssuePerson($"Nguyễn Văn RSA {bits}", "rsa@example.vn", key), (bytes, hash, scheme) =>
            key.SignData(bytes, hash, scheme == SignatureScheme.RsaPss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1));
    }

    private TestSigner Ec(ECCurve curve)
    {
        var key = ECDsa.Create(curve);
        return new(sandbox.Authority.IssuePerson($"Lê Thị {curve.Oid.FriendlyName}", "ec@example.vn", key), (bytes, hash, _) =>
            key.SignData(bytes, hash, DSASignatureFormat.Rfc3279DerSequence));
    }

    private TestSigner Ed25519()
    {
        var key = new Ed25519PrivateKeyParameters(new SecureRandom());
        var encoded = SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(key.GeneratePublicKey()).GetDerEncoded();
        var certificate = sandbox.Authority.Issue(new CertificateProfile("Trần Văn Ed25519") { Email = "ed@example.vn" }, PublicKey.CreateFromSubjectPublicKeyInfo(encoded, out _));
        return new(certificate, (bytes, _, _) =>
        {
            var signer = new Ed25519Signer();
            signer.Init(forSigning: true, key);
            signer.BlockUpdate(bytes, 0, bytes.Length);
            return signer.GenerateSignature();
        });
    }

    private PdfExtender Extender()
    {
        var wait = TimeSpan.FromSeconds(30);
        var stamps = new TimestampClient(sandbox.Http, [sandbox.Host.TsaUrl], TimeProvider.System, sandbox.Trust, wait);
        return new PdfExtender(stamps, new OcspClient(sandbox.Http, TimeProvider.System, wait), new CrlClient(sandbox.Http, TimeProvider.System, wait), sandbox.Trust, TimeProvider.System);
    }

    private static byte[] Seal()
    {
        using var bitmap = new SKBitmap(60, 60, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        bitmap.Erase(new SKColor(200, 0, 0, 128));
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }
}
