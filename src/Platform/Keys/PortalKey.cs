namespace ThanhHoa.DigitalSignature.Platform.Keys;

/// <summary>A key pair of the portal itself, one active per purpose, the retired ones kept to check what they signed.</summary>
/// <remarks>A software key, for the demonstration and development: its private half is wrapped by data protection.</remarks>
internal sealed class PortalKey
{
    public required string KeyId { get; init; }

    public required string Purpose { get; init; }

    /// <summary>PKCS#8, wrapped by data protection.</summary>
    public required byte[] ProtectedPrivateKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RetiredAt { get; set; }
}
