using ThanhHoa.DigitalSignature.Organisation.Contracts;

namespace ThanhHoa.DigitalSignature.Organisation;

/// <summary>Which page a reorganisation was entered at; what it does stands in its lines.</summary>
internal enum ReorganisationKind
{
    Reorganisation,
    Establish,
    Rename,
    Merge,
    Split,
    End,
    Move,
}

/// <summary>
/// Sắp xếp tổ chức: what one decision does to units and to the people in them from one day on. Entered as a draft, looked at,
/// and applied once; from then on it is never changed. It names units by their codes – the old ones as of the eve, the new ones
/// as of the day – because that is how decisions and their annexes name them; applying finds the units and writes them down.
/// </summary>
internal sealed class Reorganisation
{
    public const int SummaryLength = 500;

    private readonly List<BeginningUnit> beginnings = [];
    private readonly List<UnitTransfer> transfers = [];
    private readonly List<UnitMove> moves = [];
    private readonly List<PostChoice> choices = [];

    private Reorganisation()
    {
    }

    public Guid Id { get; private init; }

    public ReorganisationKind Kind { get; private init; }

    public Decision Decision { get; private set; } = null!;

    /// <summary>The first day of the new state; may lie in the future.</summary>
    public DateOnly EffectiveOn { get; private set; }

    public DateOnly Eve => EffectiveOn.AddDays(-1);

    public string Summary { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    public string CreatedBy { get; private init; } = "";

    public DateTimeOffset? AppliedAt { get; private set; }

    public string? AppliedBy { get; private set; }

    /// <summary>Its place in the order of applying, from 1 without gaps; null while it is a draft.</summary>
    public int? Sequence { get; private set; }

    public bool IsApplied => AppliedAt is not null;

    public IReadOnlyList<BeginningUnit> Beginnings => beginnings;

    public IReadOnlyList<UnitTransfer> Transfers => transfers;

    public IReadOnlyList<UnitMove> Moves => moves;

    public IReadOnlyList<PostChoice> Choices => choices;

    public static Reorganisation Draft(ReorganisationKind kind, Decision decision, DateOnly effectiveOn, string summary, string by, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        Kind = kind,
        Decision = decision,
        EffectiveOn = effectiveOn,
        Summary = summary,
        CreatedAt = at,
        CreatedBy = by,
    };

    public void Rewrite(Decision decision, DateOnly effectiveOn, string summary) => (Decision, EffectiveOn, Summary) = (decision, effectiveOn, summary);

    /// <summary>A unit that begins; named again it is corrected.</summary>
    public void Begin(NewUnit unit, string parentCode)
    {
        if (beginnings.Find(b => b.Code == unit.Code) is { } known) known.Correct(unit, parentCode);
        else beginnings.Add(new BeginningUnit(Id, unit.Code, unit.Name, unit.Kind, parentCode));
    }

    /// <summary>What goes from one unit to another; without a successor the unit ends and nobody takes over. Named again it is corrected.</summary>
    public void Transfer(string predecessorCode, string? successorCode, string? share, bool takesPeople = false)
    {
        if (transfers.Find(t => t.PredecessorCode == predecessorCode && t.SuccessorCode == (successorCode ?? "")) is { } known) known.Share = share ?? known.Share;
        else transfers.Add(new UnitTransfer(Id, predecessorCode, successorCode ?? "", share));
        if (takesPeople) SendPeople(predecessorCode, successorCode);
    }

    /// <summary>Which of several successors takes the people for whom nothing else was chosen.</summary>
    public void SendPeople(string predecessorCode, string? successorCode)
    {
        foreach (var transfer in transfers.Where(t => t.PredecessorCode == predecessorCode)) transfer.TakesPeople = transfer.SuccessorCode == successorCode;
    }

    public void Move(string code, string parentCode)
    {
        if (moves.Find(m => m.Code == code) is { } known) known.ParentCode = parentCode;
        else moves.Add(new UnitMove(Id, code, parentCode));
    }

    /// <summary>What becomes of one person's post, instead of what would by default.</summary>
    public void Choose(Guid postId, string? toCode, PostDetails details)
    {
        if (choices.Find(c => c.PostId == postId) is { } known) known.Change(toCode, details);
        else choices.Add(new PostChoice(Id, postId, toCode, details.Title, details.IsLeading, details.Rank));
    }

    public void ForgetChoices(IReadOnlyCollection<Guid> posts) => choices.RemoveAll(c => posts.Contains(c.PostId));

    public void RemoveBeginning(string code) => beginnings.RemoveAll(b => b.Code == code);

    public void RemoveTransfer(string predecessorCode, string successorCode) => transfers.RemoveAll(t => t.PredecessorCode == predecessorCode && t.SuccessorCode == successorCode);

    public void RemoveMove(string code) => moves.RemoveAll(m => m.Code == code);

    public void Apply(int sequence, string by, DateTimeOffset at) => (Sequence, AppliedBy, AppliedAt) = (sequence, by, at);
}

/// <summary>A unit that a reorganisation begins.</summary>
internal sealed class BeginningUnit(Guid reorganisationId, string code, string name, UnitKind kind, string parentCode)
{
    public Guid ReorganisationId { get; private init; } = reorganisationId;

