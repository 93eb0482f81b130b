using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>
/// A document (văn bản) on its way from draft to issued. Its versions and its story are only ever added to.
/// Every act counts <see cref="Acts"/> up, so that of two acts at the same moment one is refused.
/// </summary>
internal sealed class Document
{
    private Document()
    {
    }

    public Guid Id { get; private init; }

    public DocumentPurpose Purpose { get; private init; }

    /// <summary>The unit that issues it; its clerks, and those of the units above, see it.</summary>
    public Guid UnitId { get; private init; }

    /// <summary>Trích yếu.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Symbol it carries after its number, without the stroke: "QĐ-UBND"; empty when none is known.</summary>
    public string Symbol { get; private set; } = "";

    public Urgency Urgency { get; private set; }

    /// <summary>By when it must be issued; null when nobody set a day.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>Title, number, symbol, signers and clerk as they are searched.</summary>
    public string SearchedText { get; private set; } = "";

    public Guid SubmittedBy { get; private init; }

    public string SubmittedByName { get; private init; } = "";

    /// <summary>When it was last submitted; while it is a draft, when it was begun.</summary>
    public DateTimeOffset SubmittedAt { get; private set; }

    public DocumentState State { get; private set; }

    /// <summary>When the last of those who sign has signed; null while one is missing.</summary>
    public DateTimeOffset? SignedAt { get; private set; }

    /// <summary>Its number in the unit's series of the year of <see cref="DatedOn"/>; null before the clerk gives it.</summary>
    public int? Number { get; private set; }

    /// <summary>The date it carries; null before the clerk gives it.</summary>
    public DateOnly? DatedOn { get; private set; }

    public DateTimeOffset? IssuedAt { get; private set; }

    /// <summary>Of a copy; else without meaning.</summary>
    public CopyForm CopyForm { get; private init; }

    /// <summary>The document in whose place this one comes; null for most.</summary>
    public Guid? ReplacesId { get; private init; }

    /// <summary>Counts the acts; the concurrency token.</summary>
    public int Acts { get; private set; }

    public bool IsDemonstration { get; private init; }

    public List<Signatory> Signatories { get; } = [];

    public List<DocumentVersion> Versions { get; } = [];

    public List<DocumentEvent> Events { get; } = [];

    public List<Recipient> Recipients { get; } = [];

    /// <summary>The newest version of the document itself.</summary>
    public DocumentVersion LatestVersion => LatestOf(0);

    /// <summary>The numbers of its files: 0 the document itself, from 1 its appendices.</summary>
    public IEnumerable<int> Parts => Versions.Select(v => v.Part).Distinct().Order();

    /// <summary>Those whose turn it is: one, or several who sign in any order.</summary>
    public IEnumerable<Signatory> Waiting => State is DocumentState.Signing ? Signatories.Where(s => s.WaitingSince is not null && s.SignedAt is null).OrderBy(s => s.Ordinal) : [];

    /// <summary>The first of those whose turn it is; null when nobody is awaited.</summary>
    public Signatory? Next => Waiting.FirstOrDefault();

    /// <summary>Everybody who signs, in their order, as lists show them.</summary>
    public string SignerNames => string.Join(", ", Signatories.OrderBy(s => s.Ordinal).Select(s => s.Name));

    /// <summary>Number and symbol as printed: "05/QĐ-UBND", or "…/QĐ-UBND" before there is a number (Decree 30/2020: below 10 with a zero).</summary>
    public string NumberAndSymbol => (Number, Symbol) switch
    {
        (null, "") => "",
        (null, var symbol) => $"…/{symbol}",
        ({ } number, "") => $"{number:00}",
        var (number, symbol) => $"{number:00}/{symbol}",
    };

    /// <summary>Whether its clerk may still take it back or change it.</summary>
    public bool IsOpen => State is DocumentState.Draft or DocumentState.Signing or DocumentState.Returned;

    public DocumentVersion LatestOf(int part) => Versions.Where(v => v.Part == part).MaxBy(v => v.Ordinal)!;

    /// <summary>Prepares a document; nobody has it in the inbox before <see cref="Submit"/>.</summary>
    /// <param name="about">What it is.</param>
    /// <param name="files">The stored PDFs and what was found in them: the document, then its appendices.</param>
    /// <param name="signatories">Who signs, in their order; none for a copy or an incoming document.</param>
    /// <param name="now">When, UTC.</param>
    public static Document Draft(DocumentDetails about, IReadOnlyList<SubmittedFile> files, IReadOnlyList<SignatoryPlan> signatories, DateTimeOffset now)
    {
        var document = new Document
        {
            Id = about.Id ?? Guid.CreateVersion7(now),
            Purpose = about.Purpose,
            UnitId = about.UnitId,
            Title = about.Title,
            Symbol = SymbolOf(about.Symbol),
            Urgency = about.Urgency,
            DueOn = about.DueOn,
            ReplacesId = about.ReplacesId,
            CopyForm = about.CopyForm,
            SubmittedBy = about.SubmittedBy,
            SubmittedByName = about.SubmittedByName,
            SubmittedAt = now,
            IsDemonstration = about.IsDemonstration,
        };
        document.Take(files, signatories, about.SubmittedByName, now);
        document.Note(DocumentAct.Drafted, now, new Actor(about.SubmittedBy, about.SubmittedByName));
        return document;
    }

