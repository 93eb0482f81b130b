using ThanhHoa.DigitalSignature.Platform.Data;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>One row of a file of people: who, and which post.</summary>
internal sealed class PersonRow
{
    private readonly List<string> changes = [];
    private LineOutcome outcome;

    public PersonRow(RowCells cells, DateOnly today)
    {
        Cells = cells;
        FullName = cells.Text(PeopleColumns.FullName, PersonRules.NameLength);
        if (FullName.Length > 0 && !PersonRules.IsName(FullName)) cells.Fault(PeopleColumns.FullName, RefusalCode.NotAName, FullName);
        SearchName = SearchText.Fold(FullName);
        Email = cells.Text(PeopleColumns.Email, text => PersonRules.IsEmail(text.ToLowerInvariant()) ? text.ToLowerInvariant() : null, RefusalCode.NotAnEmail);
        BirthDate = cells.Day(PeopleColumns.BirthDate);
        if (BirthDate is { } born && !PersonRules.IsBirthDate(born, today)) cells.Fault(PeopleColumns.BirthDate, RefusalCode.NotABirthDate, Days.Show(born));
        Mobile = cells.Text(PeopleColumns.Mobile, PersonRules.Mobile, RefusalCode.NotAMobile);
        IdentityNumber = cells.Text(PeopleColumns.IdentityNumber, PersonRules.IdentityNumber, RefusalCode.NotAnIdentityNumber);
        UnitCode = cells.Text(PeopleColumns.Unit, Unit.CodeLength);
        Title = cells.Text(PeopleColumns.Title, Post.TitleLength);
        FoldedTitle = SearchText.Fold(Title);
        (IsLeading, Rank) = (cells.Yes(PeopleColumns.Leading), cells.Rank(PeopleColumns.Rank));
        (From, To) = (cells.HistoryDay(PeopleColumns.From), cells.HistoryDay(PeopleColumns.To));
        if (To < From) cells.Fault(PeopleColumns.To, RefusalCode.EndBeforeBegin);
        IsNamesake = cells.Yes(PeopleColumns.Namesake) is true;
    }

    public RowCells Cells { get; }

    public string FullName { get; }

    public string SearchName { get; }

    public string? Email { get; }

    public DateOnly? BirthDate { get; }

    public string? Mobile { get; }

    public string? IdentityNumber { get; }

    public string UnitCode { get; }

    public string Title { get; }

    public string FoldedTitle { get; }

    public bool? IsLeading { get; }

    public int? Rank { get; }

    public DateOnly? From { get; }

    public DateOnly? To { get; }

    /// <summary>A person says: of the same name as somebody known, and not that person.</summary>
    public bool IsNamesake { get; }

    public void Add() => outcome = LineOutcome.Added;

    public void ChangeIf(bool changed, ImportColumn column)
    {
        if (!changed || changes.Contains(column.Title)) return;
        changes.Add(column.Title);
        if (outcome is LineOutcome.Unchanged) outcome = LineOutcome.Changed;
    }

    public ImportLine Line() => Cells.IsSound ? ImportLine.Accept(Cells.Number, outcome, $"{FullName} – {Title}", changes) : Cells.Refuse(FullName);
}

/// <summary>A person as far as an import needs to know them: from the database, or added by an earlier row.</summary>
internal sealed class KnownPerson
{
    public required Guid Id { get; init; }

    public required string FullName { get; set; }

    public required string SearchName { get; init; }

    public string? Email { get; set; }

    public DateOnly? BirthDate { get; set; }

    public string? Mobile { get; set; }

    public string? IdentityNumber { get; set; }

    public bool IsDemonstration { get; init; }

    public bool IsNew { get; init; }

    public bool IsChanged { get; private set; }

    public List<KnownPost> Posts { get; } = [];

    /// <summary>Takes over what the row says; an empty cell says nothing.</summary>
    public void Correct(PersonRow row)
    {
        if (row.FullName != FullName) (FullName, IsChanged) = (row.FullName, Note(row, PeopleColumns.FullName));
        if (Email is null && row.Email is not null) (Email, IsChanged) = (row.Email, Note(row, PeopleColumns.Email));
        if (row.BirthDate is not null && row.BirthDate != BirthDate) (BirthDate, IsChanged) = (row.BirthDate, Note(row, PeopleColumns.BirthDate));
        if (row.Mobile is not null && row.Mobile != Mobile) (Mobile, IsChanged) = (row.Mobile, Note(row, PeopleColumns.Mobile));
        if (row.IdentityNumber is not null && row.IdentityNumber != IdentityNumber) (IdentityNumber, IsChanged) = (row.IdentityNumber, Note(row, PeopleColumns.IdentityNumber));
    }

    private static bool Note(PersonRow row, ImportColumn column)
    {
        row.ChangeIf(true, column);
        return true;
    }
}

/// <summary>A post as far as an import needs to know it.</summary>
internal sealed class KnownPost(Guid id, Guid unitId, string title, bool leading, int? rank, DateOnly from, DateOnly? to)
{
    public Guid Id { get; } = id;

    public Guid UnitId { get; } = unitId;

    public string Title { get; } = title;

    public bool IsLeading { get; private set; } = leading;

    public int Rank { get; private set; } = rank ?? Post.UsualRank(title, leading);

    public DateOnly From { get; } = from;

    public DateOnly? To { get; private set; } = to;

    public bool IsKnown { get; init; }

    public bool IsChanged { get; private set; }

    public bool Overlaps(KnownPost other) => From <= (other.To ?? DateOnly.MaxValue) && other.From <= (To ?? DateOnly.MaxValue);

    /// <summary>Takes over what the row says about the post; an empty cell says nothing.</summary>
    public bool Correct(PersonRow row)
    {
        var (leading, rank, to) = (row.IsLeading ?? IsLeading, row.Rank ?? Rank, row.To ?? To);
        if (row.Rank is null && leading != IsLeading) rank = Post.UsualRank(Title, leading);
        if ((leading, rank, to) == (IsLeading, Rank, To)) return false;
        (IsLeading, Rank, To, IsChanged) = (leading, rank, to, true);
        return true;
    }
}
