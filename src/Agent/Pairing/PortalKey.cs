using System.Security.Cryptography;

namespace ThanhHoa.DigitalSignature.Agent.Pairing;

/// <summary>A public JWK (RFC 7517) of a portal's manifest key: EC on P-256, coordinates in base64url.</summary>
internal sealed record PortalKey(string Kid, string Kty, string Crv, string X, string Y)
{
    public string? Use { get; init; }

    public string? Alg { get; init; }

    public bool IsSound()
    {
        if (Kid is not { Length: > 0 and <= 100 } || Kty != "EC" || Crv != "P-256" || Use is not (null or "sig") || Alg is not (null or "ES256"))
            return false;
        try
        {
            using var key = Open();
            return true;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }

    public bool SameAs(PortalKey other) => Kid == other.Kid && X == other.X && Y == other.Y;

    /// <summary>Throws when the point is not on the curve.</summary>
    public ECDsa Open() => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Coordinate(X), Y = Coordinate(Y) },
    });

    private static byte[] Coordinate(string text) =>
        System.Buffers.Text.Base64Url.DecodeFromChars(text) is { Length: 32 } bytes ? bytes : throw new FormatException("A P-256 coordinate has 32 bytes.");
}
