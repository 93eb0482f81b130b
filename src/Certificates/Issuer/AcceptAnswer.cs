using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Certificates.Requests;
using ThanhHoa.DigitalSignature.Pades.Trust;
using ThanhHoa.DigitalSignature.Platform.Audit;

namespace ThanhHoa.DigitalSignature.Certificates.Issuer;

/// <summary>Why the issuer's answer cannot be entered.</summary>
internal enum IssuerFault
{
    /// <summary>It can.</summary>
    None,

    /// <summary>It says issued and brings no certificate.</summary>
    NoCertificate,

    /// <summary>What it brings is none.</summary>
    NotACertificate,

    /// <summary>It leads to no authority the portal trusts.</summary>
    Untrusted,

    /// <summary>It is for another e-mail.</summary>
    OtherEmail,

    /// <summary>It is for somebody else.</summary>
    OtherName,
}

/// <summary>
/// Enters what the issuer did: the step of the line, the certificate and the device, in one transaction. A certificate that
/// does not belong to the line is not entered; the line keeps waiting and says why.
/// </summary>
internal sealed class AcceptAnswer(CertificatesDb db, TrustStore trust, WorkingCalendar calendar, TimeProvider clock)
{
    /// <param name="line">In state Sent, tracked, with its request and steps.</param>
    /// <param name="answer">The issuer's.</param>
    /// <param name="cancel">Gives up; nothing is entered then.</param>
    public async Task RunAsync(RequestLine line, IssuerAnswer answer, CancellationToken cancel)
    {
        var (now, days) = (clock.GetUtcNow(), await calendar.ReadAsync(cancel));
        var (fault, detail) = (IssuerFault.None, "");
        if (answer.State == "issued") (fault, detail) = await IssuedAsync(line, answer, now, cancel);
        if (answer.State == "issued" && fault == IssuerFault.None) Step(line, RequestAct.Issue, now, days, "");
        if (answer.State == "refused") Step(line, RequestAct.Refuse, now, days, answer.Reason is { Length: > 0 } reason ? reason : "–");
        line.WasAsked(now, fault, detail);
        await db.SaveChangesAsync(cancel);
    }

    private async Task<(IssuerFault, string)> IssuedAsync(RequestLine line, IssuerAnswer answer, DateTimeOffset now, CancellationToken cancel)
    {
        if (line.Kind == RequestKind.Revocation) await RevokedAsync(line, answer, now, cancel);
        else if (line.Kind == RequestKind.DeviceRecovery) await RestoredAsync(line, now, cancel);
        else
        {
            if (answer.Certificate is not { } der) return (IssuerFault.NoCertificate, "");
            using var certificate = Read(der);
            if (certificate is null) return (IssuerFault.NotACertificate, "");
            if (Mismatch(line, certificate, now) is { } mismatch) return mismatch;
            // Known already, and somebody else's: a namesake's.
            var thumbprint = Certificate.ThumbprintOf(certificate);
            if (await db.Certificates.AnyAsync(c => c.Thumbprint == thumbprint && c.PersonId != line.PersonId, cancel)) return (IssuerFault.OtherName, CertificateData.Of(certificate).CommonName);
            var row = await EnterAsync(line, certificate, answer.DeviceKind ?? DeviceKind.EToken, now, cancel);
            var device = answer.DeviceSerial is { Length: > 0 } ? await DeviceAsync(line, answer, now, cancel) : null;
            if (device is not null) row.PutOn(device.Id, now, null);
            line.Receive(row.Id, device?.Id);
        }

        return (IssuerFault.None, "");
    }

    private async Task RevokedAsync(RequestLine line, IssuerAnswer answer, DateTimeOffset now, CancellationToken cancel)
    {
        if (line.CertificateId is { } id && await db.Certificates.Include(c => c.Events).SingleOrDefaultAsync(c => c.Id == id, cancel) is { } certificate)
            certificate.Revoke(answer.RevokedAt ?? now, line.Fields.GetValueOrDefault("reason") ?? "", now);
    }

