namespace ThanhHoa.DigitalSignature.Certificates.Revocation;

/// <summary>The newest revocation list had from one address; every process of the portal shares it.</summary>
internal sealed class StoredRevocationList
{
    /// <summary>The distribution point as it stands in the certificates.</summary>
    public required string Url { get; init; }

    public required byte[] Der { get; set; }

    public required DateTimeOffset FetchedAt { get; set; }

    /// <summary>When the issuer promises the next one, UTC.</summary>
    public required DateTimeOffset NextUpdate { get; set; }
}
