using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Organisation.Contracts;

/// <summary>An invented person of the demonstration and what their account is to be opened with.</summary>
/// <param name="Person">The person; marked as demonstration.</param>
/// <param name="UnitId">The unit of their post.</param>
/// <param name="UnitName">Its name.</param>
/// <param name="PostTitle">Chức vụ: "Giám đốc".</param>
/// <param name="Roles">The roles and the units they are held at.</param>
public sealed record DemonstrationPerson(PersonInfo Person, Guid UnitId, string UnitName, string PostTitle, IReadOnlyList<(Role Role, Guid UnitId)> Roles);

/// <summary>The invented people of the demonstration. They and their posts go in one act; real people and all units stay.</summary>
public interface IDemonstrationPeople
{
    /// <summary>Adds those with an account who are missing and returns them all, in the order of the file. Safe to call at every start.</summary>
    Task<IReadOnlyList<DemonstrationPerson>> EnsureAsync(CancellationToken cancel);

    /// <summary>All invented people, also those of the large demonstration who have no account; in the order in which they were added.</summary>
    Task<IReadOnlyList<PersonInfo>> AllAsync(CancellationToken cancel);

    /// <summary>How many invented people there are.</summary>
    Task<int> CountAsync(CancellationToken cancel);

    /// <summary>Removes every invented person with their posts, and writes it to the audit trail, in one transaction.</summary>
    /// <returns>How many people were removed.</returns>
    Task<int> RemoveAsync(CancellationToken cancel);
}
