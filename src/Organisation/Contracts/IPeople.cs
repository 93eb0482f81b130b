namespace ThanhHoa.DigitalSignature.Organisation.Contracts;

/// <summary>A person.</summary>
/// <param name="Id">Identity, never reused.</param>
/// <param name="FullName">As written: "Nguyễn Văn An".</param>
/// <param name="Email">Official e-mail, lower case; null when unknown.</param>
/// <param name="IsDemonstration">True for an invented person.</param>
public sealed record PersonInfo(Guid Id, string FullName, string? Email, bool IsDemonstration);

/// <summary>A person in a leading post.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="FullName">Their name.</param>
/// <param name="UnitId">The unit of the post.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="PostTitle">Chức vụ: "Giám đốc".</param>
public sealed record LeaderInPost(Guid PersonId, string FullName, Guid UnitId, string UnitName, string PostTitle);

/// <summary>Reading people and their posts.</summary>
public interface IPeople
{
    /// <summary>The people with these identities; unknown ones are left out.</summary>
    Task<IReadOnlyList<PersonInfo>> FindAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel);

    /// <summary>The person with this official e-mail, compared without case; null when there is none.</summary>
    Task<PersonInfo?> FindByEmailAsync(string email, CancellationToken cancel);

    /// <summary>Who holds a leading post at one of the units on <paramref name="day"/>, sorted by unit, rank of the post and name.</summary>
    Task<IReadOnlyList<LeaderInPost>> LeadersAsync(IReadOnlyCollection<Guid> unitIds, DateOnly day, CancellationToken cancel);

    /// <summary>People whose name holds the typed words, compared without case and diacritics, sorted by name; at most <paramref name="atMost"/>.</summary>
    Task<IReadOnlyList<PersonInfo>> SearchAsync(string name, int atMost, CancellationToken cancel);
}
