using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>
/// Which digests and key sizes are believed, and until when (EN 319 102-1 §5.2.8, ETSI TS 119 312). A signature counts with
/// the time at which it is proven to have existed. Every figure is configuration.
/// </summary>
public sealed record AlgorithmPolicy
{
    private static readonly DateTimeOffset Year2014 = new(2014, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Year2017 = new(2017, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>SHA-1 until 2017; SHA-2 and SHA-3 without end; RSA of 1024 bits until 2014, then 2048; elliptic curves from 256 bits.</summary>
    public static AlgorithmPolicy Default { get; } = new();

    /// <summary>SHA-1 was believable before this moment.</summary>
    public DateTimeOffset Sha1Until { get; init; } = Year2017;

    /// <summary>RSA keys below <see cref="SmallestRsaKey"/>, but of 1024 bits at least, were believable before this moment.</summary>
    public DateTimeOffset SmallRsaKeysUntil { get; init; } = Year2014;

    /// <summary>In bits.</summary>
    public int SmallestRsaKey { get; init; } = 2048;

    /// <summary>In bits of the curve.</summary>
    public int SmallestEcKey { get; init; } = 256;

    /// <summary>True when a digest was believable at that time.</summary>
    public bool Accepts(HashAlgorithmName hash, DateTimeOffset at) => hash != HashAlgorithmName.SHA1 || at < Sha1Until;

    internal bool Accepts(SignatureAlgorithm algorithm, PublicKeyVerifier key, DateTimeOffset at) =>
        Accepts(algorithm.Hash, at) && Accepts(key, at);

    internal bool Accepts(PublicKeyVerifier key, DateTimeOffset at) => key.Algorithm switch
    {
        "RSA" => key.Size >= SmallestRsaKey || (key.Size >= 1024 && at < SmallRsaKeysUntil),
        "EC" => key.Size >= SmallestEcKey,
        "Ed25519" or "Ed448" => true,
        _ => false,
    };
}
