namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>What a document is for; each has its own readers and its own way.</summary>
internal enum DocumentPurpose
{
    /// <summary>Văn bản hành chính: submitted by a clerk, signed, numbered, sealed and issued.</summary>
    Administrative,

    /// <summary>A paper about certificates: a sending document, minutes of a handover; seen by the lead agency, ended by its signatures.</summary>
    CertificatePaper,

    /// <summary>An electronic copy (bản sao): nobody signs, the organisation marks it (Decree 30/2020, article 25).</summary>
    Copy,

    /// <summary>Văn bản đến: received and registered under an incoming number.</summary>
    Incoming,
}

/// <summary>How soon it must be dealt with (Decree 30/2020, annex I: mức độ khẩn).</summary>
internal enum Urgency
{
    Normal,

    /// <summary>Khẩn.</summary>
    Urgent,

    /// <summary>Thượng khẩn.</summary>
    VeryUrgent,

    /// <summary>Hỏa tốc.</summary>
    Immediate,
}

/// <summary>Form of an electronic copy (Decree 30/2020, article 25).</summary>
internal enum CopyForm
{
    /// <summary>Sao y: the whole original.</summary>
    True,

    /// <summary>Sao lục: the whole of a copy.</summary>
    Transcript,

    /// <summary>Trích sao: a part.</summary>
    Extract,
}

/// <summary>Where a document is on its way.</summary>
internal enum DocumentState
{
    /// <summary>The clerk works on it.</summary>
    Draft,

    /// <summary>It is with those who initial and sign.</summary>
    Signing,

    /// <summary>Sent back to the clerk with a reason.</summary>
    Returned,

    /// <summary>Taken back by the clerk.</summary>
    Withdrawn,

    /// <summary>All have signed; it waits for its number.</summary>
    Signed,

    /// <summary>It has number and date; it waits for the organisation's signature.</summary>
    Numbered,

    /// <summary>Complete; it waits to be sent out.</summary>
    Sealed,

    Issued,

    /// <summary>Called back after it was issued (thu hồi).</summary>
    Recalled,

    /// <summary>Another document came in its place (thay thế).</summary>
    Replaced,
}

/// <summary>What a document is, apart from its files and its signers.</summary>
/// <param name="UnitId">The unit that issues it.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Symbol">Symbol it is to carry, with or without "…/" before it; may be empty.</param>
/// <param name="SubmittedBy">The account that submits it.</param>
/// <param name="SubmittedByName">Its name.</param>
/// <param name="IsDemonstration">Goes when the demonstration goes.</param>
internal sealed record DocumentDetails(Guid UnitId, string Title, string Symbol, Guid SubmittedBy, string SubmittedByName, bool IsDemonstration)
{
    public DocumentPurpose Purpose { get; init; }

    public Urgency Urgency { get; init; }

    /// <summary>By when it must be issued.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Of a copy.</summary>
    public CopyForm CopyForm { get; init; }

    /// <summary>The document in whose place it comes.</summary>
    public Guid? ReplacesId { get; init; }

    /// <summary>Given by who has to submit again after a crash; null for a new one.</summary>
    public Guid? Id { get; init; }
}
