namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>By what a signature was made; the plan counts the channels apart.</summary>
internal enum SigningChannel
{
    /// <summary>E-token on a PC, through the agent.</summary>
    Pc,

    /// <summary>SIM PKI or a remote key, from a phone.</summary>
    Mobile,
}

/// <summary>A signature the server checked and accepted.</summary>
internal sealed class Signature
{
    private Signature()
    {
    }

    public Signature(Guid versionId, SigningAttempt attempt, string signerName, DateTimeOffset acceptedAt)
    {
        (VersionId, PersonId, SignerName, AcceptedAt) = (versionId, attempt.PersonId, signerName, acceptedAt);
        (CertificateThumbprint, CertificateSubject, ClaimedAt, RevocationKnown) = (attempt.CertificateThumbprint, attempt.CertificateSubject, attempt.CreatedAt, attempt.RevocationKnown);
        Channel = SigningChannel.Pc;
    }

    public Guid VersionId { get; private init; }

    public Guid PersonId { get; private init; }

    public string SignerName { get; private init; } = "";

    public string CertificateThumbprint { get; private init; } = "";

    public string CertificateSubject { get; private init; } = "";

    public SigningChannel Channel { get; private init; }

    /// <summary>The time written into the signature (/M): when it was prepared.</summary>
    public DateTimeOffset ClaimedAt { get; private init; }

    /// <summary>When the finished signature passed the server's own check.</summary>
    public DateTimeOffset AcceptedAt { get; private init; }

    /// <summary>False when no revocation list could be had at that moment.</summary>
    public bool RevocationKnown { get; private init; }
}
