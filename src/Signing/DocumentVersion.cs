using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Signing.Numbering;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>What made a version.</summary>
internal enum VersionOrigin
{
    /// <summary>A file handed in by the clerk; it need not begin with the bytes of the one before.</summary>
    Submitted,

    /// <summary>A signature.</summary>
    Signed,

    /// <summary>Number and date, filled into their fields.</summary>
    Numbered,

    /// <summary>Time stamps and revocation data.</summary>
    Extended,
}

/// <summary>One state of one of a document's files, written once. But for one handed in, it begins with the bytes of the one before.</summary>
internal sealed class DocumentVersion
{
    private DocumentVersion()
    {
    }

    /// <summary>A file handed in.</summary>
    public DocumentVersion(Document document, int part, int ordinal, SubmittedFile file, DateTimeOffset createdAt, string createdByName)
        : this(document.Id, part, ordinal, file.Stored, VersionOrigin.Submitted, createdAt, createdByName) =>
        (FileName, PageCount, Warnings, NumberFields) = (file.Name, file.PageCount, file.Warnings, file.NumberFields);

    /// <summary>The file of an earlier version with something appended.</summary>
    public DocumentVersion(DocumentVersion before, StoredFile file, VersionOrigin origin, DateTimeOffset createdAt, string createdByName)
        : this(before.DocumentId, before.Part, before.Ordinal + 1, file, origin, createdAt, createdByName) =>
        (FileName, PageCount, Warnings, NumberFields) = (before.FileName, before.PageCount, before.Warnings, before.NumberFields);

    private DocumentVersion(Guid documentId, int part, int ordinal, StoredFile file, VersionOrigin origin, DateTimeOffset createdAt, string createdByName)
    {
        Id = Guid.CreateVersion7(createdAt);
        (DocumentId, Part, Ordinal, Sha256, Length, Origin) = (documentId, part, ordinal, file.Sha256, file.Length, origin);
        (CreatedAt, CreatedByName) = (createdAt, createdByName);
    }

    public Guid Id { get; private init; }

    public Guid DocumentId { get; private init; }

    /// <summary>0 for the document itself, from 1 for its appendices.</summary>
    public int Part { get; private init; }

    /// <summary>1 for what was submitted first, one more for each version after it.</summary>
    public int Ordinal { get; private init; }

    public VersionOrigin Origin { get; private init; }

    /// <summary>The name it was handed in under, without a path.</summary>
    public string FileName { get; private init; } = "";

    /// <summary>Address of the bytes in the file store.</summary>
    public string Sha256 { get; private init; } = "";

    public long Length { get; private init; }

    public int PageCount { get; private init; }

    /// <summary>What a signer should know before signing; see <see cref="FileWarning"/>.</summary>
    public FileWarning Warnings { get; private init; }

    /// <summary>Fields that wait for number and date.</summary>
    public NumberFields NumberFields { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public string CreatedByName { get; private init; } = "";

    /// <summary>The signature that made this version; null for any other.</summary>
    public Signature? Signature { get; set; }
}
