using System.IO.Compression;
using System.Net;
using System.Text;
using ThanhHoa.DigitalSignature.Certificates.Import;
using ThanhHoa.DigitalSignature.Portal.Tests.Hosting;

namespace ThanhHoa.DigitalSignature.Portal.Tests.Certificates.Import;

/// <summary>Files of certificates, and sending them.</summary>
internal static class Bundles
{
    /// <summary>Sends the file through the page and lets the job work; the identity of the import.</summary>
    public static async Task<string> ImportAsync(this PortalFixture portal, Visitor keeper, byte[] bytes, string name)
    {
        using var sent = await keeper.SendFormAsync("/certificates/import", new Dictionary<string, string>(), ("Bundle", bytes, name));
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        await portal.Host.WithAsync<RunImports, bool>(async job =>
        {
            await job.RunAsync(TestContext.Current.CancellationToken);
            return true;
        });
        return sent.Headers.Location!.ToString().Split('/')[^1];
    }

    /// <summary>An archive of thu-muc/00.cer, thu-muc/01.cer …, and a list of devices when there is one.</summary>
    public static byte[] Zip(IReadOnlyList<byte[]> files, string? devices = null) =>
        Zip([.. files.Select((file, i) => ($"thu-muc/{i:00}.cer", file)), .. devices is null ? Array.Empty<(string, byte[])>() : [("thiet-bi.csv", Encoding.UTF8.GetBytes(devices))]]);

    public static byte[] Zip(IEnumerable<(string Name, byte[] Content)> files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
