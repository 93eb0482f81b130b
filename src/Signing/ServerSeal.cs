using ThanhHoa.DigitalSignature.Platform.Accounts;

namespace ThanhHoa.DigitalSignature.Signing;

/// <summary>A unit's choice that the server signs for it with the organisation's key. A choice is ended, never changed.</summary>
internal sealed class ServerSeal
{
    private ServerSeal()
    {
    }

    public ServerSeal(Guid unitId, string thumbprint, string keyLabel, CurrentUser by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (UnitId, CertificateThumbprint, KeyLabel, EnabledByName, EnabledAt) = (unitId, thumbprint, keyLabel, by.DisplayName, now);
    }

    public Guid Id { get; private init; }

    public Guid UnitId { get; private init; }

    /// <summary>SHA-256, lower-case hexadecimal.</summary>
    public string CertificateThumbprint { get; private init; } = "";

    /// <summary>CKA_LABEL of certificate and key in the server's token.</summary>
    public string KeyLabel { get; private init; } = "";

    public string EnabledByName { get; private init; } = "";

    public DateTimeOffset EnabledAt { get; private init; }

    public string? DisabledByName { get; private set; }

    /// <summary>Null while it holds.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    public void Disable(CurrentUser by, DateTimeOffset now) => (DisabledByName, DisabledAt) = (by.DisplayName, now);
}
