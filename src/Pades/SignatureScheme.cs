namespace ThanhHoa.DigitalSignature.Pades;

/// <summary>How a private key turns signed attributes into a signature value.</summary>
public enum SignatureScheme
{
    /// <summary>RSASSA-PKCS1-v1_5 (RFC 8017 §8.2). What the field's tokens emit.</summary>
    RsaPkcs1,

    /// <summary>RSASSA-PSS (RFC 8017 §8.1) with MGF1 over the same hash and a salt of the hash's length.</summary>
    RsaPss,

    /// <summary>ECDSA, the value as the DER SEQUENCE of r and s (RFC 5753 §2.1.1).</summary>
    Ecdsa,

    /// <summary>Pure Ed25519 (RFC 8419) over the signed attributes themselves, not over their hash; the document is hashed with SHA-512.</summary>
    Ed25519,

    /// <summary>Pure Ed448 (RFC 8419); checked, never made.</summary>
    Ed448,
}
