namespace ThanhHoa.DigitalSignature.Certificates.Revocation;

/// <summary>The newest revocation list of one issuer; every process of the portal shares it.</summary>
internal sealed class StoredRevocationList
{
    /// <summary>SHA-256 of the issuer's certificate, lower-case hexadecimal.</summary>
    public required string IssuerThumbprint { get; init; }

    public required byte[] Der { get; set; }

    public required DateTimeOffset FetchedAt { get; set; }

    /// <summary>When the issuer promises the next one at the latest, UTC; a day after fetching when it promises nothing.</summary>
    public required DateTimeOffset NextUpdate { get; set; }
}
