namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>A status message (edXML) about a document, sent by us about one that came or sent to us about one that went; never changed.</summary>
internal sealed class ExchangeStatus
{
    private ExchangeStatus()
    {
    }

    public ExchangeStatus(Guid documentId, bool isOurs, string code, string organId, string organName, string description, Actor by, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (DocumentId, IsOurs, Code, OrganId, OrganName, Description, ByName, At) = (documentId, isOurs, code, organId, organName, description, by.Name, at);
    }

    public Guid Id { get; private init; }

    public Guid DocumentId { get; private init; }

    /// <summary>Ours about a document that came; else theirs.</summary>
    public bool IsOurs { get; private init; }

    /// <summary>Two digits; see <see cref="Exchange.ExchangeCode"/>.</summary>
    public string Code { get; private init; } = "";

    /// <summary>The other side: whom it goes to, or who says it.</summary>
    public string OrganId { get; private init; } = "";

    public string OrganName { get; private init; } = "";

    public string Description { get; private init; } = "";

    /// <summary>Who acted here.</summary>
    public string ByName { get; private init; } = "";

    public DateTimeOffset At { get; private init; }
}
