namespace ThanhHoa.DigitalSignature.Agent.Manifests;

/// <summary>How the key is used; the portal puts the matching algorithm into the CMS.</summary>
internal enum SignatureScheme
{
    /// <summary>RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).</summary>
    RsaPkcs1,

    /// <summary>RSASSA-PSS with MGF1 of the same hash and a salt of the hash's length (RFC 8017 §8.1).</summary>
    RsaPss,

    /// <summary>ECDSA, answered as the DER Ecdsa-Sig-Value of RFC 5753.</summary>
    Ecdsa,

    /// <summary>PureEd25519 (RFC 8419): needs the message itself, see <see cref="ManifestItem.Message"/>.</summary>
    Ed25519,
}

/// <summary>One document of a manifest.</summary>
/// <param name="Id">The portal's name for it.</param>
/// <param name="Title">What the user reads.</param>
/// <param name="Digest">Digest of the DER of the signed attributes.</param>
/// <param name="Hash">SHA-256, SHA-384 or SHA-512.</param>
/// <param name="Scheme">How to sign.</param>
internal sealed record ManifestItem(string Id, string Title, byte[] Digest, string Hash, SignatureScheme Scheme)
{
    /// <summary>The signed attributes themselves; with Ed25519 only, and then their SHA-512 is <see cref="Digest"/>.</summary>
    public byte[]? Message { get; init; }
}

/// <summary>What a portal asks to be signed: the payload of the signed manifest.</summary>
/// <param name="Iss">The portal's origin.</param>
/// <param name="Aud">Always <c>thds-agent</c>.</param>
/// <param name="Sub">The portal's user, as people read it.</param>
/// <param name="Jti">Nonce.</param>
/// <param name="Iat">Issued, in seconds since 1970.</param>
/// <param name="Exp">Void from then on, in seconds since 1970.</param>
/// <param name="Code">Four characters shown on the portal's page and in the consent window.</param>
/// <param name="Certificate">SHA-256 of the certificate to sign with, in hexadecimal.</param>
/// <param name="Items">The documents.</param>
internal sealed record Manifest(
    string Iss, string Aud, string Sub, string Jti, long Iat, long Exp, string Code, string Certificate, IReadOnlyList<ManifestItem> Items);

/// <summary>Protected header of the compact JWS (RFC 7515).</summary>
internal sealed record ManifestHeader(string Alg, string Kid, string Typ);
