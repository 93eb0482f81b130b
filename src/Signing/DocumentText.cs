using NpgsqlTypes;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>The words of a document's files, without diacritics, as the archive finds them. Written by <see cref="Archive.ReadTexts"/> only.</summary>
internal sealed class DocumentText
{
    public Guid DocumentId { get; private init; }

    /// <summary>How many files had been handed in when they were read; with more of them it is read again.</summary>
    public int Files { get; private init; }

    public NpgsqlTsVector Words { get; private init; } = NpgsqlTsVector.Empty;
}
