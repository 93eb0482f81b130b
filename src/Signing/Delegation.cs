namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>For a period somebody signs what waits for another; their signature says in whose place.</summary>
internal sealed class Delegation
{
    private Delegation()
    {
    }

    public Delegation(Guid fromPersonId, string fromName, Guid toPersonId, string toName, string toPost)
    {
        (FromPersonId, FromName, ToPersonId, ToName, ToPost) = (fromPersonId, fromName, toPersonId, toName, toPost);
    }

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid FromPersonId { get; private init; }

    public string FromName { get; private init; } = "";

    public Guid ToPersonId { get; private init; }

    public string ToName { get; private init; } = "";

    public string ToPost { get; private init; } = "";

    /// <summary>The words their signature begins with: usually KT. for a deputy.</summary>
    public SigningAuthority Authority { get; init; }

    public DateTimeOffset From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>The written authority: its number and date.</summary>
    public string Basis { get; init; } = "";

    public Guid CreatedBy { get; init; }

    public string CreatedByName { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was ended early; null when it was not.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public bool Holds(DateTimeOffset at) => From <= at && at < Until && EndedAt is null;

    public void End(DateTimeOffset now) => EndedAt = now;
}
