using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Signing.Documents;

/// <summary>Which pages of a file that was handed in again read differently from the one a signer saw.</summary>
internal sealed class ChangedPages(FileStore files)
{
    private const int MostPages = 300;
    private const int MostCharacters = 1_000_000;

    /// <summary>Numbers of the pages, from 1, whose words differ, are new or are gone; null when either file cannot be read.</summary>
    /// <param name="seen">The version that was seen.</param>
    /// <param name="now">The version of today.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<IReadOnlyList<int>?> BetweenAsync(DocumentVersion seen, DocumentVersion now, CancellationToken cancel)
    {
        try
        {
            var (before, after) = (await PagesAsync(seen, cancel), await PagesAsync(now, cancel));
            return [.. Enumerable.Range(0, Math.Max(before.Length, after.Length)).Where(i => before.ElementAtOrDefault(i) != after.ElementAtOrDefault(i)).Select(i => i + 1)];
        }
        catch (Exception e) when (e is PdfException or FileDamagedException)
        {
            return null;
        }
    }

    private async Task<string[]> PagesAsync(DocumentVersion version, CancellationToken cancel)
    {
        await using var file = await files.OpenVerifiedAsync(version.Sha256, cancel);
        return PdfInspector.ReadText(file, MostPages, MostCharacters).Split('\f');
    }
}
