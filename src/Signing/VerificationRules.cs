using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>Who may check signatures, and how much at once. Each change is a row of its own; the newest counts.</summary>
internal sealed class VerificationRules
{
    private const long Megabyte = 1024 * 1024;

    private VerificationRules()
    {
    }

    public VerificationRules(bool isPublic, int mostMegabytes, int perMinute, CurrentUser by, DateTimeOffset at)
    {
        Id = Guid.CreateVersion7(at);
        (IsPublic, MostMegabytes, PerMinute) = (isPublic, mostMegabytes, perMinute);
        (ChangedAt, ChangedBy, ChangedByName) = (at, by.AccountId, by.DisplayName);
    }

    /// <summary>What counts until an administrator says otherwise: people with an account only.</summary>
    public static VerificationRules Default { get; } = new() { MostMegabytes = 200, PerMinute = 10 };

    public Guid Id { get; private init; }

    /// <summary>Anyone may check, not only people with an account.</summary>
    public bool IsPublic { get; private init; }

    /// <summary>Largest file.</summary>
    public int MostMegabytes { get; private init; }

    /// <summary>Checks in a minute for one account, or for one address without account.</summary>
    public int PerMinute { get; private init; }

    public DateTimeOffset ChangedAt { get; private init; }

    public Guid ChangedBy { get; private init; }

    public string ChangedByName { get; private init; } = "";

    /// <summary>Largest file in bytes.</summary>
    public long MostBytes => MostMegabytes * Megabyte;
}
