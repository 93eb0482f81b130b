using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>What a document is for; each has its own readers.</summary>
internal enum DocumentPurpose
{
    /// <summary>Văn bản hành chính: submitted by a clerk, seen by the clerks of its unit.</summary>
    Administrative,

    /// <summary>A paper about certificates: a sending document, minutes of a handover; seen by the lead agency.</summary>
    CertificatePaper,
}

/// <summary>A document (văn bản) that was submitted to be signed. Its versions are only ever added to.</summary>
internal sealed class Document
{
    private Document()
    {
    }

    public Guid Id { get; private init; }

    public DocumentPurpose Purpose { get; private init; }

    /// <summary>The unit that issues it; its clerks, and those of the units above, see it.</summary>
    public Guid UnitId { get; private init; }

    public string Title { get; private init; } = "";

    /// <summary>Number and symbol it is to get, as the clerk expects them: "…/QĐ-UBND".</summary>
    public string PlannedSymbol { get; private init; } = "";

    /// <summary>Title, symbol and signers as they are searched.</summary>
    public string SearchedText { get; private init; } = "";

    public Guid SubmittedBy { get; private init; }

    public string SubmittedByName { get; private init; } = "";

    public DateTimeOffset SubmittedAt { get; private init; }

    /// <summary>When the last signature was accepted; null while one is missing.</summary>
    public DateTimeOffset? SignedAt { get; private set; }

    /// <summary>When it was taken back unsigned; null while it was not.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public bool IsDemonstration { get; private init; }

    public List<Signatory> Signatories { get; } = [];

    public List<DocumentVersion> Versions { get; } = [];

    public DocumentVersion LatestVersion => Versions.MaxBy(v => v.Ordinal)!;

    /// <summary>Whose turn it is; null when all have signed or it was withdrawn.</summary>
    public Signatory? Next => WithdrawnAt is null ? Signatories.Where(s => s.SignedAt is null).MinBy(s => s.Ordinal) : null;

    /// <summary>Everybody who signs, in their order, as lists show them.</summary>
    public string SignerNames => string.Join(", ", Signatories.OrderBy(s => s.Ordinal).Select(s => s.Name));

    /// <summary>Submits a file to those who are to sign it, one after another.</summary>
    /// <param name="about">What it is.</param>
    /// <param name="file">The stored PDF and what was found in it.</param>
    /// <param name="signatories">Who signs, in their order; at least one.</param>
    /// <param name="now">When, UTC.</param>
    public static Document Submit(DocumentDetails about, SubmittedFile file, IReadOnlyList<SignatoryPlan> signatories, DateTimeOffset now)
    {
        var document = new Document
        {
            Id = about.Id ?? Guid.CreateVersion7(now),
            Purpose = about.Purpose,
            UnitId = about.UnitId,
            Title = about.Title,
            PlannedSymbol = about.PlannedSymbol,
            SearchedText = SearchText.Fold($"{about.Title} {about.PlannedSymbol} {string.Join(' ', signatories.Select(s => s.Name))}"),
            SubmittedBy = about.SubmittedBy,
            SubmittedByName = about.SubmittedByName,
            SubmittedAt = now,
            IsDemonstration = about.IsDemonstration,
        };
        document.Signatories.AddRange(signatories.Select((plan, i) => new Signatory(document.Id, i + 1, plan, file.BoxFor(plan.Name))));
        document.Versions.Add(new DocumentVersion(document.Id, 1, file.Stored, file.PageCount, now, about.SubmittedByName));
        document.Next!.TakeTurn(now);
        return document;
    }

    /// <summary>Adds the version signed by whose turn it is, and passes the turn on. The unique index on document and ordinal lets one of two racing signatures win.</summary>
    public DocumentVersion AddSigned(StoredFile file, SigningAttempt attempt, DateTimeOffset now)
    {
        var signatory = Next!;
        var version = new DocumentVersion(Id, LatestVersion.Ordinal + 1, file, LatestVersion.PageCount, now, signatory.Name);
        version.Signature = new Signature(version.Id, attempt, signatory.Name, now);
        Versions.Add(version);
        signatory.Sign(now);
        if (Next is { } next) next.TakeTurn(now);
        else SignedAt = now;
        return version;
    }

    /// <summary>Takes it out of the inboxes; nothing that was signed goes away.</summary>
    public void Withdraw(DateTimeOffset now)
    {
        if (SignedAt is not null || WithdrawnAt is not null) return;
        Next?.LoseTurn();
        WithdrawnAt = now;
    }
}

/// <summary>What a document is, apart from its file and its signers.</summary>
/// <param name="UnitId">The unit that issues it.</param>
/// <param name="Title">What it is about.</param>
/// <param name="PlannedSymbol">Number and symbol it is to get; may be empty.</param>
/// <param name="SubmittedBy">The account that submits it.</param>
/// <param name="SubmittedByName">Its name.</param>
/// <param name="IsDemonstration">Goes when the demonstration goes.</param>
internal sealed record DocumentDetails(Guid UnitId, string Title, string PlannedSymbol, Guid SubmittedBy, string SubmittedByName, bool IsDemonstration)
{
    public DocumentPurpose Purpose { get; init; }

    /// <summary>Given by who has to submit again after a crash; null for a new one.</summary>
    public Guid? Id { get; init; }
}