    public string Code { get; private init; } = code;

    public string Name { get; private set; } = name;

    public UnitKind Kind { get; private set; } = kind;

    public string ParentCode { get; private set; } = parentCode;

    /// <summary>The unit, once applied.</summary>
    public Guid? UnitId { get; set; }

    public void Correct(NewUnit unit, string above) => (Name, Kind, ParentCode) = (unit.Name, unit.Kind, above);
}

/// <summary>What goes from one unit to another. A unit that goes to itself, in part, lives on.</summary>
internal sealed class UnitTransfer(Guid reorganisationId, string predecessorCode, string successorCode, string? share)
{
    public Guid ReorganisationId { get; private init; } = reorganisationId;

    public string PredecessorCode { get; private init; } = predecessorCode;

    /// <summary>Empty: nobody takes over.</summary>
    public string SuccessorCode { get; private init; } = successorCode;

    /// <summary>What part, in the decision's words.</summary>
    public string? Share { get; set; } = share;

    /// <summary>Among several successors the one that takes the people for whom nothing else was chosen.</summary>
    public bool TakesPeople { get; set; }

    /// <summary>The unit of the eve, once applied.</summary>
    public Guid? PredecessorId { get; set; }

    /// <summary>The unit of the day, once applied; null when nobody takes over.</summary>
    public Guid? SuccessorId { get; set; }

    /// <summary>Whether the predecessor ended by it, once applied.</summary>
    public bool EndsPredecessor { get; set; }
}

/// <summary>A unit that stands under another one from the day on.</summary>
internal sealed class UnitMove(Guid reorganisationId, string code, string parentCode)
{
    public Guid ReorganisationId { get; private init; } = reorganisationId;

    public string Code { get; private init; } = code;

    public string ParentCode { get; set; } = parentCode;

    /// <summary>The unit, once applied.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>The unit above, once applied.</summary>
    public Guid? ParentId { get; set; }
}

/// <summary>What a person decided about one post; kept with the draft.</summary>
internal sealed class PostChoice(Guid reorganisationId, Guid postId, string? toCode, string title, bool isLeading, int rank)
{
    public Guid ReorganisationId { get; private init; } = reorganisationId;

    public Guid PostId { get; private init; } = postId;

    /// <summary>Null: the post ends and none follows.</summary>
    public string? ToCode { get; private set; } = toCode;

    public string Title { get; private set; } = title;

    public bool IsLeading { get; private set; } = isLeading;

    public int Rank { get; private set; } = rank;

    public PostDetails Details => new(Title, IsLeading, Rank);

    public void Change(string? code, PostDetails details) => (ToCode, Title, IsLeading, Rank) = (code, details.Title, details.IsLeading, details.Rank);
}

/// <summary>What a reorganisation did to one post, written down when it was applied; see <see cref="ReorganisationEffect"/>.</summary>
internal sealed class PostEffect(Guid reorganisationId, Guid postId, Guid personId, Guid fromUnitId, string fromTitle, Guid? toUnitId, string? toTitle)
{
    public Guid ReorganisationId { get; private init; } = reorganisationId;

    public Guid PostId { get; private init; } = postId;

    public Guid PersonId { get; private init; } = personId;

    public Guid FromUnitId { get; private init; } = fromUnitId;

    public string FromTitle { get; private init; } = fromTitle;

    public Guid? ToUnitId { get; private init; } = toUnitId;

    public string? ToTitle { get; private init; } = toTitle;
}
