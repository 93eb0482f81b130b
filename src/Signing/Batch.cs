namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>
/// Documents that a clerk put together for one signer to sign with one consent. It is frozen: the versions are named, and a document
/// that changed afterwards is not signed with it.
/// </summary>
internal sealed class Batch
{
    private Batch()
    {
    }

    public Batch(Guid unitId, Guid personId, string title, IEnumerable<Document> documents, Actor by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (UnitId, PersonId, Title, AssembledBy, AssembledByName, FrozenAt) = (unitId, personId, title, by.AccountId!.Value, by.Name, now);
        Items.AddRange(documents.Select((document, i) => new BatchItem(Id, i + 1, document)));
    }

    public Guid Id { get; private init; }

    public Guid UnitId { get; private init; }

    /// <summary>Who is to sign.</summary>
    public Guid PersonId { get; private init; }

    public string Title { get; private init; } = "";

    public Guid AssembledBy { get; private init; }

    public string AssembledByName { get; private init; } = "";

    public DateTimeOffset FrozenAt { get; private init; }

    /// <summary>When nothing of it was left to sign.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public List<BatchItem> Items { get; } = [];

    public void Close(DateTimeOffset now) => ClosedAt ??= now;
}

/// <summary>One document of a batch.</summary>
internal sealed class BatchItem
{
    private BatchItem()
    {
    }

    public BatchItem(Guid batchId, int ordinal, Document document) =>
        (BatchId, Ordinal, DocumentId, VersionId) = (batchId, ordinal, document.Id, document.LatestVersion.Id);

    public Guid BatchId { get; private init; }

    public int Ordinal { get; private init; }

    public Guid DocumentId { get; private init; }

    /// <summary>The version that was frozen.</summary>
    public Guid VersionId { get; private init; }

    /// <summary>When it was taken out; it then waits in the inbox by itself.</summary>
    public DateTimeOffset? TakenOutAt { get; private set; }

    public string? TakenOutByName { get; private set; }

    public void TakeOut(string byName, DateTimeOffset now) => (TakenOutAt, TakenOutByName) = (now, byName);
}
