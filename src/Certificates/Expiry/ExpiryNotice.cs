namespace ThanhHoa.DigitalSignature.Certificates.Expiry;

/// <summary>A rung was told for a certificate; its key lets it be told once.</summary>
internal sealed class ExpiryNotice
{
    public required Guid CertificateId { get; init; }

    /// <summary>Days before the end.</summary>
    public required int Rung { get; init; }

    /// <summary>Vietnam's day on which it was told.</summary>
    public required DateOnly Day { get; init; }
}

/// <summary>A day's digests were written. Its key lets one of two processes write them, in one transaction with the mails.</summary>
internal sealed class ExpiryDay
{
    /// <summary>Vietnam's day.</summary>
    public required DateOnly Day { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>How many certificates were told about.</summary>
    public required int Certificates { get; init; }

    /// <summary>How many digests were written.</summary>
    public required int Mails { get; init; }

    /// <summary>Certificates for which nobody with an address was found.</summary>
    public required int Unheard { get; init; }
}
