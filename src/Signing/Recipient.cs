namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>Nơi nhận: one to whom a document was issued.</summary>
internal sealed class Recipient
{
    private Recipient()
    {
    }

    public Recipient(Guid documentId, int ordinal, RecipientPlan plan, DateTimeOffset sentAt) =>
        (DocumentId, Ordinal, UnitId, Name, OrganId, SentAt) = (documentId, ordinal, plan.UnitId, plan.Name, plan.OrganId, sentAt);

    public Guid DocumentId { get; private init; }

    public int Ordinal { get; private init; }

    /// <summary>The unit whose clerks may read it here; null for one outside the portal.</summary>
    public Guid? UnitId { get; private init; }

    public string Name { get; private init; } = "";

    /// <summary>Its address on the document axis (QCVN 102:2016); null when it has none.</summary>
    public string? OrganId { get; private init; }

    public DateTimeOffset SentAt { get; private init; }

    public DateTimeOffset? AcknowledgedAt { get; private set; }

    public string AcknowledgedByName { get; private set; } = "";

    public void Acknowledge(string byName, DateTimeOffset now) => (AcknowledgedAt, AcknowledgedByName) = (now, byName);
}

/// <summary>To whom a document is to be sent.</summary>
/// <param name="UnitId">The unit in the portal; null for one outside.</param>
/// <param name="Name">As it stands under "Nơi nhận".</param>
/// <param name="OrganId">Its address on the document axis; null when it has none.</param>
internal sealed record RecipientPlan(Guid? UnitId, string Name, string? OrganId = null);
