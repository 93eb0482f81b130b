namespace ThanhHoa.DigitalSignature.Platform.Accounts;

/// <summary>What a role lets a person do; see docs/glossary.md for the Vietnamese terms.</summary>
public enum Role
{
    /// <summary>Holds a leading post: own signing inbox, own certificates, own training.</summary>
    Leader,

    /// <summary>Văn thư: prepares documents, numbers and issues them, files reports and requests.</summary>
    Clerk,

    /// <summary>Head of a unit: confirms the unit's requests and reports.</summary>
    UnitHead,

    /// <summary>The lead department for the rollout.</summary>
    LeadAgency,

    /// <summary>Văn phòng UBND tỉnh: reads dashboards and reports.</summary>
    ProvincialOffice,

    /// <summary>Sở Tài chính: appraises budget estimates.</summary>
    Finance,

    /// <summary>Reads, and carries out inspections.</summary>
    Inspector,

    /// <summary>Accounts, settings, health, audit; never document contents.</summary>
    Administrator,
}

/// <summary>A role held at a unit. It reaches that unit and those below it, from <see cref="From"/> until <see cref="To"/>.</summary>
public sealed class RoleGrant
{
    /// <summary>Identity of the grant.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The account that holds the role.</summary>
    public Guid AccountId { get; init; }

    /// <summary>The role held.</summary>
    public required Role Role { get; init; }

    /// <summary>The unit it is held at.</summary>
    public required Guid UnitId { get; init; }

    /// <summary>Since when, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Until when, UTC, exclusive; null while held.</summary>
    public DateTimeOffset? To { get; set; }
}
