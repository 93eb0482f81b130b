using Microsoft.EntityFrameworkCore;
using ThanhHoa.DigitalSignature.Platform.Data;
using ThanhHoa.DigitalSignature.Platform.Web;

namespace ThanhHoa.DigitalSignature.Signing.Archive;

/// <summary>What is looked for in the archive; everything is optional.</summary>
/// <param name="Q">Number, title, signer, clerk, or words that stand in the files; with or without diacritics.</param>
/// <param name="From">First date the document may carry.</param>
/// <param name="To">Last date it may carry.</param>
/// <param name="State">Where it is on its way.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Past">Only those kept longer than their rule asks.</param>
internal sealed record ArchiveFilter(string? Q, DateOnly? From, DateOnly? To, DocumentState? State, DocumentPurpose? Purpose, bool Past)
{
    private const int LongestQuery = 200;

    public string? Words => string.IsNullOrWhiteSpace(Q) ? null : Q.Trim()[..Math.Min(Q.Trim().Length, LongestQuery)];
}

/// <summary>Finds documents among those the current user may see; every condition has its index.</summary>
internal sealed class ArchiveSearch(SigningDb db, DocumentAccess access, TimeProvider clock)
{
    /// <summary>Newest first, drafts left out.</summary>
    public async Task<IQueryable<Document>> FindAsync(ArchiveFilter filter, CancellationToken cancel)
    {
        var query = (await access.VisibleAsync(cancel)).AsNoTracking().Where(d => d.State != DocumentState.Draft);
        if (filter.State is { } state) query = query.Where(d => d.State == state);
        if (filter.Purpose is { } purpose) query = query.Where(d => d.Purpose == purpose);
        if (filter.From is { } from) query = query.Where(d => d.DatedOn >= from);
        if (filter.To is { } to) query = query.Where(d => d.DatedOn <= to);
        if (filter.Past) query = PastTheirTerm(query);
        if (filter.Words is { } words) query = Containing(query, words);
        return query.OrderByDescending(d => d.SubmittedAt).ThenBy(d => d.Id);
    }

    private IQueryable<Document> Containing(IQueryable<Document> query, string words)
    {
        var (pattern, folded) = (SearchText.Anywhere(words), ReadTexts.Words(words));
        // Two lists of identities, each from its own index, instead of an "or" over both.
        var found = db.Documents.Where(d => EF.Functions.Like(d.SearchedText, pattern)).Select(d => d.Id)
            .Union(db.Texts.Where(t => t.Words.Matches(EF.Functions.PlainToTsQuery("simple", folded))).Select(t => t.DocumentId));
        return query.Where(d => found.Contains(d.Id));
    }

    private IQueryable<Document> PastTheirTerm(IQueryable<Document> query)
    {
        var year = clock.TodayInVietnam().Year;
        return query.Where(d => d.DatedOn != null
            && d.DatedOn.Value.Year + db.RetentionRules.Where(r => r.Purpose == d.Purpose && (r.Kind == "" || d.Symbol == r.Kind || d.Symbol.StartsWith(r.Kind + "-")))
                .OrderByDescending(r => r.Kind.Length).Select(r => r.Years).FirstOrDefault() < year);
    }
}
