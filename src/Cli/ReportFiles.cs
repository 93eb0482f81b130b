using System.Text;
using ThanhHoa.DigitalSignature.Pades.Reports;

namespace ThanhHoa.DigitalSignature.Cli;

/// <summary>The four reports of a document in a folder: all of them complete, or none; nothing that is there is overwritten.</summary>
internal sealed class ReportFiles
{
    private readonly string folder;
    private readonly HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

    public ReportFiles(string folder, IEnumerable<string> documents)
    {
        this.folder = Directory.CreateDirectory(folder).FullName;
        foreach (var document in documents)
        {
            if (!taken.Add(NameOf(document))) throw new UsageException($"two documents would have the reports {NameOf(document)}.*: check them one after the other into different folders");
            foreach (var (path, _) in Places(document))
                if (Path.Exists(path)) throw new UsageException($"{path} is already there and is not overwritten: give another folder, or move it away");
        }
    }

    public void Write(string document, CheckedDocument check, string line)
    {
        var contents = new[]
        {
            Encoding.UTF8.GetBytes(ReportHtml.Write(check)),
            ReportXml.Write(check),
            ReportPdf.Write(check),
            Encoding.UTF8.GetBytes(line + "\n"),
        };
        var files = Places(document).Zip(contents).ToList();
        var moved = new List<string>();
        try
        {
            foreach (var (place, content) in files) Store(place.Unfinished, content);
            foreach (var (place, _) in files)
            {
                File.Move(place.Unfinished, place.Path, overwrite: false);
                moved.Add(place.Path);
            }
        }
        catch
        {
            foreach (var path in moved) File.Delete(path);
            throw;
        }
        finally
        {
            foreach (var (place, _) in files) File.Delete(place.Unfinished);
        }
    }

    private IEnumerable<(string Path, string Unfinished)> Places(string document)
    {
        foreach (var ending in new[] { "html", "xml", "pdf", "json" })
        {
            var path = Path.Combine(folder, $"{NameOf(document)}.{ending}");
            yield return (path, $"{path}.unfinished");
        }
    }

    private static string NameOf(string document) => Path.GetFileNameWithoutExtension(document);

    private static void Store(string path, byte[] content)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }
}
