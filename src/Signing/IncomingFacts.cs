using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>What the check on arrival found (Decree 30/2020, article 21: authenticity and integrity).</summary>
internal enum ArrivalFinding
{
    /// <summary>Signed, intact and trusted.</summary>
    Valid,

    /// <summary>Signed and intact, but whom the signature belongs to is not certain.</summary>
    Doubtful,

    /// <summary>Not signed: a scan, which gets the organisation's mark.</summary>
    Unsigned,

    /// <summary>A signature does not hold any more: to be returned.</summary>
    Broken,
}

/// <summary>How a document came in.</summary>
/// <param name="SenderName">Who issued it.</param>
/// <param name="SenderOrganId">Their identifier; null when it came on paper.</param>
/// <param name="OriginalNumber">Number and symbol it carries: "05/QĐ-UBND".</param>
/// <param name="OriginalDate">The date it carries; null when unknown.</param>
/// <param name="EdxmlId">Its name between agencies; null when it came on paper.</param>
/// <param name="PackageSha256">The package in the file store; null when it came on paper.</param>
internal sealed record Arrival(string SenderName, string? SenderOrganId, string OriginalNumber, DateOnly? OriginalDate, string? EdxmlId, string? PackageSha256);

/// <summary>What is known of a document because it came in; beside the <see cref="Document"/> it is registered as.</summary>
internal sealed class IncomingFacts
{
    private IncomingFacts()
    {
    }

    public IncomingFacts(Document document, Arrival arrival, ArrivalFinding finding, DateTimeOffset receivedAt)
    {
        (DocumentId, UnitId, ReceivedAt, Finding) = (document.Id, document.UnitId, receivedAt, finding);
        (SenderName, SenderOrganId, OriginalNumber, OriginalDate) = (arrival.SenderName, arrival.SenderOrganId, arrival.OriginalNumber, arrival.OriginalDate);
        (EdxmlId, PackageSha256) = (arrival.EdxmlId, arrival.PackageSha256);
        SearchedText = SearchText.Fold($"{document.Title} {arrival.SenderName} {arrival.OriginalNumber}");
    }

    public Guid DocumentId { get; private init; }

    public Guid UnitId { get; private init; }

    public string SenderName { get; private init; } = "";

    public string? SenderOrganId { get; private init; }

    public string OriginalNumber { get; private init; } = "";

    public DateOnly? OriginalDate { get; private init; }

    public DateTimeOffset ReceivedAt { get; private init; }

    /// <summary><c>OrganId,yyyy/MM/dd,number/symbol</c>; one of a unit is registered once.</summary>
    public string? EdxmlId { get; private init; }

    public string? PackageSha256 { get; private init; }

    public ArrivalFinding Finding { get; private init; }

    /// <summary>When the sender asked for it back; null when they did not, or were answered.</summary>
    public DateTimeOffset? RecallAskedAt { get; private set; }

    public string RecallReason { get; private set; } = "";

    /// <summary>Title, sender and number as they are searched.</summary>
    public string SearchedText { get; private init; } = "";

    /// <summary>Whether it is signed already and needs no mark of ours (Decree 30/2020, annex I).</summary>
    public bool IsSigned => Finding is not ArrivalFinding.Unsigned;

    public void AskRecall(string reason, DateTimeOffset now) => (RecallAskedAt, RecallReason) = (now, reason);

    public void AnswerRecall() => RecallAskedAt = null;
}
