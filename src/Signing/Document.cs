using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Signing.Sign;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>A document (văn bản) that a clerk submitted to one leader. Its versions are only ever added to.</summary>
internal sealed class Document
{
    private Document()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>The unit that issues it; its clerks, and those of the units above, see it.</summary>
    public Guid UnitId { get; private init; }

    public string Title { get; private init; } = "";

    /// <summary>Number and symbol it is to get, as the clerk expects them: "…/QĐ-UBND".</summary>
    public string PlannedSymbol { get; private init; } = "";

    public Guid SignerPersonId { get; private init; }

    /// <summary>The signer's name and post on the day of submission; a later change of post does not rewrite it.</summary>
    public string SignerName { get; private init; } = "";

    public string SignerPost { get; private init; } = "";

    /// <summary>Title, symbol and signer as they are searched.</summary>
    public string SearchedText { get; private init; } = "";

    public Guid SubmittedBy { get; private init; }

    public string SubmittedByName { get; private init; } = "";

    public DateTimeOffset SubmittedAt { get; private init; }

    /// <summary>When the signer's signature was accepted; null while it waits.</summary>
    public DateTimeOffset? SignedAt { get; private set; }

    public bool IsDemonstration { get; private init; }

    public List<DocumentVersion> Versions { get; } = [];

    public DocumentVersion LatestVersion => Versions.MaxBy(v => v.Ordinal)!;

    public static Document Submit(string title, string plannedSymbol, LeaderInPost signer, StoredFile file, PdfInspection inspection, (Guid AccountId, string Name) clerk, DateTimeOffset now, bool isDemonstration)
    {
        var document = new Document
        {
            Id = Guid.CreateVersion7(now),
            UnitId = signer.UnitId,
            Title = title,
            PlannedSymbol = plannedSymbol,
            SignerPersonId = signer.PersonId,
            SignerName = signer.FullName,
            SignerPost = signer.PostTitle,
            SearchedText = SearchText.Fold($"{title} {plannedSymbol} {signer.FullName}"),
            SubmittedBy = clerk.AccountId,
            SubmittedByName = clerk.Name,
            SubmittedAt = now,
            IsDemonstration = isDemonstration,
        };
        document.Versions.Add(new DocumentVersion(document.Id, 1, file, inspection.Pages.Count, SignatureBox.Default(inspection), now, clerk.Name));
        return document;
    }

    /// <summary>Adds the signed version. The unique index on document and ordinal lets one of two racing signatures win.</summary>
    public DocumentVersion AddSigned(StoredFile file, SigningAttempt attempt, string signerName, DateTimeOffset now)
    {
        var version = new DocumentVersion(Id, LatestVersion.Ordinal + 1, file, LatestVersion.PageCount, LatestVersion.DefaultBox, now, signerName);
        version.Signature = new Signature(version.Id, attempt, signerName, now);
        Versions.Add(version);
        SignedAt = now;
        return version;
    }
}
