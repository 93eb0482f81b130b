using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>One state of a document's file, written once. A signed version begins with the bytes of the one before.</summary>
internal sealed class DocumentVersion
{
    private DocumentVersion()
    {
    }

    public DocumentVersion(Guid documentId, int ordinal, StoredFile file, int pageCount, DateTimeOffset createdAt, string createdByName)
    {
        Id = Guid.CreateVersion7(createdAt);
        (DocumentId, Ordinal, Sha256, Length, PageCount) = (documentId, ordinal, file.Sha256, file.Length, pageCount);
        (CreatedAt, CreatedByName) = (createdAt, createdByName);
    }

    public Guid Id { get; private init; }

    public Guid DocumentId { get; private init; }

    /// <summary>1 for what was submitted, one more for each signature.</summary>
    public int Ordinal { get; private init; }

    /// <summary>Address of the bytes in the file store.</summary>
    public string Sha256 { get; private init; } = "";

    public long Length { get; private init; }

    public int PageCount { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public string CreatedByName { get; private init; } = "";

    /// <summary>The signature that made this version; null for what was submitted.</summary>
    public Signature? Signature { get; set; }
}