    /// <summary>Sends it to whoever is first. What nobody has to sign goes straight on to its number.</summary>
    public void Submit(Actor by, DateTimeOffset now)
    {
        SubmittedAt = now;
        State = DocumentState.Signing;
        Note(DocumentAct.Submitted, now, by);
        PassOn(now);
    }

    /// <summary>Puts new files in the place of returned or drafted ones; the signatures of before stay with the versions of before.</summary>
    public void Revise(DocumentDetails about, IReadOnlyList<SubmittedFile> files, IReadOnlyList<SignatoryPlan> signatories, Actor by, DateTimeOffset now)
    {
        (Title, Symbol, Urgency, DueOn) = (about.Title, SymbolOf(about.Symbol), about.Urgency, about.DueOn);
        // Places on a route are never used again: an attempt of before must not fit one of now.
        var next = Signatories.Select(s => s.Ordinal).DefaultIfEmpty(0).Max() + 1;
        Signatories.Clear();
        Take(files, signatories, by.Name, now, next);
        State = DocumentState.Draft;
        Note(DocumentAct.Revised, now, by);
    }

    /// <summary>Adds the version signed by one whose turn it is, and passes the turn on. The unique index on document, part and ordinal lets one of two racing signatures win.</summary>
    public DocumentVersion AddSigned(Signatory signatory, StoredFile file, SignatureFacts facts, DateTimeOffset now)
    {
        var version = Add(LatestVersion, file, VersionOrigin.Signed, facts.SignerName, now);
        version.Signature = new Signature(version.Id, facts, now);
        signatory.Sign(facts.SignerName, now);
        Note(signatory.Role is SignatoryRole.Initial ? DocumentAct.Initialled : DocumentAct.Signed, now, new Actor(facts.AccountId, facts.SignerName), signatory.ActsFor(facts.SignerName));
        PassOn(now);
        return version;
    }

    /// <summary>Gives number and date. The file carries them where it has fields for them.</summary>
    /// <param name="number">From the unit's series.</param>
    /// <param name="date">The date the document carries.</param>
    /// <param name="filled">The file with both filled in; null when it has no fields for them.</param>
    /// <param name="by">The clerk.</param>
    /// <param name="now">When, UTC.</param>
    /// <returns>The version that was added; null when there is none.</returns>
    public DocumentVersion? GiveNumber(int number, DateOnly date, StoredFile? filled, Actor by, DateTimeOffset now)
    {
        (Number, DatedOn, State) = (number, date, DocumentState.Numbered);
        RememberText();
        Note(DocumentAct.Numbered, now, by, NumberAndSymbol);
        return filled is null ? null : Add(LatestVersion, filled, VersionOrigin.Numbered, by.Name, now);
    }

    /// <summary>Adds the version with the organisation's signature; with the last of its files the document is sealed.</summary>
    public DocumentVersion AddSealed(int part, StoredFile file, SignatureFacts facts, DateTimeOffset now)
    {
        var version = Add(LatestOf(part), file, VersionOrigin.Signed, facts.SignerName, now);
        version.Signature = new Signature(version.Id, facts, now);
        if (Parts.All(IsSealed))
        {
            var by = new Actor(facts.AccountId, facts.SignerName);
            State = DocumentState.Sealed;
            Note(DocumentAct.Sealed, now, by);
            // What came in is not sent out again: with its mark it is registered.
            if (Purpose is DocumentPurpose.Incoming) Register(by, now);
        }
        else
        {
            Acts++;
        }

        return version;
    }

    /// <summary>Whether this file carries the organisation's signature.</summary>
    public bool IsSealed(int part) => Versions.Any(v => v.Part == part && v.Signature is { IsOrganisation: true });

    /// <summary>Sends it out.</summary>
    public void Issue(IReadOnlyList<RecipientPlan> recipients, Actor by, DateTimeOffset now)
    {
        (State, IssuedAt) = (DocumentState.Issued, now);
        Recipients.AddRange(recipients.Select((plan, i) => new Recipient(Id, i + 1, plan, now)));
        Note(DocumentAct.Issued, now, by);
    }

