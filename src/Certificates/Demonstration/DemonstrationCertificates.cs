using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Demonstration;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Demonstration;

/// <summary>
/// The registry's part of the demonstration: the certificates the Sandbox issued to the invented people with an account, one
/// <c>e-mail.cer</c> each in the folder <c>Demonstration:Certificates</c>, and those of a whole province where that is asked for.
/// </summary>
internal sealed class DemonstrationCertificates(CertificatesDb db, LargeDemonstration large, IPeople people, IConfiguration settings, TimeProvider clock) : IDemonstrationData
{
    public int Order => 200;

    public async Task LoadAsync(CancellationToken cancel)
    {
        if (settings["Demonstration:Certificates"] is { } folder && Directory.Exists(folder)) await LoadFolderAsync(folder, cancel);
        if (string.Equals(settings["Demonstration:Size"], "Province", StringComparison.OrdinalIgnoreCase)) await large.LoadAsync(cancel);
    }

    private async Task LoadFolderAsync(string folder, CancellationToken cancel)
    {
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
        await db.Imported.Where(i => db.Imports.Any(of => of.Id == i.ImportId && of.SentBy == null)).ExecuteDeleteAsync(cancel);
        await db.Imports.Where(i => i.SentBy == null).ExecuteDeleteAsync(cancel);
        await db.Certificates.Where(c => c.IsDemonstration).ExecuteDeleteAsync(cancel);
        await db.Devices.Where(d => d.IsDemonstration).ExecuteDeleteAsync(cancel);
    }
}
