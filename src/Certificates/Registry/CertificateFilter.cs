using Microsoft.EntityFrameworkCore;

namespace ThanhHoa.DigitalSignature.Certificates.Registry;

/// <summary>How a certificate stands on a day.</summary>
internal enum CertificateStanding
{
    /// <summary>May be signed with.</summary>
    Active,

    /// <summary>Active, but not for longer than ninety days.</summary>
    RunningOut,

    /// <summary>Its time has passed.</summary>
    Expired,

    /// <summary>Taken back by the issuer.</summary>
    Revoked,

    /// <summary>Its time has not come.</summary>
    NotYet,
}

/// <summary>What a list of certificates is narrowed to; also a saved filter, as the query string it came from.</summary>
/// <param name="Q">Name, e-mail, unit or serial number, as typed.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Subject">Whose it is.</param>
/// <param name="Device">On what it is.</param>
/// <param name="Unit">The unit.</param>
internal sealed record CertificateFilter(string? Q, CertificateStanding? Standing, SubjectKind? Subject, DeviceKind? Device, Guid? Unit)
{
    public static readonly TimeSpan Soon = TimeSpan.FromDays(90);

    public IQueryable<Certificate> Apply(IQueryable<Certificate> all, DateTimeOffset now)
    {
        if (!string.IsNullOrWhiteSpace(Q))
        {
            var pattern = Platform.Data.SearchText.Anywhere(Q);
            // Serial numbers are typed as printed, with or without colons and blanks.
            var serial = string.Concat(Q.Where(char.IsAsciiHexDigit)).ToUpperInvariant();
            all = serial.Length >= 6 && Q.All(c => char.IsAsciiHexDigit(c) || c is ':' or ' ')
                ? all.Where(c => c.SerialNumber == serial || EF.Functions.Like(c.SearchText, pattern))
                : all.Where(c => EF.Functions.Like(c.SearchText, pattern));
        }

        if (Subject is { } subject) all = all.Where(c => c.Subject == subject);
        if (Device is { } device) all = all.Where(c => c.Device == device);
        if (Unit is { } unit) all = all.Where(c => c.UnitId == unit);
        var soon = now + Soon;
        return Standing switch
        {
            CertificateStanding.Active => all.Where(c => c.RevokedAt == null && c.NotBefore <= now && c.NotAfter >= now),
            CertificateStanding.RunningOut => all.Where(c => c.RevokedAt == null && c.NotBefore <= now && c.NotAfter >= now && c.NotAfter <= soon),
            CertificateStanding.Expired => all.Where(c => c.RevokedAt == null && c.NotAfter < now),
            CertificateStanding.Revoked => all.Where(c => c.RevokedAt != null),
            CertificateStanding.NotYet => all.Where(c => c.RevokedAt == null && c.NotBefore > now),
            _ => all,
        };
    }

    public static CertificateStanding StandingOf(DateTimeOffset notBefore, DateTimeOffset notAfter, DateTimeOffset? revokedAt, DateTimeOffset now) =>
        revokedAt is not null ? CertificateStanding.Revoked
        : notAfter < now ? CertificateStanding.Expired
        : notBefore > now ? CertificateStanding.NotYet
        : notAfter <= now + Soon ? CertificateStanding.RunningOut
        : CertificateStanding.Active;
}
