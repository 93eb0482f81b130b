using ThanhHoa.DigitalSignature.Certificates.Requests;

namespace ThanhHoa.DigitalSignature.Certificates;

/// <summary>The five requests of the law (Decree 68/2024, law-and-layout §3).</summary>
internal enum RequestKind
{
    /// <summary>Cấp mới.</summary>
    New,

    /// <summary>Gia hạn.</summary>
    Renewal,

    /// <summary>Thay đổi nội dung.</summary>
    Change,

    /// <summary>Thu hồi.</summary>
    Revocation,

    /// <summary>Khôi phục thiết bị lưu khóa.</summary>
    DeviceRecovery,
}

/// <summary>Whose certificate it is: forms 01, 02 and 03.</summary>
internal enum SubjectKind
{
    /// <summary>A person.</summary>
    Person,

    /// <summary>An agency: the key is its seal.</summary>
    Organisation,

    /// <summary>A device, service or software.</summary>
    System,
}

/// <summary>
/// Đề nghị: what one unit asks of the issuer in one go, for one subject or for forty. Each subject has a line with a state
/// of its own, so that one questioned line does not hold up the others.
/// </summary>
internal sealed class CertificateRequest
{
    private CertificateRequest()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>The portal's own number, shown as 2026-000123.</summary>
    public long Serial { get; private init; }

    public RequestKind Kind { get; private init; }

    public SubjectKind Subject { get; private init; }

    /// <summary>The unit that files it and whose head confirms it.</summary>
    public Guid UnitId { get; private init; }

    /// <summary>Its name on the day of filing.</summary>
    public string UnitName { get; private init; } = "";

    /// <summary>The forms of the law in force on the day of filing, see <see cref="FormSets"/>.</summary>
    public string FormSet { get; private init; } = "";

    public DateTimeOffset FiledAt { get; private init; }

    public Guid? FiledBy { get; private init; }

    public string FiledByName { get; private init; } = "";

    public bool IsDemonstration { get; private init; }

    public List<RequestLine> Lines { get; } = [];

    public string Number => FormattableString.Invariant($"{FiledAt.Year}-{Serial:000000}");

    public static CertificateRequest File(Guid id, RequestKind kind, SubjectKind subject, (Guid Id, string Name) unit, string formSet, Actor filer, DateTimeOffset now, bool isDemonstration = false) => new()
    {
        Id = id,
        Kind = kind,
        Subject = subject,
        UnitId = unit.Id,
        UnitName = unit.Name,
        FormSet = formSet,
        FiledAt = now,
        FiledBy = filer.AccountId,
        FiledByName = filer.Name,
        IsDemonstration = isDemonstration,
    };

    /// <summary>Adds a subject in draft.</summary>
    public RequestLine Add(RequestedSubject subject, IReadOnlyDictionary<string, string> fields)
    {
        var line = new RequestLine(this, Lines.Count + 1, subject, fields);
        Lines.Add(line);
        return line;
    }
}

/// <summary>Whose certificate a line is about.</summary>
/// <param name="Name">Full name, the agency's name, or the system's name.</param>
/// <param name="UnitId">The unit in the certificate.</param>
/// <param name="PersonId">The person; null for an agency or a system.</param>
/// <param name="CertificateId">The certificate to renew, change or revoke; null for a new one.</param>
/// <param name="DeviceId">The device to restore; null otherwise.</param>
internal sealed record RequestedSubject(string Name, Guid UnitId, Guid? PersonId = null, Guid? CertificateId = null, Guid? DeviceId = null);

/// <summary>Who takes a step.</summary>
/// <param name="AccountId">The account; null for the portal itself, when the issuer has answered.</param>
/// <param name="PersonId">The person behind the account, if any.</param>
/// <param name="Name">As the trail shows it.</param>
internal sealed record Actor(Guid? AccountId, Guid? PersonId, string Name)
{
    /// <summary>The portal, when the issuer has answered.</summary>
    public static Actor Portal { get; } = new(null, null, "portal");
}
