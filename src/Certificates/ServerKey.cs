namespace ThanhHoa.DigitalSignature.Certificates;

/// <summary>What a server's key is for.</summary>
internal enum ServerKeyPurpose
{
    /// <summary>Client certificate of the mobile signing gateway (ETSI TS 102 204), with its AP id.</summary>
    MobileGateway,

    /// <summary>Máy chủ web.</summary>
    Tls,

    /// <summary>Khóa con dấu trên máy chủ: seals without a person at hand.</summary>
    Seal,

    /// <summary>Time stamps, API clients and whatever else.</summary>
    Other,
}

/// <summary>The steps by which a server's key comes to work, in their order (plan tasks M2, M3).</summary>
internal enum MilestoneKind
{
    /// <summary>Phê duyệt.</summary>
    Approved,

    /// <summary>Mua sắm.</summary>
    Procured,

    /// <summary>Giao nhận.</summary>
    Delivered,

    /// <summary>Cài đặt.</summary>
    Installed,

    /// <summary>Kiểm thử.</summary>
    Tested,

    /// <summary>Vận hành.</summary>
    InOperation,
}

/// <summary>One step of procurement or installation.</summary>
/// <param name="Kind">Which.</param>
/// <param name="PlannedOn">The day it is to be done; null when not planned.</param>
/// <param name="DoneOn">The day it was done; null while it was not.</param>
internal sealed record Milestone(MilestoneKind Kind, DateOnly? PlannedOn, DateOnly? DoneOn)
{
    public bool IsLate(DateOnly today) => DoneOn is null && PlannedOn < today;
}

/// <summary>A key that works in a server: where it is, who answers for it, how far its installation is.</summary>
internal sealed class ServerKey
{
    public Guid Id { get; init; }

    public string Name { get; set; } = "";

    public ServerKeyPurpose Purpose { get; set; }

    /// <summary>The identity the other side knows it by: AP id of the gateway, host name of a site.</summary>
    public string ServiceId { get; set; } = "";

    /// <summary>Data centre or room.</summary>
    public string Site { get; set; } = "";

    /// <summary>Machine, or HSM with its slot.</summary>
    public string Server { get; set; } = "";

    /// <summary>Its certificate in the registry; null while none is issued.</summary>
    public Guid? CertificateId { get; set; }

    /// <summary>Who answers for it.</summary>
    public Guid? CustodianId { get; set; }

    public string CustodianName { get; set; } = "";

    public IReadOnlyList<Milestone> Milestones { get; set; } = [];

    public string Note { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }

    public string ChangedByName { get; set; } = "";
}