    // The holder's device comes back restored: it is theirs again as soon as it is handed over.
    private async Task RestoredAsync(RequestLine line, DateTimeOffset now, CancellationToken cancel)
    {
        if (line.DeviceId is not { } id || await db.Devices.Include(d => d.History).SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } device) return;
        if (DeviceMoves.IsHeld(device.State)) device.Move(DeviceState.Returned, null, Actor.Portal, now, line.Request.Number);
        device.Move(DeviceState.Assigned, (line.PersonId, line.SubjectUnitId), Actor.Portal, now, line.Request.Number);
    }

    private (IssuerFault, string)? Mismatch(RequestLine line, X509Certificate2 certificate, DateTimeOffset now)
    {
        var data = CertificateData.Of(certificate);
        // A server's key signs no documents.
        var path = CertificatePath.Check(certificate, [], trust, now, [], CertificatePathOptions.Default with { Purpose = line.Request.Subject == SubjectKind.System ? CertificatePurpose.Any : CertificatePurpose.DocumentSigning });
        if (path.Status is not (CertificatePathStatus.Trusted or CertificatePathStatus.RevocationUnknown)) return (IssuerFault.Untrusted, data.IssuerName);
        if (line.Fields.GetValueOrDefault("email") is { Length: > 0 } email && data.Email is not null && !string.Equals(data.Email, email, StringComparison.OrdinalIgnoreCase)) return (IssuerFault.OtherEmail, data.Email);
        return line.PersonId is not null && !string.Equals(data.CommonName, line.SubjectName, StringComparison.OrdinalIgnoreCase) ? (IssuerFault.OtherName, data.CommonName) : null;
    }

    private async Task<Certificate> EnterAsync(RequestLine line, X509Certificate2 certificate, DeviceKind kind, DateTimeOffset now, CancellationToken cancel)
    {
        var thumbprint = Certificate.ThumbprintOf(certificate);
        if (await db.Certificates.Include(c => c.Events).SingleOrDefaultAsync(c => c.Thumbprint == thumbprint, cancel) is { } known) return known;
        var row = Certificate.Register(certificate, new CertificateHolder(line.Request.Subject, line.PersonId, line.SubjectUnitId), kind, now, null, line.Request.IsDemonstration);
        db.Certificates.Add(row);
        db.Audit.Add(AuditEntry.ByPortal(now, "certificates.certificate.registered", ("certificate", row.Id), line.Request.UnitId, new { row.Thumbprint, person = line.PersonId, request = line.RequestId }));
        return row;
    }

    private async Task<Device> DeviceAsync(RequestLine line, IssuerAnswer answer, DateTimeOffset now, CancellationToken cancel)
    {
        var (kind, serial) = (answer.DeviceKind ?? DeviceKind.EToken, answer.DeviceSerial!.Trim().ToUpperInvariant());
        if (await db.Devices.Include(d => d.History).SingleOrDefaultAsync(d => d.Kind == kind && d.Serial == serial, cancel) is not { } device)
        {
            device = Device.Register(kind, serial, (answer.PhoneNumber, answer.Carrier), Actor.Portal, now, line.Request.IsDemonstration);
            db.Devices.Add(device);
        }

        if (device.State == DeviceState.InStock) device.Move(DeviceState.Assigned, (line.PersonId, line.SubjectUnitId), Actor.Portal, now, line.Request.Number);
        return device;
    }

    private void Step(RequestLine line, RequestAct act, DateTimeOffset now, WorkingDays days, string reason)
    {
        line.Take(act, Actor.Portal, now, days, reason);
        db.Audit.Add(AuditEntry.ByPortal(now, act == RequestAct.Refuse ? "certificates.request.refused" : "certificates.request.issued", ("request", line.RequestId), line.Request.UnitId, new { lines = new[] { line.Ordinal } }));
    }

    private static X509Certificate2? Read(byte[] der)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(der);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
