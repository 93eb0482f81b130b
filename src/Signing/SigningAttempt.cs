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

    /// <param name="manifest">The sealed list it stands on.</param>
    /// <param name="version">What is signed.</param>
    /// <param name="facts">Who signs, as what, with which certificate.</param>
    /// <param name="signatory">Their place on the route; null for the organisation's.</param>
    /// <param name="prepared">The prepared signature.</param>
    public SigningAttempt(ManifestHead manifest, DocumentVersion version, SignatureFacts facts, int? signatory, PreparedSignature prepared)
    {
        Id = Guid.CreateVersion7(manifest.IssuedAt);
        (ManifestId, Code, CreatedAt, ExpiresAt) = (manifest.Id, manifest.Code, manifest.IssuedAt, prepared.Expires);
        (DocumentId, VersionId, Part, SignatoryOrdinal) = (version.DocumentId, version.Id, version.Part, signatory);
        (Kind, PersonId, AccountId, SignerName) = (facts.Kind, facts.PersonId!.Value, facts.AccountId!.Value, facts.SignerName);
        (CertificateThumbprint, CertificateSubject, RevocationKnown, Prepared) = (facts.CertificateThumbprint, facts.CertificateSubject, facts.RevocationKnown, prepared.ToBytes());
        (FieldName, ImageAspect, Channel) = (prepared.FieldName, facts.ImageAspect, facts.Channel);
    }

    public Guid Id { get; private init; }

    /// <summary>The sealed list on which it stands with others: one consent of the signer.</summary>
    public Guid ManifestId { get; private init; }

    public Guid DocumentId { get; private init; }

    public Guid VersionId { get; private init; }

    public int Part { get; private init; }

    /// <summary>The signer's place on the route; null for the organisation's signature.</summary>
    public int? SignatoryOrdinal { get; private init; }

    public SignatureKind Kind { get; private init; }

    public SigningChannel Channel { get; private init; }

    /// <summary>Who began it; of one on the server the clerk who pressed the button, whose signature it is not.</summary>
    public Guid PersonId { get; private init; }

    public Guid AccountId { get; private init; }

    /// <summary>Whose signature readers see: the person's or the organisation's name.</summary>
    public string SignerName { get; private init; } = "";

    public string FieldName { get; private init; } = "";

    public double? ImageAspect { get; private init; }

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

    public SignatureFacts Facts => new(Kind, Channel, Channel is SigningChannel.Server ? null : PersonId, AccountId, SignerName, CertificateThumbprint, CertificateSubject, CreatedAt, RevocationKnown) { FieldName = FieldName, ImageAspect = ImageAspect };

    public void Finish(DocumentVersion version)
    {
        FinishedVersionId = version.Id;
        Prepared = [];
    }
}

/// <summary>What all attempts of one consent share.</summary>
/// <param name="Id">The list's identity, and its nonce.</param>
/// <param name="Code">Four characters that the page and the agent's window both show.</param>
/// <param name="IssuedAt">When, UTC.</param>
internal sealed record ManifestHead(Guid Id, string Code, DateTimeOffset IssuedAt);
