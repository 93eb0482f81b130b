using Microsoft.AspNetCore.Identity;

namespace ThanhHoa.DigitalSignature.Platform.Accounts;

/// <summary>Someone who may sign in. What they may do stands in their <see cref="Grants"/>.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>The name other people see, as written: "Nguyễn Văn An".</summary>
    public required string DisplayName { get; set; }

    /// <summary>The person in Organisation this account belongs to; null for technical accounts.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>True for an invented account of the demonstration, removed with it.</summary>
    public bool IsDemonstration { get; init; }

    /// <summary>When the account was created, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the account was closed, UTC; null while it may sign in.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>All roles ever held, with their dates.</summary>
    public ICollection<RoleGrant> Grants { get; } = [];
}
