namespace ThanhHoa.DigitalSignature.Organisation.Contracts;

/// <summary>A person.</summary>
/// <param name="Id">Identity, never reused: the one that was asked for.</param>
/// <param name="FullName">As written: "Nguyễn Văn An".</param>
/// <param name="Email">Official e-mail, lower case; null when unknown.</param>
/// <param name="IsDemonstration">True for an invented person.</param>
/// <param name="MergedInto">
/// Set when two records turned out to be one person and <paramref name="Id"/> is the one given up: the record that lives on.
/// Name and e-mail are already those of the record that lives on.
/// </param>
public sealed record PersonInfo(Guid Id, string FullName, string? Email, bool IsDemonstration, Guid? MergedInto = null);

/// <summary>A person in a leading post.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="FullName">Their name.</param>
/// <param name="UnitId">The unit of the post.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="PostTitle">Chức vụ: "Giám đốc".</param>
public sealed record LeaderInPost(Guid PersonId, string FullName, Guid UnitId, string UnitName, string PostTitle);

/// <summary>A post somebody holds or held.</summary>
/// <param name="PersonId">The person, as asked for.</param>
/// <param name="UnitId">The unit of the post.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="Title">Chức vụ: "Phó Giám đốc".</param>
/// <param name="IsLeading">Whether it is a leading post.</param>
/// <param name="Rank">1 the head, 2 a deputy, 3 the others.</param>
/// <param name="HeldFrom">First day.</param>
/// <param name="HeldTo">Last day; null while held.</param>
public sealed record PostInfo(Guid PersonId, Guid UnitId, string UnitName, string Title, bool IsLeading, int Rank, DateOnly HeldFrom, DateOnly? HeldTo);

/// <summary>Reading people and their posts. An identity given up in a merger of two records is answered for with what lives on.</summary>
public interface IPeople
{
    /// <summary>The people with these identities; unknown ones are left out.</summary>
    Task<IReadOnlyList<PersonInfo>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel);

    /// <summary>The person with this official e-mail, compared without case; null when there is none.</summary>
    Task<PersonInfo?> FindByEmailAsync(string email, CancellationToken cancel);

    /// <summary>The people with these official e-mails, compared without case, in one query; unknown ones are left out.</summary>
    Task<IReadOnlyList<PersonInfo>> FindByEmailsAsync(IReadOnlyCollection<string> emails, CancellationToken cancel);

    /// <summary>Everybody who carries one of these names, compared without case and diacritics, in one query.</summary>
    Task<IReadOnlyList<PersonInfo>> FindByNamesAsync(IReadOnlyCollection<string> names, CancellationToken cancel);

    /// <summary>Who holds a leading post at one of the units on <paramref name="day"/>, sorted by unit, rank of the post and name.</summary>
    Task<IReadOnlyList<LeaderInPost>> LeadersAsync(IReadOnlyCollection<Guid> unitIds, DateOnly day, CancellationToken cancel);

    /// <summary>Who holds a leading post at any unit on <paramref name="day"/>, sorted in the same way.</summary>
    Task<IReadOnlyList<LeaderInPost>> LeadersAsync(DateOnly day, CancellationToken cancel);

    /// <summary>Every post these people hold on <paramref name="day"/>, in one query; by person, then rank. Whoever holds none has no row.</summary>
    Task<IReadOnlyList<PostInfo>> PostsAsync(IReadOnlyCollection<Guid> personIds, DateOnly day, CancellationToken cancel);

    /// <summary>Those of these people who hold no post anywhere on <paramref name="day"/>; unknown identities count among them.</summary>
    Task<IReadOnlyList<Guid>> WithoutPostAsync(IReadOnlyCollection<Guid> personIds, DateOnly day, CancellationToken cancel);

    /// <summary>People whose name holds the typed words, compared without case and diacritics, sorted by name; at most <paramref name="atMost"/>.</summary>
    Task<IReadOnlyList<PersonInfo>> SearchAsync(string name, int atMost, CancellationToken cancel);
}
