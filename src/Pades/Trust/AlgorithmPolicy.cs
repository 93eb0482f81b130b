using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>
/// Which digests, key sizes and curves are believed, and until when, as data in the manner of ETSI TS 119 312
/// (EN 319 102-1 §5.2.8). A signature counts with the time at which it is proven to have existed, so that SHA-1 is accepted only
/// where a time stamp proves it to be old enough. What is not listed is never believed; MD5 cannot be listed.
/// </summary>
public sealed record AlgorithmPolicy
{
    private static readonly DateTimeOffset Year2014 = new(2014, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Year2017 = new(2017, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Before the default, which is made of them.
    internal static IReadOnlyList<string> KnownDigests { get; } = ["SHA-1", "SHA-256", "SHA-384", "SHA-512", "SHA3-256", "SHA3-384", "SHA3-512", "SHAKE256"];

    internal static IReadOnlyList<string> KnownCurves { get; } =
        ["P-256", "P-384", "P-521", "brainpoolP256r1", "brainpoolP320r1", "brainpoolP384r1", "brainpoolP512r1", "Ed25519", "Ed448"];

    /// <summary>SHA-1 until 2017; SHA-2 and SHA-3 without end; RSA of 1024 bits until 2014, from 2048 without end; the curves that <see cref="Curves"/> names.</summary>
    public static AlgorithmPolicy Default { get; } = new();

    /// <summary>By name, "SHA-1" or "SHA3-256": believed before that moment, without end where there is none.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset?> Digests { get; init; } = new Dictionary<string, DateTimeOffset?>(StringComparer.Ordinal)
    {
        ["SHA-1"] = Year2017,
        ["SHA-256"] = null,
        ["SHA-384"] = null,
        ["SHA-512"] = null,
        ["SHA3-256"] = null,
        ["SHA3-384"] = null,
        ["SHA3-512"] = null,
        ["SHAKE256"] = null,
    };

    /// <summary>By number of bits at least: believed before that moment, without end where there is none. Of several that a key reaches the kindest counts.</summary>
    public IReadOnlyDictionary<int, DateTimeOffset?> RsaKeys { get; init; } = new Dictionary<int, DateTimeOffset?> { [1024] = Year2014, [2048] = null };

    /// <summary>By name, "P-256", "brainpoolP256r1", "Ed25519": believed before that moment, without end where there is none.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset?> Curves { get; init; } = KnownCurves.ToDictionary(name => name, _ => (DateTimeOffset?)null, StringComparer.Ordinal);

    /// <summary>True when a digest was believable at that time.</summary>
    public bool Accepts(HashAlgorithmName hash, DateTimeOffset at) => IsBefore(at, Digests, Name(hash));

    internal bool Accepts(SignatureAlgorithm algorithm, PublicKeyVerifier key, DateTimeOffset at) =>
        Accepts(algorithm.Hash, at) && Accepts(key, at);

    internal bool Accepts(PublicKeyVerifier key, DateTimeOffset at) => key.Algorithm switch
    {
        "RSA" => RsaKeys.Any(rule => rule.Key <= key.Size && (rule.Value is null || at < rule.Value)),
        _ => IsBefore(at, Curves, key.Curve),
    };

    /// <summary>The last moment at which a key was believed; null when it never was.</summary>
    internal DateTimeOffset? Until(PublicKeyVerifier key)
    {
        var rules = key.Algorithm == "RSA" ? RsaKeys.Where(rule => rule.Key <= key.Size).Select(rule => rule.Value) : Curves.Where(rule => rule.Key == key.Curve).Select(rule => rule.Value);
        var ends = rules.Select(until => until?.AddTicks(-1) ?? DateTimeOffset.MaxValue).ToList();
        return ends.Count == 0 ? null : ends.Max();
    }

    private static bool IsBefore(DateTimeOffset at, IReadOnlyDictionary<string, DateTimeOffset?> rules, string name) =>
        rules.TryGetValue(name, out var until) && (until is null || at < until);

    private static string Name(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA1" => "SHA-1",
        "SHA256" => "SHA-256",
        "SHA384" => "SHA-384",
        "SHA512" => "SHA-512",
        var other => other ?? "",
    };
}
