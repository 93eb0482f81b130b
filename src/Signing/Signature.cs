namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>By what a signature was made; the plan counts the channels apart.</summary>
internal enum SigningChannel
{
    /// <summary>E-token on a PC, through the agent or the committee's component.</summary>
    Pc,

    /// <summary>SIM PKI or a remote key, from a phone.</summary>
    Mobile,

    /// <summary>The organisation's key on the server; nobody's own signature.</summary>
    Server,
}

/// <summary>What a signature stands for on the page (Decree 30/2020, annex I).</summary>
internal enum SignatureKind
{
    /// <summary>The competent person's.</summary>
    Approval,

    /// <summary>Ký nháy.</summary>
    Initial,

    /// <summary>The organisation's, with its seal, on the document itself.</summary>
    Organisation,

    /// <summary>The organisation's, on an appendix in a file of its own.</summary>
    Appendix,

    /// <summary>The organisation's, on a copy.</summary>
    Copy,

    /// <summary>The organisation's, on an incoming document that was paper.</summary>
    Incoming,
}

/// <summary>What is known of a signature when it is accepted.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Channel">By what it was made.</param>
/// <param name="PersonId">Who made it; of the organisation's the clerk, or nobody on the server.</param>
/// <param name="AccountId">Their account.</param>
/// <param name="SignerName">Whose signature readers see: the person's or the organisation's name.</param>
/// <param name="CertificateThumbprint">SHA-256, lower-case hexadecimal.</param>
/// <param name="CertificateSubject">Common name of the certificate.</param>
/// <param name="ClaimedAt">The time written into it.</param>
/// <param name="RevocationKnown">False when no revocation list could be had at that moment.</param>
internal sealed record SignatureFacts(SignatureKind Kind, SigningChannel Channel, Guid? PersonId, Guid? AccountId, string SignerName, string CertificateThumbprint, string CertificateSubject, DateTimeOffset ClaimedAt, bool RevocationKnown)
{
    /// <summary>Name of its field in the file.</summary>
    public string FieldName { get; init; } = "";

    /// <summary>Height of its picture for a width of one; null when it shows none.</summary>
    public double? ImageAspect { get; init; }
}

/// <summary>A signature the server checked and accepted.</summary>
internal sealed class Signature
{
    private Signature()
    {
    }

    public Signature(Guid versionId, SignatureFacts facts, DateTimeOffset acceptedAt)
    {
        (VersionId, AcceptedAt) = (versionId, acceptedAt);
        (Kind, Channel, PersonId, SignerName) = (facts.Kind, facts.Channel, facts.PersonId, facts.SignerName);
        (FieldName, ImageAspect) = (facts.FieldName, facts.ImageAspect);
        (CertificateThumbprint, CertificateSubject, ClaimedAt, RevocationKnown) = (facts.CertificateThumbprint, facts.CertificateSubject, facts.ClaimedAt, facts.RevocationKnown);
    }

    public Guid VersionId { get; private init; }

    public SignatureKind Kind { get; private init; }

    /// <summary>Who made it; null when the server did.</summary>
    public Guid? PersonId { get; private init; }

    public string SignerName { get; private init; } = "";

    /// <summary>Name of its field in the file.</summary>
    public string FieldName { get; private init; } = "";

    /// <summary>Height of its picture for a width of one; null when it shows none. The seal is laid over the picture.</summary>
    public double? ImageAspect { get; private init; }

    public string CertificateThumbprint { get; private init; } = "";

    public string CertificateSubject { get; private init; } = "";

    public SigningChannel Channel { get; private init; }

    /// <summary>The time written into the signature (/M): when it was prepared.</summary>
    public DateTimeOffset ClaimedAt { get; private init; }

    /// <summary>When the finished signature passed the server's own check.</summary>
    public DateTimeOffset AcceptedAt { get; private init; }

    /// <summary>False when no revocation list could be had at that moment.</summary>
    public bool RevocationKnown { get; private init; }

    /// <summary>The organisation's, not a person's.</summary>
    public bool IsOrganisation => Kind is not (SignatureKind.Approval or SignatureKind.Initial);
}
