using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Signing.Archive;

/// <summary>Reads the words of what was handed in, so that the archive finds documents by what stands in them. Safe to run several times at once.</summary>
internal sealed class ReadTexts(SigningDb db, FileStore files, TimeProvider clock, ILogger<ReadTexts> log)
{
    private const int AtOnce = 200;
    // A night's work: what a longer pause left, the next night takes.
    private const int MostRounds = 100;
    private const int MostPages = 200;

    // PostgreSQL takes a megabyte of words for one row.
    private const int MostCharacters = 300_000;

    /// <summary>Those handed in lately, newest first: they are looked for first.</summary>
    public Task RunAsync(CancellationToken cancel) => RunAsync(clock.GetUtcNow().AddDays(-2), cancel);

    /// <summary>All that were left out, whenever they were handed in.</summary>
    public async Task RunAllAsync(CancellationToken cancel)
    {
        for (var round = 0; round < MostRounds && await RunAsync(DateTimeOffset.UnixEpoch, cancel) == AtOnce; round++)
        {
            // Each round marks what it took, readable or not.
        }
    }

    private async Task<int> RunAsync(DateTimeOffset since, CancellationToken cancel)
    {
        var unread = await db.Database.SqlQuery<Guid>($"""
            select d.id as "Value" from signing.document d left join signing.document_text t on t.document_id = d.id
            where d.submitted_at > {since}
              and coalesce(t.files, 0) < (select count(*) from signing.document_version v where v.document_id = d.id and v.origin = 'Submitted')
            order by d.submitted_at desc limit {AtOnce}
            """).ToListAsync(cancel);
        foreach (var id in unread) await ReadAsync(id, cancel);
        return unread.Count;
    }

    private async Task ReadAsync(Guid id, CancellationToken cancel)
    {
        var handedIn = await db.Versions.AsNoTracking().Where(v => v.DocumentId == id && v.Origin == VersionOrigin.Submitted).ToListAsync(cancel);
        var text = new StringBuilder();
        foreach (var version in handedIn.GroupBy(v => v.Part).Select(g => g.MaxBy(v => v.Ordinal)!).OrderBy(v => v.Part))
        {
            if (text.Length < MostCharacters) text.Append(await TextOfAsync(version, MostCharacters - text.Length, cancel)).Append(' ');
        }

        var (words, count) = (Words(text.ToString()), handedIn.Count);
        await db.Database.ExecuteSqlAsync($"""
            insert into signing.document_text (document_id, files, words) values ({id}, {count}, to_tsvector('simple', {words}))
            on conflict (document_id) do update set files = excluded.files, words = excluded.words where document_text.files < excluded.files
            """, cancel);
    }

    private async Task<string> TextOfAsync(DocumentVersion version, int room, CancellationToken cancel)
    {
        try
        {
            await using var file = await files.OpenVerifiedAsync(version.Sha256, cancel);
            return PdfInspector.ReadText(file, MostPages, room);
        }
        catch (Exception e) when (e is PdfException or FileDamagedException)
        {
            // Still found by its title, number and signers.
            log.LogInformation("The words of {File} cannot be read: {Problem}", version.Sha256, e.Message);
            return "";
        }
    }

    /// <summary>Words of letters and digits without diacritics; whatever else a file holds could not be stored.</summary>
    internal static string Words(string text) => SearchText.Fold(string.Concat(text.Select(c => char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark ? c : ' ')));
}
