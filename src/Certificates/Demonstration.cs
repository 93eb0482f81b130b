using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Demonstration;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates;

/// <summary>Registers the certificates the Sandbox issued to the invented people: one <c>e-mail.cer</c> each in the folder <c>Demonstration:Certificates</c>.</summary>
internal sealed class Demonstration(CertificatesDb db, IPeople people, IConfiguration settings, TimeProvider clock) : IDemonstrationData
{
    public int Order => 200;

    public async Task LoadAsync(CancellationToken cancel)
    {
        var folder = settings["Demonstration:Certificates"];
        if (!Directory.Exists(folder)) return;
        var known = await db.Certificates.Select(c => c.Thumbprint).ToHashSetAsync(cancel);
        var today = clock.TodayInVietnam();
        foreach (var path in Directory.EnumerateFiles(folder, "*.cer").Order(StringComparer.Ordinal))
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(path);
            if (known.Contains(Certificate.ThumbprintOf(certificate))) continue;
            if (await people.FindByEmailAsync(Path.GetFileNameWithoutExtension(path), cancel) is not { IsDemonstration: true } person) continue;
            db.Certificates.Add(Certificate.Register(certificate, new CertificateHolder(SubjectKind.Person, person.Id, await people.PostsAsync([person.Id], today, cancel) is [var post, ..] ? post.UnitId : null), DeviceKind.EToken, clock.GetUtcNow(), by: null, isDemonstration: true));
        }

        await db.SaveChangesAsync(cancel);
    }

    public async Task RemoveAsync(CancellationToken cancel)
    {
        var lines = db.RequestLines.Where(l => l.Request.IsDemonstration).Select(l => l.Id);
        await db.Set<RequestStep>().Where(s => lines.Contains(s.LineId)).ExecuteDeleteAsync(cancel);
        await db.RequestLines.Where(l => l.Request.IsDemonstration).ExecuteDeleteAsync(cancel);
        await db.Requests.Where(r => r.IsDemonstration).ExecuteDeleteAsync(cancel);
        await db.Certificates.Where(c => c.IsDemonstration).ExecuteDeleteAsync(cancel);
        await db.Devices.Where(d => d.IsDemonstration).ExecuteDeleteAsync(cancel);
    }
}
