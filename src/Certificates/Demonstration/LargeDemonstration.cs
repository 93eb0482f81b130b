using System.IO.Compression;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ThanhHoa.DigitalSignature.Certificates.Import;
using ThanhHoa.DigitalSignature.Organisation.Contracts;
using ThanhHoa.DigitalSignature.Platform.Files;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Certificates.Demonstration;

/// <summary>
/// <c>Demonstration:Size=Province</c>: the Sandbox at <c>Issuer:Url</c> issues a province's worth of certificates, and its archive
/// is loaded as an administrator's is: kept in the file store, worked through by the import, doubtful ones left for confirmation.
/// </summary>
internal sealed class LargeDemonstration(IServiceScopeFactory scopes, IHttpClientFactory http, IConfiguration settings, TimeProvider clock, ILogger<LargeDemonstration> log)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Once; cut off, the next start goes on where this one was.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        if (settings["Issuer:Url"] is not { Length: > 0 } issuer) return;
        var begun = clock.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CertificatesDb>();
        // Two processes that start at once may each send it: the second one's certificates are known then.
        if (await db.Imports.Where(i => i.SentBy == null).OrderBy(i => i.SentAt).FirstOrDefaultAsync(cancel) is not { } import)
        {
            var certificates = await InventAsync(scope.ServiceProvider, cancel);
            await using var archive = await OrderAsync(new Uri(issuer.TrimEnd('/') + "/ca/batches"), certificates, cancel);
            if (archive is null) return;
            var stored = await scope.ServiceProvider.GetRequiredService<FileStore>().PutAsync(archive, CertificateBundle.LargestFile, cancel);
            var now = clock.GetUtcNow();
            import = new CertificateImport { Id = Guid.CreateVersion7(now), FileName = "chung-thu-so-trinh-dien.zip", Sha256 = stored.Sha256, SentAt = now, SentBy = null, SentByName = "portal" };
            db.Imports.Add(import);
            await db.SaveChangesAsync(cancel);
        }
        else if (import.FinishedAt is not null) return;

        await scope.ServiceProvider.GetRequiredService<RunImports>().RunAsync(cancel);
        log.LogInformation("The province's demonstration: {Certificates} certificates in {Seconds:0.0} s", await db.Certificates.CountAsync(cancel), clock.GetElapsedTime(begun).TotalSeconds);
    }

    private async Task<IReadOnlyList<InventedCertificate>> InventAsync(IServiceProvider services, CancellationToken cancel)
    {
        var (people, units) = (services.GetRequiredService<IPeople>(), services.GetRequiredService<IUnits>());
        var invented = (await services.GetRequiredService<IDemonstrationPeople>().AllAsync(cancel)).Where(p => p.Email is not null).ToList();
        var posts = await people.PostsAsync([.. invented.Select(p => p.Id)], clock.TodayInVietnam(), cancel);
        var within = (await units.FindAsync([.. posts.Select(p => p.UnitId).Distinct()], cancel)).ToDictionary(u => u.Id);
        return [.. InventedCertificates.Of(invented, posts, within, new DateTimeOffset(clock.TodayInVietnam(), TimeOnly.MinValue, TimeSpan.FromHours(7)))];
    }

    /// <returns>Null when the Sandbox does not answer: a portal starts without its demonstration, too.</returns>
    private async Task<Stream?> OrderAsync(Uri batches, IReadOnlyList<InventedCertificate> certificates, CancellationToken cancel)
    {
        var archive = new MemoryStream();
        try
        {
            using var client = http.CreateClient(nameof(LargeDemonstration));
            using var answer = await client.PostAsJsonAsync(batches, certificates.Select(c => c.Order), Json, cancel);
            answer.EnsureSuccessStatusCode();
            await answer.Content.CopyToAsync(archive, cancel);
        }
        catch (HttpRequestException error)
        {
            log.LogWarning(error, "No certificates for the province's demonstration: {Address} does not answer. The next start asks again.", batches);
            return null;
        }

        // The list of devices is the lead agency's own: who has which token is nothing an issuer knows.
        await using (var open = await ZipArchive.CreateAsync(archive, ZipArchiveMode.Update, leaveOpen: true, entryNameEncoding: null, cancel))
        await using (var list = await open.CreateEntry(DeviceLine.FileName).OpenAsync(cancel))
            await list.WriteAsync(Encoding.UTF8.GetBytes(InventedCertificates.DevicesOf(certificates)), cancel);
        archive.Position = 0;
        return archive;
    }
}