    /// <summary>An incoming document has its number, and its mark where it needs one: it stands in the register.</summary>
    public void Register(Actor by, DateTimeOffset now)
    {
        (State, IssuedAt) = (DocumentState.Issued, now);
        Note(DocumentAct.Registered, now, by, NumberAndSymbol);
    }

    /// <summary>One of those whose turn it is sends it back to the clerk; an incoming document goes back to its sender.</summary>
    public void Return(string reason, Actor by, DateTimeOffset now) => Stop(DocumentState.Returned, DocumentAct.Returned, reason, by, now);

    /// <summary>Takes it out of the inboxes; nothing that was signed goes away.</summary>
    public void Withdraw(string reason, Actor by, DateTimeOffset now)
    {
        if (IsOpen) Stop(DocumentState.Withdrawn, DocumentAct.Withdrawn, reason, by, now);
    }

    /// <summary>One whose turn it is hands it to another leader.</summary>
    public void Reassign(Signatory from, SignatoryPlan to, string reason, Actor by, DateTimeOffset now)
    {
        from.GoTo(to, now);
        RememberText();
        Note(DocumentAct.Reassigned, now, by, $"{to.Name}. {reason}".TrimEnd());
    }

    /// <summary>Calls an issued document back; it stays readable, marked.</summary>
    public void Recall(string reason, Actor by, DateTimeOffset now)
    {
        State = DocumentState.Recalled;
        Note(DocumentAct.Recalled, now, by, reason);
    }

    /// <summary>Another document came in its place.</summary>
    public void ReplaceBy(Document other, Actor by, DateTimeOffset now)
    {
        State = DocumentState.Replaced;
        Note(DocumentAct.Replaced, now, by, other.NumberAndSymbol);
    }

    /// <summary>A recipient confirms that it arrived.</summary>
    public void Acknowledge(Recipient recipient, Actor by, DateTimeOffset now)
    {
        recipient.Acknowledge(by.Name, now);
        Note(DocumentAct.Acknowledged, now, by, recipient.Name);
    }

    /// <summary>Adds the version that carries time stamps and revocation data; nothing else about the document changes.</summary>
    public DocumentVersion AddExtended(int part, StoredFile file, DateTimeOffset now)
    {
        Acts++;
        return Add(LatestOf(part), file, VersionOrigin.Extended, "", now);
    }

    private static string SymbolOf(string entered) => entered[(entered.LastIndexOf('…') + 1)..].TrimStart('/', ' ', '.').Trim();

    private void Take(IReadOnlyList<SubmittedFile> files, IReadOnlyList<SignatoryPlan> signatories, string byName, DateTimeOffset now, int firstOrdinal = 1)
    {
        Signatories.AddRange(signatories.Select((plan, i) => new Signatory(Id, firstOrdinal + i, plan, files[0].BoxFor(plan))));
        for (var part = 0; part < files.Count; part++)
        {
            var ordinal = (Versions.Where(v => v.Part == part).MaxBy(v => v.Ordinal)?.Ordinal ?? 0) + 1;
            Versions.Add(new DocumentVersion(this, part, ordinal, files[part], now, byName));
        }

        RememberText();
    }

    private DocumentVersion Add(DocumentVersion after, StoredFile file, VersionOrigin origin, string byName, DateTimeOffset now)
    {
        var version = new DocumentVersion(after, file, origin, now, byName);
        Versions.Add(version);
        return version;
    }

    private void PassOn(DateTimeOffset now)
    {
        if (Signatories.Any(s => s.WaitingSince is not null && s.SignedAt is null)) return;
        if (Signatories.Where(s => s.SignedAt is null).Select(s => (int?)s.Stage).Min() is { } stage)
        {
            foreach (var next in Signatories.Where(s => s.Stage == stage && s.SignedAt is null)) next.TakeTurn(now);
        }
        else
        {
            (State, SignedAt) = (DocumentState.Signed, now);
        }
    }

    private void Stop(DocumentState state, DocumentAct act, string reason, Actor by, DateTimeOffset now)
    {
        foreach (var waiting in Waiting.ToList()) waiting.LoseTurn();
        State = state;
        Note(act, now, by, reason);
    }

    private void RememberText() => SearchedText = SearchText.Fold($"{Title} {NumberAndSymbol} {string.Join(' ', Signatories.Select(s => s.Name))} {SubmittedByName}");

    private void Note(DocumentAct act, DateTimeOffset now, Actor by, string note = "")
    {
        Acts++;
        Events.Add(new DocumentEvent(Id, act, now, by, note));
    }
}

/// <summary>Who acts on a document.</summary>
/// <param name="AccountId">Their account; null for the portal itself.</param>
/// <param name="Name">Their name as it is then.</param>
internal sealed record Actor(Guid? AccountId, string Name);
