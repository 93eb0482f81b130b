namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>What can happen to a document.</summary>
internal enum DocumentAct
{
    Drafted,
    Submitted,
    Revised,
    Initialled,
    Signed,
    Returned,
    Reassigned,
    Withdrawn,
    Numbered,
    Sealed,
    Issued,
    Acknowledged,
    Recalled,
    Replaced,

    /// <summary>Entered into the register of what came in.</summary>
    Registered,
}

/// <summary>One line of a document's story; never changed.</summary>
internal sealed class DocumentEvent
{
    private DocumentEvent()
    {
    }

    public DocumentEvent(Guid documentId, DocumentAct act, DateTimeOffset at, Actor by, string note)
    {
        Id = Guid.CreateVersion7(at);
        (DocumentId, Act, At, AccountId, ActorName, Note) = (documentId, act, at, by.AccountId, by.Name, note);
    }

    public Guid Id { get; private init; }

    public Guid DocumentId { get; private init; }

    public DocumentAct Act { get; private init; }

    public DateTimeOffset At { get; private init; }

    /// <summary>Null for the portal itself.</summary>
    public Guid? AccountId { get; private init; }

    public string ActorName { get; private init; } = "";

    /// <summary>The reason, the number, the recipient: what the act needs to be understood.</summary>
    public string Note { get; private init; } = "";
}
