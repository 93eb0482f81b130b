using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>
/// A signature prepared by the server that waits for the signer's device. The row is all that is needed to finish it,
/// by any process, also after a restart.
/// </summary>
internal sealed class SigningAttempt
{
    private SigningAttempt()
    {
    }

    public SigningAttempt(DocumentVersion version, Guid personId, Guid accountId, string thumbprint, string subject, bool revocationKnown, PreparedSignature prepared, string code, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (DocumentId, VersionId, PersonId, AccountId) = (version.DocumentId, version.Id, personId, accountId);
        (CertificateThumbprint, CertificateSubject, RevocationKnown) = (thumbprint, subject, revocationKnown);
        (Prepared, Code, CreatedAt, ExpiresAt) = (prepared.ToBytes(), code, now, prepared.Expires);
    }

    public Guid Id { get; private init; }

    public Guid DocumentId { get; private init; }

    public Guid VersionId { get; private init; }

    public Guid PersonId { get; private init; }

    public Guid AccountId { get; private init; }

    public string CertificateThumbprint { get; private init; } = "";

    public string CertificateSubject { get; private init; } = "";

    public bool RevocationKnown { get; private init; }

    /// <summary>The prepared signature in its stored form; emptied when the attempt is over.</summary>
    public byte[] Prepared { get; private set; } = [];

    /// <summary>Four characters that the page and the agent's window both show.</summary>
    public string Code { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ExpiresAt { get; private init; }

    /// <summary>The version it became; null while it waits. An attempt is finished once.</summary>
    public Guid? FinishedVersionId { get; private set; }

    public void Finish(DocumentVersion version)
    {
        FinishedVersionId = version.Id;
        Prepared = [];
    }
}
